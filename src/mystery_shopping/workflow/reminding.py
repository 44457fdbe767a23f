"""What a deadline finds on its day: whether something is undone, and what to say of it.

A deadline that comes late, twice, or after all was done finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    CycleState,
    Deadline,
    FollowUpState,
    ReminderKind,
)
from mystery_shopping.rules import View, empty_day_parts, hand_in_date, kept_until
from mystery_shopping.values import zone
from mystery_shopping.workflow.deadlines import deadlines_of
from mystery_shopping.workflow.events.reminder import ReminderDue

K = ReminderKind
_Undone = tuple[str, ...] | None
_BEFORE_COLLECTING = (
    CycleState.OPENED,
    CycleState.MATERIAL_SELECTED,
    CycleState.SCENARIOS_READY,
    CycleState.ASSIGNED,
    CycleState.EXECUTING,
)
_NOT_HANDED_IN = (
    ContactState.PLANNED,
    ContactState.ASSIGNED,
    ContactState.PERFORMED,
    ContactState.EVALUATED,
    ContactState.RETURNED,
)


def find_undone(
    deadline: Deadline, cycle: Cycle | None, *, at: datetime, on_hold: bool = False
) -> ReminderDue | None:
    """Return what is to be said of a deadline at `at`, `None` when there is nothing to say.

    `cycle` is the cycle it is about, or the month's own where it is about a month without one;
    `None` when there is none that counts. `on_hold` tells that the cycle's records are held.

    Source: W-10 4.2, 5.1.2, 5.2.1.3, 5.3.4, 5.5, 6.
    """
    if at < deadline.due_at:
        return None
    details = _undone(deadline, cycle, at=at, on_hold=on_hold)
    if details is None:
        return None
    return ReminderDue(deadline, details)


def _undone(deadline: Deadline, cycle: Cycle | None, *, at: datetime, on_hold: bool) -> _Undone:
    if deadline.kind is K.NO_CYCLE:
        today = at.astimezone(zone(deadline.timezone)).date()
        return () if cycle is None and today <= deadline.period.last_day else None
    if cycle is None or on_hold:
        return None
    if deadline.kind in _OF_THE_MONTH and deadline not in deadlines_of(cycle):
        return None  # the window was moved
    return _LOOKS[deadline.kind](View(cycle, at), deadline)


def _without_material(view: View, _: Deadline) -> _Undone:
    return () if view.cycle.state is CycleState.OPENED else None


def _window_opens(view: View, _: Deadline) -> _Undone:
    if view.today not in view.cycle.weeks.week_2 or view.cycle.state not in _BEFORE_COLLECTING:
        return None
    return _contacters(view, ContactState.ASSIGNED)


def _day_parts_empty(view: View, _: Deadline) -> _Undone:
    if view.today not in view.cycle.weeks.week_2 or view.cycle.state not in _BEFORE_COLLECTING:
        return None
    return empty_day_parts(view) or None


def _hand_in_near(view: View, deadline: Deadline) -> _Undone:
    by = hand_in_date(view.cycle)
    return None if by is None or view.today > by else _hand_in_passed(view, deadline)


def _hand_in_passed(view: View, _: Deadline) -> _Undone:
    return _contacters(view, *_NOT_HANDED_IN) or None


def _overdue(view: View, deadline: Deadline) -> _Undone:
    follow_up = view.cycle.follow_up(deadline.number or 0)
    late = follow_up.state is FollowUpState.SCHEDULED and follow_up.scheduled_for
    return () if late and view.today > late else None


def _retention_due(view: View, _: Deadline) -> _Undone:
    until = kept_until(view.cycle)
    return () if until and view.today > until else None


_OF_THE_MONTH = frozenset(K) - {K.NO_CYCLE, K.FOLLOW_UP_OVERDUE, K.RETENTION_DUE}
_LOOKS: dict[ReminderKind, Callable[[View, Deadline], _Undone]] = {
    K.WEEK_1_WITHOUT_MATERIAL: _without_material,
    K.WINDOW_OPENS: _window_opens,
    K.DAY_PARTS_EMPTY: _day_parts_empty,
    K.HAND_IN_NEAR: _hand_in_near,
    K.HAND_IN_PASSED: _hand_in_passed,
    K.FOLLOW_UP_OVERDUE: _overdue,
    K.RETENTION_DUE: _retention_due,
}


def _contacters(view: View, *states: ContactState) -> tuple[str, ...]:
    """Return the ids of who has contacts in one of `states`, in order."""

    def is_waiting(contact: Contact) -> bool:
        return contact.state in states and contact.contacter is not None

    waiting = (contact.contacter for contact in view.live if is_waiting(contact))
    return tuple(sorted({person.id for person in waiting if person}))
