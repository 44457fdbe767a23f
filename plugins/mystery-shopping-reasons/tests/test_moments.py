"""Cells of a day or a time column, from text and from workbooks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from mystery_shopping_reasons.cells import Cell
from mystery_shopping_reasons.moments import find_clock, find_moment

NINE_TEN = 9 * 3600 + 10 * 60


@pytest.mark.parametrize(
    "cell",
    [
        "01-03-2016 09:10",
        "1/3/2016  9:10 AM",
        "2016-03-01T09:10:00",
        "2016-03-01 09:10:00.000",
        "1 Maret 2016, 09.10",
        "Selasa, 01.03.2016 pukul 09.10 WIB",
        "1-Mar-16 - 9:10",
        "42430.3819444444",
        "42430,3819444444",
        42430.3819444444,
        datetime(2016, 3, 1, 9, 10),  # noqa: DTZ001 - a cell knows no zone
        datetime(2016, 3, 1, 9, 9, 59, 997_000),  # noqa: DTZ001
    ],
)
def test_a_date_and_its_time_are_found_in_one_cell(cell: Cell) -> None:
    """Each of these is how some export writes the same minute."""
    moment = find_moment(cell)

    assert moment.date is not None
    assert moment.date.on(day_first=True) == date(2016, 3, 1)
    assert moment.time is not None
    assert moment.time.seconds == NINE_TEN


@pytest.mark.parametrize(
    "cell", ["01.03.2016", "Selasa 01.03.2016", "42430", 42430.0, 20160301.0, date(2016, 3, 1)]
)
def test_a_date_without_a_time_says_no_time(cell: Cell) -> None:
    """A date alone leaves the day part unknown; it is not midnight."""
    moment = find_moment(cell)

    assert moment.date is not None
    assert moment.date.on(day_first=True) == date(2016, 3, 1)
    assert moment.time is None


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "kemarin sore",
        "09:10",
        12345.0,
        99999.0,
        True,
        time(9),
        timedelta(hours=9),
        float("inf"),
        float("nan"),
        datetime.max,  # noqa: DTZ901 - a cell knows no zone
    ],
)
def test_what_is_no_date_is_none_and_raises_nothing(cell: Cell) -> None:
    """One odd cell must not stop a file of a million rows."""
    assert find_moment(cell).date is None


def test_a_date_with_an_unreadable_time_is_still_a_date() -> None:
    """The contact counts to its month; only its day part is unknown."""
    moment = find_moment("01-03-2016 25:99")

    assert moment.date is not None
    assert moment.time is None


@pytest.mark.parametrize(
    "cell, seconds",
    [
        (time(9, 10), NINE_TEN),
        (time(9, 9, 59, 997_000), NINE_TEN),
        (timedelta(hours=9, minutes=10), NINE_TEN),
        (datetime(1899, 12, 31, 9, 10), NINE_TEN),  # noqa: DTZ001
        (datetime(2016, 3, 1, 9, 10), NINE_TEN),  # noqa: DTZ001
        ("09:10", NINE_TEN),
    ],
)
def test_a_time_cell_is_read_whatever_its_type(cell: Cell, seconds: int | None) -> None:
    """Workbooks keep times as times, durations or whole datetimes."""
    clock = find_clock(cell)

    assert (clock.seconds if clock else None) == seconds


def test_a_number_in_a_time_column_is_a_fraction_of_the_day() -> None:
    """A time cell that lost its format is a bare number; a date before it does not matter."""
    for cell in (0.458333333333, 44227.458333333333):
        clock = find_clock(cell)
        assert clock is not None
        assert clock.on(fractions=None) == 11 * 3600


@pytest.mark.parametrize("cell", [timedelta(hours=30), -0.5, 1e9, True, date(2016, 3, 1), ""])
def test_a_cell_that_is_no_time_of_day_is_unknown(cell: Cell) -> None:
    """A talk time of 30 hours or a flag is no hour of the day."""
    assert find_clock(cell) is None
