"""The table of a form as it stands on its sheet: columns and lines found by their keys."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_forms.errors import FormChanged
from mystery_shopping_forms.layout import Table
from mystery_shopping_forms.reading.cells import Cell
from mystery_shopping_forms.reading.slip import Slip
from mystery_shopping_forms.reading.workbook import Sheet

_MOVED = Text(
    "baris atau kolom disisipkan atau dihapus; dibaca menurut kunci yang tersembunyi",
    "rows or columns were inserted or deleted; read by the hidden keys",
)
_NO_KEYS = Text(
    "kolom kunci yang tersembunyi kosong; pakai berkas asli",
    "the hidden column of keys is empty; use the file as it was handed out",
)


@attrs.frozen(kw_only=True)
class FoundTable:
    """Where the columns of a table are by key, and its lines by key, from above.

    A key that stands more than once has several rows.
    """

    table: Table
    sheet: Sheet = attrs.field(repr=False)
    key_column: int
    key_row: int
    columns: Mapping[str, int]
    lines: Mapping[str, tuple[int, ...]]

    def cell(self, row: int, key: str) -> Cell | None:
        """Return what stands in a line under a column, None where nothing does."""
        return self.sheet.cells.get((row, self.columns[key]))

    def at(self, row: int, key: str) -> tuple[int, int]:
        """Return the place of a line's cell."""
        return row, self.columns[key]

    def is_blank(self, row: int) -> bool:
        """Return whether nobody filled anything into a line."""
        return all(
            self.cell(row, column.key) is None for column in self.table.columns if column.is_input
        )


def find_table(
    sheet: Sheet, table: Table, *, mark: tuple[int, int], slip: Slip
) -> FoundTable | None:
    """Return the table below its mark, None when columns are missing; `slip` hears of it."""
    keys = {column.key for column in table.columns}
    heads: dict[int, list[tuple[str, int]]] = {}
    for (row, place), cell in sorted(sheet.cells.items()):
        if row > mark[0] and place > mark[1] and cell.text in keys:
            heads.setdefault(row, []).append((cell.text, place))
    key_row, head = max(
        heads.items(), key=lambda item: len(dict(item[1])), default=(table.key_row, [])
    )
    columns = dict(head)
    for column in table.columns:
        if [key for key, _ in head].count(column.key) != 1:
            title = column.title
            problem = Text(
                "kolom {title} hilang atau ganda", "the column {title} is missing or double"
            )
            slip.fault((key_row, mark[1]), FormChanged(problem=problem.fill(title=title)))
    if slip.faults:
        return None
    found = FoundTable(
        table=table,
        sheet=sheet,
        key_column=mark[1],
        key_row=key_row,
        columns=columns,
        lines=_lines(sheet, mark[1], after=key_row),
    )
    _tell_moves(found, mark, slip)
    return found


def check_area(found: FoundTable, rows: Iterable[int], *, slip: Slip) -> None:
    """Note cells merged over inputs, and what stands between the lines without being in one.

    `rows` are the lines that people fill.
    """
    inputs = [found.columns[column.key] for column in found.table.columns if column.is_input]
    wanted = sorted(rows)
    for top, left, bottom, right in found.sheet.merged:
        below = bisect_left(wanted, top)
        touches_line = below < len(wanted) and wanted[below] <= bottom
        if touches_line and any(left <= place <= right for place in inputs):
            problem = Text("sel digabung; pisahkan lagi", "cells are merged; take them apart")
            slip.fault((top, left), FormChanged(problem=problem))
    keyed = {row for group in found.lines.values() for row in group}
    if not keyed:
        slip.fault((found.key_row, found.key_column), FormChanged(problem=_NO_KEYS))
        return
    first, last = min(keyed), max(keyed)
    for row, place in sorted(found.sheet.cells):
        # Below the last line stand the signatures, in any column but the first that is filled in.
        stray = inputs if first < row < last else inputs[: row > last]
        if row not in keyed and place in stray:
            problem = Text(
                "isi di baris yang bukan bagian form; pindahkan ke barisnya",
                "this line is none of the form's; move what it holds to its line",
            )
            slip.fault((row, place), FormChanged(problem=problem))


def _lines(sheet: Sheet, column: int, *, after: int) -> dict[str, tuple[int, ...]]:
    lines: dict[str, list[int]] = {}
    for (row, place), cell in sorted(sheet.cells.items()):
        if place == column and row > after and ":" in cell.text:
            lines.setdefault(cell.text, []).append(row)
    return {key: tuple(rows) for key, rows in lines.items()}


def _tell_moves(found: FoundTable, mark: tuple[int, int], slip: Slip) -> None:
    table = found.table
    as_written = all(
        found.columns[column.key] == table.place(column.key) for column in table.columns
    )
    rows = [row for group in found.lines.values() for row in group]
    without_gap = sorted(rows) == list(range(table.first_row, table.first_row + len(rows)))
    if mark != (0, 0) or not as_written or found.key_row != table.key_row or not without_gap:
        slip.remark((found.key_row, found.key_column), _MOVED)
