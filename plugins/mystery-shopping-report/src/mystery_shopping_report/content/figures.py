"""Every figure of the recap in tables: contacts, ones, share, and between what it likely lies."""

from __future__ import annotations

from collections.abc import Iterable

from mystery_shopping.reporting import Line, MonthReport
from mystery_shopping_report.paper import Cell, Column, Section, Table
from mystery_shopping_report.words import Speaker

_OWN = frozenset({"parameter", "reason"})


def figures_section(report: MonthReport, speaker: Speaker) -> Section:
    """Return the tables of all figures; nobody's is among them.

    Source: W-10 5.3.4, 5.4.1.
    """
    lists = {
        "kpi": (*report.kpis, report.total),
        "dimension": report.dimensions,
        "parameter": report.parameters,
        "day_part": report.day_parts,
        "reason": report.reasons,
        "kind": report.kinds,
    }
    return Section(
        id="figures",
        title=speaker.say("figures"),
        notes=(speaker.say("figures_note"),),
        tables=tuple(_table(name, lines, speaker) for name, lines in lists.items() if lines),
    )


def _table(name: str, lines: Iterable[Line], speaker: Speaker) -> Table:
    numbers = ("contacts", "ones", "share", "likely")
    # Wordings of a scorecard and titles of reasons stand as their owners wrote them.
    title = speaker.text if name in _OWN else speaker.title
    return Table(
        id=f"figures-{name.replace('_', '-')}",
        caption=speaker.say(name),
        columns=(
            Column(speaker.say(name)),
            *(Column(speaker.say(title), is_number=True) for title in numbers),
        ),
        rows=tuple(_row(title(line.title), line, speaker=speaker) for line in lines),
    )


def _row(title: str, line: Line, *, speaker: Speaker) -> tuple[Cell, ...]:
    share = line.share
    return (
        Cell(title),
        Cell(str(line.form_count)),
        Cell(f"{share.ones} / {share.count}"),
        Cell(share.percent(speaker.language)),
        Cell(speaker.between(line.interval)),
    )
