"""What was not right: the nonconformities with their solutions, and where the zeros lie."""

from __future__ import annotations

from mystery_shopping.reporting import MonthReport, NonconformityLine
from mystery_shopping.statistics import ParetoRow
from mystery_shopping.values import Share
from mystery_shopping_report.charts import Chart, ZeroBar, zero_chart
from mystery_shopping_report.paper import Cell, Column, Section, Table
from mystery_shopping_report.words import Speaker

_MOST_BARS = 12


def findings_section(report: MonthReport, speaker: Speaker) -> Section:
    """Return every nonconformity with the solution that would have been right.

    Source: W-10 5.6.1, 5.6.2.
    """
    rows = report.nonconformities
    title = speaker.say("findings")
    if not rows:
        return Section(id="findings", title=title, notes=(speaker.say("no_findings"),))
    columns = {"contact": 1, "parameter": 3, "noted": 4, "solution": 4, "noted_by": 2}
    table = Table(
        id="findings-table",
        caption=title,
        columns=tuple(Column(speaker.say(name), weight=part) for name, part in columns.items()),
        rows=tuple(_finding(row, speaker) for row in rows),
    )
    note = speaker.say("findings_count", n=len(rows))
    return Section(id="findings", title=title, notes=(note,), tables=(table,))


def pareto_section(report: MonthReport, speaker: Speaker) -> Section:
    """Return the zeros by parameter, most first, as bars and in a table."""
    zeros = report.zeros
    title = speaker.say("pareto")
    if not zeros.rows:
        return Section(id="pareto", title=title, notes=(speaker.say("no_zeros"),))
    return Section(
        id="pareto",
        title=title,
        notes=(speaker.say("pareto_note", n=zeros.zero_count), speaker.say("tied")),
        charts=(_chart(report, speaker),),
        tables=(_table(report, speaker),),
    )


def _finding(row: NonconformityLine, speaker: Speaker) -> tuple[Cell, ...]:
    told = (str(row.contact), speaker.text(row.title), row.note, row.solution, row.noted_by)
    return tuple(map(Cell, told))


def _bars(report: MonthReport, speaker: Speaker) -> tuple[ZeroBar, ...]:
    """Return the lines as bars; of many, the first ones, and the others in one."""
    rows = report.zeros.rows
    shown = rows if len(rows) <= _MOST_BARS + 1 else rows[:_MOST_BARS]
    bars = tuple(
        ZeroBar(title=_title(row, report, speaker), zeros=row.zeros, so_far=row.so_far)
        for row in shown
    )
    rest = len(rows) - len(shown)
    if not rest:
        return bars
    zeros = report.zeros.zero_count
    others = Share(zeros - shown[-1].so_far.ones, zeros)
    last = ZeroBar(title=speaker.say("others", n=rest), zeros=others, so_far=Share(zeros, zeros))
    return (*bars, last)


def _chart(report: MonthReport, speaker: Speaker) -> Chart:
    bars = _bars(report, speaker)
    told = [
        speaker.say(
            "pareto_row", title=bar.title, n=bar.zeros.ones, so_far=_part(bar.so_far, speaker)
        )
        for bar in bars
    ]
    return zero_chart(
        bars,
        id="pareto-chart",
        title=speaker.say("pareto_title"),
        description=speaker.say("pareto_description", rows=told),
        legend=speaker.say("pareto_legend"),
    )


def _table(report: MonthReport, speaker: Speaker) -> Table:
    numbers = ("zeros", "of_zeros", "so_far")
    return Table(
        id="pareto-table",
        caption=speaker.say("pareto_title"),
        columns=(
            Column(speaker.say("parameter")),
            *(Column(speaker.say(name), is_number=True) for name in numbers),
        ),
        rows=tuple(
            (
                Cell(_title(row, report, speaker)),
                Cell(str(row.zeros.ones)),
                Cell(_part(row.zeros, speaker)),
                Cell(_part(row.so_far, speaker)),
            )
            for row in report.zeros.rows
        ),
    )


def _title(row: ParetoRow, report: MonthReport, speaker: Speaker) -> str:
    return speaker.text(report.title(row.key))


def _part(share: Share, speaker: Speaker) -> str:
    return share.percent(speaker.language, 0)
