"""Morning, noon, afternoon, night: half-open parts that cover the 24 hours (A2)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time, timedelta

import attrs

from mystery_shopping.errors import InvalidValue, NotFound, Text
from mystery_shopping.values._check import code, some

_TITLES = {
    "morning": Text("pagi", "morning"),
    "noon": Text("siang", "noon"),
    "afternoon": Text("sore", "afternoon"),
    "night": Text("malam", "night"),
}


@attrs.frozen
class DayPart:
    """A named part of the day from `start` up to, not including, `end`.

    An `end` at or before `start` wraps around midnight; ``00:00`` as an end is midnight.
    """

    code: str = attrs.field(validator=code)
    start: time
    end: time
    title: Text = attrs.field()

    @title.default
    def _usual_title(self) -> Text:
        return _TITLES.get(self.code, Text(self.code, self.code))

    def __str__(self) -> str:
        return f"{self.code} {self.start:%H:%M}-{self.end:%H:%M}"


@attrs.frozen
class DayPartTable:
    """Day parts that cover 24 hours without a gap or an overlap, in the order given.

    `business_day_start` says to which date a contact in the small hours belongs: at 05:00, one
    made at 00:30 belongs to the day before.

    >>> DayPartTable.standard().at(time(4, 59, 59, 999999)).code
    'night'

    Source: W-10 5.2.1.3; A2.
    """

    parts: tuple[DayPart, ...] = attrs.field(validator=some)
    business_day_start: time = time(0)
    _starts: tuple[time, ...] = attrs.field(init=False, repr=False, eq=False)
    _sorted: tuple[DayPart, ...] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        rows = sorted(self.parts, key=lambda part: part.start)
        for row, following in zip(rows, rows[1:] + rows[:1], strict=True):
            if row.end != following.start:
                raise InvalidValue(
                    path=f"parts[{self.parts.index(row)}].end",
                    required=Text(
                        f"{following.start}, awal {following.code}: 24 jam tanpa celah",
                        f"{following.start}, where {following.code} starts: 24 h without a gap",
                    ),
                    actual=str(row.end),
                )
        if len({row.start for row in rows}) < len(rows) or len({r.code for r in rows}) < len(rows):
            required = Text("kode dan awal yang berbeda", "distinct codes and starts")
            raise InvalidValue(path="parts", required=required, actual=[str(r) for r in rows])
        object.__setattr__(self, "_starts", tuple(row.start for row in rows))
        object.__setattr__(self, "_sorted", tuple(rows))

    @classmethod
    def standard(cls, business_day_start: time = time(0)) -> DayPartTable:
        """Return 05–11, 11–15, 15–18, 18–05, the default of A2."""
        return cls(_parts(5, 11, 15, 18), business_day_start)

    @classmethod
    def cldr(cls, business_day_start: time = time(0)) -> DayPartTable:
        """Return the CLDR day periods of Indonesian: 00–10, 10–15, 15–18, 18–24."""
        return cls(_parts(0, 10, 15, 18), business_day_start)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the order of the table."""
        return tuple(part.code for part in self.parts)

    def at(self, clock: time) -> DayPart:
        """Return the part a wall-clock time falls into."""
        return self._sorted[bisect_right(self._starts, clock) - 1]

    def named(self, code: str) -> DayPart:
        """Return the part called `code`.

        Raises:
            NotFound: when the table has no such part.
        """
        for part in self.parts:
            if part.code == code:
                return part
        raise NotFound(kind="day part", key=code, known=self.codes)

    def business_date(self, local: datetime) -> date:
        """Return the date a local instant counts to."""
        early = local.time() < self.business_day_start
        return local.date() - timedelta(days=1) if early else local.date()


def _parts(*hours: int) -> tuple[DayPart, ...]:
    starts = [time(hour) for hour in hours]
    ends = starts[1:] + starts[:1]
    return tuple(map(DayPart, _TITLES, starts, ends))


DAY_PART_PRESETS = {"standard": DayPartTable.standard, "cldr": DayPartTable.cldr}
