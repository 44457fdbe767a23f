"""A workbook as its file says it: sheets of cells, without styles, drawings and formulas.

Why not a library: one cell at XFD1048576 makes those that keep a sheet as a table ask for 500 GB,
and none of them tells a formula without a result from a blank, which is the fault that matters
here. A form is small; one pass over its elements sees all that is asked of it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_forms.errors import UnreadableForm
from mystery_shopping_forms.reading.archive import Archive
from mystery_shopping_forms.reading.cells import Cell
from mystery_shopping_forms.reading.markup import parse
from mystery_shopping_forms.reading.parts import (
    Area,
    ReadBook,
    ReadRelations,
    ReadSheet,
    ReadStrings,
)

SHEET_COUNT = 20
"""A workbook may hold so many sheets; a form has three."""


@attrs.frozen
class Sheet:
    """A sheet: its cells that hold something, by row and column from 0, and what is merged."""

    name: str
    cells: Mapping[tuple[int, int], Cell] = attrs.field(repr=False)
    merged: tuple[Area, ...] = ()

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, empty where there is none."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""


@attrs.frozen
class Workbook:
    """The sheets of a file, and whether it counts its days from 1904."""

    file: str
    sheets: tuple[Sheet, ...]
    from_1904: bool = False


def open_workbook(path: Path) -> Workbook:
    """Return a file's workbook.

    Raises:
        UnreadableForm: when it is none, or none that may be opened safely.
    """
    with Archive(path) as archive:
        home = _one_of(_relations(archive, ""), "officeDocument", archive.name)
        book = ReadBook()
        parse(archive.read(home), book, file=archive.name, part=home)
        related = _relations(archive, home)
        strings = ReadStrings()
        for part in _all_of(related, "sharedStrings"):
            parse(archive.read(part), strings, file=archive.name, part=part)
        places = {key: part for key, (kind, part) in related.items() if kind == "worksheet"}
        wanted = [(name, places[key]) for name, key in book.sheets if key in places]
        if len(wanted) > SHEET_COUNT:
            problem = Text(f"{len(wanted)} lembar", f"it has {len(wanted)} sheets")
            raise UnreadableForm(file=archive.name, problem=problem)
        sheets = tuple(
            _sheet(archive, part, name=name, strings=strings.found) for name, part in wanted
        )
        return Workbook(archive.name, sheets, from_1904=book.from_1904)


def _sheet(archive: Archive, part: str, *, name: str, strings: list[str]) -> Sheet:
    found = ReadSheet(strings)
    parse(archive.read(part), found, file=archive.name, part=part)
    if found.is_damaged:
        problem = Text(f"lembar {name!r} rusak", f"its sheet {name!r} is damaged")
        raise UnreadableForm(file=archive.name, problem=problem)
    return Sheet(name, found.cells, tuple(found.merged))


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to inside the file, by id: the last word of its type, its part."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    found = ReadRelations()
    parse(archive.read(place), found, file=archive.name, part=place)
    return {
        key: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for key, (kind, target) in found.found.items()
    }


def _all_of(related: dict[str, tuple[str, str]], kind: str) -> list[str]:
    return [part for found, part in related.values() if found == kind]


def _one_of(related: dict[str, tuple[str, str]], kind: str, file: str) -> str:
    parts = _all_of(related, kind)
    if len(parts) != 1:
        problem = Text("bukan buku kerja", "it is no workbook")
        raise UnreadableForm(file=file, problem=problem)
    return parts[0]
