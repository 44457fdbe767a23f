"""What is missing now: how far to 40, what is empty, where forms lie, who is behind."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import attrs

from mystery_shopping.model import Contact, ContactState, Cycle, FollowUp
from mystery_shopping.rules._checks_after import hand_in_date, is_done
from mystery_shopping.rules._view import View
from mystery_shopping.rules.coverage import count_by_day_part, needed_per_day_part
from mystery_shopping.values import Window


@attrs.frozen
class OutstandingForm:
    """A form that is not with the QCA's accepted ones, and where it lies."""

    contact: int
    contacter: str
    state: ContactState


@attrs.frozen
class ContacterLoad:
    """How far one contacter is: contacts in each state, voided ones left out."""

    contacter: str
    assigned_count: int
    performed_count: int
    submitted_count: int
    accepted_count: int


@attrs.frozen(kw_only=True)
class Missing:
    """What a cycle still lacks, as of one instant.

    `samples_to_go` counts to the policy's minimum; `day_parts_to_go` maps the day parts that lack
    samples inside week II to how many; `days_left` counts week II's days from today, 0 when over.
    """

    cycle: str
    as_of: datetime
    sample_count: int
    samples_to_go: int
    day_parts_to_go: tuple[tuple[str, int], ...]
    window: Window
    days_left: int
    hand_in_days_left: int | None
    unassigned_count: int
    forms: tuple[OutstandingForm, ...]
    follow_ups: tuple[FollowUp, ...]
    contacters: tuple[ContacterLoad, ...]


def find_missing(cycle: Cycle, as_of: datetime) -> Missing:
    """Return what the cycle lacks.

    Source: W-10 5.2.1.2, 5.2.1.3, 5.3.4, 5.5; A5, A7, A15.
    """
    view = View(cycle, as_of)
    window, by = cycle.weeks.week_2, hand_in_date(cycle)
    needed = needed_per_day_part(cycle)
    gaps = ((code, least - view.per_day_part[code]) for code, least in needed.items())
    return Missing(
        cycle=cycle.id,
        as_of=as_of,
        sample_count=len(view.samples),
        samples_to_go=max(0, cycle.policy.minimum_samples - len(view.samples)),
        day_parts_to_go=tuple((code, gap) for code, gap in gaps if gap > 0),
        window=window,
        days_left=sum(day >= view.today for day in window),
        hand_in_days_left=(by - view.today).days if by else None,
        unassigned_count=cycle.count(ContactState.PLANNED),
        forms=tuple(_outstanding(c) for c in view.live if c.state is not ContactState.ACCEPTED),
        follow_ups=tuple(
            row for row in cycle.follow_ups if not is_done(view, row) and row.state != "waived"
        ),
        contacters=_loads(view.live),
    )


def empty_day_parts(view: View) -> tuple[str, ...]:
    """Return the codes of the day parts that lack contacts, those without a form yet counted in.

    Source: W-10 5.2.1.3; A7.
    """
    counts = count_by_day_part(view.cycle, view.candidates)
    needed = needed_per_day_part(view.cycle)
    return tuple(code for code, least in needed.items() if counts[code] < least)


def _outstanding(contact: Contact) -> OutstandingForm:
    who = contact.contacter.id if contact.contacter else ""
    return OutstandingForm(contact.number, who, contact.state)


_SUBMITTED = (ContactState.WITH_SUPERVISOR, ContactState.WITH_ANALYST, ContactState.ACCEPTED)


def _loads(contacts: tuple[Contact, ...]) -> tuple[ContacterLoad, ...]:
    counts: dict[str, Counter[ContactState]] = {}
    for contact in contacts:
        if contact.contacter is not None:
            counts.setdefault(contact.contacter.id, Counter())[contact.state] += 1
    return tuple(_load(who, counts[who]) for who in sorted(counts))


def _load(who: str, states: Counter[ContactState]) -> ContacterLoad:
    waiting = states[ContactState.PLANNED] + states[ContactState.ASSIGNED]
    return ContacterLoad(
        contacter=who,
        assigned_count=states.total(),
        performed_count=states.total() - waiting,
        submitted_count=sum(states[state] for state in _SUBMITTED),
        accepted_count=states[ContactState.ACCEPTED],
    )
