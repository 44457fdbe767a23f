"""Which days of a month are week I and week II: one rule object answers for both (A1)."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.values._check import day, whole
from mystery_shopping.values.period import Period


@attrs.frozen(order=True)
class Window:
    """The days from `first` to `last`, both included.

    >>> len(Window(date(2026, 11, 8), date(2026, 11, 14)))
    7
    """

    first: date = attrs.field(validator=day)
    last: date = attrs.field(validator=day)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValue(path="last", required=f">= {self.first}", actual=str(self.last))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=count) for count in range(len(self)))

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


@attrs.frozen
class Weeks:
    """The windows of one month: week I for the material, week II for the contacts."""

    week_1: Window
    week_2: Window

    def of(self, week: int) -> Window:
        """Return the window of week 1 or 2."""
        return self.week_1 if week == 1 else self.week_2

    def moved(self, week: int, window: Window) -> Weeks:
        """Return the same weeks with one of them moved."""
        return attrs.evolve(self, **{f"week_{week}": window})


@attrs.frozen
class FixedDays:
    """Week I and II are the same days of every month; the default is 1–7 and 8–14.

    Source: W-10 5.2.1.1, 5.2.1.3; A1, first reading.
    """

    week_1: tuple[int, int] = (1, 7)
    week_2: tuple[int, int] = (8, 14)

    def __attrs_post_init__(self) -> None:
        for name, (first, last) in (("week_1", self.week_1), ("week_2", self.week_2)):
            if not 1 <= first <= last <= 28:
                required = Text("hari 1..28, urut", "days 1..28, in order")
                raise InvalidValue(path=name, required=required, actual=(first, last))
        if self.week_2[0] <= self.week_1[1]:
            required = Text("sesudah minggu ke-I", "after week I")
            raise InvalidValue(path="week_2", required=required, actual=self.week_2)

    def weeks(self, period: Period) -> Weeks:
        """Return the windows of `period`."""
        return Weeks(
            *(
                Window(*(date(period.year, period.month, day) for day in days))
                for days in (self.week_1, self.week_2)
            )
        )


@attrs.frozen
class CalendarRows:
    """Week I is the first row of the wall calendar with `min_days` days inside the month.

    `first_weekday` is 0 for Monday … 6 for Sunday. `min_days` 1 counts every row, 4 the rows
    with most of their days inside, 7 full rows only. Days outside the month belong to no week.

    Source: W-10 5.2.1.1, 5.2.1.3; A1, second reading.
    """

    first_weekday: int = attrs.field(default=0, validator=whole(0, 6))
    min_days: int = attrs.field(default=1, validator=whole(1, 7))

    def weeks(self, period: Period) -> Weeks:
        """Return the windows of `period`."""
        rows = calendar.Calendar(self.first_weekday).monthdayscalendar(period.year, period.month)
        inside = [[day for day in row if day] for row in rows]
        start = next(index for index, row in enumerate(inside) if len(row) >= self.min_days)
        return Weeks(
            *(
                Window(*(date(period.year, period.month, day) for day in (row[0], row[-1])))
                for row in inside[start : start + 2]
            )
        )


@attrs.frozen
class ExplicitDates:
    """Week I and II are written down month by month; a month not listed is an error.

    Source: A1, "explicit dates".
    """

    months: tuple[tuple[Period, Weeks], ...] = attrs.field()

    @months.validator
    def _inside(self, _: object, value: tuple[tuple[Period, Weeks], ...]) -> None:
        for period, weeks in value:
            for window in (weeks.week_1, weeks.week_2):
                if window.first not in period or window.last not in period:
                    required = Text("di dalam bulannya", "inside its month")
                    raise InvalidValue(
                        path=f"months[{period}]", required=required, actual=str(window)
                    )

    def weeks(self, period: Period) -> Weeks:
        """Return the windows of `period`.

        Raises:
            InvalidValue: when the month is not listed.
        """
        for listed, weeks in self.months:
            if listed == period:
                return weeks
        required = Text("bulan yang terdaftar", "a month that is listed")
        raise InvalidValue(path="week_rule.months", required=required, actual=str(period))


WeekRule = FixedDays | CalendarRows | ExplicitDates

COMMON_READINGS: tuple[WeekRule, ...] = (
    FixedDays(),
    CalendarRows(min_days=1),
    CalendarRows(min_days=4),
    CalendarRows(min_days=7),
)


@attrs.frozen
class WeekPreview:
    """One month of a year's preview; `readings` are the distinct week-II windows in use."""

    period: Period
    weeks: Weeks
    readings: tuple[Window, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether the common readings of "week II" differ in this month."""
        return len(self.readings) > 1


def preview_year(year: int, rule: WeekRule) -> tuple[WeekPreview, ...]:
    """Return the windows of the twelve months of `year` under `rule`, January first.

    >>> [str(month.period) for month in preview_year(2026, FixedDays()) if not month.is_disputed]
    ['2026-06']

    Source: A1, "a year's preview table".
    """
    return tuple(_preview(Period(year, month), rule) for month in range(1, 13))


def _preview(period: Period, rule: WeekRule) -> WeekPreview:
    readings = {reading.weeks(period).week_2: None for reading in COMMON_READINGS}
    return WeekPreview(period, rule.weeks(period), tuple(readings))
