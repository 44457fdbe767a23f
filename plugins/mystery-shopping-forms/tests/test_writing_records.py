"""F-27 and F-28 as another library opens them: figures as numbers, words in the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import attrs
import openpyxl
import pytest

import mystery_shopping as ms
from mystery_shopping.rules import Status
from mystery_shopping.service.dossier import Dossier, make_dossier
from mystery_shopping_forms.writing.f27 import write_report_form
from mystery_shopping_forms.writing.f28 import write_follow_up_form
from tests.months import ADVICE, DEWI, SARI, Month, even_plan, nov, policy

S = ms.CycleState
ZEROS = {2: ["right_answer", "greeting"], 3: ["greeting", "courtesy"]}
SAME = re.compile(r"IN\.QCC|malang/|November 2026")
ROWS_OF = {"Figures": 5, "Pareto": 6, "Trend": 6, "Clauses": 5}
TITLES = {
    "id": [
        "Laporan", "Angka", "Pareto", "Ketidaksesuaian", "Tren", "Pasal", "Deviasi", "Agent",
        "_form",
    ],
    "en": [
        "Report", "Figures", "Pareto", "Nonconformities", "Trend", "Clauses", "Deviations",
        "Agents", "_form",
    ],
}  # fmt: skip


def reported(summary: str = "A good month.") -> Month:
    """Return a month of four that has been reported on."""
    month = Month(reading=policy(minimum_samples=4), plan=even_plan(4), zeros=ZEROS)
    month.to(S.RECAPITULATED)
    return month.do(ms.PublishReport(ADVICE, summary), at=nov(18))


def dossier_of(month: Month) -> Dossier:
    """Return the dossier as the month stands."""
    return make_dossier(month.program, month.id, by=DEWI, as_of=month.now)


def f27(month: Month, language: str = "en") -> Any:  # noqa: ANN401 - the library has no types
    """Return the workbook of F-27."""
    return openpyxl.load_workbook(BytesIO(write_report_form(dossier_of(month), language=language)))


def f28(month: Month, language: str = "en") -> Any:  # noqa: ANN401
    """Return the sheet of F-28."""
    data = write_follow_up_form(dossier_of(month), language=language)
    return openpyxl.load_workbook(BytesIO(data))["F-28"]


def rows(sheet: Any, first: int) -> Iterator[list[object]]:  # noqa: ANN401
    """Give what a table's rows hold from a row on, without the hidden column."""
    for row in sheet.iter_rows(min_row=first, min_col=2, values_only=True):
        if any(value is not None for value in row):
            yield list(row)


def texts(sheet: Any) -> list[str]:  # noqa: ANN401
    """Return all text of a sheet, row by row."""
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


@pytest.mark.clause("5.3.4", "story")
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_recap_has_a_page_to_read_and_the_sheets_behind_it(language: str) -> None:
    """A manager reads the first page; whoever doubts it finds every figure on the next."""
    book = f27(reported(), language)

    assert book.sheetnames == TITLES[language]
    assert book["_form"].sheet_state == "veryHidden"
    assert (
        book.worksheets[0]["B1"].value
        == {
            "id": "Form Rekapitulasi & Laporan MSI",
            "en": "Mystery shopping recap and report",
        }[language]
    )


@pytest.mark.clause("5.4.1.1", "story")
def test_every_figure_has_its_counts_and_its_interval_in_columns() -> None:
    """A share without its count says more than is known."""
    month = reported()
    report = dossier_of(month).report

    found = list(rows(f27(month)["Figures"], ROWS_OF["Figures"]))

    lines = [
        report.total, *report.kpis, *report.dimensions, *report.parameters,
        *report.day_parts, *report.reasons, *report.kinds,
    ]  # fmt: skip
    for row, line in zip(found, lines, strict=True):
        assert line.interval is not None
        assert row[1:5] == [line.title.en, line.form_count, line.share.ones, line.share.count]
        assert row[5:8] == pytest.approx(
            [float(line.share.fraction), line.interval.low, line.interval.high]
        )
        assert row[8] == line.words.en


@pytest.mark.clause("5.4.1.2", "story")
def test_the_page_holds_the_samples_the_kpis_and_what_the_analyst_wrote() -> None:
    """The report is the QCA's words on the figures, one recommendation per KPI."""
    sheet = f27(reported("=Summary of mine"))["Report"]

    said = texts(sheet)
    numbers = {row[1].value: row[2].value for row in sheet.iter_rows()}
    assert "=Summary of mine" in said
    assert said.count("Recommendation: train it") == 3
    assert (numbers["Samples in the month"], numbers["Samples required"]) == (4, 4)
    assert numbers["Target QM score"] == 0.85
    assert numbers["Courtesy"] == 4
    assert any("Begin the training there" in words for words in said)


def test_the_pareto_is_a_table_and_a_chart_with_words_for_it() -> None:
    """The chart shows where to begin; its words serve those who cannot see it."""
    sheet = f27(reported())["Pareto"]

    found = [row[:4] for row in rows(sheet, ROWS_OF["Pareto"])]
    assert [(row[0], row[1]) for row in found] == [
        ("Opens with the standard greeting", 2),
        ("Stays polite from start to end", 1),
        ("The answer is right and complete", 1),
    ]
    assert [row[3] for row in found] == [0.5, 0.75, 1]
    (chart,) = sheet._charts
    assert [series.val.numRef.f for series in chart.series] == ["Pareto!$C$6:$C$8"]
    assert sheet.print_area.endswith(str(ROWS_OF["Pareto"] + 3 + 22))


@pytest.mark.clause("5.6.2", "story")
def test_nonconformities_come_with_the_right_solutions() -> None:
    """What goes to the team leaders is not only what was wrong."""
    found = list(rows(f27(reported())["Nonconformities"], 5))

    assert [row[0] for row in found] == [2, 2, 3, 3]
    assert {tuple(row[2:]) for row in found} == {("was not done", "do it", "budi")}


def test_the_months_before_stand_beside_this_one() -> None:
    """A month says little alone; the chart gets a line for every one the unit has."""
    month = reported()
    report = dossier_of(month).report

    sheet = f27(month)["Trend"]

    (row,) = rows(sheet, ROWS_OF["Trend"])
    (share,) = (share for _, share in report.trend.months)
    assert row[:3] == ["November 2026", share.ones, share.count]
    assert len(sheet._charts) == 1
    assert sheet["B3"].value.startswith("only 1 point")


def test_the_verdict_has_a_row_for_each_clause_and_the_page_counts_them() -> None:
    """An auditor goes through the clauses one by one."""
    month = reported().deviate("5.2.1.1")
    verdict = dossier_of(month).report.verdict
    book = f27(month)

    found = list(rows(book["Clauses"], ROWS_OF["Clauses"]))
    counts = {row[1].value: row[2].value for row in book["Report"].iter_rows()}
    (deviation,) = rows(book["Deviations"], 5)
    assert [(row[0], row[1], row[4]) for row in found] == [
        (row.clause, row.status.label.en, row.sentence.en) for row in verdict
    ]
    assert counts["met"] == verdict.count(Status.MET)
    assert deviation[:2] == [1, "5.2.1.1"]
    assert deviation[5:] == ["flood at the site", "plan ahead", "dewi", "rudi"]


def test_agents_stand_by_id_with_words_and_no_rate() -> None:
    """At one or two contacts a person's figure is a cue for coaching, and nobody is ranked."""
    found = list(rows(f27(reported())["Agents"], 6))

    assert [row[0] for row in found] == ["a1", "a2", "a3", "a4"]
    assert all("a cue for coaching" in str(row[4]) for row in found)


@pytest.mark.clause("5.5", "story")
def test_follow_ups_stand_with_measure_state_and_days() -> None:
    """F-28 is how a supervisor sees who still waits for a coaching."""
    month = reported().pass_on()
    day = nov(20).date()
    month.do(ms.ScheduleFollowUp(1, ms.Measure.BOTH, day), by=SARI)
    month.do(ms.DeliverFollowUp(1, day, "@went well"), by=SARI, at=nov(20))
    follow_ups = dossier_of(month).report.follow_ups

    sheet = f28(month)

    found = list(rows(sheet, 9))[: len(follow_ups)]
    assert [row[0] for row in found] == [row.number for row in follow_ups]
    assert found[0][5:] == [
        "coaching and small group discussion",
        "delivered",
        datetime(2026, 11, 20),  # noqa: DTZ001 - as Excel holds it
        datetime(2026, 11, 20),  # noqa: DTZ001
        "@went well",
    ]
    assert found[0][1:4] == ["a3", "team-2", "3"]
    assert sheet["B7"].value == f"Follow-ups: {len(found)}, of these still open: {len(found) - 1}."


@pytest.mark.clause("6", "law")
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_sheet_of_a_record_is_locked_headed_and_fits_a4(language: str) -> None:
    """A record on paper says on each page which form it is, of when, over which history."""
    month = reported()
    head = dossier_of(month).report.header.head
    sheets = [*f27(month, language).worksheets[:-1], f28(month, language)]

    for sheet in sheets:
        assert any(head in words for words in texts(sheet)), sheet.title
        assert sheet.protection.sheet
        assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
        assert sheet.freeze_panes
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows
        assert sheet.oddFooter.left.text.startswith("IN.QCC.TELK.F-2")


def test_no_word_of_the_other_language_is_left() -> None:
    """A form half translated is read by nobody with trust."""
    month = reported().pass_on()
    own = {"was not done", "do it", "train it", "as the recap shows"}

    indonesian, english = (
        {words for sheet in f27(month, language).worksheets[1:-1] for words in texts(sheet)}
        for language in ("id", "en")
    )

    shared = {words for words in indonesian & english if re.search("[a-z]{3} ", words)}
    assert {words for words in shared if not SAME.match(words)} - own == set()


def test_a_record_says_who_had_it_made_or_that_nobody_did() -> None:
    """An export by a machine has no person behind it, and must not seem to."""
    month = reported()
    dossier = dossier_of(month)
    header = attrs.evolve(dossier.report.header, made_by=None)
    nobody = attrs.evolve(dossier, report=attrs.evolve(dossier.report, header=header))

    data = write_follow_up_form(nobody, language="en")

    assert "not said" in texts(openpyxl.load_workbook(BytesIO(data))["F-28"])


@pytest.mark.parametrize("language", ["id", "en"])
def test_months_that_were_left_out_are_named(language: str) -> None:
    """A line drawn over a gap would pass for a month that went as its neighbours did."""
    dossier = dossier_of(reported())
    gaps = (ms.Period(2026, 8), ms.Period(2026, 9), ms.Period(2026, 10))
    trend = attrs.evolve(dossier.report.trend, gaps=gaps)
    gapped = attrs.evolve(dossier, report=attrs.evolve(dossier.report, trend=trend))

    data = write_report_form(gapped, language=language)

    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[4]
    assert sheet["B3"].value.count("2026") == len(gaps)
    assert all(gap.title.say(language) in sheet["B3"].value for gap in gaps)
