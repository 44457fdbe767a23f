"""Which form a workbook holds: by what its hidden sheet says, never by a name or a place."""

from __future__ import annotations

import attrs

from mystery_shopping.errors import LANGUAGES, Text
from mystery_shopping_forms.errors import NotAForm
from mystery_shopping_forms.layout import F31, F32, KEY_COLUMN, LAYOUT_VERSION, Table
from mystery_shopping_forms.layout_identity import (
    BLANK,
    CORRECTION,
    FILLED,
    IDENTITY_KEYS,
    IDENTITY_MARK,
    Identity,
)
from mystery_shopping_forms.reading.cells import CellKind
from mystery_shopping_forms.reading.workbook import Sheet, Workbook

_TABLES = {table.form: table for table in (F31, F32)}
_STRANGER = Text(
    "lembar pengenalnya tidak ada; pakai berkas asli, jangan salin lembarnya saja",
    "its hidden sheet is missing; use the file itself, not a copy of its sheet",
)
_INCOMPLETE = Text("lembar pengenalnya tidak lengkap", "its hidden sheet is incomplete")
_SEVERAL = Text("berisi beberapa form; satu berkas satu form", "it holds several forms; one a file")


@attrs.frozen
class FoundIdentity:
    """What a form says it is, and where each field of it stands."""

    identity: Identity
    sheet: Sheet
    rows: dict[str, int]

    def cell(self, field: str) -> tuple[int, int]:
        """Return the place of a field's value on its sheet."""
        return self.rows[field], 1


def find_identity(workbook: Workbook) -> FoundIdentity:
    """Return what the form in a workbook is.

    Raises:
        NotAForm: when it says nothing, several things, or something that is not read back.
    """
    sheets = [sheet for sheet in workbook.sheets if sheet.text(0, 0) == IDENTITY_MARK]
    if len(sheets) != 1:
        raise NotAForm(file=workbook.file, problem=_SEVERAL if sheets else _STRANGER)
    sheet = sheets[0]
    rows = {sheet.text(row, 0): row for row, column in sorted(sheet.cells) if column == 0}
    if not rows.keys() >= set(IDENTITY_KEYS):
        raise NotAForm(file=workbook.file, problem=_INCOMPLETE)
    values = {key: _value(sheet, rows[key]) for key in IDENTITY_KEYS}
    if problem := _problem(values):
        raise NotAForm(file=workbook.file, problem=problem)
    return FoundIdentity(Identity(**values), sheet, rows)


def find_sheet(workbook: Workbook, identity: Identity) -> tuple[Table, Sheet, tuple[int, int]]:
    """Return the table of a form, the sheet it stands on, and where that sheet's mark went.

    Raises:
        NotAForm: when no sheet, or more than one, carries the mark.
    """
    table = _TABLES[identity.form]
    marked = [
        (sheet, place)
        for sheet in workbook.sheets
        for place, cell in sheet.cells.items()
        if cell.text == table.mark
    ]
    if len(marked) != 1:
        missing = Text(f"lembar {table.form} tidak ada", f"its sheet {table.form} is missing")
        raise NotAForm(file=workbook.file, problem=_SEVERAL if marked else missing)
    return table, *marked[0]


def _value(sheet: Sheet, row: int) -> str:
    """Return a value as text; some programs make numbers of digits when they convert a file."""
    cell = sheet.cells.get((row, KEY_COLUMN + 1))
    if cell is None:
        return ""
    return cell.shown if cell.kind is CellKind.NUMBER else cell.text


def _problem(values: dict[str, str]) -> Text | None:
    form, layout = values["form"], values["layout"]
    if layout != str(LAYOUT_VERSION):
        return Text(
            f"susunannya versi {layout!r}, yang dibaca {LAYOUT_VERSION}; tulis ulang formnya",
            f"its layout is version {layout!r}, read is {LAYOUT_VERSION}; have it written anew",
        )
    if form not in _TABLES:
        known = ", ".join(_TABLES)
        return Text(f"{form!r} tidak dibaca, hanya {known}", f"{form!r} is not read, only {known}")
    if values["language"] in LANGUAGES and values["purpose"] in {BLANK, CORRECTION, FILLED}:
        return None
    return _INCOMPLETE
