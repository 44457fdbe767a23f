"""Kinds offered for the reasons of a file: by its own columns, else by the reasons' words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mystery_shopping.model import Kind
from mystery_shopping_reasons.cells import Row, cell_at, text_of
from mystery_shopping_reasons.guessing import find_column
from mystery_shopping_reasons.mapping import EVERY_OTHER, YES, TagRule

_NO = ("n", "no", "tidak", "false", "0", "belum")
_KIND_COLUMNS = "jenis|kind|tipe|type|call type|jenis kontak|jenis panggilan|contact type"
_SOLVED_COLUMNS = (
    "resolved|fcr|first contact resolution|first call resolution|solved|selesai|terselesaikan"
    "|selesai di kontak pertama"
)
# The stems of words, the more telling first; what complains rarely says how it ended.
_STEMS = {
    Kind.COMPLAINT_ESCALATED: "eskalasi|dieskalasi|escalat",
    Kind.COMPLAINT_SOLVED: (
        "komplain|keluhan|complain|gangguan|lambat|rusak|gagal|error|salah|putus|mati|tidak bisa"
        "|trouble|fail|slow|broken|down"
    ),
    Kind.REQUEST: (
        "permintaan|permohonan|minta|request|pasang|ubah|ganti|cabut|aktivasi|daftar|beli"
        "|upgrade|change|cancel|activat|order"
    ),
    Kind.INFORMATION: "informasi|info|tanya|cek|harga|cara|jadwal|inquiry|enquiry|question|how",
}


def offer_kinds(
    reasons: Iterable[str], header: Sequence[str], *, rows: Sequence[Row], reason_column: str
) -> Iterator[tuple[str, TagRule | None]]:
    """Yield a rule per reason, None where nothing tells; a column of kinds speaks for all.

    An offer is for a person to confirm: no ranking is made with it before that.
    """
    rule = _by_kind_column(header, rows, reason_column=reason_column)
    if rule is not None:
        yield EVERY_OTHER, rule
        return
    solved = _by_solved_column(header, rows)
    for reason in reasons:
        kind = kind_in_words(reason)
        if solved is not None and kind in {Kind.COMPLAINT_SOLVED, Kind.COMPLAINT_ESCALATED}:
            yield reason, solved
        else:
            yield reason, None if kind is None else TagRule(kind)


def kind_in_words(text: str) -> Kind | None:
    """Return the kind whose words stand in a text, None when none does.

    >>> kind_in_words("Informasi tagihan")
    <Kind.INFORMATION: 'information'>
    """
    words = text.casefold()
    for kind, stems in _STEMS.items():
        if re.search(rf"\b(?:{stems})", words):
            return kind
    return None


def _by_kind_column(
    header: Sequence[str], rows: Sequence[Row], *, reason_column: str
) -> TagRule | None:
    place = find_column(header, _KIND_COLUMNS)
    if place is None or header[place] == reason_column:
        return None
    values = [(value, kind_in_words(value)) for value in _values(place, rows)]
    known = tuple((value, kind) for value, kind in values if kind is not None)
    return TagRule(column=header[place], values=known) if known else None


def _by_solved_column(header: Sequence[str], rows: Sequence[Row]) -> TagRule | None:
    place = find_column(header, _SOLVED_COLUMNS)
    if place is None:
        return None
    ends = dict.fromkeys(YES, Kind.COMPLAINT_SOLVED) | dict.fromkeys(_NO, Kind.COMPLAINT_ESCALATED)
    values = [(value, ends.get(value.casefold())) for value in _values(place, rows)]
    known = tuple((value, kind) for value, kind in values if kind is not None)
    return TagRule(column=header[place], values=known) if known else None


def _values(place: int, rows: Sequence[Row]) -> list[str]:
    found = dict.fromkeys(text_of(cell_at(row, place)) for row in rows)
    return [value for value in found if value]
