"""The verdict clause by clause, each with the sentence that tells its result."""

from __future__ import annotations

from mystery_shopping.rules import ClauseRow, Verdict
from mystery_shopping.values import CLAUSES
from mystery_shopping_report.content.front import mark_of
from mystery_shopping_report.paper import Cell, Column, Section, Table
from mystery_shopping_report.words import Speaker


def clauses_section(verdict: Verdict, speaker: Speaker) -> Section:
    """Return the standing of every clause, in the order of the document.

    Source: W-10 4, 5, 6.
    """
    title = speaker.say("clauses")
    table = Table(
        id="clauses-table",
        caption=title,
        columns=(
            Column(speaker.say("clause"), weight=3),
            Column(speaker.say("standing")),
            Column(speaker.say("found"), weight=4),
        ),
        rows=tuple(_row(row, speaker) for row in verdict),
    )
    return Section(id="clauses", title=title, tables=(table,))


def _row(row: ClauseRow, speaker: Speaker) -> tuple[Cell, ...]:
    mark = mark_of(row.status, speaker)
    return (
        Cell(f"{row.clause} {speaker.text(CLAUSES[row.clause].title)}"),
        Cell(mark.words, mark),
        Cell(speaker.text(row.sentence)),
    )
