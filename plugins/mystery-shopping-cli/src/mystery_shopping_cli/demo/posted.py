"""What the month's notices came to: by kind on the last page, and all of it for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import mystery_shopping as ms
from mystery_shopping_cli.demo.post import Post
from mystery_shopping_cli.demo.reach import JOURNAL
from mystery_shopping_cli.notifications.books import all_deliveries
from mystery_shopping_cli.notifications.words import notice_words
from mystery_shopping_cli.screen import Block, Column, Grid, Heading, Piece, Styled, line
from mystery_shopping_cli.wording import say

_TITLE = ms.Text("Pemberitahuan", "Notices")
_DAYS = ms.Text("{n} dalam {days} hari", "{n} on {days} days")
_HEADS = ms.Text("pemberitahuan,kepada", "notice,to")
_CHANNELS = {"mail": ms.Text("surel", "mail"), "webhook": ms.Text("webhook", "webhook")}
_SHOWN = (
    ms.DeliveryState.SENT,
    ms.DeliveryState.QUEUED,
    ms.DeliveryState.RETRYING,
    ms.DeliveryState.DEAD,
)
_STYLES = {ms.DeliveryState.RETRYING: "warn", ms.DeliveryState.DEAD: "bad"}


def post_blocks(post: Post) -> Iterator[Block]:
    """Return a line for each kind of notice, and what became of those really sent."""
    days = say(_DAYS.fill(n=len(post.messages), days=len(post.days)))
    yield Heading(say(_TITLE), days)
    kinds: dict[tuple[str, str], Counter[str]] = {}
    for message in post.messages:
        kinds.setdefault((message.clause, message.notice), Counter())[message.to] += 1
    notice, to = say(_HEADS).split(",")
    columns = (Column("W-10"), Column(notice), Column("n", right=True), Column(to, wide=True))
    yield Grid(columns, tuple(_row(*kind, people) for kind, people in kinds.items()))
    for channel, counts in _by_channel(post).items():
        yield line(*_fate(counts), indent=2, label=say(_CHANNELS[channel]))
        if note := _last_trouble(post, channel):
            yield line(Styled(note, "muted"), indent=4)


def plain_post(post: Post) -> dict[str, Any]:
    """Return the notices by day and kind, and what became of those really sent, by channel."""
    return {
        "count": len(post.messages),
        "days": [{"on": day.on, "count": day.count, "told": day.told} for day in post.days],
        "notices": Counter(message.notice for message in post.messages),
        "channels": _by_channel(post),
    }


def _row(clause: str, notice: str, people: Counter[str]) -> tuple[str, ...]:
    told = (f"{who} {n}" if n > 1 else who for who, n in people.items())
    return clause, notice_words(notice), str(people.total()), ", ".join(told)


def _by_channel(post: Post) -> dict[str, dict[ms.DeliveryState, int]]:
    """Return how many deliveries are in each state, for each channel but the journal."""
    names = (name for name in post.notifier.directory.channels if name != JOURNAL)
    counts = {name: dict.fromkeys(ms.DeliveryState, 0) for name in names}
    for row in all_deliveries(post.notifier.bookkeeping, states=()):
        if row.channel in counts:
            counts[row.channel][row.state] += 1
    return counts


def _fate(counts: dict[ms.DeliveryState, int]) -> Iterator[Piece]:
    shown = (row for row in _SHOWN if counts[row] or row is not ms.DeliveryState.QUEUED)
    for place, state in enumerate(shown):
        style = _STYLES.get(state, "") if counts[state] else ""
        yield Styled(f"{' · ' if place else ''}{counts[state]} {say(state.label)}", style)


def _last_trouble(post: Post, channel: str) -> str:
    rows = all_deliveries(post.notifier.bookkeeping, states=tuple(_STYLES))
    troubled = (row for row in rows if row.channel == channel)
    last = max(troubled, key=lambda row: row.due_at_micros, default=None)
    return last.note if last else ""
