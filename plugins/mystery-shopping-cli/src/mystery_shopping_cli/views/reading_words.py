"""How a file was read, in the language of the reader: what stands in the record is English."""

from __future__ import annotations

import re

import mystery_shopping as ms
from mystery_shopping_cli.wording import chosen

_T = ms.Text

READINGS = {
    "kind": _T("jenis berkas", "kind of file"),
    "encoding": _T("pengodean", "encoding"),
    "delimiter": _T("pemisah", "delimiter"),
    "sheet": _T("lembar", "sheet"),
    "other_sheets": _T("lembar lain", "other sheets"),
    "day_zero": _T("hari nol", "day zero"),
    "header_row": _T("baris judul", "header row"),
    "rows": _T("baris dibaca", "rows read"),
    "day_order": _T("urutan tanggal", "date order"),
    "dates_mixed": _T("tanggal campuran", "dates mixed"),
    "times": _T("bagian hari", "day parts"),
    "clock": _T("jam", "clock"),
    "zones": _T("zona", "zones"),
    "business_day_start": _T("hari mulai", "day starts"),
    "contacts_without_time": _T("tanpa jam", "without a time"),
    "contact": _T("satu kontak", "a contact"),
    "unanswered": _T("tidak terjawab", "unanswered"),
    "unanswered_contacts": _T("kontak tidak terjawab", "unanswered contacts"),
    "internal": _T("internal", "internal"),
    "internal_contacts": _T("kontak internal", "internal contacts"),
    "contacts_without_kind": _T("tanpa jenis", "without a kind"),
    "formulas_without_value": _T("rumus tanpa nilai", "formulas without value"),
    "error_cells": _T("sel galat", "error cells"),
}
"""The readings worth a line, in the order of the record."""

# The sentences of the record and their Indonesian; a figure or a name is carried over.
_SENTENCES = (
    (r"(.+), for it is no utf-8", r"\1, karena bukan utf-8"),
    (r"(.+), without a byte order mark", r"\1, tanpa tanda urutan byte"),
    (r"(.+), given", r"\1, dari pemetaan"),
    (r"day_first, settled by (\d+) of the column's values", r"hari dulu, ditentukan \1 nilai"),
    (r"month_first, settled by (\d+) of the column's values", r"bulan dulu, ditentukan \1 nilai"),
    ("nothing to settle", "tidak ada yang perlu ditentukan"),
    ("known", "diketahui"),
    ("unknown: the file has no times", "tidak diketahui: berkas tanpa jam"),
    (
        "unknown: every time of the file reads 00:00",
        "tidak diketahui: semua jam tertulis 00:00",
    ),
    (r"(.+) wall clock", r"jam dinding \1"),
    (r"times with a zone were turned to (.+)", r"jam berzona diubah ke \1"),
    ("one row", "satu baris"),
    (r"the last row of each (.+)", r"baris terakhir tiap \1"),
    ("include", "ikut dihitung"),
    ("exclude", "tidak dihitung"),
    (r"(\d+) as date cells, (\d+) as text", r"\1 sel tanggal, \2 teks"),
    (r"workbook, though its name ends in (.+)", r"buku kerja, walau namanya berakhiran \1"),
    (r"text, though its name ends in (.+)", r"teks, walau namanya berakhiran \1"),
    (r"(\d+), the first in (.+); read as missing", r"\1, pertama di \2; dibaca sebagai kosong"),
)
_WHY = {
    "blank_row": "baris kosong",
    "extra_cells": "sel lebih dari judul",
    "missing_id": "tanpa id",
    "folded_into_contact": "digabung ke baris berikut kontaknya",
    "missing_date": "tanpa tanggal",
    "unreadable_date": "tanggal tidak terbaca",
    "other_month": "bulan lain",
    "missing_reason": "tanpa alasan",
    "unanswered": "tidak terjawab",
    "internal": "internal",
}


def left_out_words(reason: str) -> str:
    """Return why rows were left out; the code of a stranger's reader in plain letters."""
    plain = reason.replace("_", " ")
    return _WHY.get(reason, plain) if chosen() == "id" else plain


def reading_words(value: str) -> str:
    """Return a sentence of the record in the language spoken; a mere name is left as it is."""
    if chosen() == "id":
        for english, indonesian in _SENTENCES:
            if re.fullmatch(english, value):
                return re.sub(english, indonesian, value).replace("day_first", "hari dulu")
        return value
    return value.replace("day_first", "day first").replace("month_first", "month first")
