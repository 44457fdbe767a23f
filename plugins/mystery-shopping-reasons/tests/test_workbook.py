"""Sheets of workbooks with real date cells, bare numbers and hidden sheets."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import openpyxl
import pytest

from mystery_shopping.model import ReasonRanking
from mystery_shopping_reasons import UnreadableFile

Read = Callable[..., ReasonRanking]

TWO_COLUMNS = '[columns]\ndate = "tanggal"\ntime = "jam"\nreason = "alasan"\n'
MORNING, NOON, NIGHT = ("morning", 1), ("noon", 1), ("night", 1)


def workbook(*rows: Sequence[object], sheet: str = "Log", hidden: str | None = None) -> bytes:
    """Return a workbook of one filled sheet, behind an optional hidden one and an empty one."""
    book = openpyxl.Workbook()
    book.active.title = "Kosong"
    if hidden is not None:
        book.create_sheet(hidden).sheet_state = "hidden"
        book[hidden].append(["waktu", "alasan"])
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_date_and_time_cells_are_read_as_what_they_are(read: Read) -> None:
    """A real date cell needs no settling, however it is shown."""
    content = workbook(
        ("tanggal", "jam", "alasan"),
        (date(2026, 10, 5), time(9, 10), "A"),
        (datetime(2026, 10, 5, 0, 0), "1:30 PM", "A"),  # noqa: DTZ001 - a cell knows no zone
        (date(2026, 5, 10), time(9, 10), "A"),
    )

    ranking = read(content, mapping=TWO_COLUMNS, name="log.xlsx")

    assert ranking.reasons[0].count == 2
    assert set(ranking.reasons[0].day_parts) >= {MORNING, NOON}
    assert ranking.dropped == (("other_month", 1),)


def test_numbers_without_a_format_are_serial_days_and_day_fractions(read: Read) -> None:
    """Pasting values into a sheet leaves 46300 and 0.458333 behind."""
    content = workbook(("tanggal", "jam", "alasan"), (46300, 0.458333333333, "A"))

    ranking = read(content, mapping=TWO_COLUMNS, name="log.xlsx")

    assert ranking.contact_count == 1
    assert NOON in ranking.reasons[0].day_parts


def test_one_column_may_hold_date_time_cells_serials_and_text(read: Read) -> None:
    """Sheets that people have worked in mix all three."""
    content = workbook(
        ("waktu", "alasan"),
        (datetime(2026, 10, 5, 9, 10), "A"),  # noqa: DTZ001
        (46300.5, "A"),
        ("13/10/2026 22:00", "A"),
    )

    ranking = read(content, name="log.xlsx")

    assert set(ranking.reasons[0].day_parts) == {MORNING, NOON, NIGHT, ("afternoon", 0)}
    assert dict(ranking.choices)["dates_mixed"] == "1 as date cells, 2 as text"


def test_numbers_and_flags_in_other_columns_are_read_as_their_words(read: Read) -> None:
    """A reason coded 7 is "7", not "7.0"; a ticked box is "true"."""
    more = 'answered = "ok"\n'

    ranking = read(
        workbook(("waktu", "alasan", "ok"), (date(2026, 10, 5), 7, True)),
        more=more + '[kinds]\n"7" = "request"\n',
        name="log.xlsx",
    )

    assert (ranking.reasons[0].code, ranking.reasons[0].kind) == ("7", "request")


def test_the_first_visible_sheet_that_holds_anything_is_read_and_said(read: Read) -> None:
    """Templates keep their lists on hidden sheets and leave empty ones in front."""
    content = workbook(("waktu", "alasan"), (date(2026, 10, 5), "A"), hidden="Daftar")

    ranking = read(content, name="log.xlsm")

    assert ranking.contact_count == 1
    assert dict(ranking.choices)["sheet"] == "Log"


def test_a_sheet_named_is_read_even_when_it_is_hidden(read: Read) -> None:
    """The user's word comes before ours."""
    content = workbook(("waktu", "alasan"), (date(2026, 10, 5), "A"), hidden="Daftar")

    ranking = read(content, more='[file]\nsheet = "Daftar"\n', name="log.xlsx")

    assert ranking.contact_count == 0


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(read: Read) -> None:
    """The name of a sheet changes with the month it is for."""
    with pytest.raises(UnreadableFile, match="Kosong, Log"):
        read(
            workbook(("waktu", "alasan")),
            more='[file]\nsheet = "September"\n',
            name="log.xlsx",
        )


def test_a_header_row_counts_as_the_sheet_shows_it(read: Read) -> None:
    """Row 3 is the row with a 3 beside it, blank rows above it or not."""
    content = workbook((), (), ("waktu", "alasan"), (date(2026, 10, 5), "A"))

    ranking = read(content, more="[file]\nheader_row = 3\n", name="log.xlsx")

    assert ranking.contact_count == 1


def test_a_workbook_cut_off_is_refused_in_words(read: Read) -> None:
    """A broken download is the most usual damage of all."""
    whole = workbook(("waktu", "alasan"), (date(2026, 10, 5), "A"))

    with pytest.raises(UnreadableFile, match=r"log\.xlsx") as refusal:
        read(whole[: len(whole) // 2], name="log.xlsx")

    assert refusal.value.__cause__ is not None


def test_a_header_row_below_the_last_row_is_refused(read: Read) -> None:
    """A template's header moves; an empty header would make every column missing."""
    with pytest.raises(UnreadableFile, match="no header in row 9"):
        read(workbook(("waktu", "alasan")), more="[file]\nheader_row = 9\n", name="log.xlsx")


def test_a_workbook_whose_sheets_are_all_empty_is_refused(read: Read) -> None:
    """An empty export is a failed export, not a month without contacts."""
    with pytest.raises(UnreadableFile, match="no sheet holds anything"):
        read(workbook(), name="log.xlsx")
