"""Week I and II under every rule, and a year's preview."""

from datetime import date

import pytest

import mystery_shopping as ms
from mystery_shopping.values import COMMON_READINGS

NOVEMBER = ms.Period(2026, 11)  # its first is a Sunday


def span(window: ms.Window) -> tuple[int, int]:
    """Return the first and last day of a window inside its month."""
    return window.first.day, window.last.day


@pytest.mark.parametrize(
    "rule, week_1, week_2",
    [
        (ms.FixedDays(), (1, 7), (8, 14)),
        (ms.CalendarRows(min_days=1), (1, 1), (2, 8)),
        (ms.CalendarRows(min_days=4), (2, 8), (9, 15)),
        (ms.CalendarRows(min_days=7), (2, 8), (9, 15)),
        (ms.CalendarRows(first_weekday=6), (1, 7), (8, 14)),
    ],
)
def test_each_rule_reads_the_same_wall_calendar_its_own_way(
    rule: ms.WeekRule, week_1: tuple[int, int], week_2: tuple[int, int]
) -> None:
    """November 2026 begins on a Sunday, where the readings differ most."""
    weeks = rule.weeks(NOVEMBER)

    assert (span(weeks.week_1), span(weeks.week_2)) == (week_1, week_2)


def test_days_outside_the_month_belong_to_no_week() -> None:
    """The row of 31 October shows a Saturday that is not November's."""
    weeks = ms.CalendarRows(first_weekday=5, min_days=6).weeks(NOVEMBER)

    assert (span(weeks.week_1), span(weeks.week_2)) == ((1, 6), (7, 13))


@pytest.mark.parametrize("first, last", [(0, 7), (8, 7), (1, 29)])
def test_fixed_days_that_some_month_does_not_have_are_refused(first: int, last: int) -> None:
    """The 29th would work until February."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.FixedDays((1, 7), (first, last))

    assert caught.value.path == "week_2"


@pytest.mark.parametrize("changes", [{"first_weekday": 7}, {"min_days": 0}, {"min_days": 8}])
def test_calendar_rows_that_no_week_has_are_refused(changes: dict[str, int]) -> None:
    """Monday is 0: a Sunday written as 7 must be told and not taken for Monday."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.CalendarRows(**changes)

    assert caught.value.path in changes


def test_explicit_dates_hold_for_their_month_only() -> None:
    """The one rule that cannot answer for every month says so."""
    weeks = ms.FixedDays().weeks(NOVEMBER)
    rule = ms.ExplicitDates(((NOVEMBER, weeks),))

    assert rule.weeks(NOVEMBER) == weeks
    with pytest.raises(ms.InvalidValue) as caught:
        rule.weeks(NOVEMBER.next)
    assert (caught.value.path, caught.value.actual) == ("week_rule.months", "2026-12")


def test_explicit_dates_outside_their_month_are_refused() -> None:
    """A typing error in a year's list would move a week into another month's figures."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.ExplicitDates(((NOVEMBER, ms.FixedDays().weeks(NOVEMBER.next)),))

    assert caught.value.path == "months[2026-11]"


def test_a_window_holds_both_its_ends() -> None:
    """The last evening of week II is inside it."""
    window = ms.Window(date(2026, 11, 8), date(2026, 11, 14))

    assert [day.day for day in window] == [8, 9, 10, 11, 12, 13, 14]
    assert (date(2026, 11, 14) in window, date(2026, 11, 15) in window) == (True, False)
    assert str(window) == "2026-11-08..2026-11-14"


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    """It would hold no day, and every contact would be outside."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.Window(date(2026, 11, 14), date(2026, 11, 8))

    assert caught.value.path == "last"


def test_moving_one_week_leaves_the_other() -> None:
    """Holidays in week II say nothing about week I."""
    weeks, later = ms.FixedDays().weeks(NOVEMBER), ms.Window(date(2026, 11, 16), date(2026, 11, 20))

    moved = weeks.moved(2, later)

    assert (moved.week_1, moved.week_2) == (weeks.week_1, later)
    assert (moved.of(1), moved.of(2)) == (weeks.week_1, later)


def test_a_years_preview_warns_of_every_month_in_which_the_readings_differ() -> None:
    """A1: in most months four sane people mean different days; better to agree in January."""
    preview = ms.preview_year(2026, ms.FixedDays())

    assert [str(row.period) for row in preview] == [f"2026-{month:02}" for month in range(1, 13)]
    assert [row.period.month for row in preview if not row.is_disputed] == [6]
    november = preview[10]
    assert span(november.weeks.week_2) == (8, 14)
    assert {span(window) for window in november.readings} == {(8, 14), (2, 8), (9, 15)}


def test_the_preview_shows_the_rule_that_was_asked_for() -> None:
    """The windows are those of the site, the dispute is about all common readings."""
    (november,) = ms.preview_year(2026, ms.CalendarRows(min_days=4))[10:11]

    assert span(november.weeks.week_2) == (9, 15)
    assert november.is_disputed


def test_the_readings_agree_in_one_month_of_seven() -> None:
    """The reason the preview exists, counted over the Gregorian calendar's whole cycle."""
    months = [row for year in range(2000, 2400) for row in ms.preview_year(year, ms.FixedDays())]

    agreed = sum(not row.is_disputed for row in months)

    assert len(COMMON_READINGS) == 4
    assert round(100 * agreed / len(months)) == 14
