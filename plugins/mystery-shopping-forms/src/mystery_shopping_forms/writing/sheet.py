"""One sheet in the making: values go in by their kind, paper and locks by two calls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mystery_shopping.errors import Text
from mystery_shopping.values import Share
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.writing.cells import (
    Cell,
    clean,
    has_day_number,
    line_count,
    looks_like_formula,
)
from mystery_shopping_forms.writing.styles import WRAPPED

if TYPE_CHECKING:
    from mystery_shopping_forms.writing.book import Book

Place = tuple[int, int]

LINE_HEIGHT = 15.0
"""How high a line of the usual font is, in points."""

_HIGHEST = 409.0  # points, the most Excel allows
_A4 = 9
_DIGIT, _PADDING = 7, 5  # pixels: of a digit of the usual font, and beside it in a cell
_FOOTER = Sentence("Page &P of &N")
_FREEDOMS = {"format_columns": True, "format_rows": True, "autofilter": True}


class Sheet:
    """A sheet of a workbook; places are (row, column), from 0."""

    def __init__(self, raw: Any, book: Book) -> None:  # noqa: ANN401 - the library has no types
        self.raw = raw
        self.book = book
        self._widths: dict[int, float] = {}
        self._lines: dict[int, int] = {}

    def set_width(self, column: int, width: float) -> None:
        """Make a column so many characters wide; do so before its text is written."""
        self.raw.set_column(column, column, width)
        self._widths[column] = width

    @property
    def pixel_width(self) -> int:
        """How wide the columns are together, in pixels of the usual font."""
        return int(sum(width * _DIGIT + _PADDING for width in self._widths.values()))

    def put(
        self, place: Place, value: Cell, *, style: str = "text", is_input: bool = False
    ) -> None:
        """Write a value: text as text, a share as its fraction, an instant as the site tells it."""
        if isinstance(value, Share):
            value = value.fraction if value.is_defined else None
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = self.book.local(value)
        if isinstance(value, date) and not has_day_number(value):
            value = value.isoformat()
        if isinstance(value, str | Text):
            self._put_text(place, clean(self.book.say(value)), style, is_input=is_input)
            return
        look = self.book.style(style, is_input=is_input)
        if value is None:
            self.raw.write_blank(*place, None, look)
        elif isinstance(value, date):
            self.raw.write_datetime(*place, value, look)
        else:
            self.raw.write_number(*place, float(value), look)

    def put_row(self, place: Place, values: Iterable[Cell], *, style: str = "text") -> None:
        """Write values side by side, the first at `place`."""
        row, first = place
        for column, value in enumerate(values, first):
            self.put((row, column), value, style=style)

    def put_formula(self, place: Place, formula: str, *, style: str, value: float | str) -> None:
        """Write a formula of ours, and what it comes to for whoever does not calculate."""
        self.raw.write_formula(*place, formula, self.book.style(style), value)

    def _put_text(self, place: Place, text: str, style: str, *, is_input: bool) -> None:
        look = self.book.style(style, is_input=is_input, is_quoted=looks_like_formula(text))
        if style in WRAPPED and place[1] in self._widths:
            lines = line_count(text, self._widths[place[1]])
            self._lines[place[0]] = max(lines, self._lines.get(place[0], 1))
        if text:
            self.raw.write_string(*place, text, look)
        else:
            self.raw.write_blank(*place, None, look)

    def fit_rows(self) -> None:
        """Make the rows high enough for text of several lines; not every program does it itself.

        A row of one line stays free to grow with what people write into it.
        """
        for row, lines in self._lines.items():
            if lines > 1:
                self.raw.set_row(row, min(lines * LINE_HEIGHT, _HIGHEST))

    def lock(self) -> None:
        """Lock every cell but the inputs, without a password: it guards against slips alone."""
        self.raw.protect("", _FREEDOMS)

    def set_up_page(self, *, title_row: int | None, last: Place, is_wide: bool) -> None:
        """Fit the sheet to the width of A4, the titles and a footer on every page."""
        raw, header = self.raw, self.book.header
        self.fit_rows()
        raw.set_paper(_A4)
        (raw.set_landscape if is_wide else raw.set_portrait)()
        raw.fit_to_pages(1, 0)
        raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        raw.print_area(0, 0, *last)
        raw.hide_gridlines(2)
        if title_row is not None:
            raw.repeat_rows(title_row)
        left = f"{header.code} rev. {header.revision}"
        middle = f"{header.unit} {header.period}"
        raw.set_footer(f"&L{_plain(left)}&C{_plain(middle)}&R{self.book.say(_FOOTER)}")


def _plain(text: str) -> str:
    """Return text that a footer shows as it is, short enough that all three parts fit."""
    return text[:50].replace("&", "&&")
