"""What a tick did, the deliveries, and what falls due, on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import attrs

import mystery_shopping as ms
from mystery_shopping.values import from_micros
from mystery_shopping_cli.notifications import words as w
from mystery_shopping_cli.screen import Block, Column, Grid, Heading, Piece, Styled, line
from mystery_shopping_cli.views.words import count_words, day_words, time_words
from mystery_shopping_cli.wording import say

SHORT_ID = 8
_STYLES = {
    ms.DeliveryState.SENT: "good",
    ms.DeliveryState.RETRYING: "warn",
    ms.DeliveryState.DEAD: "bad",
}


def tick_words(report: ms.TickReport) -> str:
    """Return what a tick did in one line, empty for nothing."""
    counts = attrs.asdict(report).items()
    told = (w.TICK[name].fill(n=count_words(count)) for name, count in counts if count)
    return " · ".join(map(say, told))


def delivery_blocks(
    rows: Sequence[ms.Delivery], counts: Mapping[ms.DeliveryState, int], *, left_out: int
) -> Iterator[Block]:
    """Return how many deliveries are in each state, and a line for each of some."""
    yield Heading(say(w.DELIVERY_TITLE), count_words(sum(counts.values())))
    yield line(*_count_pieces(counts), indent=2)
    key, state, notice, to, channel, failures, due = say(w.DELIVERY_HEADS).split(",")
    columns = (
        Column(key), Column(state), Column(notice, wide=True), Column(to), Column(channel),
        Column(failures, right=True, wide=True), Column(due),
    )  # fmt: skip
    yield Grid(columns, tuple(map(_delivery_row, rows)))
    yield from _notes(rows)
    if left_out:
        yield line(Styled(say(w.MORE.fill(n=count_words(left_out))), "muted"), indent=2)


def _count_pieces(counts: Mapping[ms.DeliveryState, int]) -> Iterator[Piece]:
    for place, (state, count) in enumerate(counts.items()):
        style = _STYLES.get(state, "") if count else "muted"
        yield Styled(f"{'   ' if place else ''}{say(state.label)} {count_words(count)}", style)


def _delivery_row(row: ms.Delivery) -> tuple[Piece, ...]:
    is_settled = row.state in (ms.DeliveryState.SENT, ms.DeliveryState.DEAD)
    return (
        row.id[:SHORT_ID],
        Styled(say(row.state.label), _STYLES.get(row.state, "")),
        w.notice_words(row.notice),
        row.recipient,
        row.channel,
        str(row.attempts),
        "–" if is_settled else time_words(from_micros(row.due_at_micros), "UTC"),
    )


def _notes(rows: Sequence[ms.Delivery]) -> Iterator[Block]:
    """Yield what went wrong, once for all a channel failed with alike."""
    groups: dict[tuple[str, str], list[ms.Delivery]] = {}
    for row in rows:
        if row.note and row.state is not ms.DeliveryState.SENT:
            groups.setdefault((row.channel, row.note), []).append(row)
    for (channel, note), alike in groups.items():
        label = f"{channel} ×{len(alike)}" if len(alike) > 1 else alike[0].id[:SHORT_ID]
        yield line(note, indent=2, label=Styled(label, "warn"))


def deadline_blocks(rows: Sequence[ms.Deadline], *, at: datetime) -> Iterator[Block]:
    """Return a line for each deadline, the day on the calendar of its site."""
    yield Heading(say(w.DEADLINE_TITLE), count_words(len(rows)))
    if not rows:
        yield line(say(w.NONE), indent=2)
    day, *others = map(Column, say(w.DEADLINE_HEADS).split(","))
    yield Grid((Column(""), day, *others), tuple(_deadline_row(row, at=at) for row in rows))


def _deadline_row(row: ms.Deadline, *, at: datetime) -> tuple[Piece, ...]:
    is_due = row.due_at <= at
    return (
        Styled(say(w.DUE_NOW), "warn") if is_due else "",
        f"{day_words(row.on)} {row.on.year}",
        w.notice_words(row.kind),
        row.place,
        f"#{row.number}" if row.number else "",
    )
