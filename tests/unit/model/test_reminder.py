"""A deadline's first moment, also where the calendar ends."""

from datetime import UTC, date, datetime

import pytest

from mystery_shopping.model import Deadline, ReminderKind
from mystery_shopping.values import Period


def deadline(on: date, timezone: str) -> Deadline:
    """Return a deadline on that day at that site."""
    return Deadline(
        kind=ReminderKind.NO_CYCLE,
        unit="malang",
        period=Period(2026, 11),
        on=on,
        timezone=timezone,
    )


def test_a_day_begins_on_the_clock_of_the_site() -> None:
    """A reminder of the site in Jayapura is due two hours before that of Jakarta."""
    on = date(2026, 11, 2)

    assert deadline(on, "Asia/Jakarta").due_at == datetime(2026, 11, 1, 17, tzinfo=UTC)
    assert deadline(on, "Asia/Jayapura").due_at == datetime(2026, 11, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize("on, timezone", [(date.min, "Asia/Jakarta"), (date.max, "Etc/GMT+12")])
def test_a_day_at_the_end_of_the_calendar_is_due_all_the_same(on: date, timezone: str) -> None:
    """UTC has no such instant; a reader of the log must not die of it."""
    due = deadline(on, timezone).due_at

    assert due.tzinfo is UTC
    assert due.date() in {date.min, date.max}
