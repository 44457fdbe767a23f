"""Delimiters, encodings and the odd first line of exported text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mystery_shopping.model import ReasonRanking
from mystery_shopping_reasons import Layout, UnreadableFile
from mystery_shopping_reasons.tables import open_table

Read = Callable[..., ReasonRanking]

LINES = "waktu,alasan\n2026-10-13 09:00,Tagihan\n2026-10-14 10:00,Tagihan\n"


@pytest.mark.parametrize("delimiter, name", [(",", ","), (";", ";"), ("\t", "tab"), ("|", "|")])
def test_the_delimiter_is_found_and_said(read: Read, delimiter: str, name: str) -> None:
    """A locale with decimal commas parts its cells with semicolons."""
    ranking = read(LINES.replace(",", delimiter))

    assert ranking.contact_count == 2
    assert dict(ranking.choices)["delimiter"] == name


def test_commas_inside_cells_do_not_outvote_the_delimiter(read: Read) -> None:
    """The sign that gives every row the width of its header wins, not the most frequent one."""
    ranking = read("waktu;alasan\n13/10/2026;a, b, c\n14/10/2026;a, b, c\n")

    assert [reason.code for reason in ranking.reasons] == ["a, b, c"]


def test_a_delimiter_given_is_not_questioned(read: Read) -> None:
    """The user knows the file better than a look at fifty rows does."""
    more = '[file]\ndelimiter = "#"\n'

    assert read(LINES.replace(",", "#"), more=more).contact_count == 2


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_excels_hint_line_names_the_delimiter_and_is_no_header(read: Read, delimiter: str) -> None:
    """Excel writes `sep=;` on top of a file, and other programs keep it."""
    ranking = read(f"sep={delimiter}\r\n" + LINES.replace(",", delimiter))

    assert ranking.contact_count == 2
    assert dict(ranking.choices)["rows"] == "2"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(read: Read, end: str) -> None:
    """Windows, Unix and old Macintosh programs all export."""
    assert read(LINES.replace("\n", end)).contact_count == 2


def test_a_quoted_line_break_is_part_of_its_cell(read: Read) -> None:
    """A note typed over two lines is one contact."""
    assert read('waktu,alasan\n2026-10-13,"Tagihan\nsalah"\n').contact_count == 1


def test_a_byte_order_mark_is_no_part_of_the_first_name(read: Read) -> None:
    """With it, a column that is plainly there would not be found."""
    given = '[file]\nencoding = "utf-8"\n'

    assert read(b"\xef\xbb\xbf" + LINES.encode()).contact_count == 2
    assert read(b"\xef\xbb\xbf" + LINES.encode(), more=given).contact_count == 2


@pytest.mark.parametrize(
    "encoding, said",
    [
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252, for it is no utf-8"),
    ],
)
def test_the_encoding_is_found_and_a_fallback_is_said(read: Read, encoding: str, said: str) -> None:
    """A name misread must be traceable to the encoding it was misread by."""
    ranking = read(LINES.replace("Tagihan", "Café").encode(encoding))

    assert ranking.reasons[0].code == "Café"
    assert dict(ranking.choices)["encoding"] == said


def test_bytes_that_cp1252_does_not_know_are_read_as_latin_1(read: Read) -> None:
    """Some byte means something in every file; none may stop the import."""
    ranking = read(LINES.encode().replace(b"Tagihan", b"Tag\x81ihan"))

    assert dict(ranking.choices)["encoding"].startswith("latin-1")
    assert ranking.reasons[0].code == r"Tag\x81ihan"


def test_an_encoding_that_fails_far_into_the_file_is_still_found(read: Read) -> None:
    """The first rows are plain ASCII in any encoding; all bytes are looked at."""
    many = LINES + "2026-10-15 11:00,Tagihan\n" * 60_000

    ranking = read(many.encode() + "2026-10-16 11:00,Café\n".encode("latin-1"))

    assert dict(ranking.choices)["encoding"].startswith("cp1252")
    assert ranking.contact_count == 60_003


def test_an_encoding_given_that_does_not_fit_is_refused(read: Read) -> None:
    """Silent replacement signs would make new reasons out of old ones."""
    more = '[file]\nencoding = "utf-8"\n'

    with pytest.raises(UnreadableFile, match="utf-8") as refusal:
        read(LINES.replace("Tagihan", "Café").encode("latin-1"), more=more)

    assert refusal.value.code == "MS602"


def test_a_header_further_down_is_found_where_the_mapping_says(read: Read) -> None:
    """Reports carry a title and a blank line above their table."""
    more = "[file]\nheader_row = 3\n"

    ranking = read("Laporan Oktober,\n\n" + LINES, more=more)

    assert ranking.contact_count == 2
    assert dict(ranking.choices)["rows"] == "2"


@pytest.mark.parametrize("content", ["", "\n", "\ufeff"])
def test_a_file_without_a_header_is_refused(read: Read, content: str) -> None:
    """An empty export is a failed export, not a month without contacts."""
    with pytest.raises(UnreadableFile, match="header"):
        read(content)


def test_a_cell_beyond_all_measure_is_refused_with_its_line(read: Read) -> None:
    """An unclosed quote swallows the rest of a file; the line says where to look."""
    with pytest.raises(UnreadableFile, match="line 3"):
        read(LINES.replace("2026-10-14 10:00,", '2026-10-14 10:00,"' + "x" * 200_000))


def test_a_missing_file_and_an_unknown_suffix_are_refused_in_words(tmp_path: Path) -> None:
    """A mistyped path is the most usual fault of all."""
    for name in ("nowhere.csv", "nowhere.xlsx", "log.pdf"):
        with pytest.raises(UnreadableFile, match=name):
            open_table(tmp_path / name, Layout())


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_a_file_that_is_taken_away_between_two_passes_is_refused_in_words(
    tmp_path: Path, raw_book: Callable[..., bytes], name: str
) -> None:
    """A share on a network comes and goes; what is left must be an error with a code."""
    file = tmp_path / name
    file.write_bytes(LINES.encode() if name == "log.csv" else raw_book([("waktu", "alasan")]))
    table = open_table(file, Layout())
    file.unlink()

    with pytest.raises(UnreadableFile, match="No such file"):
        list(table.rows())


def test_rows_can_be_read_again_from_the_first(tmp_path: Path) -> None:
    """Settling the dates and counting are two passes over one file."""
    file = tmp_path / "log.tsv"
    file.write_text(LINES.replace(",", "\t"), encoding="utf-8")

    table = open_table(file, Layout())

    assert list(table.rows()) == list(table.rows()) != []
