"""A sheet of a workbook as a table, streamed: what is held does not grow with the rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_reasons.archive import SHEET_BYTES, STRINGS_BYTES, Archive
from mystery_shopping_reasons.cell_values import Beside, Meaning
from mystery_shopping_reasons.cells import Row, fold, text_of
from mystery_shopping_reasons.errors import UnreadableFile
from mystery_shopping_reasons.guard import telling
from mystery_shopping_reasons.mapping import Layout
from mystery_shopping_reasons.package import Package, Sheet, read_package
from mystery_shopping_reasons.sheet_rows import sheet_rows
from mystery_shopping_reasons.strings import SharedStrings, read_strings
from mystery_shopping_reasons.tables import Table, Watch, no_header, watched

_MOST_NAMED = 20


@attrs.frozen
class _Book:
    path: Path
    package: Package
    meaning: Meaning

    def rows(self, sheet: Sheet, beside: Beside, *, watch: Watch | None) -> Iterator[Row]:
        """Yield the rows of a sheet from its first."""
        with telling(self.path.name), closing(Archive(self.path)) as archive:
            chunks = archive.chunks(sheet.part, most=SHEET_BYTES)
            rows = sheet_rows(chunks, self.meaning, beside=beside)
            yield from watched(rows, watch, share=lambda: beside.share)


def open_table(path: Path, layout: Layout) -> Table:
    """Return a sheet as a table: the one named, else the first visible one that holds anything."""
    book = _open(path)
    sheet = _named(book, layout.sheet) if layout.sheet is not None else _first_used(book)
    beside = Beside()

    def rows(watch: Watch | None = None) -> Iterator[Row]:
        # Counted anew by each pass, so that two passes do not count twice.
        beside.reset()
        return islice(book.rows(sheet, beside, watch=watch), layout.header_row - 1, None)

    header = tuple(text_of(cell) for cell in next(rows(), ()))
    if not any(header):
        raise no_header(path, layout.header_row)
    return Table(
        header=header,
        rows=lambda watch=None: islice(rows(watch), 1, None),
        choices=_choices(book, sheet, layout),
        remarks=lambda: tuple(_remarks(beside)),
        first_row=layout.header_row + 1,
    )


def _open(path: Path) -> _Book:
    with telling(path.name), closing(Archive(path)) as archive:
        package = read_package(archive)
        strings = SharedStrings()
        if package.strings_part is not None:
            strings = read_strings(archive.chunks(package.strings_part, most=STRINGS_BYTES))
    meaning = Meaning(strings=strings, shown=package.shown, is_1904=package.is_1904)
    return _Book(path, package, meaning)


def _named(book: _Book, name: str) -> Sheet:
    for sheet in book.package.sheets:
        if sheet.name == fold(name):
            return sheet
    known = ", ".join(sheet.name for sheet in book.package.sheets[:_MOST_NAMED])
    problem = Text(
        f"tidak ada lembar {name!r}, yang ada: {known}",
        f"there is no sheet {name!r}, known: {known}",
    )
    raise UnreadableFile(file=book.path.name, problem=problem)


def _first_used(book: _Book) -> Sheet:
    for sheet in book.package.sheets:
        if sheet.is_visible and any(book.rows(sheet, Beside(), watch=None)):
            return sheet
    problem = Text("tidak ada lembar yang berisi", "no sheet holds anything")
    raise UnreadableFile(file=book.path.name, problem=problem)


def _choices(book: _Book, sheet: Sheet, layout: Layout) -> tuple[tuple[str, str], ...]:
    others = [
        other.name if other.is_visible else f"{other.name} (hidden)"
        for other in book.package.sheets
        if other != sheet
    ]
    return (
        ("sheet", sheet.name),
        *((("other_sheets", "; ".join(others[:_MOST_NAMED])),) if others else ()),
        *((("day_zero", "1904"),) if book.package.is_1904 else ()),
        ("header_row", str(layout.header_row)),
    )


def _remarks(beside: Beside) -> Iterator[tuple[str, str]]:
    if beside.formula_count:
        count, first = beside.formula_count, beside.first_formula
        yield "formulas_without_value", f"{count}, the first in {first}; read as missing"
    if beside.error_count:
        count, first = beside.error_count, beside.first_error
        yield "error_cells", f"{count}, the first in {first}; read as missing"
