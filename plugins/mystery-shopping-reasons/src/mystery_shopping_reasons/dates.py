"""A date as written: certain by itself, or in an order of day and month its column settles."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

import attrs

# Each language's usual names and short forms; a row is a month.
_MONTH_NAMES = (
    "jan januari january",
    "feb februari february pebruari peb",
    "mar maret march mrt",
    "apr april",
    "may mei",
    "jun juni june",
    "jul juli july",
    "aug august agustus agu agt ags agst",
    "sep sept september",
    "oct october oktober okt",
    "nov november nopember nop",
    "dec december desember des",
)
_MONTHS = {name: month for month, row in enumerate(_MONTH_NAMES, 1) for name in row.split()}
# What lies outside is a placeholder, such as 0001 or 9999.
_YEARS = range(1900, 2200)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    " senin selasa rabu kamis jumat jum'at sabtu minggu ahad sen sel rab kam jum sab min"
).split()
_WEEKDAY = re.compile(rf"^(?:{'|'.join(_WEEKDAYS)})\.?,? +")
_YEAR, _NAME, _GAP = r"(?P<year>\d{4}|\d{2})", r"(?P<name>[a-z]+)\.?", r"[-/., ]+"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NUMERIC = re.compile(r"(\d{1,2})(?P<gap>[-/. ])(\d{1,2})(?P=gap)(\d{4}|\d{2})", re.ASCII)
_CERTAIN = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})(?P<gap>[-/. ])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        f"{_DAY}{_GAP}{_NAME}{_GAP}{_YEAR}",
        f"{_NAME}{_GAP}{_DAY}{_GAP}{_YEAR}",
        rf"(?P<year>\d{{4}}){_GAP}{_NAME}{_GAP}(?P<day>\d{{1,2}})",
    )
)


class Order(StrEnum):
    """What a date says about the order of day and month in its column."""

    NONE = "none"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    EITHER = "either"


@attrs.frozen
class WrittenDate:
    """The dates a cell can mean: the same one twice when there is nothing to settle."""

    by_day_first: date | None
    by_month_first: date | None
    order: Order = Order.NONE

    def on(self, *, day_first: bool) -> date | None:
        """Return the date under an order; None when it is none under that order."""
        return self.by_day_first if day_first else self.by_month_first


@lru_cache(maxsize=8192)
def find_date(text: str) -> WrittenDate | None:
    """Return what a text means as a date, or None when it is no date in any order.

    >>> find_date("1 Agustus 2026").on(day_first=True)
    datetime.date(2026, 8, 1)
    >>> find_date("29-02-2016").order
    <Order.DAY_FIRST: 'day_first'>
    """
    words = without_weekday(text)
    numeric = _NUMERIC.fullmatch(words)
    if numeric is not None:
        return _unsettled(int(numeric[1]), int(numeric[3]), year=_full_year(numeric[4]))
    for pattern in _CERTAIN:
        found = pattern.fullmatch(words)
        if found is not None:
            return certain(_named(found.groupdict()))
    return None


def without_weekday(text: str) -> str:
    """Return a text in lower case, without the name of a weekday before a date."""
    return _WEEKDAY.sub("", text.casefold(), count=1)


def certain(day: date | None) -> WrittenDate | None:
    """Return a date that needs no settling; None for one that no contact can have."""
    return None if day is None or day.year not in _YEARS else WrittenDate(day, day)


def _unsettled(first: int, second: int, *, year: int) -> WrittenDate | None:
    day_first, month_first = _date(year, second, day=first), _date(year, first, day=second)
    if day_first is None and month_first is None:
        return None
    return WrittenDate(day_first, month_first, _order(day_first, month_first))


def _order(day_first: date | None, month_first: date | None) -> Order:
    if day_first == month_first:
        return Order.NONE
    if day_first is not None and month_first is not None:
        return Order.EITHER
    return Order.MONTH_FIRST if day_first is None else Order.DAY_FIRST


def _named(parts: dict[str, str]) -> date | None:
    month = _MONTHS.get(parts["name"]) if "name" in parts else int(parts["month"])
    return None if month is None else _date(_full_year(parts["year"]), month, day=int(parts["day"]))


def _full_year(digits: str) -> int:
    # Two digits as POSIX reads them: 69-99 are of the last century.
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year > 68 else 2000)


def _date(year: int, month: int, *, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
