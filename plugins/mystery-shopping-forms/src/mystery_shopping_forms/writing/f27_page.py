"""The first page of F-27: what a manager reads, the figures in columns and the rest in words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mystery_shopping.errors import Text
from mystery_shopping.reporting import Line, MonthReport
from mystery_shopping.rules import Status
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import Cell
from mystery_shopping_forms.writing.head import Grid, usual_facts, write_head
from mystery_shopping_forms.writing.prose import write_prose
from mystery_shopping_forms.writing.sheet import Sheet
from mystery_shopping_forms.writing.tables import (
    Field,
    set_widths,
    write_records,
    write_signatures,
)

_FIELDS = (
    Field(Sentence("KPI"), 34),
    Field(Sentence("Forms"), 11, "number"),
    Field(Sentence("Ones"), 11, "number"),
    Field(Sentence("Marks"), 9, "number"),
    Field(Sentence("Share"), 11, "percent"),
    Field(Sentence("Likely from"), 18, "percent"),
    Field(Sentence("Likely to"), 18, "percent"),
)
_GRID = Grid(left=(1, 2), right=(4, 6))
_SIGNERS = (
    (1, Sentence("QC analyst")),
    (5, Sentence("Supervisor")),
    (7, Sentence("Manager")),
)
_SUMMARY = Sentence("Summary")
_SAMPLES = Sentence("Samples")
_KPIS = Sentence("KPIs (5.4.1)")
_VERDICT = Sentence("Clauses of the instruction")
_ADVICE = Sentence("Analysis and recommendations (5.4)")
_SUGGESTED = Sentence("Suggested by the figures")
_TREND = Sentence("Compared with the months before")
_ANALYSIS = Sentence("Analysis: {words}")
_RECOMMENDED = Sentence("Recommendation: {words}")
_COUNTED = Sentence("Samples in the month")
_REQUIRED = Sentence("Samples required")
_INSIDE = Sentence("of these in week II")
_VOIDED = Sentence("Contacts voided")
_TARGET = Sentence("Target QM score")
_FROZEN = Sentence("The figures are those the recap froze.")
_MOVING = Sentence("The figures are as of now: the recap has not been made.")
_NOTHING = Sentence("Nothing yet.")


def write_page(book: Book, report: MonthReport, *, target: Fraction) -> None:
    """Write the page.

    Source: W-10 5.4.1 and form F-27.
    """
    sheet = book.sheet(Text("Laporan", "Report"), mark="mystery-shopping:F-27")
    set_widths(sheet, _FIELDS)
    row = write_head(sheet, usual_facts(book), grid=_GRID)
    sheet.put((row, 1), book.say(_FROZEN if report.is_frozen else _MOVING), style="hint")
    sheet.raw.freeze_panes(row + 1, 0)
    row = _section(sheet, row + 2, title=_SUMMARY, texts=[report.summary])
    row = _pairs(sheet, row, title=_SAMPLES, pairs=_sample_pairs(report, target=target))
    row = _kpis(sheet, row, report=report)
    row = _pairs(sheet, row, title=_VERDICT, pairs=_verdict_pairs(report))
    row = _section(sheet, row, title=_TREND, texts=[book.say(report.trend.words)])
    row = _section(sheet, row, title=_ADVICE, texts=_advice(book, report))
    suggested = (f"• {book.say(row.text)}" for row in report.suggestions)
    row = _section(sheet, row, title=_SUGGESTED, texts=suggested)
    row = write_signatures(sheet, row, signers=_SIGNERS)
    sheet.set_up_page(title_row=0, last=(row, len(_FIELDS)), is_wide=False)
    sheet.lock()


def _section(sheet: Sheet, row: int, *, title: Sentence, texts: Iterable[str]) -> int:
    """Write a heading and paragraphs below it; return the row after them and a free one."""
    _heading(sheet, row, title=title)
    row += 1
    found = [text for text in texts if text.strip()] or [sheet.book.say(_NOTHING)]
    for text in found:
        row = write_prose(sheet, row, text=text, fields=_FIELDS)
    return row + 1


def _pairs(
    sheet: Sheet, row: int, *, title: Sentence, pairs: Iterable[tuple[Sentence | Text, Cell, str]]
) -> int:
    _heading(sheet, row, title=title)
    for label, value, style in pairs:
        row += 1
        sheet.put((row, 1), sheet.book.say(label))
        sheet.put((row, 2), value, style=style)
    return row + 2


def _heading(sheet: Sheet, row: int, *, title: Sentence) -> None:
    sheet.put_row(
        (row, 1), (sheet.book.say(title), *([None] * (len(_FIELDS) - 1))), style="section"
    )


def _kpis(sheet: Sheet, row: int, *, report: MonthReport) -> int:
    _heading(sheet, row, title=_KPIS)
    records = map(_record, (*report.kpis, report.total))
    return write_records(sheet, row + 1, fields=_FIELDS, records=records) + 1


def _record(line: Line) -> tuple[Cell, ...]:
    low, high = (line.interval.low, line.interval.high) if line.interval else (None, None)
    share = line.share
    return (line.title, line.form_count, share.ones, share.count, share, low, high)


def _sample_pairs(report: MonthReport, *, target: Fraction) -> Iterable[tuple[Sentence, Cell, str]]:
    return (
        (_COUNTED, report.sample_count, "number"),
        (_REQUIRED, report.required_count, "number"),
        (_INSIDE, report.in_window_count, "number"),
        (_VOIDED, report.voided_count, "number"),
        (_TARGET, target, "percent"),
    )


def _verdict_pairs(report: MonthReport) -> Iterable[tuple[Text, Cell, str]]:
    return ((status.label, report.verdict.count(status), "number") for status in Status)


def _advice(book: Book, report: MonthReport) -> Iterable[str]:
    for row in report.recommendations:
        yield f"{book.say(row.kpi.label)} ({row.kpi.clause})"
        yield book.say(_ANALYSIS, words=row.analysis)
        yield book.say(_RECOMMENDED, words=row.advice)
