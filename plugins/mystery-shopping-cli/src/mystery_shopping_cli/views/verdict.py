"""The verdict as a grid: clause, how it stands, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import Block, Column, Grid, Heading, Piece, Styled, line
from mystery_shopping_cli.views.words import status_piece, time_words
from mystery_shopping_cli.wording import say

_TITLE = ms.Text("Putusan", "Verdict")
_CLAUSE = ms.Text("klausul", "clause")
_STATUS = ms.Text("status", "status")
_WHY = ms.Text("keterangan", "why")
_AS_OF = ms.Text("{cycle} per {at}", "{cycle} as of {at}")


def verdict_blocks(
    verdict: ms.Verdict, *, zone: str, with_headings: bool = False
) -> Iterator[Block]:
    """Return the rows of a verdict, the headings over them only when asked for, and the totals."""
    at = time_words(verdict.as_of, zone)
    yield Heading(say(_TITLE), say(_AS_OF.fill(cycle=verdict.cycle, at=at)))
    yield Grid(
        (Column(say(_CLAUSE)), Column(say(_STATUS)), Column(say(_WHY), wide=True)),
        tuple(_row(row) for row in verdict.rows if with_headings or not row.is_heading),
    )
    yield line(*_totals(verdict), indent=2)


def _row(row: ms.ClauseRow) -> tuple[Piece, ...]:
    number = Styled(row.clause, "strong" if row.is_heading else "")
    return number, status_piece(row.status), say(row.sentence)


def _totals(verdict: ms.Verdict) -> Iterator[Piece]:
    for place, status in enumerate(status for status in ms.Status if verdict.count(status)):
        sign = status_piece(status)
        yield "   " if place else ""
        yield Styled(f"{sign.words} {verdict.count(status)}", sign.style)
