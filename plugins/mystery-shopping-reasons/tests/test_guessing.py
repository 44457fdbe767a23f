"""A mapping offered from a header and a few rows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from mystery_shopping.errors import InvalidInput
from mystery_shopping_reasons import Columns, ReasonReader, guess_mapping
from mystery_shopping_reasons.cells import Cell


def test_an_indonesian_export_is_recognised_by_its_names() -> None:
    """Most of our readers' files look like this one."""
    header = ("No_Tiket", "Waktu Kontak", "Alasan", "Skill", "Terjawab")
    rows = [["TK1", "13/10/2026 09:10", "Tagihan", "Billing", "Ya"]]

    offer = guess_mapping(header, rows)

    assert offer.columns == Columns(
        id="No_Tiket", at="Waktu Kontak", reason="Alasan", skill="Skill", answered="Terjawab"
    )
    assert offer.answered_yes == ("ya",)


def test_an_english_export_with_date_and_time_apart_is_recognised() -> None:
    """A date column and a time column beside it are the other usual form."""
    header = ("Call Id", "Date", "Time", "Topic", "Answered (Y/N)")

    offer = guess_mapping(header, [["1", "2026-10-13", "9:10", "Billing", "Y"]])

    assert offer.columns == Columns(
        id="Call Id", date="Date", time="Time", reason="Topic", answered="Answered (Y/N)"
    )


def test_a_column_named_like_a_date_must_hold_dates() -> None:
    """`waktu` may hold seconds of talk; a name alone proves nothing."""
    header = ("waktu", "tanggal", "kategori")
    rows: list[list[Cell]] = [["185", datetime(2026, 10, 13, 9, 10), "Tagihan"]]  # noqa: DTZ001 - a cell knows no zone

    assert guess_mapping(header, rows).columns == Columns(at="tanggal", reason="kategori")


def test_a_time_column_is_offered_only_when_it_holds_times() -> None:
    """Otherwise every day part would be unknown for no reason anyone sees."""
    header = ("tanggal", "jam", "alasan")

    with_times = guess_mapping(header, [["2026-10-13", "09.10", "A"]])
    without = guess_mapping(header, [["2026-10-13", "pagi", "A"]])

    assert with_times.columns.time == "jam"
    assert without.columns.time is None


def test_what_cannot_be_guessed_is_asked_for_with_the_names_there_are() -> None:
    """A person must choose where a header says nothing."""
    with pytest.raises(InvalidInput) as refusal:
        guess_mapping(("a", "b"), [["1", "2"]])

    paths = [getattr(fault, "path", None) for fault in refusal.value.exceptions]
    assert paths == ["columns.reason", "columns.date"]


def test_the_reader_offers_a_mapping_for_a_file(tmp_path: Path) -> None:
    """The command line asks for an offer by the file's name only."""
    file = tmp_path / "log.csv"
    file.write_text("waktu;alasan\n13/10/2026 09:10;Tagihan\n", encoding="utf-8")

    assert ReasonReader().guess_mapping(file).columns == Columns(at="waktu", reason="alasan")
