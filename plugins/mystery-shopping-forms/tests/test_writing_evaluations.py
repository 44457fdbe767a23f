"""F-31 as another library opens it: to fill in, sent back, and as it was filled."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

import mystery_shopping as ms
from mystery_shopping.service.dossier import make_dossier
from mystery_shopping_forms.layout import F31, KEY_COLUMN, cell_name, mark_key
from mystery_shopping_forms.layout_identity import (
    IDENTITY_KEYS,
    IDENTITY_MARK,
    IDENTITY_SHEET,
    scorecard_digest,
)
from mystery_shopping_forms.writing import XlsxExporter
from tests.months import DEWI, Month, even_plan, nov, policy

S = ms.CycleState
FIRST = F31.first_row + 1
CODES = ms.default_scorecard().codes
SECRET = ms.Person("agent-nadia", ms.Role.AGENT, "team-2")


def forms(month: Month, folder: Path, *, language: str = "id") -> dict[str, Path]:
    """Write the forms of a month; return them by what follows the cycle in their names."""
    dossier = make_dossier(month.program, month.id, by=DEWI, as_of=month.now)
    paths = XlsxExporter().export(dossier, folder, language=language)
    return {path.stem.partition("malang-2026-11 ")[2]: path for path in paths}


def cell(sheet: Any, row: int, key: str) -> Any:  # noqa: ANN401 - the library has no types
    """Return a cell of a parameter's line, the first is 0."""
    return sheet[cell_name(F31.first_row + row, F31.place(key))]


def column(sheet: Any, key: str) -> list[object]:  # noqa: ANN401
    """Return what a column holds in the lines of the parameters."""
    return [cell(sheet, row, key).value for row in range(len(CODES))]


def everything_in(path: Path) -> str:
    """Return all text of a workbook, whatever part of it holds it."""
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def executing(**changes: Any) -> Month:  # noqa: ANN401 - the fields of Policy
    """Return a month of four whose contacts are being made."""
    reading = policy(minimum_samples=4, **changes)
    return Month(reading=reading, plan=even_plan(4), zeros={2: ["hold", "clarity"]}).to(S.EXECUTING)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_blank_form_asks_every_parameter_in_the_order_of_the_scorecard(
    language: str, tmp_path: Path
) -> None:
    """The contacter marks what the scorecard holds, in the words of the language asked for."""
    path = forms(executing(), tmp_path, language=language)["contact-01"]

    sheet = openpyxl.load_workbook(path)["F-31"]

    card = ms.default_scorecard()
    wordings = [row.wording.say(language) for row in card.parameters]
    keys = [sheet[cell_name(F31.first_row + n, KEY_COLUMN)].value for n in range(len(CODES))]
    assert keys == [mark_key(code) for code in CODES]
    assert [str(words).split(" (")[0] for words in column(sheet, "parameter")] == wordings
    assert column(sheet, "dimension") == [
        row.dimension.label.say(language) for row in card.parameters
    ]
    assert column(sheet, "mark") == column(sheet, "note") == [None] * len(CODES)
    assert (
        sheet.cell(F31.title_row + 1, F31.place("mark") + 1).value
        == {"id": "Nilai", "en": "Mark"}[language]
    )


@pytest.mark.clause("5.3.1", "story")
def test_the_head_says_what_to_do_and_when(tmp_path: Path) -> None:
    """Who, which scenario, which day and day part: all a contacter needs stands on the form."""
    path = forms(executing(), tmp_path)["contact-02"]

    book = openpyxl.load_workbook(path)

    head = [
        [cell.value for cell in row if cell.value is not None] for row in book["F-31"]["B1:G10"]
    ]
    assert head[:8] == [
        ["Form Mystery Shopping"],
        ["Form", "IN.QCC.TELK.F-31", "Revisi dokumen", "IN.QCC.TELK.W-10 revisi 02"],
        ["Unit", "malang", "Periode", "November 2026"],
        ["Kontak", 2, "Skenario", "2. on r1"],
        ["Contacter", "budi", "Bagian hari", "siang 11:00–15:00"],
        ["Rencana tanggal", datetime(2026, 11, 9), "Antrean tim", "–"],  # noqa: DTZ001
        ["Siklus", "malang/2026-11", "Status", "ditugaskan"],
        ["Dibuat oleh", "dewi (QC Analyst)", "Data per", datetime(2026, 11, 8, 7)],  # noqa: DTZ001
    ]
    assert re.fullmatch(r"kejadian \d+, [0-9a-f]{64}", str(head[8][1]))
    told = [cell.value for (cell,) in book["Skenario"]["B1:B20"] if cell.value]
    assert told[0] == "Skenario 2: on r1"
    assert told[2:6] == ["Peran yang dimainkan", "ask", "Jawaban yang benar", "say"]


@pytest.mark.clause("3", "refusal")
def test_a_form_to_fill_in_never_names_an_agent(tmp_path: Path) -> None:
    """The test is blind (A18): not even the contact that was made already says who answered."""
    planned = [attrs.evolve(row, agent=SECRET.id) for row in even_plan(4)]
    reading = policy(minimum_samples=4, agent_planning="planned")
    month = Month(reading=reading, plan=tuple(planned)).to(S.EXECUTING)
    month.perform(1, 2, agent=SECRET).evaluate(2).hand_in(2)
    month.do(ms.ReturnForm(2, {"hold": "listen again"}))

    written = forms(month, tmp_path)

    to_fill = ["contact-01", "contact-02 correction-2", "contact-03", "contact-04"]
    assert [name for name in to_fill if SECRET.id in everything_in(written[name])] == []
    assert SECRET.id in everything_in(next(p for p in tmp_path.iterdir() if "F-32" in p.name))


def test_only_the_cells_to_fill_in_are_open(tmp_path: Path) -> None:
    """A slip in the wording or the identity would make another form of it."""
    book = openpyxl.load_workbook(forms(executing(), tmp_path)["contact-01"])

    sheet = book["F-31"]
    open_cells = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    wanted = {
        cell_name(F31.first_row + row, F31.place(key))
        for row in range(len(CODES))
        for key in ("mark", "note", "solution")
    }
    assert open_cells == wanted
    assert all(part.protection.sheet for part in book.worksheets)
    assert all(part.protection.password is None for part in book.worksheets)


@pytest.mark.clause("5.3.3", "law")
@pytest.mark.parametrize(
    "reading, marks", [("forbid", "0,1"), ("exclude", "0,1,n/a"), ("pass", "0,1,n/a")]
)
def test_the_drop_down_offers_the_marks_the_policy_allows(
    reading: str, marks: str, tmp_path: Path
) -> None:
    """A mark that would be refused later is not on offer now (A12)."""
    path = forms(executing(not_applicable=reading), tmp_path)["contact-01"]

    sheet = openpyxl.load_workbook(path)["F-31"]

    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", f'"{marks}"')
    assert str(rule.sqref) == f"E{FIRST}:E{F31.first_row + len(CODES)}"
    assert rule.showErrorMessage


@pytest.mark.clause("5.6.1", "story")
def test_a_zero_without_its_words_is_coloured(tmp_path: Path) -> None:
    """Each 0 needs what was wrong and the right solution; the form itself asks for them."""
    sheet = openpyxl.load_workbook(forms(executing(), tmp_path)["contact-01"])["F-31"]

    rules = {
        str(area.sqref): rules[0].formula[0]
        for area, rules in sheet.conditional_formatting._cf_rules.items()
    }

    last = F31.first_row + len(CODES)
    zero = f"ISNUMBER($E{FIRST}),$E{FIRST}=0"
    assert rules == {
        f"{letter}{FIRST}:{letter}{last}": f'AND({zero},TRIM({letter}{FIRST})="")'
        for letter in "FG"
    }


def test_the_form_fits_paper_and_screen(tmp_path: Path) -> None:
    """Printed it is one page wide with its titles on each; scrolled, the titles stay in sight."""
    sheet = openpyxl.load_workbook(forms(executing(), tmp_path)["contact-01"])["F-31"]

    assert sheet.freeze_panes == cell_name(F31.first_row, F31.place("mark"))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${F31.title_row + 1}:${F31.title_row + 1}"
    assert sheet.oddFooter.left.text == "IN.QCC.TELK.F-31 rev. 02"
    assert sheet.oddFooter.right.text == "Halaman &P dari &N"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[F31.key_row + 1].hidden
    assert sheet.column_dimensions["H"].hidden


def test_the_form_says_what_it_is_where_nobody_sees_it(tmp_path: Path) -> None:
    """A file sent around gets new names; what it is of must not depend on them."""
    month = executing()
    path = forms(month, tmp_path, language="en")["contact-03"]

    book = CalamineWorkbook.from_path(str(path))

    hidden = {row.name: row.visible for row in book.sheets_metadata}
    rows = book.get_sheet_by_name(IDENTITY_SHEET).to_python()
    said = {str(row[0]): row[1] for row in rows[1:]}
    assert hidden == {
        "F-31": SheetVisibleEnum.Visible,
        "Scenario": SheetVisibleEnum.Visible,
        IDENTITY_SHEET: SheetVisibleEnum.VeryHidden,
    }
    assert rows[0][0] == IDENTITY_MARK
    assert tuple(said) == IDENTITY_KEYS
    assert said["scorecard_digest"] == scorecard_digest(month.cycle.scorecard)
    assert [said[key] for key in ("form", "purpose", "language", "cycle", "contact")] == [
        "F-31", "blank", "en", "malang/2026-11", "3",
    ]  # fmt: skip
    assert (said["form_version"], said["policy"], said["layout"]) == ("1", "default 1", "1")


def test_a_filled_form_shows_what_was_filled_in_and_takes_nothing(tmp_path: Path) -> None:
    """A record looks like the form and can be mistaken for one to fill in by nobody."""
    month = executing().perform(2).evaluate(2)

    sheet = openpyxl.load_workbook(forms(month, tmp_path)["contact-02 filled"])["F-31"]

    zeros = [row for row, mark in enumerate(column(sheet, "mark")) if mark == 0]
    assert sheet["C1"].value == "Form Mystery Shopping (terisi, versi 1)"
    assert [CODES[row] for row in zeros] == ["hold", "clarity"]
    assert [cell(sheet, row, "note").value for row in zeros] == ["was not done"] * 2
    assert [cell(sheet, row, "solution").value for row in zeros] == ["do it"] * 2
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    assert len(sheet.data_validations.dataValidation) == 0
    facts = [cell.value for row in sheet["B2:G9"] for cell in row]
    assert {"a2", datetime(2026, 11, 9, 12)} <= set(facts)  # noqa: DTZ001


def test_a_form_sent_back_holds_what_was_filled_in_and_why_it_came_back(tmp_path: Path) -> None:
    """Who corrects one mark should not have to write the other fifteen again."""
    month = executing().perform(2).evaluate(2).hand_in(2)
    month.do(ms.ReturnForm(2, {"hold": "=listen again"}))

    sheet = openpyxl.load_workbook(forms(month, tmp_path)["contact-02 correction-2"])["F-31"]

    place = CODES.index("hold")
    assert [cell(sheet, place, key).value for key in ("mark", "note", "solution", "returned")] == [
        0, "was not done", "do it", "=listen again",
    ]  # fmt: skip
    assert not cell(sheet, place, "mark").protection.locked
    assert cell(sheet, place, "returned").protection.locked
    assert not sheet.column_dimensions["H"].hidden


@pytest.mark.parametrize("reading, total", [("exclude", 13 / 15), ("pass", 14 / 16)])
def test_scores_come_with_their_values(reading: str, total: float, tmp_path: Path) -> None:
    """A viewer that does not calculate shows them; one that does comes to the same."""
    month = executing(not_applicable=reading).perform(2)
    marks = dict.fromkeys(CODES, 1) | {"hold": 0, "clarity": 0, "record": None}
    found = [ms.Finding(code, "no", "yes") for code in ("hold", "clarity")]
    month.do(ms.EvaluateContact(2, marks, found), by=month.contacter(2))
    paths = forms(month, tmp_path)

    rows = CalamineWorkbook.from_path(str(paths["contact-02 filled"])).get_sheet_by_index(0)
    blank = openpyxl.load_workbook(paths["contact-01"], data_only=True)["F-31"]
    formulas = openpyxl.load_workbook(paths["contact-01"])["F-31"]

    lines = {str(row[0]): row[F31.place("mark")] for row in rows.to_python()}
    last = F31.first_row + len(CODES) + 6
    assert lines["score:total"] == pytest.approx(total)
    assert lines["score:solution"] == 1
    assert str(formulas[f"E{last}"].value).startswith("=IF((COUNTIFS(")
    assert not blank[f"E{last}"].value


def test_a_long_scenario_is_all_there_in_rows_that_can_be_shown(tmp_path: Path) -> None:
    """A brief of many pages goes on in further rows: Excel shows 409 points of a row at most."""
    month = Month.of_four()
    month.to(S.MATERIAL_SELECTED)
    brief = "\n".join(f"=langkah {number} " + "kata-kata " * 90 for number in range(60))
    codes = month.cycle.material.codes if month.cycle.material else ()
    texts = [
        ms.ScenarioText(
            title=f"on {code}", basis=ms.Basis.FREQUENT_PROBLEM, source=code, brief=brief,
            solution="say",
        )
        for code in codes
    ]  # fmt: skip
    month.do(*map(ms.DraftScenario, texts), at=nov(3)).do(ms.ApproveScenarios(), at=nov(4))
    path = forms(month.to(S.EXECUTING), tmp_path)["contact-01"]

    sheet = openpyxl.load_workbook(path)["Skenario"]

    told = " ".join(str(cell.value) for (cell,) in sheet["B5:B100"] if cell.value)
    heights = [row.height for row in sheet.row_dimensions.values() if row.height]
    assert " ".join(brief.split()) in " ".join(told.split())
    assert max(heights) <= 409
