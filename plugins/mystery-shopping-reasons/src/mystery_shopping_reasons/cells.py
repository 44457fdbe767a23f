"""What stands in one cell, from either kind of file, and its plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from unicodedata import category

Cell = str | float | int | bool | datetime | date | time | timedelta
Row = Sequence[Cell]


def text_of(cell: Cell) -> str:
    """Return the cell as text: white space folded, a whole number without its ``.0``.

    >>> text_of("  Opened by   8 "), text_of(3.0), text_of(True)
    ('Opened by 8', '3', 'true')
    """
    if isinstance(cell, str):
        return fold(cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text printable, without outer white space, inner runs of it as one space.

    Signs without width, which pasting leaves behind, go; a control character shows its number.
    """
    words = " ".join(text.split())
    if words.isprintable():
        return words
    return " ".join("".join(map(_shown, text)).split())


def _shown(sign: str) -> str:
    if sign.isprintable() or sign.isspace():
        return sign
    return "" if category(sign) == "Cf" else sign.encode("unicode_escape").decode()


def cell_at(row: Row, place: int) -> Cell:
    """Return the cell at a place; a row that ends early has nothing there."""
    return row[place] if place < len(row) else ""
