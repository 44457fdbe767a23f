"""A mapping offered from the names of the columns and a few rows; a person confirms it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mystery_shopping.errors import InvalidInput, InvalidValue, Text
from mystery_shopping_reasons.cells import Row, cell_at, text_of
from mystery_shopping_reasons.mapping import MISSING, YES, Columns, Mapping
from mystery_shopping_reasons.moments import find_clock, find_moment

# The names an export gives each column, in English and Indonesian, the surest first.
_NAMES = {
    "reason": (
        "reason for contact|contact reason|call reason|reason|alasan|alasan kontak|topic|topik"
        "|category|kategori|call type|jenis kontak|keperluan|permasalahan|subject|perihal"
    ),
    "id": (
        "contact id|call id|ticket id|ticket number|case number|interaction id|number|nomor"
        "|no tiket|nomor tiket|id kontak|id tiket|id|ticket|tiket"
    ),
    "skill": "skill|queue|antrian|antrean|layanan|group|grup|assignment group",
    "internal": "internal|internal y n|is internal|kontak internal|panggilan internal",
    "answered": "answered y n|answered|terjawab|dijawab|status jawab|is answered",
}
_DAY_NAMES = (
    "opened at|created at|started at|start time|call time|contact time|date time|datetime"
    "|timestamp|waktu kontak|waktu|tanggal jam|tanggal waktu|tanggal dibuat|created|opened"
    "|call date|contact date|date|tanggal|tgl"
)
_TIME_NAMES = "time|jam|waktu|pukul|call time|start time"
_ENOUGH = 0.6
SAMPLE_ROWS = 200
_MOST_NAMED = 50


def guess_mapping(header: Sequence[str], sample_rows: Sequence[Row]) -> Mapping:
    """Return the most likely mapping for a table, without kinds: those are a person's to say.

    Raises:
        InvalidInput: when no column looks like a reason, or none like a date.
    """
    found = {role: find_column(header, names) for role, names in _NAMES.items()}
    day = next(
        (place for place in _places(header, _DAY_NAMES) if _are_dates(place, sample_rows)), None
    )
    faults = [
        _unfound(path, header)
        for path, place in (("columns.reason", found["reason"]), ("columns.date", day))
        if place is None
    ]
    if faults or day is None or found["reason"] is None:
        raise InvalidInput("mapping", faults)
    names = {role: header[place] for role, place in found.items() if place is not None}
    columns = Columns(**names, **_day_columns(header, day, sample_rows=sample_rows))
    answered = _answers(found["answered"], sample_rows)
    return Mapping(columns=columns, answered_yes=answered)


def _day_columns(header: Sequence[str], day: int, *, sample_rows: Sequence[Row]) -> dict[str, str]:
    if any(find_moment(cell_at(row, day)).time for row in sample_rows):
        return {"at": header[day]}
    clocks = (
        place
        for place in _places(header, _TIME_NAMES)
        if place != day and any(find_clock(cell_at(row, place)) for row in sample_rows)
    )
    time = next(clocks, None)
    return {"date": header[day]} | ({} if time is None else {"time": header[time]})


def find_column(header: Sequence[str], names: str) -> int | None:
    """Return the place of the first column that bears one of the names, None without one."""
    return next(_places(header, names), None)


def _places(header: Sequence[str], names: str) -> Iterator[int]:
    plain = [" ".join(re.findall(r"\w+", name.casefold().replace("_", " "))) for name in header]
    for name in names.split("|"):
        yield from (place for place, title in enumerate(plain) if title == name)


def _are_dates(place: int, rows: Sequence[Row]) -> bool:
    missing = {marker.casefold() for marker in MISSING}
    cells = [cell_at(row, place) for row in rows]
    filled = [cell for cell in cells if text_of(cell).casefold() not in missing]
    dates = sum(find_moment(cell).date is not None for cell in filled)
    return not filled or dates >= _ENOUGH * len(filled)


def _answers(place: int | None, rows: Sequence[Row]) -> tuple[str, ...]:
    # Of the usual words for yes, those the file uses; all of them when it uses none.
    if place is None:
        return YES
    used = {text_of(cell_at(row, place)).casefold() for row in rows}
    return tuple(word for word in YES if word in used) or YES


def _unfound(path: str, header: Sequence[str]) -> InvalidValue:
    required = Text(
        "kolom yang dapat dikenali; isi pemetaan", "a column to be seen; write a mapping"
    )
    return InvalidValue(path=path, required=required, actual=list(header[:_MOST_NAMED]))
