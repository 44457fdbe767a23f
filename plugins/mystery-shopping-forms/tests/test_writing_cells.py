"""What goes into a cell: text of any kind as text, at any length, with nothing lost unsaid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.service.dossier import make_dossier
from mystery_shopping.values import Share
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import MOST_UNITS, Cell, clean, line_count, pieces
from mystery_shopping_forms.writing.prose import write_prose
from mystery_shopping_forms.writing.tables import Field
from tests.months import DEWI, Month, nov

DANGERS = (
    "=1+1",
    '=HYPERLINK("//example.org","x")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    " =cmd|' /C calc'!A0",
    "{=1}",
    "http://example.org",
    "mailto:a@example.org",
    "1e5",
    "0012",
    "TRUE",
    "_x0041_",
    "semua \N{WOMAN}\N{ZERO WIDTH JOINER}\N{EAR OF RICE} oke \N{PILE OF POO} ﷽ \u202eabc",
    "satu\ndua",
)


def book(**changes: Any) -> Book:  # noqa: ANN401 - the fields of Header
    """Return an empty workbook of a month."""
    month = Month.of_four()
    header = make_dossier(month.program, month.id, by=DEWI, as_of=nov(2)).report.header
    return Book(attrs.evolve(header, **changes), language="id", title=Sentence("Form"))


def written(*values: Cell, style: str = "text") -> list[Any]:
    """Return the cells another library finds where values were written."""
    made = book()
    sheet = made.sheet("x", mark="m")
    sheet.set_width(1, 20)
    for row, value in enumerate(values):
        sheet.put((row, 1), value, style=style)
    sheet.set_up_page(title_row=None, last=(len(values), 1), is_wide=False)
    found = openpyxl.load_workbook(BytesIO(made.to_bytes()))["x"]
    return [found.cell(row + 1, 2) for row in range(len(values))]


def test_text_is_text_whatever_it_looks_like() -> None:
    """A note that runs as a formula in the QCA's Excel reads her files, or mails them away."""
    cells = written(*DANGERS)

    assert [cell.value for cell in cells] == list(DANGERS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    """Excel reads a cell anew once somebody presses F2 and Enter in it, unless it is quoted."""
    risky, plain = written("=1+1", "satu")

    assert risky.quotePrefix
    assert not plain.quotePrefix


def test_numbers_days_and_instants_are_what_they_are() -> None:
    """Text that looks like a number can be neither summed nor sorted nor charted."""
    at = datetime(2026, 11, 8, 1, 5, 59, 999_999, tzinfo=UTC)

    cells = written(7, Fraction(1, 8), Share(3, 4), Share(0, 0), None)
    (day,) = written(date(2026, 11, 8), style="date")
    (moment,) = written(at, style="moment")

    assert [cell.value for cell in cells] == [7, 0.125, 0.75, None, None]
    assert (day.value, day.number_format) == (datetime(2026, 11, 8), "dd/mm/yyyy")  # noqa: DTZ001
    assert moment.value == datetime(2026, 11, 8, 8, 5, 59)  # noqa: DTZ001
    assert moment.number_format == "dd/mm/yyyy hh:mm"


def test_a_day_before_excels_calendar_is_told_in_words() -> None:
    """Excel shows a row of hashes for a day before 1900."""
    (cell,) = written(date(1899, 12, 31), style="date")

    assert cell.value == "1899-12-31"


def test_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    """Excel repairs a file with an overlong cell, and throws the text away in doing so."""
    long = "\N{PILE OF POO}" * 20_000

    (cell,) = written(long)

    assert len(cell.value.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert cell.value.endswith(" […]")


@given(st.text(alphabet=st.characters(), max_size=50))
def test_any_text_at_all_makes_a_file_that_opens(text: str) -> None:
    """Notes come out of chats and ticket systems, with whatever those hold."""
    (cell,) = written(text)

    assert (cell.value or "") == clean(text)


@given(st.text(alphabet="ab \n", max_size=60), st.integers(1, 12))
def test_pieces_lose_nothing_but_white_space(text: str, most: int) -> None:
    """The brief a contacter reads is the one that was written."""
    found = pieces(text, most)

    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(piece) <= most for piece in found)


def test_a_long_paragraph_fills_rows_excel_can_show() -> None:
    """A row is at most 409 points high: what goes beyond it is there and cannot be read."""
    made = book()
    sheet = made.sheet("x", mark="m")
    fields = (Field(Sentence("a"), 40), Field(Sentence("b"), 50))
    text = "\n".join(f"paragraf {number}: " + "kata " * 200 for number in range(60))

    after = write_prose(sheet, 2, text=text, fields=fields)

    found = openpyxl.load_workbook(BytesIO(made.to_bytes()))["x"]
    heights = [found.row_dimensions[row + 1].height for row in range(2, after)]
    told = " ".join(str(found.cell(row + 1, 2).value) for row in range(2, after))
    assert all(0 < height <= 409 for height in heights)
    assert told.split() == text.split()


def test_a_line_is_counted_for_each_that_shows() -> None:
    """A row too low hides the second half of a note on paper."""
    assert [line_count(text, 10) for text in ("", "a", "a\nb", "satu dua tiga empat")] == [
        1,
        1,
        2,
        2,
    ]


@pytest.mark.parametrize("unit", ["A&B", "12 site", "&" * 200, "Москва"])
def test_a_footer_shows_the_unit_as_it_is_called(unit: str) -> None:
    """An ampersand is a command in a footer: it would swallow the letter after it."""
    made = book(unit=unit)
    sheet = made.sheet("x", mark="m")

    sheet.set_up_page(title_row=None, last=(1, 1), is_wide=True)

    footer = openpyxl.load_workbook(BytesIO(made.to_bytes()))["x"].oddFooter
    assert footer.center.text.replace("&&", "&").startswith(unit[:40])
    assert footer.right.text == "Halaman &P dari &N"
