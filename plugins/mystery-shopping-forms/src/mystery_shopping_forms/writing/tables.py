"""Tables on a sheet: the shared ones with their keys, and those of the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import KEY_COLUMN, Table
from mystery_shopping_forms.writing.cells import Cell
from mystery_shopping_forms.writing.sheet import Sheet

_FOR_PEN = 3  # rows left free to sign in


@attrs.frozen
class Field:
    """A column of a record's table: its title, its width in characters, the style of its cells."""

    title: Sentence
    width: float
    style: str = "text"


def write_titles(sheet: Sheet, table: Table) -> None:
    """Write the columns of a shared table: widths, the hidden line of keys, the titles."""
    sheet.raw.set_row(table.key_row, None, None, {"hidden": True})
    for place, column in enumerate(table.columns, KEY_COLUMN + 1):
        sheet.set_width(place, column.width)
        sheet.put((table.key_row, place), column.key, style="plain")
        sheet.put((table.title_row, place), column.title, style="titles")


def write_records(
    sheet: Sheet, row: int, *, fields: Sequence[Field], records: Iterable[Sequence[Cell]]
) -> int:
    """Write titles at `row` and a line for each record, in order; return the row after them."""
    for column, field in enumerate(fields, KEY_COLUMN + 1):
        sheet.put((row, column), sheet.book.say(field.title), style="titles")
    for record in records:
        row += 1
        for column, (field, value) in enumerate(zip(fields, record, strict=True), KEY_COLUMN + 1):
            sheet.put((row, column), value, style=field.style)
    return row + 1


def set_widths(sheet: Sheet, fields: Sequence[Field]) -> None:
    """Make the columns as wide as the fields ask for."""
    for column, field in enumerate(fields, KEY_COLUMN + 1):
        sheet.set_width(column, field.width)


def write_signatures(sheet: Sheet, row: int, *, signers: Sequence[tuple[int, Sentence]]) -> int:
    """Leave room to sign on paper, each over a line in a column; return the row of the lines."""
    line = row + _FOR_PEN
    for column, role in signers:
        sheet.put((line, column), sheet.book.say(role), style="signed")
    return line
