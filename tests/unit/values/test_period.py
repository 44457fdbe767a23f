"""A month: written, counted on, and asked for its days."""

from datetime import date

import pytest

from mystery_shopping import InvalidValue, Period


def test_the_month_before_january_is_december_of_the_year_before() -> None:
    """N-1 crosses the new year, where every hand-made date rule breaks."""
    assert Period(2026, 1).previous == Period(2025, 12)
    assert Period(2025, 12).next == Period(2026, 1)


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-00", "0000-01", "2026-1", "26-01", "2026/01", "２０２６-01", "", " 2026-01"],  # noqa: RUF001
)
def test_anything_but_year_and_month_is_refused(text: str) -> None:
    """A period that is guessed at opens the wrong month."""
    with pytest.raises(InvalidValue) as caught:
        Period.parse(text)

    assert (caught.value.path, caught.value.actual) == ("period", text)


def test_a_month_is_written_as_it_is_read() -> None:
    """The text is part of the cycle's id."""
    assert str(Period.parse("0999-01")) == "0999-01"
    assert Period.parse(Period(2026, 11)) == Period(2026, 11)


@pytest.mark.parametrize(
    "period, last", [("2026-02", 28), ("2028-02", 29), ("2100-02", 28), ("2026-11", 30)]
)
def test_a_month_knows_its_last_day(period: str, last: int) -> None:
    """Leap years decide what "in the month" means on 29 February."""
    month = Period.parse(period)

    assert (month.first_day.day, month.last_day.day) == (1, last)
    assert month.last_day in month
    assert date(month.year + 1, month.month, 1) not in month


def test_a_range_of_months_holds_both_ends() -> None:
    """Indicator 4.2 is told month by month, none lost at the border."""
    months = [str(row) for row in Period(2025, 11).until(Period(2026, 2))]

    assert months == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert list(Period(2026, 2).until(Period(2026, 1))) == []


def test_months_sort_by_time() -> None:
    """A table of months is read from the oldest."""
    assert sorted([Period(2026, 1), Period(2025, 12)]) == [Period(2025, 12), Period(2026, 1)]


def test_a_month_has_its_title_in_both_languages() -> None:
    """The report's heading."""
    assert (Period(2026, 5).title.id, Period(2026, 5).title.en) == ("Mei 2026", "May 2026")


@pytest.mark.parametrize("year, month", [(0, 1), (2026, 0), (2026, 13), (2026, True), ("2026", 1)])
def test_a_month_outside_the_calendar_cannot_be_made(year: int, month: int) -> None:
    """A wrong value is refused where it enters, with its name."""
    with pytest.raises(InvalidValue):
        Period(year, month)
