"""Which objects an event touches, and in which part."""

from __future__ import annotations

from collections.abc import Iterator

from mystery_shopping.model import Cycle
from mystery_shopping.workflow import events as e
from mystery_shopping_mining.objects import (
    CONTACT,
    CYCLE,
    DEVIATION,
    FOLLOW_UP,
    FORM,
    SCENARIO,
    Key,
)

Link = tuple[Key, str]

_OF_CONTACT: dict[type[e.Event], str] = {
    e.ContactReassigned: "reassigns",
    e.AttemptLogged: "tries",
    e.ContactPerformed: "performs",
    e.ContactEvaluated: "evaluates",
    e.FormSubmitted: "hands in",
    e.FormForwarded: "forwards",
    e.FormReturned: "returns",
    e.FormAccepted: "accepts",
    e.ContactVoided: "voids",
}
_OF_FOLLOW_UP: dict[type[e.Event], str] = {
    e.FollowUpHandedOver: "hands over",
    e.FollowUpPassedOn: "passes on",
    e.FollowUpScheduled: "schedules",
    e.FollowUpDelivered: "delivers",
    e.FollowUpVerified: "verifies",
    e.FollowUpWaived: "waives",
}
# An event about one object, whose type is the name of the field with its number.
_OF_ONE: dict[type[e.Event], tuple[str, str]] = {
    e.ScenarioDrafted: (SCENARIO, "drafts"),
    e.ScenarioRevised: (SCENARIO, "revises"),
    e.DeviationRecorded: (DEVIATION, "records"),
    e.DeviationApproved: (DEVIATION, "approves"),
}


def links_of(event: e.Event, cycle: Cycle) -> Iterator[Link]:
    """Yield every object of `cycle`, as it is after the event, that the event touches.

    The cycle comes first, and no object twice in one part.
    """
    yield Key(CYCLE), "opens" if isinstance(event, e.CycleOpened) else "in"
    kind = type(event)
    if kind in _OF_CONTACT:
        number: int = getattr(event, "contact")  # noqa: B009 - every event of this table has it
        yield from _contact(cycle, number, _OF_CONTACT[kind])
    elif kind in _OF_FOLLOW_UP:
        number = getattr(event, "follow_up")  # noqa: B009 - likewise
        yield Key(FOLLOW_UP, number), _OF_FOLLOW_UP[kind]
        if isinstance(event, e.FollowUpWaived):
            yield Key(DEVIATION, event.deviation), "by"
    elif kind in _OF_ONE:
        name, part = _OF_ONE[kind]
        yield Key(name, getattr(event, name)), part
    else:
        yield from _of_cycle(event, cycle)


def _contact(cycle: Cycle, number: int, part: str) -> Iterator[Link]:
    contact = cycle.contact(number)
    yield Key(CONTACT, number), part
    if contact.evaluations:
        yield Key(FORM, number, len(contact.evaluations)), part


def _of_cycle(event: e.Event, cycle: Cycle) -> Iterator[Link]:
    match event:
        case e.ScenariosApproved():
            for scenario in cycle.scenarios:
                yield Key(SCENARIO, scenario.number), "approves"
        case e.ContactsPlanned(first=first, contacts=plans):
            for number in range(first, first + len(plans)):
                yield Key(CONTACT, number), "plans"
            for number in sorted({plan.scenario for plan in plans}):
                yield Key(SCENARIO, number), "draws on"
        case e.ContactsAssigned(assignments=rows):
            for row in rows:
                yield Key(CONTACT, row.contact), "assigns"
        case _:
            yield from _of_the_end(event, cycle)


def _of_the_end(event: e.Event, cycle: Cycle) -> Iterator[Link]:
    match event:
        case e.NonconformityNoted(nonconformity=noted):
            yield from _contact(cycle, noted.contact, "notes")
        case e.CycleRecapitulated():
            for contact in cycle.contacts:
                if contact.accepted_at:
                    yield Key(FORM, contact.number, len(contact.evaluations)), "counts"
        case e.FollowUpsOpened(follow_ups=rows):
            for row in rows:
                yield Key(FOLLOW_UP, row.number), "calls for"
        case _:
            return
