"""The clause matrix: a title for each clause, and below it what holds and what changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import mystery_shopping as ms
from mystery_shopping.service.matrix import Condition, MatrixRow
from mystery_shopping_cli.screen import Block, Heading, Styled, line
from mystery_shopping_cli.wording import say

_T = ms.Text
_KINDS = {
    ms.ClauseKind.BACKGROUND: _T("latar", "background"),
    ms.ClauseKind.HEADING: _T("judul", "heading"),
    ms.ClauseKind.INDICATOR: _T("indikator", "indicator"),
    ms.ClauseKind.STEP: _T("langkah", "step"),
    ms.ClauseKind.KPI: _T("KPI", "KPI"),
    ms.ClauseKind.RECORD: _T("rekaman", "record"),
}
_STEPS = _T("perintah", "steps")
_REFUSES = _T("menolak", "refuses")
_JUDGES = _T("memeriksa", "judges")
_KEEPS = _T("menyimpan", "keeps")
_FORM = _T("form", "form")
_TELLS = _T("memberi tahu", "tells")
_REMINDS = _T("mengingatkan", "reminds")
_POLICY = _T("kebijakan", "policy")
_WAIVABLE = _T(
    "tidak berlaku bila deviasi dari klausul itu disetujui",
    "gives way to an approved deviation from the clause",
)


def matrix_blocks(rows: tuple[MatrixRow, ...]) -> Iterator[Block]:
    """Return every clause with what the code does for it; a part that is empty has no line."""
    yield Heading("IN.QCC.TELK.W-10", "rev. 02")
    for row in rows:
        style = "strong" if row.kind is ms.ClauseKind.HEADING else ""
        kind = Styled(f"  {say(_KINDS[row.kind])}", "muted")
        title = Styled(say(row.title), style)
        yield line(title, kind, indent=2, label=Styled(f"{row.number:<8}", style))
        for label, words in _parts(row):
            if words:
                said = Styled(f"{say(label):<12}", "muted")
                yield line(", ".join(words), indent=12, label=said)
    yield line(say(_WAIVABLE), indent=2, label="*")


def _parts(row: MatrixRow) -> Iterator[tuple[ms.Text, tuple[str, ...]]]:
    yield _STEPS, row.commands
    yield _REFUSES, _conditions(row.conditions)
    yield _JUDGES, row.checks
    yield _KEEPS, _conditions(row.retention)
    yield _FORM, row.forms
    yield _TELLS, row.notices
    yield _REMINDS, row.reminders
    yield _POLICY, (*row.readings, *row.fields)


def _conditions(rows: Iterable[Condition]) -> tuple[str, ...]:
    return tuple(f"{row.code} {row.name}{'*' * row.is_waivable}" for row in rows)
