"""A form that somebody rebuilt, and one that belongs elsewhere: read on, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import InvalidInput
from mystery_shopping_forms.layout import F31, F32, bare_key, blank_key, cell_name, mark_key
from mystery_shopping_forms.layout_identity import IDENTITY_KEYS, IDENTITY_SHEET
from mystery_shopping_forms.reading.reader import XlsxFormReader
from tests.filling import Forms, Try, edited, faults, put, row_of
from tests.months import Month, S, nov

FIRST = F31.first_row
MARK, NOTE = F31.place("mark"), F31.place("note")


@pytest.fixture
def forms(tmp_path: Path) -> Forms:
    """Return the forms of four contacts, of which the first is filled in."""
    forms = Forms(Month.of_four().to(S.EXECUTING), tmp_path, as_of=nov(8, 7))
    forms.fill_marks(1, {"greeting": ("tanpa salam", "ucapkan salam")})
    return forms


@contextmanager
def sheet_of(forms: Forms) -> Iterator[Any]:
    """Open the sheet of the filled form."""
    with edited(forms.f31(1)) as book:
        yield book["F-31"]


def identify(path: Path, **values: str) -> None:
    """Have a form say something else of itself."""
    with edited(path) as book:
        for key, value in values.items():
            book[IDENTITY_SHEET].cell(IDENTITY_KEYS.index(key) + 2, 2).value = value


def refusal(forms: Forms, path: Path) -> str:
    """Return the sentence by which a file as a whole is refused, with its code."""
    with pytest.raises(InvalidInput) as caught:
        XlsxFormReader().read_forms(path, cycle=forms.month.cycle)
    (fault,) = caught.value.exceptions
    assert isinstance(fault, ms.MysteryShoppingError)
    assert fault.say("id") != fault.say("en")
    return fault.say("en")


def test_a_sheet_with_a_new_name_is_read_and_said(forms: Forms) -> None:
    """People name sheets after themselves; the hidden mark is what counts."""
    before = forms.read(forms.f31(1))
    with sheet_of(forms) as sheet:
        sheet.title = "punya Budi"

    form = forms.read(forms.f31(1))

    assert form.orders[0].command_id == before.orders[0].command_id
    assert form.orders[0].place == f"punya Budi!{cell_name(FIRST, MARK)}"
    assert [row.say("en") for row in form.remarks] == ["punya Budi!A1: the sheet was called F-31"]


def test_a_sheet_without_its_protection_is_read(forms: Forms) -> None:
    """The lock guards against slips; taking it off is nobody's fault."""
    with sheet_of(forms) as sheet:
        sheet.protection.disable()

    assert (forms.read(forms.f31(1)).faults, forms.read(forms.f31(1)).remarks) == ((), ())


@pytest.mark.parametrize("row, column", [(FIRST + 4, 0), (1, 0), (0, 1), (0, 5)], ids=str)
def test_inserted_lines_and_columns_that_hold_nothing_are_read_past_and_said(
    forms: Forms, row: int, column: int
) -> None:
    """The keys move with what they name, so nothing is taken for its neighbour."""
    before = forms.read(forms.f31(1))
    with sheet_of(forms) as sheet:
        if row:
            sheet.insert_rows(row)
        else:
            sheet.insert_cols(column)

    form = forms.read(forms.f31(1))

    assert faults(form) == []
    assert form.orders[0].command == before.orders[0].command
    assert "hidden keys" in form.remarks[0].say("en")


def test_what_stands_between_the_lines_is_a_fault(forms: Forms) -> None:
    """A note in a line of its own belongs to no parameter; dropping it would lose it."""
    with sheet_of(forms) as sheet:
        sheet.insert_rows(FIRST + 5)
        sheet.cell(FIRST + 5, NOTE + 1).value = "dan lagi"

    assert faults(forms.read(forms.f31(1))) == [(f"F-31!{cell_name(FIRST + 4, NOTE)}", "MS614")]


def test_a_mark_below_the_last_line_is_a_fault(forms: Forms) -> None:
    """Cells shifted down by one leave the last mark outside the form."""
    with sheet_of(forms) as sheet:
        sheet.cell(60, MARK + 1).value = 1

    assert faults(forms.read(forms.f31(1))) == [(f"F-31!{cell_name(59, MARK)}", "MS614")]


def test_a_deleted_line_is_a_fault(forms: Forms) -> None:
    """A parameter nobody marked must not look as if the form never had it."""
    with sheet_of(forms) as sheet:
        sheet.delete_rows(FIRST + 3)
    form = forms.read(forms.f31(1))

    assert [fault.error.code for fault in form.faults] == ["MS614"]
    assert ms.default_scorecard().parameters[2].wording.id in form.faults[0].error.say("id")


@pytest.mark.parametrize("column", ["mark", "note", "parameter"])
def test_a_deleted_column_is_a_fault(forms: Forms, column: str) -> None:
    """What stood in it is lost, and its neighbour must not be read in its place."""
    with sheet_of(forms) as sheet:
        sheet.delete_cols(F31.place(column) + 1)

    assert [fault.error.code for fault in forms.read(forms.f31(1)).faults] == ["MS614"]


def test_a_copied_line_is_a_fault(forms: Forms) -> None:
    """Of two marks for one parameter neither may win in silence."""
    with sheet_of(forms) as sheet:
        row = row_of(sheet, mark_key("pace"))
        sheet.insert_rows(row)
        for column in range(1, 9):
            sheet.cell(row, column).value = sheet.cell(row + 1, column).value
    form = forms.read(forms.f31(1))

    assert [fault.error.code for fault in form.faults] == ["MS619"]


def test_a_line_of_an_unknown_key_is_a_fault(forms: Forms) -> None:
    """It is somebody's own parameter, or one of another form."""
    with sheet_of(forms) as sheet:
        sheet.cell(row_of(sheet, mark_key("pace")), 1).value = "mark:smile"

    assert [fault.error.code for fault in forms.read(forms.f31(1)).faults] == ["MS614", "MS614"]


@pytest.mark.parametrize("form", ["F-31", "F-32"])
def test_a_form_whose_keys_were_wiped_is_a_fault(forms: Forms, form: str) -> None:
    """It must not be taken for one that nobody filled in."""
    path = forms.f31(1) if form == "F-31" else forms.fill_tries([Try(2, nov(8, 8), agent="a1")])
    with edited(path) as book:
        for row in range(F31.first_row, 60):
            book[form].cell(row + 1, 1).value = None

    assert {fault.error.code for fault in forms.read(path).faults} == {"MS614"}


def test_a_blank_form_with_words_between_its_lines_is_a_fault(forms: Forms) -> None:
    """What somebody wrote beside the inputs would be dropped with the blank form."""
    with edited(forms.f31(2)) as book:
        book["F-31"].insert_rows(FIRST + 5)
        book["F-31"].cell(FIRST + 5, NOTE + 1).value = "semua baik"

    assert faults(forms.read(forms.f31(2))) == [(f"F-31!{cell_name(FIRST + 4, NOTE)}", "MS614")]


def test_lines_sorted_without_their_keys_are_faults(forms: Forms) -> None:
    """Sorting what is visible leaves the hidden keys behind: each mark would change its owner."""
    with sheet_of(forms) as sheet:
        first, second = row_of(sheet, mark_key("greeting")), row_of(sheet, mark_key("pace"))
        for column in range(2, 9):
            here, there = sheet.cell(first, column), sheet.cell(second, column)
            here.value, there.value = there.value, here.value

    places = [
        f"F-31!{cell_name(row - 1, F31.place('parameter'))}" for row in sorted((first, second))
    ]
    assert faults(forms.read(forms.f31(1))) == [(place, "MS614") for place in places]


def test_merged_inputs_are_a_fault(forms: Forms) -> None:
    """One cell over two lines says for which of them it speaks to nobody."""
    with sheet_of(forms) as sheet:
        sheet.merge_cells(
            start_row=FIRST + 1, end_row=FIRST + 2, start_column=MARK + 1, end_column=MARK + 1
        )

    assert faults(forms.read(forms.f31(1))) == [
        (f"F-31!{cell_name(FIRST, MARK)}", "MS614"),
        (f"F-31!{cell_name(FIRST + 1, MARK)}", "MS617"),
    ]


def test_a_line_of_f_32_under_another_contact_is_a_fault(forms: Forms) -> None:
    """The number that people see and the hidden key must say the same."""
    forms.fill_tries([Try(2, nov(8, 8), agent="a1")])
    with edited(forms.f32) as book:
        sheet = book["F-32"]
        row = row_of(sheet, blank_key(2, 1))
        put(sheet, row, F32, contact=3)

    assert faults(forms.read(forms.f32)) == [
        (f"F-32!{cell_name(row - 1, F32.place('contact'))}", "MS614")
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"cycle": "solo/2026-11"},
        {"cycle": "malang/2026-12"},
        {"contact": "5"},
        {"contact": "x"},
        {"scorecard": "own"},
        {"scorecard_version": "2"},
        {"scorecard_digest": "0" * 64},
    ],
    ids=str,
)
def test_a_form_of_another_cycle_contact_or_scorecard_is_a_fault(
    forms: Forms, changes: dict[str, str]
) -> None:
    """A form in the wrong folder must not be taken for the one that is missing there."""
    identify(forms.f31(1), **changes)
    form = forms.read(forms.f31(1))

    (field,) = changes
    place = f"{IDENTITY_SHEET}!B{IDENTITY_KEYS.index(field) + 2}"
    assert (faults(form), form.orders) == ([(place, "MS613")], ())


def test_a_form_of_another_unit_is_told_from_one_of_this(forms: Forms) -> None:
    """The same month of two units looks alike on paper."""
    other = Month.of_four().to(S.EXECUTING)
    cycle = attrs.evolve(other.cycle, id="solo/2026-11", unit="solo")

    (form,) = XlsxFormReader().read_forms(forms.f31(1), cycle=cycle)

    assert "malang/2026-11" in form.faults[0].error.say("id")


def test_a_sheet_without_its_identity_is_refused(forms: Forms) -> None:
    """A sheet copied into a new file says nothing of where it belongs."""
    with edited(forms.f31(1)) as book:
        del book[IDENTITY_SHEET]

    assert "[MS612]" in refusal(forms, forms.f31(1))


def test_two_forms_in_one_file_are_refused(forms: Forms) -> None:
    """A copied sheet has the same identity; which of them counts is for people to say."""
    with edited(forms.f31(1)) as book:
        book.copy_worksheet(book["F-31"])

    assert "one a file" in refusal(forms, forms.f31(1))


@pytest.mark.parametrize(
    "changes, word",
    [
        ({"layout": "2"}, "version '2'"),
        ({"form": "F-27"}, "'F-27' is not read"),
        ({"purpose": "x"}, "incomplete"),
        ({"language": "fr"}, "incomplete"),
        ({"form": "F-32"}, "sheet F-32 is missing"),
    ],
    ids=str,
)
def test_a_form_that_is_not_read_back_is_refused(
    forms: Forms, changes: dict[str, str], word: str
) -> None:
    """Reading on by guess would find numbers in any sheet."""
    identify(forms.f31(1), **changes)

    assert word in refusal(forms, forms.f31(1))


def test_a_workbook_of_somebody_else_is_refused(forms: Forms) -> None:
    """Other spreadsheets lie in the same folder."""
    assert "'F-27' is not read" in refusal(
        forms, next(path for path in forms.paths if path.name.startswith("F-27"))
    )


@pytest.mark.parametrize(
    "key, column, value",
    [("blank:99:1", "", None), ("blank:x:1", "", None), ("", "contacter", "budi/2")],
)
def test_a_line_of_f_32_that_is_nobodys_is_a_fault(
    forms: Forms, key: str, column: str, value: str | None
) -> None:
    """A key that names no contact, a contacter that is none: somebody typed over what is locked."""
    forms.fill_tries([Try(2, nov(8, 8), agent="a1")])
    with edited(forms.f32) as book:
        sheet = book["F-32"]
        row = row_of(sheet, blank_key(2, 1))
        sheet.cell(row, 1).value = key or blank_key(2, 1)
        if column:
            put(sheet, row, F32, **{column: value})

    place = cell_name(row - 1, F32.place(column) if column else 0)
    assert faults(forms.read(forms.f32)) == [(f"F-32!{place}", "MS614")]


def test_a_line_that_takes_nothing_and_was_filled_in_is_a_fault(tmp_path: Path) -> None:
    """The contact was voided before the form was written; what is typed there would be lost."""
    month = Month.of_four().to(S.EXECUTING).do(ms.VoidContact(3, "salah skenario"), at=nov(8, 7))
    forms = Forms(month, tmp_path, as_of=nov(8, 7))
    with edited(forms.f32) as book:
        sheet = book["F-32"]
        row = row_of(sheet, bare_key(3))
        put(sheet, row, F32, note="sudah ditelepon")

    form = forms.read(forms.f32)

    assert faults(form) == [(f"F-32!{cell_name(row - 1, F32.place('at'))}", "MS614")]
    assert "dibatalkan" in form.faults[0].error.say("id")
