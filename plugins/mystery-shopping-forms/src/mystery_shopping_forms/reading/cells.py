"""What stands in one cell, as the file says it and before anybody reads a meaning into it."""

from __future__ import annotations

import re
from enum import Enum, auto
from math import isfinite

import attrs

from mystery_shopping.errors import Text

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_ROWS, _COLUMNS = 1_048_576, 16_384


class CellKind(Enum):
    """What a cell holds; `NOTHING` is a formula whose result was never computed."""

    NUMBER = auto()
    TEXT = auto()
    TRUTH = auto()
    ERROR = auto()
    NOTHING = auto()


@attrs.frozen
class Cell:
    """The kind of a cell and its value: a float, a text, a bool; an error's is its name."""

    kind: CellKind
    value: float | str | bool
    is_formula: bool = False

    @property
    def text(self) -> str:
        """The text of a text cell without white space around it, empty for any other."""
        return self.value.strip() if isinstance(self.value, str) and self.is_text else ""

    @property
    def is_text(self) -> bool:
        """Whether it holds text."""
        return self.kind is CellKind.TEXT

    @property
    def is_blank(self) -> bool:
        """Whether nobody could see anything in it."""
        return self.is_text and not self.text

    @property
    def shown(self) -> str:
        """What stands there, as a person would say it."""
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, float):
            return str(int(self.value)) if self.value.is_integer() else repr(self.value)
        return repr(self.value[:60]) if self.is_text else self.value

    @property
    def trouble(self) -> Text | None:
        """Why it says no value, None when it says one."""
        if self.kind is CellKind.NOTHING:
            return Text("rumus tanpa hasil", "a formula without a result")
        if self.kind is CellKind.ERROR:
            return Text(f"galat {self.value}", f"the error {self.value}")
        return None


def make_cell(kind: str, content: str | None, *, is_formula: bool) -> Cell | None:
    """Return the cell that a type of SpreadsheetML and its content make, None for an empty one."""
    if content is None or (content == "" and kind != "str"):
        return Cell(CellKind.NOTHING, "", is_formula=True) if is_formula else None
    match kind:
        case "n":
            return _number(content, is_formula=is_formula)
        case "b":
            return Cell(CellKind.TRUTH, content.strip() not in {"0", "false"}, is_formula)
        case "e":
            return Cell(CellKind.ERROR, content[:20], is_formula)
        case _:
            return Cell(CellKind.TEXT, unescaped(content), is_formula)


def find_place(reference: str) -> tuple[int, int] | None:
    """Return row and column of ``B7``, both from 0; None where it names no cell of a sheet.

    >>> find_place("B7")
    (6, 1)
    """
    found = _PLACE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if row <= _ROWS and column <= _COLUMNS else None


def unescaped(text: str) -> str:
    r"""Return a text with the signs that XML cannot hold, which Excel writes as ``_x000D_``.

    Line ends become ``\n``. What no text should hold stays as it is written.
    """
    return _ESCAPED.sub(_sign, text).replace("\r\n", "\n").replace("\r", "\n")


def _sign(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign.isprintable() or sign in "\t\n\r" else found[0]


def _number(content: str, *, is_formula: bool) -> Cell:
    try:
        value = float(content)
    except ValueError:
        return Cell(CellKind.ERROR, content[:20], is_formula)
    if not isfinite(value):
        return Cell(CellKind.ERROR, content[:20], is_formula)
    return Cell(CellKind.NUMBER, value, is_formula)
