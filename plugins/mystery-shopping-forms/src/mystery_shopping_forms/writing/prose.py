"""Paragraphs across all columns of a page, in rows as high as their words need."""

from __future__ import annotations

from collections.abc import Sequence

from mystery_shopping_forms.layout import KEY_COLUMN
from mystery_shopping_forms.writing.cells import line_count, looks_like_formula, pieces, tidy
from mystery_shopping_forms.writing.sheet import LINE_HEIGHT, Sheet
from mystery_shopping_forms.writing.tables import Field

_MOST_LINES = 26  # a row of Excel is at most 409 points high
_MOST_CHARACTERS = 1800


def write_prose(sheet: Sheet, row: int, *, text: str, fields: Sequence[Field]) -> int:
    """Write a text over the width of `fields`, in several rows if it is long; return the next row.

    Excel fits no row to cells that are drawn together, so the height is reckoned here.
    """
    width = int(sum(field.width for field in fields))
    for piece in _rows(tidy(text), width):
        look = sheet.book.style("prose", is_quoted=looks_like_formula(piece))
        sheet.raw.merge_range(row, KEY_COLUMN + 1, row, len(fields), "", look)
        sheet.raw.write_string(row, KEY_COLUMN + 1, piece, look)
        sheet.raw.set_row(row, LINE_HEIGHT * line_count(piece, width))
        row += 1
    return row


def _rows(text: str, width: int) -> list[str]:
    """Return the text in pieces, none of which is higher than a row can be."""
    rows: list[str] = []
    held: list[str] = []
    for line in text.split("\n"):
        for piece in pieces(line, _MOST_CHARACTERS):
            if held and line_count("\n".join([*held, piece]), width) > _MOST_LINES:
                rows.append("\n".join(held))
                held = []
            held.append(piece)
    return [*rows, "\n".join(held)]
