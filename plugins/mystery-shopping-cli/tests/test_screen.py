"""Pages keep their words in any width, and colour is never the only difference."""

from __future__ import annotations

import io

import pytest

import mystery_shopping as ms
from mystery_shopping_cli.screen import (
    GAP,
    Column,
    Grid,
    Heading,
    Styled,
    be_printable,
    line,
    show,
)
from mystery_shopping_cli.views.words import count_words, number_words, status_piece
from mystery_shopping_cli.wording import choose


def page(*blocks: object, columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return blocks as a pipe of that many columns shows them."""
    monkeypatch.setenv("COLUMNS", str(columns))
    file = io.StringIO()
    show(blocks, file=file)  # type: ignore[arg-type]
    return file.getvalue()


GRID = Grid(
    (Column("name"), Column("count", right=True), Column("why", wide=True)),
    (("a-rather-long-identifier", "1,234", "because it was so"), ("b", Styled("2", "bad"), "-")),
)


@pytest.mark.parametrize("columns", [24, 30, 40, 80])
def test_no_width_loses_a_letter(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cut figure is a wrong figure."""
    text = page(GRID, columns=columns, monkeypatch=monkeypatch)

    letters = "".join(text.split())
    assert max(map(len, text.splitlines())) <= columns
    for word in ("1,234", "because", "so"):
        assert word in letters


def test_a_grid_without_rows_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles over nothing make a reader look for what is missing."""
    assert page(Grid((Column("name"),), ()), columns=80, monkeypatch=monkeypatch) == ""


def test_what_is_labelled_never_wraps_below_its_label(monkeypatch: pytest.MonkeyPatch) -> None:
    """The eye runs down the labels."""
    rows = page(
        line("word " * 20, indent=2, label="label"), columns=40, monkeypatch=monkeypatch
    ).splitlines()

    assert rows[0].startswith("  label  word")
    assert all(row.startswith(" " * 9 + "word") for row in rows[1:])


def test_headings_and_gaps_are_lines_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are put together from blocks without counting newlines."""
    text = page(Heading("Title", "remark"), GAP, line("x"), columns=40, monkeypatch=monkeypatch)

    assert text == "Title  remark\n\nx\n"


def test_every_status_has_a_sign_and_a_word_of_its_own() -> None:
    """A tenth of the men who read a verdict cannot tell red from green."""
    pieces = [status_piece(status).words for status in ms.Status]

    assert len({piece.split()[0] for piece in pieces}) == len(ms.Status)
    assert len({piece.split()[1:][0] for piece in pieces}) > 1


def test_an_ascii_stream_gets_letters_that_resemble_the_signs() -> None:
    """An arrow that becomes a question mark reads as doubt."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")

    be_printable(stream)
    stream.write("TL → QCA ✓ – █\u6f22")
    stream.flush()

    assert stream.buffer.getvalue() == b"TL > QCA + - #?"


@pytest.mark.parametrize(
    "numbers, words", [((), ""), ((4,), "#4"), ((3, 1, 2), "#1–3"), ((1, 3, 4, 9), "#1, #3–4, #9")]
)
def test_runs_of_numbers_are_drawn_together(numbers: tuple[int, ...], words: str) -> None:
    """Forty numbers in a row hide the one that is missing."""
    assert number_words(numbers) == words


def test_thousands_are_parted_as_the_language_parts_them() -> None:
    """4.000 contacts are four thousand in Jakarta and four in London."""
    choose("id")
    indonesian = count_words(4000)
    choose("en")

    assert (indonesian, count_words(4000)) == ("4.000", "4,000")
