"""The sheets behind the page of F-27: each one table of the report."""

from __future__ import annotations

from collections.abc import Sequence

from mystery_shopping.errors import Text, join
from mystery_shopping.reporting import Line, MonthReport
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import Cell
from mystery_shopping_forms.writing.f27_charts import CHART_ROWS
from mystery_shopping_forms.writing.records import Block, write_table_sheet
from mystery_shopping_forms.writing.signals import SIGNALS
from mystery_shopping_forms.writing.tables import Field

_FORMS = Field(Sentence("Forms"), 9, "number")
_LOW = Field(Sentence("Likely from"), 13, "percent")
_HIGH = Field(Sentence("Likely to"), 13, "percent")
_SHARE = Field(Sentence("Share"), 11, "percent")
_FIGURES = (
    Field(Sentence("Group"), 16),
    Field(Sentence("What"), 40),
    _FORMS,
    Field(Sentence("Ones"), 9, "number"),
    Field(Sentence("Marks"), 9, "number"),
    _SHARE,
    _LOW,
    _HIGH,
    Field(Sentence("In words"), 66),
)
_PARETO = (
    Field(Sentence("Parameter"), 44),
    Field(Sentence("Zeros"), 9, "number"),
    _SHARE,
    Field(Sentence("So far"), 11, "percent"),
    Field(Sentence("Others with as many"), 13, "number"),
)
_NONCONFORMITIES = (
    Field(Sentence("Contact"), 9, "centred"),
    Field(Sentence("Parameter"), 34),
    Field(Sentence("What was wrong"), 44),
    Field(Sentence("Correct solution"), 44),
    Field(Sentence("Noted by"), 14),
)
_TREND = (
    Field(Sentence("Month"), 16),
    Field(Sentence("Forms without follow-up"), 13, "number"),
    _FORMS,
    _SHARE,
    Field(Sentence("Centre"), 11, "percent"),
    Field(Sentence("Lower limit"), 11, "percent"),
    Field(Sentence("Upper limit"), 11, "percent"),
    Field(Sentence("Exact lower limit"), 11, "percent"),
    Field(Sentence("Exact upper limit"), 11, "percent"),
    Field(Sentence("Signals"), 40),
)
_CLAUSES = (
    Field(Sentence("Clause"), 10),
    Field(Sentence("State"), 18),
    Field(Sentence("Required"), 30),
    Field(Sentence("Actual"), 30),
    Field(Sentence("In words"), 58),
    Field(Sentence("Evidence"), 34),
    Field(Sentence("Deviation"), 10, "centred"),
)
_DEVIATIONS = (
    Field(Sentence("No."), 6, "centred"),
    Field(Sentence("Clause"), 10),
    Field(Sentence("Follow-up"), 11, "centred"),
    Field(Sentence("Required"), 24),
    Field(Sentence("Actual"), 24),
    Field(Sentence("Reason"), 34),
    Field(Sentence("Corrective action"), 34),
    Field(Sentence("Recorded by"), 14),
    Field(Sentence("Approved by"), 14),
)
_PEOPLE = (
    Field(Sentence("Agent"), 18),
    _FORMS,
    Field(Sentence("Ones"), 9, "number"),
    Field(Sentence("Marks"), 9, "number"),
    Field(Sentence("In words"), 76),
)
_GROUPS = (
    ("kpis", Sentence("KPI")),
    ("dimensions", Sentence("Dimension")),
    ("parameters", Sentence("Parameter")),
    ("day_parts", Sentence("Day part")),
    ("reasons", Sentence("Reason")),
    ("kinds", Sentence("Kind of contact")),
)
_TOTAL = Sentence("Total")
_NO_RANKING = Sentence("By id and never by result: nobody is ranked here.")
_GAPS = Sentence("Months without a cycle that counts: {months:list}.")
_ZEROS = Sentence("Zeros of the month: {n:number}.")
_MOST_EVIDENCE = 3


def write_figures(book: Book, report: MonthReport) -> None:
    """Write every figure with its counts and the interval it likely lies in."""
    rows = (
        (group, *_figure(line))
        for key, title in _GROUPS
        for group in (book.say(title),)
        for line in getattr(report, key)
    )
    total = (book.say(_TOTAL), *_figure(report.total))
    name = Text("Angka", "Figures")
    write_table_sheet(book, name, key="figures", fields=_FIGURES, records=(total, *rows))


def write_pareto(book: Book, report: MonthReport) -> Block:
    """Write the parameters with zeros, the most first."""
    rows = (
        (
            report.title(row.key),
            row.zeros.ones,
            row.zeros,
            row.so_far,
            len(row.tied_with),
        )
        for row in report.zeros.rows
    )
    remark = book.say(_ZEROS, n=report.zeros.zero_count)
    name = Text("Pareto", "Pareto")
    return write_table_sheet(
        book, name, key="pareto", fields=_PARETO, records=rows, remark=remark, room_below=CHART_ROWS
    )


def write_nonconformities(book: Book, report: MonthReport) -> None:
    """Write what was wrong and what would have been right, by contact (5.6)."""
    rows = (
        (row.contact, row.title, row.note, row.solution, row.noted_by)
        for row in report.nonconformities
    )
    name = Text("Ketidaksesuaian", "Nonconformities")
    write_table_sheet(book, name, key="nonconformities", fields=_NONCONFORMITIES, records=rows)


def write_trend(book: Book, report: MonthReport) -> Block:
    """Write the months side by side with the limits of chance."""
    trend = report.trend
    points = zip(trend.months, trend.chart.points, strict=True)
    rows = (
        (
            period.title,
            share.ones,
            share.count,
            share,
            trend.chart.centre,
            point.low,
            point.high,
            point.exact_low,
            point.exact_high,
            join(tuple(SIGNALS[signal] for signal in point.signals), "; "),
        )
        for (period, share), point in points
    )
    remark = book.say(trend.words)
    if trend.gaps:
        remark += ". " + book.say(_GAPS, months=[period.title for period in trend.gaps])
    name = Text("Tren", "Trend")
    return write_table_sheet(
        book, name, key="trend", fields=_TREND, records=rows, remark=remark, room_below=CHART_ROWS
    )


def write_clauses(book: Book, report: MonthReport) -> None:
    """Write the verdict, a row for each clause."""
    rows = (
        (
            row.clause,
            row.status.label,
            row.required,
            row.actual,
            row.sentence,
            _few(row.evidence),
            row.deviation,
        )
        for row in report.verdict
    )
    name = Text("Pasal", "Clauses")
    write_table_sheet(book, name, key="clauses", fields=_CLAUSES, records=rows)


def write_deviations(book: Book, report: MonthReport) -> None:
    """Write what was conceded, why, and who approved it."""
    rows = (
        (
            row.number,
            row.clause,
            row.follow_up,
            row.required,
            row.actual,
            row.reason,
            row.corrective_action,
            row.recorded_by.id,
            row.approved_by.id if row.approved_by else None,
        )
        for row in report.deviations
    )
    name = Text("Deviasi", "Deviations")
    write_table_sheet(book, name, key="deviations", fields=_DEVIATIONS, records=rows)


def write_people(book: Book, report: MonthReport) -> None:
    """Write the agents' figures, which rank nobody (5.5)."""
    rows = (
        (row.person, row.form_count, row.share.ones, row.share.count, row.words)
        for row in report.people
    )
    name, remark = Text("Agent", "Agents"), book.say(_NO_RANKING)
    write_table_sheet(book, name, key="people", fields=_PEOPLE, records=rows, remark=remark)


def _figure(line: Line) -> Sequence[Cell]:
    low, high = (line.interval.low, line.interval.high) if line.interval else (None, None)
    share = line.share
    return (line.title, line.form_count, share.ones, share.count, share, low, high, line.words)


def _few(evidence: Sequence[str]) -> str:
    """Return the first of many ids, and how many more there are."""
    more = len(evidence) - _MOST_EVIDENCE
    return ", ".join(evidence[:_MOST_EVIDENCE]) + (f", … +{more}" if more > 0 else "")
