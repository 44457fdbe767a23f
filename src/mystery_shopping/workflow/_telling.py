"""The last column of the table of notices: whom an event concerns, and the facts they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model import Contact, ContactState, Cycle, CycleState
from mystery_shopping.values import Role
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.events.reminder import ReminderDue


@attrs.frozen
class Addressee:
    """Whom a notice is for: one person by id, or everybody of a role, perhaps of one team."""

    person: str | None = None
    role: Role | None = None
    team: str | None = None


@attrs.frozen
class Told:
    """Whom to tell, and the facts: plain values, a text as a pair ``{"id": …, "en": …}``."""

    to: Addressee
    facts: dict[str, object] = attrs.field(factory=dict)


Tell = Callable[[Event, Cycle], Iterable[Told]]
_Addressees = tuple[Addressee, ...]


def everybody(addressees: _Addressees) -> Callable[[Event, Cycle | None], Iterable[Told]]:
    """Tell all of them that it happened."""

    def tell(event: Event, _: Cycle | None) -> Iterator[Told]:
        facts = _of_reminder(event) if isinstance(event, ReminderDue) else {}
        return (Told(to, facts) for to in addressees)

    return tell


def planned(event: e.ContactsPlanned, cycle: Cycle) -> Iterable[Told]:
    """Tell every contacter of a plan which contacts are theirs."""
    numbers = range(event.first, event.first + len(event.contacts))
    return _to_contacters(cycle, numbers)


def assigned(event: e.ContactsAssigned, cycle: Cycle) -> Iterable[Told]:
    """Tell every contacter which contacts are theirs."""
    return _to_contacters(cycle, (row.contact for row in event.assignments))


def reassigned(event: e.ContactReassigned, cycle: Cycle) -> Iterable[Told]:
    """Tell the contacter which contact is theirs now."""
    return _to_contacters(cycle, (event.contact,))


def contacters_and(others: _Addressees) -> Callable[[ReminderDue, Cycle | None], Iterable[Told]]:
    """Tell the contacters a reminder names, and the others."""

    def tell(event: ReminderDue, _: Cycle | None) -> Iterator[Told]:
        people = tuple(Addressee(person=who) for who in event.details)
        facts = {**_of_reminder(event), "n": len(people), "people": list(event.details)}
        return (Told(to, facts) for to in (*people, *others))

    return tell


def day_parts(addressees: _Addressees) -> Callable[[ReminderDue, Cycle | None], Iterable[Told]]:
    """Tell all of them which day parts are empty."""

    def tell(event: ReminderDue, cycle: Cycle | None) -> Iterator[Told]:
        if cycle is None:
            return
        titles = {part.code: part.title for part in cycle.policy.day_parts.parts}
        parts = [pair(titles[code]) for code in event.details if code in titles]
        last = str(cycle.weeks.week_2.last)
        facts = {**_of_reminder(event), "n": len(parts), "parts": parts, "last": last}
        yield from (Told(to, facts) for to in addressees)

    return tell


def submitted(
    state: ContactState, addressees: _Addressees
) -> Callable[[e.FormSubmitted, Cycle], Iterable[Told]]:
    """Tell all of them that a form waits, where it went to `state`."""
    waits = form(addressees)

    def tell(event: e.FormSubmitted, cycle: Cycle) -> Iterable[Told]:
        return waits(event, cycle) if event.to is state else ()

    return tell


def form(
    addressees: _Addressees,
) -> Callable[[e.FormSubmitted | e.FormForwarded, Cycle], Iterable[Told]]:
    """Tell all of them that a form waits."""

    def tell(event: e.FormSubmitted | e.FormForwarded, cycle: Cycle) -> Iterator[Told]:
        contacter = cycle.contact(event.contact).contacter
        facts = {"contact": event.contact, "contacter": contacter.id if contacter else "–"}
        return (Told(to, facts) for to in addressees)

    return tell


def returned(event: e.FormReturned, cycle: Cycle) -> Iterator[Told]:
    """Tell the contacter what is to be put right."""
    contact = cycle.contact(event.contact)
    wordings = {row.code: row.wording for row in cycle.scorecard.parameters}
    reasons = [
        {"parameter": pair(wordings[code]) if code in wordings else code, "reason": reason}
        for code, reason in event.reasons
    ]
    if contact.contacter:  # pragma: no branch - a form in hand has one who filled it
        facts = {"contact": event.contact, "n": len(reasons), "reasons": reasons}
        yield Told(Addressee(person=contact.contacter.id), facts)


def all_in(addressees: _Addressees) -> Callable[[Event, Cycle], Iterable[Told]]:
    """Tell all of them once every form is accepted or voided, and no contact can come."""

    def tell(_: Event, cycle: Cycle) -> Iterator[Told]:
        done = cycle.count(ContactState.ACCEPTED, ContactState.VOIDED)
        if cycle.state is CycleState.COLLECTING and done == len(cycle.contacts):
            facts: dict[str, object] = {"n": cycle.count(ContactState.ACCEPTED)}
            yield from (Told(to, facts) for to in addressees)

    return tell


def follow_up(
    *addressees: Addressee,
) -> Callable[[e.FollowUpHandedOver | e.FollowUpPassedOn, Cycle], Iterable[Told]]:
    """Tell all of them, or else the agent's team leader, that a follow-up is theirs."""

    def tell(event: e.FollowUpHandedOver | e.FollowUpPassedOn, cycle: Cycle) -> Iterator[Told]:
        leader = Addressee(role=Role.TL, team=cycle.follow_up(event.follow_up).agent.team)
        facts = _of_follow_up(cycle, event.follow_up)
        return (Told(to, facts) for to in addressees or (leader,))

    return tell


def overdue(others: _Addressees) -> Callable[[ReminderDue, Cycle | None], Iterable[Told]]:
    """Tell the agent's team leader and the others that a follow-up is late."""

    def tell(event: ReminderDue, cycle: Cycle | None) -> Iterator[Told]:
        if cycle is None or event.deadline.number is None:
            return
        late = cycle.follow_up(event.deadline.number)
        leader = Addressee(role=Role.TL, team=late.agent.team)
        facts = {**_of_reminder(event), **_of_follow_up(cycle, event.deadline.number)}
        facts["scheduled"] = str(late.scheduled_for)
        yield from (Told(to, facts) for to in (leader, *others))

    return tell


def deviation(addressees: _Addressees) -> Callable[[e.DeviationRecorded, Cycle], Iterable[Told]]:
    """Tell all of them that a deviation waits for approval."""

    def tell(event: e.DeviationRecorded, cycle: Cycle) -> Iterator[Told]:
        who = cycle.deviation(event.deviation).recorded_by.id
        facts = {"deviation": event.deviation, "clause": event.clause, "reason": event.reason}
        return (Told(to, {**facts, "who": who}) for to in addressees)

    return tell


def move(addressees: _Addressees) -> Callable[[e.WindowMoveRequested, Cycle], Iterable[Told]]:
    """Tell all of them that a moved week waits for approval."""

    def tell(event: e.WindowMoveRequested, cycle: Cycle) -> Iterator[Told]:
        facts = {
            "move": event.move,
            "week": "I" * event.week,
            "first": str(event.window.first),
            "last": str(event.window.last),
            "reason": event.reason,
            "who": cycle.window_move(event.move).requested_by.id,
        }
        return (Told(to, facts) for to in addressees)

    return tell


def pair(text: Text) -> dict[str, str]:
    """Return a text as a plain pair."""
    return {"id": text.id, "en": text.en}


def _of_reminder(event: ReminderDue) -> dict[str, object]:
    return {"day": str(event.deadline.on)}


def _of_follow_up(cycle: Cycle, number: int) -> dict[str, object]:
    facts: dict[str, object] = {"follow_up": number}
    if cycle.policy.agents_named_in_notices:
        facts["agent"] = cycle.follow_up(number).agent.id
    return facts


def _to_contacters(cycle: Cycle, numbers: Iterable[int]) -> Iterator[Told]:
    theirs: dict[str, list[Contact]] = {}
    for number in numbers:
        contact = cycle.contact(number)
        if contact.contacter is not None:  # pragma: no branch - as every assigned contact
            theirs.setdefault(contact.contacter.id, []).append(contact)
    for who, contacts in theirs.items():
        yield Told(Addressee(person=who), _of_contacts(contacts))


def _of_contacts(contacts: list[Contact]) -> dict[str, object]:
    days: list[date] = sorted(contact.plan.on for contact in contacts)
    return {
        "n": len(contacts),
        "contacts": [contact.number for contact in contacts],
        "first": str(days[0]),
        "last": str(days[-1]),
    }
