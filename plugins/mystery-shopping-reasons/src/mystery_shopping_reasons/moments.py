"""The date and the time a cell means, whichever way the file stores them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

import attrs

from mystery_shopping_reasons.cells import Cell, fold, text_of
from mystery_shopping_reasons.clocks import DAY_SECONDS, WrittenTime, find_time, fraction_seconds
from mystery_shopping_reasons.dates import WrittenDate, certain, find_date, without_weekday

# Day 0 of Excel's count, one day early because Excel believes in 29 February 1900.
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, as every cell of an export
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?", re.ASCII)
_WITH_TIME = re.compile(
    r"(?P<date>.+?)(?:(?<=\d)t(?=\d)|,? +(?:- )?)"
    r"(?P<time>(?:pukul |jam )?\d{1,2}(?:[:.]\d{2}.*| ?[ap]\.?m\.?))",
    re.ASCII,
)


@attrs.frozen
class Moment:
    """What the day column of a row says: a date, and a time when it holds one too."""

    date: WrittenDate | None = None
    time: WrittenTime | None = None


_NOTHING = Moment()


def find_moment(cell: Cell) -> Moment:
    """Return the date and time in a cell; both None when it is no date.

    >>> find_moment(44228.5).time.seconds
    43200
    """
    if isinstance(cell, str):
        return _in_text(fold(cell))
    if isinstance(cell, datetime):
        return _of_datetime(cell)
    if isinstance(cell, date):
        return Moment(certain(cell))
    if isinstance(cell, time | timedelta | bool):
        return _NOTHING
    return _in_text(text_of(cell))


def find_clock(cell: Cell) -> WrittenTime | None:
    """Return the time of day in a cell of a time column, or None when it is none."""
    if isinstance(cell, datetime):
        return find_clock(cell.timetz())
    if isinstance(cell, time):
        return WrittenTime(_nearest_second(cell), offset=cell.utcoffset())
    if isinstance(cell, timedelta):
        today = timedelta(0) <= cell < timedelta(days=1)
        return WrittenTime(int(cell.total_seconds())) if today else None
    if isinstance(cell, date | bool):
        return None
    if isinstance(cell, int | float):
        inside = 0 <= cell < _SERIALS.stop
        return WrittenTime(fraction=fraction_seconds(repr(cell))) if inside else None
    return find_time(text_of(cell))


def _nearest_second(cell: time) -> int:
    seconds = cell.hour * 3600 + cell.minute * 60 + cell.second + (cell.microsecond >= 500_000)
    return min(seconds, DAY_SECONDS - 1)


def _of_datetime(cell: datetime) -> Moment:
    if certain(cell.date()) is None:
        return _NOTHING
    # A workbook keeps 11:00 as a fraction that may read back as 10:59:59.997.
    whole = (cell + timedelta(microseconds=500_000)).replace(microsecond=0)
    seconds = whole.hour * 3600 + whole.minute * 60 + whole.second
    return Moment(certain(whole.date()), WrittenTime(seconds, offset=cell.utcoffset()))


def _in_text(text: str) -> Moment:
    # A date, a blank and a clock, by far the most usual form: days and clocks recur, pairs do not.
    head, _, tail = text.partition(" ")
    if ":" in tail[1:3]:
        day, clock = find_date(head), find_time(tail)
        if day is not None and clock is not None:
            return Moment(day, clock)
    return _in_other_text(text)


@lru_cache(maxsize=8192)
def _in_other_text(text: str) -> Moment:
    serial = _SERIAL.fullmatch(text)
    if serial is not None and int(serial[1]) in _SERIALS:
        return _of_serial(Fraction(text.replace(",", ".")), whole=serial[2] is None)
    parts = _WITH_TIME.fullmatch(without_weekday(text))
    day = None if parts is None else find_date(parts["date"])
    if parts is None or day is None:
        return Moment(find_date(text))
    return Moment(day, find_time(parts["time"]))


def _of_serial(serial: Fraction, *, whole: bool) -> Moment:
    moment = _EXCEL_EPOCH + timedelta(seconds=round(serial * DAY_SECONDS))
    return Moment(certain(moment.date())) if whole else _of_datetime(moment)
