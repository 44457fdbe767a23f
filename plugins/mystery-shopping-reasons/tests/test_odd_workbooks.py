"""Workbooks as other programs leave them: parts missing, sizes untrue, days counted from 1904."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from mystery_shopping.model import ReasonRanking
from mystery_shopping_reasons import Layout, UnreadableFile
from mystery_shopping_reasons.cells import text_of
from mystery_shopping_reasons.tables import open_table

Read = Callable[..., ReasonRanking]
RawBook = Callable[..., bytes]

HEAD = ("waktu", "alasan")
LOG = (HEAD, ("2026-10-05 09:00", "A"), ("2026-10-06 12:00", "B"))


def said(ranking: ReasonRanking) -> dict[str, str]:
    """Return how a file was read."""
    return dict(ranking.choices)


def test_a_drawing_that_is_missing_is_not_missed(read: Read, raw_book: RawBook) -> None:
    """Exports name a drawing that they never wrote; no reason for contact stands in one."""
    link = '<Relationship Id="x" Type="http://example.org/drawing" Target="drawings/none.xml"/>'

    ranking = read(raw_book(LOG, links=link, before='<drawing r="x"/>'), name="log.xlsx")

    assert ranking.contact_count == 2


@pytest.mark.parametrize("size", ["A1", "A1:A1", "A1:XFD1048576", "nonsense", "B7:C9"])
def test_what_a_sheet_says_of_its_size_is_not_believed(
    read: Read, raw_book: RawBook, size: str
) -> None:
    """Programs that stream write A1 before they know; believing it would lose every row."""
    ranking = read(raw_book(LOG, before=f'<dimension ref="{size}"/>'), name="log.xlsx")

    assert ranking.contact_count == 2


def test_days_counted_from_1904_are_those_a_person_sees(read: Read) -> None:
    """Old Macintosh workbooks count from 1904; the wrong day zero moves a log by four years."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(HEAD)
    book.active.append((datetime(2026, 10, 5, 9, 10), "A"))  # noqa: DTZ001 - a cell knows no zone
    content = io.BytesIO()
    book.save(content)

    ranking = read(content.getvalue(), name="log.xlsx")

    assert ranking.contact_count == 1
    assert ("morning", 1) in ranking.reasons[0].day_parts
    assert said(ranking)["day_zero"] == "1904"


def test_shared_inline_and_formula_texts_are_all_texts(read: Read, raw_book: RawBook) -> None:
    """Three ways to keep a text; each program has its own, and readings aids are no text."""
    strings = "<sst><si><t>waktu</t></si><si><r><t>ala</t></r><r><t>san</t></r></si>"
    strings += "<si><t>A</t><rPh><t>a</t></rPh></si></sst>"
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    rows += '<row><c t="str"><f>x</f><v>2026-10-05</v></c><c t="s"><v>2</v></c></row>'
    rows += '<row><c t="d"><v>2026-10-06T09:00:00</v></c><c t="inlineStr"><is><r><t>A</t></r>'
    rows += "<rPh><t>b</t></rPh></is></c></row>"

    ranking = read(raw_book(rows, strings=strings), name="log.xlsx")

    assert [(reason.code, reason.count) for reason in ranking.reasons] == [("A", 2)]


def test_a_sheet_whose_elements_bear_a_prefix_is_read(read: Read, raw_book: RawBook) -> None:
    """Some programs write x:row and x:c; the namespace is the same."""
    rows = '<x:row><x:c t="str"><x:v>waktu</x:v></x:c><x:c t="str"><x:v>alasan</x:v></x:c></x:row>'
    rows += '<x:row><x:c t="str"><x:v>2026-10-05</x:v></x:c><x:c t="str"><x:v>A</x:v></x:c></x:row>'

    assert read(raw_book(rows), name="log.xlsx").contact_count == 1


def test_part_names_in_other_letters_and_with_backslashes_are_found(raw_book: RawBook) -> None:
    """Another system writes upper case and backslashes; a workbook's names know no case."""
    odd = io.BytesIO()
    with ZipFile(io.BytesIO(raw_book(LOG))) as old, ZipFile(odd, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\").upper(), old.read(name))

    assert len(_rows(odd.getvalue())) == 2


def test_rows_and_cells_that_are_left_out_keep_the_others_in_place(raw_book: RawBook) -> None:
    """A sparse sheet writes what is filled; a value that slid left would be another column's."""
    rows = '<row r="2"><c r="B2" t="str"><v>waktu</v></c><c r="D2" t="str"><v>alasan</v></c></row>'
    rows += '<row r="4"><c r="D4" t="str"><v>A</v></c></row><row r="9"><c r="A9"/></row>'

    assert _rows(raw_book(rows), header_row=2) == [[], ["", "", "", "A"]]


def test_a_formula_saved_without_its_value_is_missing_and_said(
    read: Read, raw_book: RawBook
) -> None:
    """A program that computes nothing leaves formulas empty; silence would lose the column."""
    rows = '<row><c t="str"><v>waktu</v></c><c t="str"><v>alasan</v></c></row>'
    rows += '<row r="2"><c r="A2"><f>TODAY()</f></c><c r="B2" t="str"><v>A</v></c></row>'
    rows += '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="str"><v>A</v></c></row>'
    rows += '<row r="4"><c t="str"><v>2026-10-05</v></c><c r="B4" t="str"><v>A</v></c></row>'

    ranking = read(raw_book(rows), name="log.xlsx")

    assert ranking.dropped == (("missing_date", 2),)
    assert said(ranking)["formulas_without_value"] == "1, the first in A2; read as missing"
    assert said(ranking)["error_cells"] == "1, the first in A3; read as missing"
    assert said(ranking)["first_rows_left_out"] == "missing_date 2, 3"


def test_the_other_sheets_are_said(read: Read) -> None:
    """Whoever put the log on the second sheet must see that the first was read."""
    book = openpyxl.Workbook()
    for row in LOG:
        book.active.append(row)
    book.create_sheet("September")
    book.create_sheet("Daftar").sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)

    ranking = read(content.getvalue(), name="log.xlsx")

    assert said(ranking)["other_sheets"] == "September; Daftar (hidden)"


def test_names_with_signs_of_a_template_are_told_as_they_are(read: Read, raw_book: RawBook) -> None:
    """A sheet or a part may bear any name; a sentence about it must not trip over braces."""
    odd = io.BytesIO()
    with ZipFile(io.BytesIO(raw_book(LOG))) as old, ZipFile(odd, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = (
                old.read(name).replace(b'"Log"', b'"{file} {0}"').replace(b"s/s.xml", b"s/{x}.xml")
            )
            new.writestr(name, part)

    with pytest.raises(UnreadableFile, match=r"worksheets/\{x\}\.xml is missing"):
        read(odd.getvalue(), name="log.xlsx")
    with pytest.raises(UnreadableFile, match=r"known: \{file\} \{0\}"):
        read(odd.getvalue(), more='[file]\nsheet = "September"\n', name="log.xlsx")


def test_an_ending_that_lies_is_seen_through_and_said(read: Read, raw_book: RawBook) -> None:
    """A CSV saved as .xlsx and the other way round both come from the same hurried hand."""
    as_text = read(raw_book(LOG), name="log.csv")
    as_book = read("waktu;alasan\n2026-10-05;A\n", name="log.xlsx")

    assert (as_text.contact_count, as_book.contact_count) == (2, 1)
    assert said(as_text)["kind"] == "workbook, though its name ends in .csv"
    assert said(as_book)["kind"] == "text, though its name ends in .xlsx"


@pytest.mark.parametrize(
    "start, word",
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "password"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\xef\xbb\xbf <html><table>", "web page"),
    ],
)
def test_a_file_of_another_kind_is_named(read: Read, start: bytes, word: str) -> None:
    """The remedy is to save it anew, which one only knows when told what it is."""
    for name in ("log.csv", "log.xlsx"):
        with pytest.raises(UnreadableFile, match=word):
            read(start, name=name)


def test_a_workbook_reads_as_a_second_library_reads_it(tmp_path: Path) -> None:
    """The rows are taken apart by our own hands; another pair of eyes must see the same."""
    file = tmp_path / "log.xlsx"
    book = openpyxl.Workbook()
    moment, clock = datetime(2026, 10, 5, 9, 10, 11), time(23, 59, 59)  # noqa: DTZ001
    formats = ["0.00", '"day" 0', "dd/mm/yy", "[h]:mm", "[$-409]d-mmm-yy", "General"]
    for row in range(1, 50):
        cells = ("teks & <tanda>", row, row / 7, row % 2 == 0, "  ruang ", moment, clock)
        for place, value in enumerate(cells, 1 + row % 3):
            book.active.cell(row, place, value)
        book.active.cell(row, 12, 44_000 + row / 4).number_format = formats[row % len(formats)]
    book.save(file)

    ours = [[_plain(cell) for cell in row] for row in open_table(file, Layout()).rows()]

    theirs = CalamineWorkbook.from_path(file).get_sheet_by_index(0).iter_rows()
    assert ours == [[_plain(cell) for cell in row] for row in theirs][1:]


def _plain(cell: object) -> str:
    return text_of(cell)  # type: ignore[arg-type] # whatever the other library hands out


def _rows(content: bytes, *, header_row: int = 1) -> list[list[object]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "log.xlsx"
        file.write_bytes(content)
        return [list(row) for row in open_table(file, Layout(header_row=header_row)).rows()]
