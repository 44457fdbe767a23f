"""Which deadlines follow from what happened: one row for each event that sets or settles some."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import attrs

from mystery_shopping.model import Cycle, Deadline, ReminderKind
from mystery_shopping.rules import hand_in_date, kept_until
from mystery_shopping.values import Period
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.events.disposal import CycleDisposed, HoldReleased
from mystery_shopping.workflow.events.reminder import ReminderDue

K = ReminderKind
_DAY = timedelta(days=1)
_LAST = Period(9999, 12)


@attrs.frozen
class Change:
    """Deadlines that an event settles and sets; with a `group` all of that cycle go first."""

    drop: tuple[str, ...] = ()
    put: tuple[Deadline, ...] = ()
    group: str | None = None


NOTHING = Change()


def deadlines_after(event: Event, cycle: Cycle | None) -> Change:
    """Return what an event changes; `cycle` is the cycle right after it, `None` where it has none.

    A deadline that another day has taken the place of stays, and finds nothing when it is fired.

    Source: W-10 4.2, 5.1.2, 5.2.1.3, 5.3.4, 5.5, 6.
    """
    row = _CHANGES.get(type(event))
    return row(event, cycle) if row else NOTHING


def deadlines_of(cycle: Cycle) -> tuple[Deadline, ...]:
    """Return the deadlines of the month itself, as its windows lie now."""
    return (*_weeks(cycle), *_hand_in(cycle))


def following_month(month: Deadline) -> tuple[Deadline, ...]:
    """Return the deadline of the month after; the calendar ends in December 9999."""
    if month.period == _LAST:
        return ()
    period = month.period.next
    on = period.first_day.replace(day=month.on.day)
    return (attrs.evolve(month, period=period, on=on),)


def _opened(_: e.CycleOpened, cycle: Cycle) -> Change:
    due = _no_cycle(cycle)
    return Change(drop=(due.key,), put=(*deadlines_of(cycle), *following_month(due)))


def _weeks(cycle: Cycle) -> Iterable[Deadline]:
    week_1, week_2 = cycle.weeks.week_1, cycle.weeks.week_2
    warn = week_2.last - _DAY * (cycle.policy.warning_days - 1)
    yield _of(K.WEEK_1_WITHOUT_MATERIAL, cycle, week_1.last)
    yield _of(K.WINDOW_OPENS, cycle, week_2.first)
    yield _of(K.DAY_PARTS_EMPTY, cycle, max(warn, week_2.first))


def _hand_in(cycle: Cycle) -> Iterable[Deadline]:
    by = hand_in_date(cycle)
    if by is not None:
        yield _of(K.HAND_IN_NEAR, cycle, by - _DAY * (cycle.policy.warning_days - 1))
        yield _of(K.HAND_IN_PASSED, cycle, _after(by))


def _moved(_: e.WindowMoved, cycle: Cycle) -> Change:
    return Change(put=tuple(_weeks(cycle)))


def _scheduled(event: e.FollowUpScheduled, cycle: Cycle) -> Change:
    late = _of(K.FOLLOW_UP_OVERDUE, cycle, _after(event.on), number=event.follow_up)
    return Change(put=(late,))


def _coached(event: e.FollowUpDelivered | e.FollowUpWaived, cycle: Cycle) -> Change:
    on = cycle.follow_up(event.follow_up).scheduled_for
    late = _of(K.FOLLOW_UP_OVERDUE, cycle, _after(on), number=event.follow_up) if on else None
    return Change(drop=(late.key,)) if late else NOTHING


def _settles(*kinds: ReminderKind) -> Callable[[Any, Any], Change]:
    def settle(_: Event, cycle: Cycle) -> Change:
        return Change(drop=tuple(row.key for row in deadlines_of(cycle) if row.kind in kinds))

    return settle


def _ended(_: Event, cycle: Cycle) -> Change:
    return Change(group=cycle.id, put=_keeping(cycle))


def _cancelled(_: e.CycleCancelled, cycle: Cycle) -> Change:
    return Change(group=cycle.id, put=(*_keeping(cycle), _no_cycle(cycle)))


def _keeping(cycle: Cycle) -> tuple[Deadline, ...]:
    until = kept_until(cycle)
    return (_of(K.RETENTION_DUE, cycle, _after(until)),) if until else ()


def _released(_: HoldReleased, cycle: Cycle | None) -> Change:
    return Change(put=_keeping(cycle)) if cycle else NOTHING


def _disposed(event: CycleDisposed, _: object) -> Change:
    return Change(group=event.cycle)


def _reminded(event: ReminderDue, _: object) -> Change:
    said = event.deadline
    put = following_month(said) if said.kind is K.NO_CYCLE else ()
    return Change(drop=(said.key,), put=put)


_CHANGES: dict[type[Event], Callable[[Any, Any], Change]] = {
    e.CycleOpened: _opened,
    e.WindowMoved: _moved,
    e.MaterialSelected: _settles(K.WEEK_1_WITHOUT_MATERIAL),
    e.ExecutionFinished: _settles(K.WINDOW_OPENS, K.DAY_PARTS_EMPTY),
    e.CycleRecapitulated: _settles(K.HAND_IN_NEAR, K.HAND_IN_PASSED),
    e.FollowUpScheduled: _scheduled,
    e.FollowUpDelivered: _coached,
    e.FollowUpWaived: _coached,
    e.CycleClosed: _ended,
    e.CycleClosedWithDeviations: _ended,
    e.CycleCancelled: _cancelled,
    HoldReleased: _released,
    CycleDisposed: _disposed,
    ReminderDue: _reminded,
}


def _after(day: date) -> date:
    return min(day, date.max - _DAY) + _DAY


def _of(kind: ReminderKind, cycle: Cycle, on: date, *, number: int | None = None) -> Deadline:
    return Deadline(
        kind=kind,
        unit=cycle.unit,
        period=cycle.period,
        on=on,
        timezone=cycle.policy.timezone,
        cycle=cycle.id,
        number=number,
    )


def _no_cycle(cycle: Cycle) -> Deadline:
    """Return the deadline by which the month of a cycle has one."""
    on = cycle.period.first_day.replace(day=cycle.policy.cycle_due_day)
    return attrs.evolve(_of(K.NO_CYCLE, cycle, on), cycle=None)
