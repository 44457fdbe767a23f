"""What is due, what was disposed of, and what is on record about an agent, on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import mystery_shopping as ms
from mystery_shopping_cli.retention import words as w
from mystery_shopping_cli.screen import GAP, Block, Column, Grid, Heading, Styled, line
from mystery_shopping_cli.views.words import time_words
from mystery_shopping_cli.wording import say

_COUNTS = 3  # the columns of a certificate that hold figures


def told_block(words: ms.Text) -> Block:
    """Return one line that says what was done."""
    return line(Styled("✓ ", "good"), say(words))


def due_blocks(rows: tuple[ms.DueCycle, ...], *, on: date) -> Iterator[Block]:
    """Return one line a cycle, with the hold that keeps it."""
    yield Heading(say(w.DUE), f"{on} · {len(rows)}")
    if not rows:
        yield line(say(w.NONE_DUE), indent=2)
    cycle, until, holder = say(w.DUE_HEADS).split(",")
    columns = (Column(cycle), Column(until), Column(holder, wide=True))
    yield Grid(columns, tuple((row.cycle, str(row.keep_until), _held(row.hold)) for row in rows))


def _held(hold: ms.Hold | None) -> str:
    return f"{hold.holder}: {hold.reason}" if hold else ""


def certificate_blocks(rows: tuple[ms.Certificate, ...]) -> Iterator[Block]:
    """Return one line a certificate, and below them each head to compare with F-27."""
    yield Heading(say(w.CERTIFICATES), f"W-10 6 · {len(rows)}")
    cycle, on, by, until, *counts, reason = say(w.CERTIFICATE_HEADS).split(",")
    columns = (
        *map(Column, (cycle, on, by, until)),
        *(Column(head, right=True) for head in counts[:_COUNTS]),
        Column(reason, wide=True),
    )
    yield Grid(columns, tuple(map(_certificate_row, rows)))
    for row in rows:
        yield line(Styled(row.head, "muted"), "  ", row.cycle, indent=2)


def _certificate_row(row: ms.Certificate) -> tuple[str, ...]:
    counts = (row.event_count, row.contact_count, row.sample_count)
    when = time_words(row.at, "UTC")[:10]
    return (row.cycle, when, str(row.by), str(row.keep_until), *map(str, counts), row.reason)


def agent_blocks(records: ms.AgentRecords) -> Iterator[Block]:
    """Return the contacts, the findings in words, and the follow-ups."""
    yield Heading(say(w.AGENT.fill(agent=records.agent)), "W-10 5.3, 5.5")
    if not records.contacts and not records.follow_ups:
        yield line(say(w.NOTHING), indent=2)
    cycle, contact, at, state, *counts = say(w.CONTACT_HEADS).split(",")
    columns = (
        Column(cycle), Column(contact, right=True), Column(at), Column(state, wide=True),
        *(Column(head, right=True) for head in counts),
    )  # fmt: skip
    yield Grid(columns, tuple(map(_contact_row, records.contacts)))
    yield from _findings(records.contacts)
    if records.follow_ups:
        yield GAP
    heads = say(w.FOLLOW_UP_HEADS).split(",")
    yield Grid(
        tuple(Column(head, wide=head == heads[-1]) for head in heads),
        tuple(map(_follow_up_row, records.follow_ups)),
    )


def _contact_row(row: ms.AnsweredContact) -> tuple[str, ...]:
    marks = Counter(mark for _, mark in row.forms[-1].marks) if row.forms else Counter[int | None]()
    counts = (len(row.forms), marks[1], marks[0])
    at = time_words(row.answered_at, "UTC")
    return (row.cycle, str(row.contact), at, say(row.state.label), *map(str, counts))


def _findings(contacts: Iterable[ms.AnsweredContact]) -> Iterator[Block]:
    for row in contacts:
        last = row.forms[-1].findings if row.forms else ()
        for found in (*last, *row.nonconformities):
            facts = {"parameter": found.parameter, "note": found.note, "solution": found.solution}
            yield line(say(w.FINDING.fill(contact=row.contact, **facts)), indent=2, label="·")


def _follow_up_row(row: ms.AgentFollowUp) -> tuple[str, ...]:
    because = ", ".join(say(trigger.label) for trigger in row.triggers)
    notes = "; ".join((*row.notes, *filter(None, [row.waiver])))
    return row.cycle, str(row.number), say(row.state.label), because, notes
