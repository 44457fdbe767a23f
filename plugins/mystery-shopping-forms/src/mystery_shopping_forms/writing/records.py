"""A sheet with one table of a record: short head, a sentence, the table, locks and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import KEY_COLUMN
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import Cell
from mystery_shopping_forms.writing.head import write_short_head
from mystery_shopping_forms.writing.sheet import Sheet
from mystery_shopping_forms.writing.tables import Field, set_widths, write_records

_NOTHING = Sentence("Nothing yet.")


@attrs.frozen
class Block:
    """A table on its sheet: the first row of its records, and the row after them."""

    sheet: Sheet
    first: int
    after: int


def write_table_sheet(
    book: Book,
    name: Text,
    *,
    key: str,
    fields: Sequence[Field],
    records: Iterable[Sequence[Cell]],
    remark: str = "",
    room_below: int = 0,
) -> Block:
    """Add a sheet with a table and return where it stands.

    `room_below` is how many rows below it belong to the printed page, too.
    """
    sheet = book.sheet(name, mark=f"mystery-shopping:{key}")
    set_widths(sheet, fields)
    row = write_short_head(sheet, title=book.say(name))
    if remark:
        sheet.put((row - 1, 1), remark, style="hint")
        row += 1
    after = write_records(sheet, row, fields=fields, records=records)
    if after == row + 1:
        sheet.put((after, 1), book.say(_NOTHING), style="hint")
    last = KEY_COLUMN + len(fields)
    if after > row + 1:
        sheet.raw.autofilter(row, KEY_COLUMN + 1, after - 1, last)
    sheet.raw.freeze_panes(row + 1, KEY_COLUMN + 2)
    is_wide = sum(field.width for field in fields) > 100
    sheet.set_up_page(title_row=row, last=(after + room_below, last), is_wide=is_wide)
    sheet.lock()
    return Block(sheet, row + 1, after)
