"""The rows of a sheet as they stream by: values only, in the places their references say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mystery_shopping.errors import Text
from mystery_shopping_reasons.cell_values import COLUMNS, Beside, Meaning, place_of, value_of
from mystery_shopping_reasons.cells import Cell, Row
from mystery_shopping_reasons.guard import (
    MOST_CELL_SIGNS,
    MOST_COLUMNS,
    MOST_ROWS,
    Unsound,
    too_large,
)
from mystery_shopping_reasons.markup import feed, plain

_BLANK: Row = ()
_MOST_PLACES = 1 << 27  # of all rows together, gaps before a cell counted


class _Cells:
    """Hears a sheet and gathers its rows; `rows` holds those that ended since it was emptied."""

    def __init__(self, meaning: Meaning, beside: Beside) -> None:
        self.text: list[str] = []
        self.deep = 0
        self.rows: list[tuple[int, list[Cell]]] = []
        self._meaning, self._beside = meaning, beside
        self._number = self._places = 0
        self._row: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._written: str | None = None
        self._has_formula = self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deep += 1
        self.text.clear()
        if name == "c":
            self._cell = attributes
            self._written = None
            self._has_formula = False
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._aside = True
        elif ":" in name:
            self.deep -= 1
            self.start(plain(name), attributes)

    def end(self, name: str) -> None:
        self.deep -= 1
        if name == "v":
            self._written = "".join(self.text)
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "t" and not self._aside:
            self._add_run("".join(self.text))
        elif name == "rPh":
            self._aside = False
        elif ":" in name:
            self.deep += 1
            self.end(plain(name))

    def _begin_row(self, written: str | None) -> None:
        number = self._number + 1 if written is None else int(written)
        if number <= self._number:
            problem = Text(f"baris {number} tidak berurutan", f"row {number} is out of order")
            raise Unsound(problem)
        if number > MOST_ROWS:
            raise too_large(Text("nomor baris", "a row's number"), most=MOST_ROWS)
        self._number, self._row = number, []

    def _add_run(self, text: str) -> None:
        self._written = (self._written or "") + text
        if len(self._written) > MOST_CELL_SIGNS:
            raise too_large(Text("satu sel", "a cell"), most=MOST_CELL_SIGNS)

    def _end_row(self) -> None:
        self._places += len(self._row)
        if self._places > _MOST_PLACES:
            raise too_large(Text("jumlah sel", "the number of cells"), most=_MOST_PLACES)
        self.rows.append((self._number, self._row))
        self._row = []

    def _end_cell(self) -> None:
        cell, row, written = self._cell, self._row, self._written
        reference = cell.get("r")
        place = len(row) if reference is None else place_of(reference)
        if written is None:
            value: Cell = ""
            if self._has_formula:
                self._beside.note_formula(reference)
        elif "t" not in cell and "s" not in cell and written.isdecimal():
            value = float(written)
        else:
            value = value_of(cell, written, meaning=self._meaning, beside=self._beside)
        if place != len(row):
            row.extend([""] * (place + 1 - len(row)))
            row[place] = value
            return
        if place >= MOST_COLUMNS:
            raise too_large(COLUMNS, most=MOST_COLUMNS)
        row.append(value)


def sheet_rows(
    chunks: Iterable[tuple[bytes, float]], meaning: Meaning, *, beside: Beside
) -> Iterator[Row]:
    """Yield each row from the sheet's first to its last that holds anything.

    What a sheet says of its own size is not believed; rows that are left out come as blank ones.
    """
    cells = _Cells(meaning, beside)
    shown = 0
    for beside.share in feed(chunks, cells):
        for number, row in cells.rows:
            if any(cell != "" for cell in row):
                for _ in range(number - shown - 1):
                    yield _BLANK
                shown = number
                yield row
        cells.rows.clear()
