"""F-28, what became of the follow-ups of the month."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mystery_shopping.errors import Text, join, same
from mystery_shopping.model import FollowUp, FollowUpState, Measure
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import KEY_COLUMN
from mystery_shopping_forms.layout_identity import FILLED
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import Cell
from mystery_shopping_forms.writing.head import Grid, usual_facts, write_head
from mystery_shopping_forms.writing.identities import identity_of
from mystery_shopping_forms.writing.tables import (
    Field,
    set_widths,
    write_records,
    write_signatures,
)

_TITLE = Sentence("Mystery shopping follow-up monitoring")
_REMARK = Sentence("Follow-ups: {n:number}, of these still open: {open:number}.")
_FIELDS = (
    Field(Sentence("No."), 6, "centred"),
    Field(Sentence("Agent"), 16),
    Field(Sentence("Team"), 14),
    Field(Sentence("Contacts"), 14),
    Field(Sentence("Why"), 32),
    Field(Sentence("Measure"), 20),
    Field(Sentence("State"), 18),
    Field(Sentence("Scheduled for"), 13, "date"),
    Field(Sentence("Delivered on"), 13, "date"),
    Field(Sentence("Note"), 44),
)
_MEASURES = {
    Measure.COACHING: Text("coaching", "coaching"),
    Measure.SMALL_GROUP_DISCUSSION: Text("small group discussion", "small group discussion"),
    Measure.BOTH: Text(
        "coaching dan small group discussion", "coaching and small group discussion"
    ),
}
_OVER = frozenset({FollowUpState.DELIVERED, FollowUpState.VERIFIED, FollowUpState.WAIVED})
_GRID = Grid(left=(1, 3), right=(6, 7))
_SIGNERS = (
    (2, Sentence("QC analyst")),
    (5, Sentence("Supervisor")),
    (10, Sentence("Team leader")),
)


def write_follow_up_form(dossier: Dossier, *, language: str) -> bytes:
    """Return the workbook of the month's F-28.

    Source: W-10 5.5, 5.6.2 and form F-28; A10, A15.
    """
    header = attrs.evolve(dossier.report.header, form="F-28")
    book = Book(header, language=language, title=_TITLE)
    sheet = book.sheet(same("F-28"), mark="mystery-shopping:F-28")
    set_widths(sheet, _FIELDS)
    row = write_head(sheet, usual_facts(book), grid=_GRID)
    found = dossier.report.follow_ups
    still = sum(row.state not in _OVER for row in found)
    sheet.put((row, 1), book.say(_REMARK, n=len(found), open=still), style="hint")
    titles = row + 1
    after = write_records(sheet, titles, fields=_FIELDS, records=map(_record, found))
    last = KEY_COLUMN + len(_FIELDS)
    if found:
        sheet.raw.autofilter(titles, KEY_COLUMN + 1, after - 1, last)
    row = write_signatures(sheet, after, signers=_SIGNERS)
    sheet.raw.freeze_panes(titles + 1, KEY_COLUMN + 3)
    sheet.set_up_page(title_row=titles, last=(row, last), is_wide=True)
    sheet.lock()
    book.identify(identity_of(book, dossier.cycle, form="F-28", purpose=FILLED))
    return book.to_bytes()


def _record(row: FollowUp) -> Sequence[Cell]:
    return (
        row.number,
        row.agent.id,
        row.agent.team,
        ", ".join(map(str, row.contacts)),
        join(tuple(trigger.label for trigger in row.triggers), "; "),
        _MEASURES[row.measure] if row.measure else None,
        row.state.label,
        row.scheduled_for,
        row.delivered_on,
        row.note,
    )
