"""What people fill in, cell by cell: each entry taken for what it plainly says, or a fault."""

from __future__ import annotations

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_forms.errors import MissingEntry, NeedlessEntry, NoValue, WrongEntry
from mystery_shopping_forms.layout import NOT_APPLICABLE
from mystery_shopping_forms.reading.cells import Cell, CellKind
from mystery_shopping_forms.reading.slip import Slip
from mystery_shopping_forms.reading.table import FoundTable

_ZERO_OR_ONE = Text("angka 0 atau 1", "the number 0 or 1")
_OR_NOT = Text(f"angka 0 atau 1, atau {NOT_APPLICABLE}", f"the number 0 or 1, or {NOT_APPLICABLE}")
_A_TEXT = Text("teks", "text")
_NO_MARK = Text("setiap parameter dinilai", "each parameter takes a mark")


@attrs.frozen
class Line:
    """A line that somebody filled in, and the slip that hears what is wrong with it."""

    found: FoundTable
    row: int
    slip: Slip

    def cell(self, key: str) -> Cell | None:
        """Return what stands under a column; nothing where that says no value, which is noted."""
        cell = self.found.cell(self.row, key)
        if cell is None or cell.trouble is None:
            return cell
        self.slip.fault(self.found.at(self.row, key), NoValue(found=cell.trouble))
        return None

    def has(self, key: str) -> bool:
        """Return whether anything stands under a column, even what says no value."""
        return self.found.cell(self.row, key) is not None

    def wrong(self, key: str, *, required: Text) -> None:
        """Note that what stands under a column is not what it asks for."""
        cell = self.found.cell(self.row, key)
        error = WrongEntry(
            field=key, what=self._what(key), required=required, actual=cell.shown if cell else "-"
        )
        self.slip.fault(self.found.at(self.row, key), error)

    def missing(self, key: str, *, why: Text) -> None:
        """Note that nothing stands under a column."""
        error = MissingEntry(field=key, what=self._what(key), why=why)
        self.slip.fault(self.found.at(self.row, key), error)

    def needless(self, key: str, *, why: Text) -> None:
        """Note that something stands under a column where nothing belongs."""
        error = NeedlessEntry(field=key, what=self._what(key), why=why)
        self.slip.fault(self.found.at(self.row, key), error)

    def _what(self, key: str) -> Text:
        title = next(column.title for column in self.found.table.columns if column.key == key)
        return Text(title.id, title.en[:1].lower() + title.en[1:])


def read_mark(line: Line, *, allows_not_applicable: bool) -> int | str | None:
    """Return 0, 1 or `NOT_APPLICABLE`; None where there is no mark, which is noted.

    A number is taken however it is kept: 1, 1.0 and 1E0 are one. TRUE and the text ``"1"`` are
    refused, though a person may mean 1 by them: Excel counts neither, so the scores on the form
    would say something else than the log.
    """
    cell = line.cell("mark")
    if cell is None:
        if not line.has("mark"):
            line.missing("mark", why=_NO_MARK)
        return None
    if cell.kind is CellKind.NUMBER and cell.value in {0.0, 1.0}:
        return int(cell.value)
    if allows_not_applicable and cell.text.casefold() == NOT_APPLICABLE:
        return NOT_APPLICABLE
    line.wrong("mark", required=_OR_NOT if allows_not_applicable else _ZERO_OR_ONE)
    return None


def read_text(line: Line, key: str) -> str:
    """Return the text under a column, empty where there is none; anything else is noted."""
    cell = line.cell(key)
    if cell is None:
        return ""
    if not cell.is_text:
        line.wrong(key, required=_A_TEXT)
    return cell.text


def read_name(line: Line, key: str) -> str:
    """Return an identifier under a column, empty where there is none; it may look like a number."""
    cell = line.cell(key)
    if cell is None:
        return ""
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, float) and cell.value.is_integer():
        return cell.shown
    if cell.is_text and cell.text.isprintable():
        return cell.text
    line.wrong(key, required=Text("kode di satu baris", "a code on one line"))
    return ""
