"""F-32 as another library opens it: the attempts so far, and lines for those to come."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import mystery_shopping as ms
from mystery_shopping.service.dossier import make_dossier
from mystery_shopping_forms.layout import BLANK_ATTEMPTS, F32, OUTCOMES, cell_name
from mystery_shopping_forms.writing.f32 import write_execution_form
from tests.months import DEWI, Month, even_plan, nov, policy

S = ms.CycleState


def f32(month: Month, folder: Path, *, language: str = "id") -> Any:  # noqa: ANN401
    """Write F-32 and return its sheet."""
    dossier = make_dossier(month.program, month.id, by=DEWI, as_of=month.now)
    path = folder / "F-32.xlsx"
    path.write_bytes(write_execution_form(dossier, language=language))
    return openpyxl.load_workbook(path)["F-32"]


def lines(sheet: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    """Return the cells of each line by the line's key and the column's."""
    found = {}
    for row in sheet.iter_rows(min_row=F32.first_row + 1):
        if row[0].value:
            found[row[0].value] = {c.key: row[F32.place(c.key)] for c in F32.columns}
    return found


def tried_once() -> Month:
    """Return a month of four: one reached, one tried in vain, one given up, one to come."""
    month = Month.of_four().to(S.EXECUTING).perform(1)
    month.now = nov(8, 13)
    missed = ms.LogAttempt(2, ms.Outcome.NO_ANSWER, nov(8, 12, 7), "=1+1 tidak diangkat")
    month.do(missed, by=month.contacter(2))
    return month.do(ms.VoidContact(3, "the line was down"))


@pytest.mark.clause("5.3.2", "story")
def test_every_attempt_stands_there_and_every_contact_to_come_has_lines(tmp_path: Path) -> None:
    """F-32 is the month's diary: what was tried, and where the next try is written down."""
    found = lines(f32(tried_once(), tmp_path))

    blanks = range(1, BLANK_ATTEMPTS + 1)
    assert list(found) == [
        "logged:1:1",
        "logged:2:1",
        *(f"blank:2:{n}" for n in blanks),
        "contact:3",
        *(f"blank:4:{n}" for n in blanks),
    ]


def test_a_line_says_what_was_planned_and_what_came_of_it(tmp_path: Path) -> None:
    """Days and moments are Excel's own, so that they sort and filter as such."""
    found = lines(f32(tried_once(), tmp_path))

    reached = {key: cell.value for key, cell in found["logged:1:1"].items()}
    missed = {key: cell.value for key, cell in found["logged:2:1"].items()}
    assert reached == {
        "contact": 1,
        "on": datetime(2026, 11, 8),  # noqa: DTZ001 - as Excel holds it
        "day_part": "pagi",
        "contacter": "budi",
        "scenario": "1. on r0",
        "state": "dilaksanakan",
        "at": datetime(2026, 11, 8, 8),  # noqa: DTZ001
        "outcome": "terhubung",
        "agent": "a1",
        "team": "team-2",
        "note": None,
    }
    assert [missed[key] for key in ("at", "outcome", "agent", "note")] == [
        datetime(2026, 11, 8, 12, 7),  # noqa: DTZ001
        "tidak diangkat",
        None,
        "=1+1 tidak diangkat",
    ]
    assert found["logged:2:1"]["note"].data_type == "s"


def test_only_the_lines_to_fill_in_are_open(tmp_path: Path) -> None:
    """What the log knows already is not to be written over on paper."""
    sheet = f32(tried_once(), tmp_path)

    is_open = {
        (key.partition(":")[0], column)
        for key, cells in lines(sheet).items()
        for column, cell in cells.items()
        if not cell.protection.locked
    }

    assert is_open == {("blank", column.key) for column in F32.columns if column.is_input}
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter, "filtering for one's own contacts stays allowed"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_drop_down_offers_every_outcome(language: str, tmp_path: Path) -> None:
    """An outcome in free words could be counted by nobody."""
    sheet = f32(tried_once(), tmp_path, language=language)

    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    offered = rules["list"].formula1.strip('"').split(",")
    assert offered == [OUTCOMES[outcome].say(language) for outcome in ms.Outcome]
    assert rules["date"].errorStyle == "warning"
    assert int(float(rules["date"].formula1)) == 46327
    assert str(rules["date"].sqref).startswith(cell_name(F32.first_row, F32.place("at")))


def test_the_sheet_fits_paper_and_screen(tmp_path: Path) -> None:
    """A month is several pages: each with the titles, and numbered."""
    sheet = f32(tried_once(), tmp_path)

    title = F32.title_row + 1
    assert sheet.freeze_panes == cell_name(F32.first_row, F32.place("on"))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${title}:${title}"
    assert sheet.auto_filter.ref.startswith(f"B{title}:L")


def test_a_month_of_four_hundred_contacts_has_a_line_for_each(tmp_path: Path) -> None:
    """A large site makes ten times the least; nothing may be cut off."""
    month = Month(plan=even_plan(400), reading=policy()).to(S.EXECUTING)

    found = lines(f32(month, tmp_path))

    assert len(found) == 400 * BLANK_ATTEMPTS
    assert list(found)[-1] == f"blank:400:{BLANK_ATTEMPTS}"


def test_a_month_without_contacts_is_a_form_without_lines(tmp_path: Path) -> None:
    """Exported before the plan is made, the form opens and says so by its emptiness."""
    sheet = f32(Month.of_four(), tmp_path)

    assert lines(sheet) == {}
    assert len(sheet.data_validations.dataValidation) == 0
