"""A filled F-31: what is taken for a mark, and every fault with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping.service.importing import import_forms
from mystery_shopping_forms.layout import F31, mark_key
from tests.filling import Forms, edited, faults, put, row_of
from tests.months import BUDI, Month, S, nov

FOUND = ("tanpa salam", "ucapkan salam")
FIRST = F31.first_row + 1  # as Excel counts


@pytest.fixture
def forms(tmp_path: Path) -> Forms:
    """Return the forms of four contacts, all made, none evaluated."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2, 3, 4)
    return Forms(month, tmp_path, as_of=nov(12))


@contextmanager
def sheet_of(forms: Forms) -> Iterator[Any]:
    """Open the sheet of the first contact's form."""
    with edited(forms.f31(1)) as book:
        yield book["F-31"]


def place(code: str, column: str = "mark") -> str:
    """Return the cell of a parameter as a person says it."""
    row = FIRST + ms.default_scorecard().place(code)
    return f"F-31!{'ABCDEFGHI'[F31.place(column)]}{row}"


def test_a_filled_form_orders_one_evaluation(forms: Forms) -> None:
    """The form is the contacter's word: marks, findings, and whose they are."""
    form = forms.read(forms.fill_marks(1, {"greeting": FOUND}))

    (order,) = form.orders
    assert isinstance(order.command, ms.EvaluateContact)
    assert dict(order.command.marks) == dict.fromkeys(ms.default_scorecard().codes, 1) | {
        "greeting": 0
    }
    assert order.command.findings == (ms.Finding("greeting", *FOUND),)
    assert (order.by, form.name, form.faults, form.remarks) == (BUDI, "F-31 contact 1", (), ())
    assert form.source == f"{forms.f31(1).name}, F-31"


def test_a_form_that_nobody_filled_in_orders_nothing(forms: Forms) -> None:
    """People hand in the whole folder; what is still blank is no fault."""
    form = forms.read(forms.f31(2))

    assert (form.orders, form.faults, form.remarks) == ((), (), ())


def test_a_number_is_taken_however_the_file_keeps_it(forms: Forms) -> None:
    """Excel knows no whole numbers: 1 and 1.0 are one thing to whoever typed it."""
    assert len(forms.read(forms.fill_marks(1, ones=1.0)).orders) == 1


@pytest.mark.parametrize("mark", [True, False, "1", "0", "ya", 2, -1, 0.5, "n/a"], ids=repr)
@pytest.mark.clause("5.3.3", kind="refusal")
def test_anything_but_the_numbers_0_and_1_is_a_fault(forms: Forms, mark: object) -> None:
    """Excel adds up neither TRUE nor "1": the score on the form would not be the log's."""
    forms.fill_marks(1)
    with sheet_of(forms) as sheet:
        put(sheet, row_of(sheet, mark_key("pace")), F31, mark=mark)

    assert faults(forms.read(forms.f31(1))) == [(place("pace"), "MS616")]


@pytest.mark.clause("5.3.3", kind="refusal")
def test_every_fault_of_a_form_is_told_at_once(forms: Forms) -> None:
    """Whoever gets the form back corrects it once, not five times."""
    forms.fill_marks(1, {"greeting": FOUND, "hold": FOUND, "record": FOUND})
    with sheet_of(forms) as sheet:
        put(sheet, row_of(sheet, mark_key("root_need")), F31, mark=None)
        put(sheet, row_of(sheet, mark_key("closure")), F31, mark=3)
        put(sheet, row_of(sheet, mark_key("greeting")), F31, note="  ")
        put(sheet, row_of(sheet, mark_key("hold")), F31, note=None, solution=None)
        put(sheet, row_of(sheet, mark_key("record")), F31, mark=1)
        put(sheet, row_of(sheet, mark_key("pace")), F31, mark="=1")
        put(sheet, row_of(sheet, mark_key("clarity")), F31, mark="#REF!")
    form = forms.read(forms.f31(1))

    assert form.orders == ()
    assert faults(form) == [
        (place("root_need"), "MS617"),
        (place("closure"), "MS616"),
        (place("greeting", "note"), "MS617"),
        (place("hold", "note"), "MS617"),
        (place("hold", "solution"), "MS617"),
        (place("record", "note"), "MS618"),
        (place("record", "solution"), "MS618"),
        (place("clarity"), "MS615"),
        (place("pace"), "MS615"),
    ]
    assert "#REF!" in form.faults[-2].error.say("id")
    assert "rumus tanpa hasil" in form.faults[-1].error.say("id")


def test_the_id_of_the_order_follows_from_what_is_filled_in(forms: Forms) -> None:
    """A file saved again is the same form; one with another mark is not."""
    first = forms.read(forms.fill_marks(1)).orders[0].command_id
    with sheet_of(forms) as sheet:
        sheet.column_dimensions["D"].width = 60
    again = forms.read(forms.f31(1)).orders[0].command_id
    changed = forms.read(forms.fill_marks(1, {"pace": FOUND})).orders[0].command_id

    assert first == again
    assert len({first, changed, forms.read(forms.fill_marks(2)).orders[0].command_id}) == 3


@pytest.mark.parametrize("note", [5, True], ids=repr)
def test_a_note_that_is_no_text_is_a_fault(forms: Forms, note: object) -> None:
    """A number in the column of words slipped in from the one beside it."""
    forms.fill_marks(1, {"pace": FOUND})
    with sheet_of(forms) as sheet:
        put(sheet, row_of(sheet, mark_key("pace")), F31, note=note)

    assert faults(forms.read(forms.f31(1))) == [(place("pace", "note"), "MS616")]


@pytest.mark.parametrize("shown", ["n/a", " N/A "])
def test_a_parameter_may_not_apply_where_the_policy_says_so(tmp_path: Path, shown: str) -> None:
    """A12: the form offers it under that policy only."""
    month = Month.of_four(not_applicable="exclude").to(S.EXECUTING).perform(1)
    forms = Forms(month, tmp_path, as_of=nov(12))
    forms.fill_marks(1)
    with sheet_of(forms) as sheet:
        put(sheet, row_of(sheet, mark_key("pace")), F31, mark=shown)

    (order,) = forms.read(forms.f31(1)).orders
    assert isinstance(order.command, ms.EvaluateContact)
    assert dict(order.command.marks)["pace"] is None


def test_a_form_sent_back_is_read_when_something_was_changed(tmp_path: Path) -> None:
    """It comes prefilled, so that untouched it is no answer to why it was sent back."""
    month = Month.of_four().to(S.EXECUTING).perform(1).evaluate(1)
    month.do(ms.SubmitForm(1), by=BUDI).do(ms.ReturnForm(1, {"pace": "dengar lagi"}))
    forms = Forms(month, tmp_path, as_of=nov(12))
    untouched = forms.read(forms.f31(1))
    with sheet_of(forms) as sheet:
        put(sheet, row_of(sheet, mark_key("pace")), F31, mark=0, note="cepat", solution="pelan")

    corrected = forms.read(forms.f31(1))

    assert (untouched.orders, untouched.faults, len(untouched.remarks)) == ((), (), 1)
    first = import_forms(month.program, month.id, forms=[corrected], at=nov(12))
    again = import_forms(month.program, month.id, forms=[forms.read(forms.f31(1))], at=nov(13))
    assert (len(first.imported), len(again.repeated)) == (1, 1)


def test_a_filled_form_written_as_a_record_is_not_read(tmp_path: Path) -> None:
    """It says what the log says; nothing in it is anybody's to fill in."""
    month = Month.of_four(zeros={1: ("pace",)}).to(S.EXECUTING).perform(1).evaluate(1)
    forms = Forms(month, tmp_path, as_of=nov(12))

    form = forms.read(forms.f31(1))

    assert (form.orders, form.faults) == ((), ())
    assert "arsip" in form.remarks[0].say("id")
