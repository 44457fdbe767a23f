"""Deadlines and reminders at their edges: the calendar's end, and a cycle that is gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mystery_shopping.model import CycleState, Deadline, ReminderKind
from mystery_shopping.values import Period
from mystery_shopping.workflow.deadlines import deadlines_after, following_month
from mystery_shopping.workflow.events.disposal import CycleDisposed
from mystery_shopping.workflow.events.reminder import ReminderDue
from mystery_shopping.workflow.notices import notices_of
from mystery_shopping.workflow.reminding import find_undone


def deadline(kind: ReminderKind, period: Period, number: int | None = None) -> Deadline:
    """Return a deadline of the unit on the third of a month."""
    return Deadline(
        kind=kind,
        unit="malang",
        period=period,
        on=period.first_day.replace(day=3),
        timezone="Asia/Jakarta",
        number=number,
    )


def test_the_last_month_of_the_calendar_has_none_after_it() -> None:
    """The chain of months without a cycle ends there instead of failing the tick."""
    november = deadline(ReminderKind.NO_CYCLE, Period(9999, 11))

    (december,) = following_month(november)

    assert (december.period, december.on) == (Period(9999, 12), date(9999, 12, 3))
    assert following_month(december) == ()


def test_a_deadline_says_nothing_before_its_day() -> None:
    """A reminder that comes early teaches people to overlook the next."""
    month = deadline(ReminderKind.NO_CYCLE, Period(2026, 11))
    due = month.due_at

    assert find_undone(month, None, at=due - timedelta(microseconds=1)) is None
    assert find_undone(month, None, at=due) == ReminderDue(month, ())


@pytest.mark.parametrize("kind", [ReminderKind.DAY_PARTS_EMPTY, ReminderKind.FOLLOW_UP_OVERDUE])
def test_a_reminder_of_a_cycle_that_is_gone_tells_nobody(kind: ReminderKind) -> None:
    """The words of it stood in records that were disposed of; a tick must not die of that."""
    event = ReminderDue(deadline(kind, Period(2026, 11), number=1), ("night",))

    assert notices_of(event, None) == ()


def test_a_disposal_takes_all_deadlines_of_the_cycle_away() -> None:
    """A reminder of records that are gone would name what was to be forgotten."""
    event = CycleDisposed(
        cycle="malang/2026-11",
        state=CycleState.CLOSED,
        clause="6",
        keep_until=date(2029, 12, 1),
        head="00",
        event_count=1,
        contact_count=0,
        sample_count=0,
        reason="the time is up",
    )

    change = deadlines_after(event, None)

    assert (change.group, change.put) == ("malang/2026-11", ())
