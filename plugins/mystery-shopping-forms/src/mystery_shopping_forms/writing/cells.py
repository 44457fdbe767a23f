"""What may stand in a cell: text that is never a formula, and moments on the clock of the site."""

from __future__ import annotations

import re
import textwrap
from datetime import date, datetime
from fractions import Fraction

from mystery_shopping.errors import Text
from mystery_shopping.values import Share

MOST_UNITS = 32_767
"""How many UTF-16 units Excel keeps in a cell."""

Cell = str | Text | int | float | Fraction | Share | date | datetime | None

_NARROWER = 1.15  # a width counts digits, and letters are narrower on the average
_CUT = " […]"
_LOOKS_LIKE_FORMULA = re.compile(r"\s*[=+\-@]")
_FIRST_YEAR = 1900  # Excel counts days from there
# No file of XML can hold these as they are, and no cell can show them.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PIECE = re.compile(r"(?s)(.{1,%d})(?:\s+|$)|(.{%d})")


def tidy(text: str) -> str:
    """Return text of characters that a cell can show, with plain line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", plain)


def clean(text: str) -> str:
    """Return tidy text that is not longer than a cell can be; what was cut off says so."""
    whole = tidy(text)
    raw = whole.encode("utf-16-le")
    if len(raw) <= 2 * MOST_UNITS:
        return whole
    kept = raw[: 2 * (MOST_UNITS - len(_CUT))].decode("utf-16-le", errors="ignore")
    return kept + _CUT


def looks_like_formula(text: str) -> bool:
    """Return whether Excel would take the text for a formula when somebody types it.

    >>> looks_like_formula("=1+1"), looks_like_formula("1+1")
    (True, False)
    """
    return _LOOKS_LIKE_FORMULA.match(text) is not None


def has_day_number(day: date) -> bool:
    """Return whether Excel knows the day: its calendar begins in 1900."""
    return day.year >= _FIRST_YEAR


def line_count(text: str, width: float) -> int:
    """Return about how many lines text takes in a column of so many characters.

    >>> line_count("satu dua tiga", 8), line_count("dua", 8)
    (2, 1)
    """
    room = max(1, int(width * _NARROWER))
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, len(textwrap.wrap(line, room))) for line in text.split("\n"))


def pieces(text: str, most: int) -> tuple[str, ...]:
    """Return long text in pieces of up to `most` characters, parted at white space where it can be.

    >>> pieces("satu dua tiga", 8)
    ('satu dua', 'tiga')
    """
    pattern = re.compile(_PIECE.pattern % (most, most))
    found = (match[1] or match[2] for match in pattern.finditer(text))
    return tuple(piece for piece in found if piece) or ("",)
