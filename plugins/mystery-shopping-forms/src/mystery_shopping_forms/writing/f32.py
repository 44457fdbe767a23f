"""F-32, the month's contacts with every attempt, and lines for the attempts to come."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from mystery_shopping.model import Attempt, Contact, ContactState, Cycle, Outcome
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import (
    BLANK_ATTEMPTS,
    F32,
    KEY_COLUMN,
    OUTCOMES,
    bare_key,
    blank_key,
    logged_key,
)
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import Cell
from mystery_shopping_forms.writing.f32_inputs import guide_inputs
from mystery_shopping_forms.writing.head import Grid, usual_facts, write_head
from mystery_shopping_forms.writing.identities import identity_of, month_purpose
from mystery_shopping_forms.writing.sheet import Sheet
from mystery_shopping_forms.writing.tables import write_signatures, write_titles

_TITLE = Sentence("Mystery shopping execution monitoring")
_HOW = Sentence(
    "Fill in a yellow line for each attempt, on the clock of {timezone}; where an agent was "
    "reached, also who it was and of which team."
)
_GRID = Grid(
    left=(F32.place("contact"), F32.place("day_part")),
    right=(F32.place("state"), F32.place("at")),
)
_STYLES = {"contact": "centred", "on": "date", "at": "moment"}
_SIGNERS = (
    (F32.place("scenario"), Sentence("Contacter")),
    (F32.place("outcome"), Sentence("Supervisor")),
    (F32.place("note"), Sentence("QC analyst")),
)


@attrs.frozen
class _Line:
    key: str
    contact: Contact
    attempt: Attempt | None = None
    is_blank: bool = False


def write_execution_form(dossier: Dossier, *, language: str) -> bytes:
    """Return the workbook of the month's F-32.

    Source: W-10 5.3.1, 5.3.2 and form F-32; A13, A18.
    """
    cycle = dossier.cycle
    header = attrs.evolve(dossier.report.header, form=cycle.policy.execution_form)
    book = Book(header, language=language, title=_TITLE)
    sheet = book.sheet(F32.sheet, mark=F32.mark)
    write_titles(sheet, F32)
    row = write_head(sheet, usual_facts(book), grid=_GRID)
    sheet.put((row, _GRID.left[0]), book.say(_HOW, timezone=header.timezone), style="hint")
    row = F32.first_row
    for line in _lines(cycle):
        _write_line(sheet, row, line=line, cycle=cycle)
        row += 1
    last = max(row - 1, F32.title_row)
    if last >= F32.first_row:
        guide_inputs(sheet, cycle, last=last)
    sheet.raw.autofilter(F32.title_row, F32.place("contact"), last, F32.place("note"))
    row = write_signatures(sheet, row, signers=_SIGNERS)
    sheet.raw.freeze_panes(F32.first_row, F32.place("contact") + 1)
    sheet.set_up_page(title_row=F32.title_row, last=(row, F32.place("note")), is_wide=True)
    sheet.lock()
    book.identify(identity_of(book, cycle, form=F32.form, purpose=month_purpose(cycle)))
    return book.to_bytes()


def _lines(cycle: Cycle) -> Iterator[_Line]:
    """Yield the lines by contact: those in the log, then those to fill in, else a bare one."""
    for contact in cycle.contacts:
        for number, attempt in enumerate(contact.attempts, 1):
            yield _Line(logged_key(contact.number, number), contact, attempt)
        if contact.state is ContactState.ASSIGNED and not cycle.state.is_final:
            for number in range(1, BLANK_ATTEMPTS + 1):
                yield _Line(blank_key(contact.number, number), contact, is_blank=True)
        elif not contact.attempts:
            yield _Line(bare_key(contact.number), contact)


def _write_line(sheet: Sheet, row: int, *, line: _Line, cycle: Cycle) -> None:
    sheet.put((row, KEY_COLUMN), line.key, style="plain")
    values = _planned(line.contact, cycle) | _tried(line)
    for column in F32.columns:
        style = _STYLES.get(column.key, "text")
        is_input = column.is_input and line.is_blank
        sheet.put(
            (row, F32.place(column.key)), values.get(column.key), style=style, is_input=is_input
        )


def _planned(contact: Contact, cycle: Cycle) -> dict[str, Cell]:
    scenario = cycle.scenario(contact.plan.scenario)
    return {
        "contact": contact.number,
        "on": contact.plan.on,
        "day_part": cycle.policy.day_parts.named(contact.plan.day_part).title,
        "contacter": contact.contacter.id if contact.contacter else None,
        "scenario": f"{scenario.number}. {scenario.text.title}",
        "state": contact.state.label,
    }


def _tried(line: _Line) -> dict[str, Cell]:
    if line.attempt is None:
        return {}
    agent = line.contact.agent if line.attempt.outcome is Outcome.REACHED else None
    return {
        "at": line.attempt.at,
        "outcome": OUTCOMES[line.attempt.outcome],
        "agent": agent.id if agent else None,
        "team": agent.team if agent else None,
        "note": line.attempt.note,
    }
