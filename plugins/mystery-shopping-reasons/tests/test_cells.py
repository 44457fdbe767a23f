"""The plain text of a cell."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping_reasons.cells import Cell, cell_at, fold, text_of


@pytest.mark.parametrize(
    "cell, text",
    [
        ("  Opened by   8 ", "Opened by 8"),
        ("Tagihan\u00a0salah", "Tagihan salah"),
        ("\ufeffTagihan\u200b", "Tagihan"),
        ("Tagihan\nsalah", "Tagihan salah"),
        (7.0, "7"),
        (7.5, "7.5"),
        (7, "7"),
        (True, "true"),
        (date(2026, 10, 5), "2026-10-05"),
        (time(9, 10), "09:10:00"),
    ],
)
def test_a_cell_is_the_text_a_person_sees(cell: Cell, text: str) -> None:
    """Two reasons that look alike must be counted as one."""
    assert text_of(cell) == text


def test_a_row_that_ends_early_has_nothing_in_its_last_columns() -> None:
    """Programs leave off the empty cells at the end of a row."""
    assert cell_at(["a"], 0) == "a"
    assert cell_at(["a"], 1) == ""


@given(st.text())
def test_folded_text_is_printable_and_folding_it_again_changes_nothing(text: str) -> None:
    """A reason becomes a code, and a code must be fit for a terminal and a form."""
    folded = fold(text)

    assert folded.isprintable()
    assert fold(folded) == folded == folded.strip()
