"""Workbooks as programs write them: whichever way, the same cells are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from mystery_shopping_forms.reading.cells import Cell, CellKind, find_place, unescaped
from mystery_shopping_forms.reading.workbook import Sheet, open_workbook
from tests.filling import Forms
from tests.hostile import SHEET, packed, parts_of
from tests.months import Month, S, nov

NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    """Return the forms of a month, one of them saved by openpyxl."""
    forms = Forms(
        Month.of_four().to(S.EXECUTING), tmp_path_factory.mktemp("forms"), as_of=nov(8, 7)
    )
    forms.fill_marks(1, {"greeting": ("tanpa salam", "ucapkan\nsalam & senyum <b>")})
    return forms


def values(sheet: Sheet) -> Iterator[tuple[int, int, object]]:
    """Yield row, column and value of what is no formula."""
    for (row, column), cell in sorted(sheet.cells.items()):
        if not cell.is_formula:
            # A moment that openpyxl made a datetime of comes back with another last digit.
            value = round(cell.value, 8) if isinstance(cell.value, float) else cell.value
            yield row, column, value


def one_sheet(forms: Forms, folder: Path, content: bytes) -> Sheet:
    """Return the first sheet of a workbook whose part is replaced."""
    path = folder / "book.xlsx"
    path.write_bytes(packed(parts_of(forms.f31(2).read_bytes()) | {SHEET: content}))
    return open_workbook(path).sheets[0]


def test_cells_are_what_openpyxl_says_they_are(forms: Forms) -> None:
    """A second reader of the same files, one that keeps formulas apart as well."""
    for path in (forms.f31(1), forms.f31(2), forms.f32):
        book = openpyxl.load_workbook(path)
        for sheet, other in zip(open_workbook(path).sheets, book.worksheets, strict=True):
            wanted = [
                (cell.row - 1, cell.column - 1, _plain(cell))
                for row in other.iter_rows()
                for cell in row
                if cell.value not in {None, ""} and cell.data_type != "f"
            ]
            assert list(values(sheet)) == wanted
            assert sheet.name == other.title


def _plain(cell: object) -> object:
    value = getattr(cell, "value", None)
    if getattr(cell, "is_date", False):
        return round(openpyxl.utils.datetime.to_excel(value), 8)
    return float(value) if isinstance(value, int) else value


def test_texts_are_what_calamine_says_they_are(forms: Forms) -> None:
    """And a third, which shares no line with the other two."""
    for path in (forms.f31(1), forms.f31(2), forms.f32):
        with CalamineWorkbook.from_path(path) as book:
            for sheet in open_workbook(path).sheets:
                rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                said = {
                    (row, column): value
                    for row, line in enumerate(rows)
                    for column, value in enumerate(line)
                    if isinstance(value, str) and value.strip()
                }
                texts = {
                    place: cell.value
                    for place, cell in sheet.cells.items()
                    if cell.is_text and not cell.is_formula
                }
                assert texts.items() <= said.items()


def test_cells_and_rows_without_a_place_follow_the_one_before(forms: Forms, tmp_path: Path) -> None:
    """The place is optional in the standard, and some programs leave it out."""
    content = (
        b"<worksheet %s><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
        b'<row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c t="b"><v>1</v></c></row>'
        b"</sheetData></worksheet>" % NAMESPACE
    )

    sheet = one_sheet(forms, tmp_path, content)

    assert list(values(sheet)) == [(0, 0, 1.0), (0, 1, 2.0), (4, 2, 3.0), (4, 3, 4.0), (5, 0, True)]


def test_a_text_in_runs_is_one_text_without_its_readings(forms: Forms, tmp_path: Path) -> None:
    """A word set in bold parts the text; the reading beside a Japanese word is none of it."""
    content = (
        b'<worksheet %s><sheetData><row><c t="inlineStr"><is><r><t>tanpa </t></r>'
        b'<r><rPr><b/></rPr><t>salam</t></r><rPh sb="0" eb="1"><t>yomi</t></rPh></is></c></row>'
        b"</sheetData></worksheet>" % NAMESPACE
    )

    assert one_sheet(forms, tmp_path, content).text(0, 0) == "tanpa salam"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_may_be_coded_as_the_standard_allows(
    forms: Forms, tmp_path: Path, encoding: str
) -> None:
    """UTF-8 and UTF-16 both."""
    content = (
        f'<?xml version="1.0" encoding="{encoding}"?><worksheet><sheetData><row>'
        '<c t="str"><v>désolé 日本</v></c></row></sheetData></worksheet>'
    ).encode(encoding)

    assert one_sheet(forms, tmp_path, content).text(0, 0) == "désolé 日本"


@pytest.mark.parametrize(
    "cell, wanted",
    [
        (b'<c t="n"><v>1E0</v></c>', Cell(CellKind.NUMBER, 1.0, is_formula=False)),
        (b'<c t="b"><v>0</v></c>', Cell(CellKind.TRUTH, value=False, is_formula=False)),
        (
            b'<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            Cell(CellKind.ERROR, "#DIV/0!", is_formula=True),
        ),
        (b"<c><f>NOW()</f></c>", Cell(CellKind.NOTHING, "", is_formula=True)),
        (b"<c><f>NOW()</f><v></v></c>", Cell(CellKind.NOTHING, "", is_formula=True)),
        (b"<c><f>1+1</f><v>2</v></c>", Cell(CellKind.NUMBER, 2.0, is_formula=True)),
        (b'<c t="str"><f>A1</f><v>ya</v></c>', Cell(CellKind.TEXT, "ya", is_formula=True)),
        (b"<c><v>nan</v></c>", Cell(CellKind.ERROR, "nan", is_formula=False)),
        (b"<c><v>1e999</v></c>", Cell(CellKind.ERROR, "1e999", is_formula=False)),
        (b"<c><v>satu</v></c>", Cell(CellKind.ERROR, "satu", is_formula=False)),
    ],
    ids=str,
)
def test_a_cell_keeps_its_kind(forms: Forms, tmp_path: Path, cell: bytes, wanted: Cell) -> None:
    """What a mark may be depends on it, and what is wrong with a formula too."""
    content = b"<worksheet><sheetData><row>" + cell + b"</row></sheetData></worksheet>"

    assert one_sheet(forms, tmp_path, content).cells[0, 0] == wanted


@pytest.mark.parametrize(
    "cell", [b"<c/>", b'<c s="3"/>', b"<c><v/></c>", b'<c t="str"><v>  </v></c>'], ids=str
)
def test_a_cell_without_content_is_none(forms: Forms, tmp_path: Path, cell: bytes) -> None:
    """A colour or a space is nothing that somebody filled in."""
    content = b"<worksheet><sheetData><row>" + cell + b"</row></sheetData></worksheet>"

    assert one_sheet(forms, tmp_path, content).cells == {}


@pytest.mark.parametrize(
    "written, told",
    [
        ("satu_x000D_\ndua", "satu\ndua"),
        ("satu_x000a_dua", "satu\ndua"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD800_", "_xD800_"),
        ("_x0000_", "_x0000_"),
        ("a_x_b", "a_x_b"),
    ],
)
def test_escaped_signs_are_told_where_a_text_may_hold_them(written: str, told: str) -> None:
    """Half a character or a NUL in a note could not go into the log."""
    assert unescaped(written) == told


@pytest.mark.parametrize(
    "reference, place",
    [
        ("A1", (0, 0)),
        ("AB10", (9, 27)),
        ("XFD1048576", (1_048_575, 16_383)),
        ("XFE1", None),
        ("A1048577", None),
        ("A0", None),
        ("a1", None),
        ("1A", None),
        ("", None),
    ],
)
def test_a_place_is_one_of_a_sheet_or_none(reference: str, place: tuple[int, int] | None) -> None:
    """A sheet ends at XFD1048576; what lies beyond was made by hand."""
    assert find_place(reference) == place


def test_a_value_is_shown_as_a_person_would_say_it() -> None:
    """A fault that says 2.0 where the sheet says 2 sends people looking."""
    cells = [
        Cell(CellKind.NUMBER, 2.0),
        Cell(CellKind.NUMBER, 0.5),
        Cell(CellKind.TRUTH, value=True),
        Cell(CellKind.TEXT, "ya"),
        Cell(CellKind.ERROR, "#REF!"),
    ]

    assert [cell.shown for cell in cells] == ["2", "0.5", "TRUE", "'ya'", "#REF!"]
