"""What stands in a cell of a sheet, from its type, its style and the text between its tags."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import isfinite

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_reasons.cells import Cell
from mystery_shopping_reasons.guard import MOST_COLUMNS, Unsound, too_large
from mystery_shopping_reasons.package import Shown
from mystery_shopping_reasons.strings import SharedStrings, unescaped

COLUMNS = Text("jumlah kolom", "the number of columns")

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, as every cell of an export
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_PLACES: dict[str, int] = {}  # a cache, of the letters of real columns only


@attrs.frozen(kw_only=True)
class Meaning:
    """What the cells of all sheets of a workbook are read by."""

    strings: SharedStrings
    shown: tuple[Shown, ...]
    is_1904: bool


@attrs.define
class Beside:
    """What is found beside the rows: the share read, and cells that lack a value.

    Each count comes with the place of the first such cell.
    """

    share: float = 0.0
    formula_count: int = 0
    first_formula: str = ""
    error_count: int = 0
    first_error: str = ""

    def note_formula(self, reference: str | None) -> None:
        """Count a formula that was saved without its value."""
        self.formula_count += 1
        self.first_formula = self.first_formula or reference or "?"

    def note_error(self, reference: str | None) -> None:
        """Count a cell that holds an error such as #N/A."""
        self.error_count += 1
        self.first_error = self.first_error or reference or "?"

    def reset(self) -> None:
        """Count from nothing again."""
        self.formula_count = self.error_count = 0
        self.first_formula = self.first_error = ""


def value_of(cell: dict[str, str], text: str, *, meaning: Meaning, beside: Beside) -> Cell:
    """Return the value of a cell with those attributes; an error such as #N/A is none."""
    kind = cell.get("t", "n")
    if kind == "s":
        return meaning.strings.at(int(text))
    if kind == "n":
        return _number_of(cell, text, meaning)
    if kind == "b":
        return text.strip() in {"1", "true"}
    if kind == "e":
        beside.note_error(cell.get("r"))
        return ""
    return unescaped(text)


def _number_of(cell: dict[str, str], text: str, meaning: Meaning) -> Cell:
    try:
        number = float(text)
    except ValueError:
        return text
    if not isfinite(number):
        return text
    style = cell.get("s")
    if style is None:
        return number
    place = int(style)
    how = meaning.shown[place] if 0 <= place < len(meaning.shown) else Shown.NUMBER
    if how is Shown.NUMBER:
        return number
    return _moment(number, how, epoch=_EPOCH_1904 if meaning.is_1904 else _EPOCH)


def _moment(number: float, how: Shown, *, epoch: datetime) -> Cell:
    try:
        if how is Shown.SPAN:
            return timedelta(days=number)
        moment = epoch + timedelta(days=number)
    except OverflowError:
        return number
    if 0 <= number < 1:
        return moment.time()
    return moment.date() if number.is_integer() else moment


def place_of(reference: str) -> int:
    """Return the place of a column from 0; a row's number behind its letters is passed over."""
    # "BC12" is column 54, at place 53; the digits are the row, which is known.
    letters = reference.rstrip("0123456789")
    place = _PLACES.get(letters)
    if place is None:
        place = _PLACES[letters] = _read_letters(letters)
    return place


def _read_letters(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and len(letters) < 8):
        problem = Text(f"sel {letters[:20]!r} tidak ada", f"there is no cell {letters[:20]!r}")
        raise Unsound(problem)
    place = 0
    for sign in letters.upper():
        place = place * 26 + ord(sign) - 64
    if place > MOST_COLUMNS:
        raise too_large(COLUMNS, most=MOST_COLUMNS)
    return place - 1
