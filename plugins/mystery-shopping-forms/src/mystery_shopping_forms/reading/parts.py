"""What is heard in the parts of a workbook: relations, the list of sheets, strings, cells."""

from __future__ import annotations

import re

from mystery_shopping_forms.reading.cells import Cell, find_place, make_cell

_INDEX = re.compile(r"\d{1,7}", re.ASCII)

Area = tuple[int, int, int, int]
"""First row and column, last row and column, all from 0."""


class ReadRelations:
    """Hears what a part refers to: the last word of a relation's type and its target, by id."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Keep a relation that stays inside the file."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = kind, attributes.get("Target", "")

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def data(self, text: str) -> None:
        """Nothing is said between the tags."""


class ReadBook(ReadRelations):
    """Hears the names of the sheets with the ids of their relations, and the date system."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Keep a sheet, or the date system."""
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true", "on"}


class _ReadText:
    """Hears text, but for the readings beside East Asian words."""

    def __init__(self) -> None:
        self._heard: list[str] | None = None
        self._is_reading = False

    def data(self, text: str) -> None:
        """Keep text where some is wanted."""
        if self._heard is not None and not self._is_reading:
            self._heard.append(text)

    def _hear(self, name: str) -> None:
        if name == "rPh":
            self._is_reading = True

    def _stop(self, name: str) -> None:
        if name == "rPh":
            self._is_reading = False


class ReadStrings(_ReadText):
    """Hears the strings that the cells of all sheets share, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._words: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the handler's
        """Begin a string, or a run of one."""
        self._hear(name)
        if name == "si":
            self._words = []
        self._heard = self._words if name == "t" else None

    def end(self, name: str) -> None:
        """Keep a whole string."""
        self._stop(name)
        self._heard = None
        if name == "si":
            self.found.append("".join(self._words))


class ReadSheet(_ReadText):
    """Hears the cells of a sheet that hold something, and what is merged; never its extent.

    `is_damaged` when a place is none, or stands twice, or a string is missing.
    """

    def __init__(self, strings: list[str]) -> None:
        super().__init__()
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Area] = []
        self.is_damaged = False
        self._strings = strings
        self._row = self._column = -1
        self._kind: str | None = None  # of the cell that is open
        self._content: list[str] = []
        self._has_content = self._is_formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or a part of one."""
        self._hear(name)
        match name:
            case "row":
                self._begin_row(attributes.get("r"))
            case "c":
                self._begin_cell(attributes)
            case "f" if self._kind is not None:
                self._is_formula = True
            case "v" | "t" if self._kind is not None:
                self._has_content, self._heard = True, self._content
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """Keep a whole cell."""
        self._stop(name)
        self._heard = None
        if name == "c" and self._kind is not None:
            self._keep(self._kind, "".join(self._content) if self._has_content else None)
            self._kind = None

    def _begin_row(self, reference: str | None) -> None:
        row = self._row + 1
        if reference is not None:
            place = find_place(f"A{reference}")
            self.is_damaged |= place is None
            row = place[0] if place else row
        self._row, self._column = row, -1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place: tuple[int, int] | None = (self._row, self._column + 1)
        if "r" in attributes:
            place = find_place(attributes["r"])
        if place is None or place in self.cells:
            self.is_damaged = True
            return
        self._row, self._column = place
        self._kind, self._content = attributes.get("t", "n"), []
        self._has_content = self._is_formula = False

    def _keep(self, kind: str, content: str | None) -> None:
        if kind == "s" and content is not None:
            content = self._shared(content.strip())
        cell = make_cell(kind, content, is_formula=self._is_formula)
        if cell is not None and not cell.is_blank:
            self.cells[self._row, self._column] = cell

    def _shared(self, place: str) -> str | None:
        if _INDEX.fullmatch(place) and int(place) < len(self._strings):
            return self._strings[int(place)]
        self.is_damaged = True
        return None

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = find_place(first), find_place(last or first)
        if corners[0] is None or corners[1] is None:
            self.is_damaged = True
        else:
            self.merged.append((*corners[0], *corners[1]))
