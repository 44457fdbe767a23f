"""When somebody tried, as a cell says it: a day number of Excel's or text, on the site's clock."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from mystery_shopping.errors import Text
from mystery_shopping.values import zone
from mystery_shopping_forms.reading.cells import Cell, CellKind

# Day 0 of Excel's count, one day early because Excel believes in 29 February 1900.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, as every cell of a form
_DAYS_TO_1904 = 1462
_LAST_DAY = 109_574  # the end of 2199
_DAY_SECONDS = 86_400
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?"
    r"(?P<offset>Z|[+-]\d\d:\d\d)?"
)
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})[ T]+{_TIME}", re.ASCII
)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}) +{_TIME}", re.ASCII
)

EXAMPLE = {"id": "08/11/2026 09:05", "en": "2026-11-08 09:05"}
_A_MOMENT = Text(
    f"tanggal dan jam, misalnya {EXAMPLE['id']}", f"a day and a time, such as {EXAMPLE['en']}"
)
_WITH_TIME = Text(
    "tanggal dengan jamnya; tengah malam ditulis sebagai teks, misalnya '2026-11-08 00:00",
    "a day with its time; write midnight as text, such as '2026-11-08 00:00",
)
_WITH_DAY = Text("jam dengan tanggalnya", "a time with its day")
_ON_THE_CLOCK = Text(
    "jam yang ada pada hari itu di {zone}", "a time that the clock of {zone} shows that day"
)
_ONCE = Text(
    "teks dengan selisih UTC, sebab jam {zone} menunjukkannya dua kali hari itu",
    "text with its UTC offset, for the clock of {zone} shows it twice that day",
)


def find_moment(
    cell: Cell, *, timezone: str, language: str, from_1904: bool = False
) -> datetime | Text:
    """Return the instant a cell says, to the second; what it should say where it says none.

    A number counts days, its fraction is the time. Text is taken in the form the cell would show
    (``dd/mm/yyyy hh:mm`` in Indonesian) and as ``yyyy-mm-dd hh:mm``, with an offset where it has
    one: which of two numbers is the day is never guessed. A day alone is no midnight.
    """
    if cell.kind is CellKind.NUMBER:
        found = _of_number(cell, from_1904=from_1904)
    else:
        found = _of_text(cell.text, language)
    if isinstance(found, Text) or found.tzinfo is not None:
        return found
    return _at_site(found, timezone)


def find_clock(cell: Cell, *, from_1904: bool = False) -> datetime | None:
    """Return the wall clock's day and time that a number of days shows, None for no such day."""
    days = float(cell.value) + (_DAYS_TO_1904 if from_1904 else 0)
    if not 1 <= days <= _LAST_DAY:
        return None
    return _EPOCH + timedelta(seconds=round(days * _DAY_SECONDS))


def _of_number(cell: Cell, *, from_1904: bool) -> datetime | Text:
    if 0 <= float(cell.value) < 1:
        return _WITH_DAY
    moment = find_clock(cell, from_1904=from_1904)
    if moment is None:
        return _A_MOMENT
    return moment if moment.time() != time(0) else _WITH_TIME


def _of_text(text: str, language: str) -> datetime | Text:
    words = " ".join(text.split())
    found = _ISO.fullmatch(words) or (_DAY_FIRST.fullmatch(words) if language == "id" else None)
    if found is None:
        return _A_MOMENT
    year, month, day = found["year"], found["month"].zfill(2), found["day"].zfill(2)
    clock = f"{found['hour'].zfill(2)}:{found['minute']}:{found['second'] or '00'}"
    try:
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}{found['offset'] or ''}")
    except ValueError:
        return _A_MOMENT
    return moment if 1900 <= moment.year < 2200 else _A_MOMENT


def _at_site(moment: datetime, timezone: str) -> datetime | Text:
    """Return the instant of a wall clock, but for a time it skipped or showed twice."""
    site = zone(timezone)
    early, late = moment.replace(tzinfo=site), moment.replace(tzinfo=site, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    there = early.astimezone(zone("UTC")).astimezone(site).replace(tzinfo=None)
    return (_ONCE if there == moment else _ON_THE_CLOCK).fill(zone=timezone)
