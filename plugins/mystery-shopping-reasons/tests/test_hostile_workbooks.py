"""Workbooks made to hurt: each is refused with a code before it costs time or memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from mystery_shopping.model import ReasonRanking
from mystery_shopping_reasons import UnreadableFile, archive, sheet_rows

Read = Callable[..., ReasonRanking]
RawBook = Callable[..., bytes]

HEAD = ("waktu", "alasan")
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


RUN = "<t>" + "x" * 900 + "</t>"


def refusal(read: Read, content: bytes, match: str) -> UnreadableFile:
    """Return how a workbook is refused, with that word in the sentence."""
    with pytest.raises(UnreadableFile, match=match) as found:
        read(content, name="log.xlsx")
    assert found.value.code == "MS602"
    assert "log.xlsx" in found.value.say("id")
    return found.value


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with some parts put in the place of its own."""
    packed = io.BytesIO()
    named = {f"xl/{name}.xml": part for name, part in parts.items()}
    with ZipFile(io.BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, named.get(name, old.read(name)))
    return packed.getvalue()


def test_a_part_that_unpacks_beyond_all_measure_is_refused_unopened(
    read: Read, raw_book: RawBook
) -> None:
    """Half a megabyte that becomes half a gigabyte; its own table of contents gives it away."""
    cell = f"<row><c><v>{'1' * 30_000_000}</v></c></row>"

    refusal(read, raw_book(cell), "too large")


def test_a_part_is_measured_against_the_most_a_sheet_may_have(
    read: Read, raw_book: RawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two gigabytes are more than a spreadsheet program writes; a test needs fewer."""
    monkeypatch.setattr("mystery_shopping_reasons.workbook.SHEET_BYTES", 100)

    refusal(read, raw_book([HEAD]), "at most 100")


def test_a_part_that_lies_about_its_size_is_cut_and_refused(read: Read, raw_book: RawBook) -> None:
    """The table of contents is the attacker's to write as well."""
    content = raw_book([HEAD, *[("2026-10-05", "A")] * 2_000])
    with ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo("xl/worksheets/s.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (600).to_bytes(4, "little"))

    assert lying != content
    refusal(read, lying, "damaged")


@pytest.mark.parametrize("part", ["workbook", "styles", "strings", "worksheets/s"])
def test_entities_are_never_expanded(read: Read, raw_book: RawBook, part: str) -> None:
    """A billion laughs in any part that is read."""
    text = f"{LAUGHS}<sst><si><t>&c;</t></si></sst>".encode()
    content = raw_book([HEAD], styles="<styleSheet/>", strings="<sst/>")

    refusal(read, repacked(content, **{part: text}), "document type")


def test_two_cells_at_the_corners_of_a_sheet_cost_no_more_than_two(
    read: Read, raw_book: RawBook
) -> None:
    """A reader that lays out the rectangle between them asks for hundreds of gigabytes."""
    head = '<row r="1"><c r="A1" t="str"><v>waktu</v></c><c r="B1" t="str"><v>alasan</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    ranking = read(raw_book(head + far), name="log.xlsx")

    assert dict(ranking.dropped) == {"blank_row": 1_048_574, "extra_cells": 1}


@pytest.mark.parametrize(
    "rows, match",
    [
        ('<row r="1048577"><c><v>1</v></c></row>', "row's number"),
        ('<row r="2"/><row r="2"/>', "out of order"),
        ('<row r="-5"/>', "out of order"),
        ('<row r="x"/>', "damaged"),
        (f'<row r="{"9" * 5000}"/>', "damaged"),
        ('<row><c r="XFE1"><v>1</v></c></row>', "number of columns"),
        (f'<row><c r="{"A" * 60_000}1"><v>1</v></c></row>', "no cell"),
        ('<row><c r="7"><v>1</v></c></row>', "no cell"),
        ("<row>" + "<c><v>1</v></c>" * 16_385 + "</row>", "number of columns"),
        ('<row><c t="s"><v>7</v></c></row>', "no shared text 7"),
        ('<row><c t="s"><v>-1</v></c></row>', "no shared text -1"),
        ('<row><c s="x"><v>1</v></c></row>', "damaged"),
        (f"<row><c><v>{'0123456789' * 100_000}</v></c></row>", "a cell is too large"),
        ("<row><c>" + RUN * 1_000 + "</c></row>", "a cell is too large"),
        ("<a>" * 20_000, "depth"),
        (f'<row r="{"1 " * 700_000}"/>', "a token of its XML"),
        ("".join(f"<n{n:x}/>" for n in range(9_000)), "number of names"),
        ("<row><c><v>1</v></row>", "damaged"),
    ],
)
def test_what_no_sheet_can_hold_is_refused_in_words(
    read: Read, raw_book: RawBook, rows: str, match: str
) -> None:
    """Each of these once cost somebody's reader its memory or its stack."""
    refusal(read, raw_book(rows), match)


def test_rows_that_are_all_gap_are_counted_as_the_places_they_take(
    read: Read, raw_book: RawBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell at the far right of every row is a few bytes and sixteen thousand places."""
    monkeypatch.setattr(sheet_rows, "_MOST_PLACES", 50_000)
    far = "".join(f'<row><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 6))

    refusal(read, raw_book(far), "number of cells")


def test_a_shared_text_beyond_all_measure_is_refused(read: Read, raw_book: RawBook) -> None:
    """In one piece or in many: a text is what one cell can hold."""
    runs = "<r><t>" + "x" * 900 + "</t></r>"

    refusal(read, raw_book([HEAD], strings=f"<sst><si>{runs * 1_000}</si></sst>"), "a text")


def test_a_table_of_contents_beyond_all_measure_is_refused_unread(read: Read) -> None:
    """A hundred thousand empty parts cost the zip reader more than a whole year's log."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as package:
        for number in range(20_000):
            package.writestr(f"{number:040}", b"")

    refusal(read, packed.getvalue(), "table of contents")


def test_a_way_of_packing_no_workbook_uses_is_refused(read: Read, raw_book: RawBook) -> None:
    """Others unpack a thousand times wider still, and need other guards."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(raw_book([HEAD]))) as old, ZipFile(packed, "w", ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))

    refusal(read, packed.getvalue(), "packed in another way")


def test_a_locked_part_is_refused_with_the_remedy(read: Read, raw_book: RawBook) -> None:
    """The flag of a part says it; a password is nothing to ask for here."""
    content = bytearray(raw_book([HEAD]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + place] |= 1
            start += 4

    refusal(read, bytes(content), "locked")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/s.xml", "xl/strings.xml"])
def test_a_part_damaged_inside_is_refused(read: Read, raw_book: RawBook, part: str) -> None:
    """A checksum that does not fit is found while the rows stream by, not before."""
    content = bytearray(raw_book([HEAD, ("2026-10-05", "A")], strings="<sst></sst>"))
    with ZipFile(io.BytesIO(content)) as package:
        info = package.getinfo(part)
    content[info.header_offset + 30 + len(part) + 4] ^= 0xFF

    refusal(read, bytes(content), "damaged|too large|missing|no .xlsx|document")


def test_a_zip_that_is_no_workbook_is_refused(read: Read) -> None:
    """A folder of files packed together begins with the same four bytes."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as package:
        package.writestr("catatan.txt", "halo")

    refusal(read, packed.getvalue(), "no .xlsx workbook")


def test_a_large_sheet_of_few_different_rows_is_no_bomb(read: Read, raw_book: RawBook) -> None:
    """A log repeats itself; the guard must know it from what only unpacks."""
    content = raw_book([HEAD, *[("2026-10-05", "A")] * 60_000])
    with ZipFile(io.BytesIO(content)) as package:
        info = package.getinfo("xl/worksheets/s.xml")

    assert info.file_size > archive._HARMLESS_BYTES
    assert read(content, name="log.xlsx").contact_count == 60_000
