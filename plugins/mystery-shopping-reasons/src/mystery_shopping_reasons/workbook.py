"""A sheet of a workbook as a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from mystery_shopping.errors import Text
from mystery_shopping_reasons.cells import Row, text_of
from mystery_shopping_reasons.errors import UnreadableFile
from mystery_shopping_reasons.mapping import Layout
from mystery_shopping_reasons.tables import Table, no_header


def open_table(path: Path, layout: Layout) -> Table:
    """Return a sheet as a table: the one named, else the first visible one that holds anything."""
    try:
        sheet = _sheet(path, layout.sheet)
    except CalamineError as error:
        problem = Text(f"bukan buku kerja yang utuh: {error}", f"no sound workbook: {error}")
        raise UnreadableFile(file=path.name, problem=problem) from error

    def rows() -> Iterator[Row]:
        return islice(sheet.iter_rows(), layout.header_row - 1, None)

    header = tuple(text_of(cell) for cell in next(rows(), ()))
    if not any(header):
        raise no_header(path, layout.header_row)
    return Table(
        header=header,
        rows=lambda: islice(rows(), 1, None),
        choices=(("sheet", sheet.name), ("header_row", str(layout.header_row))),
    )


def _sheet(path: Path, named: str | None) -> CalamineSheet:
    with CalamineWorkbook.from_path(path) as book:
        if named is None:
            return _first_used(path, book)
        if named not in book.sheet_names:
            known = ", ".join(book.sheet_names)
            problem = Text(
                f"tidak ada lembar {named!r}, yang ada: {known}",
                f"there is no sheet {named!r}, known: {known}",
            )
            raise UnreadableFile(file=path.name, problem=problem)
        return book.get_sheet_by_name(named)


def _first_used(path: Path, book: CalamineWorkbook) -> CalamineSheet:
    for about in book.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.height:
                return sheet
    problem = Text("tidak ada lembar yang berisi", "no sheet holds anything")
    raise UnreadableFile(file=path.name, problem=problem)
