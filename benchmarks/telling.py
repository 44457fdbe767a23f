"""Notifications: deliveries a second beside raw updates, and an append that many subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

import mystery_shopping as ms
from benchmarks import postgres
from benchmarks.measure import Batch, Candidate, Size, compare, total
from benchmarks.month import Stretch, story
from benchmarks.raw import MEMORY, fill, new_database, new_log
from benchmarks.table import Goal, Row
from benchmarks.writing import commanding_on
from mystery_shopping.ports import DeliveryState, EventLog
from mystery_shopping_postgres import open_log
from mystery_shopping_postgres.testing import fresh_database

NAME = "notices"
WHAT = "a delivery claimed, worded, sent, settled / two raw updates"
SUBSCRIBED = 100
CLAIMED = 10  # what a worker claims at once
NOW = datetime(2027, 1, 1, tzinfo=UTC)
PERSON = ms.Contactable(role=ms.Role.QCA, reach={"box": "dewi"})
FACTS = (
    '{"n":3,"unit":"malang","period":"2026-11","cycle":"malang/2026-11","clause_of_notice":"5.3.4",'
    '"subject_id":"malang/2026-11","occurred_at_micros":1794099600000000}'
)
CLAIM = (
    "UPDATE mystery_shopping_delivery SET state = 'sending' WHERE id IN"
    " (SELECT id FROM mystery_shopping_delivery WHERE state = 'queued' LIMIT ?) RETURNING *"
)
SETTLE = "UPDATE mystery_shopping_delivery SET state = 'sent' WHERE id = ?"


class Nowhere:
    """A channel that takes everything and keeps nothing."""

    def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:  # noqa: ARG002 - a port
        """Take the message."""
        return ms.Receipt()

    def close(self) -> None:
        """Nothing is held."""


def notifications(size: Size) -> Iterator[Row]:
    """Yield what a delivery takes on each storage, and what subscribing costs who appends."""
    yield from (_deliveries(how, size) for how in ("NORMAL", "FULL", MEMORY))
    yield _on_postgres(size)
    yield _subscribed(size)


def _deliveries(how: str, size: Size) -> Row:
    count = size.contacts if how != "FULL" else size.waits * CLAIMED
    ours = partial(sending, partial(new_log, synchronous=how, past=()), count=count)
    theirs = partial(updating, synchronous=how, count=count)
    row = Row(NAME, f"{WHAT}; {how}")
    return _told(row, ours, theirs, count=count, size=size)


def _on_postgres(size: Size) -> Row:
    def measure(row: Row, server: str) -> Row:
        ours = partial(sending, partial(_postgres_log, server=server), count=size.contacts)
        theirs = partial(updating_on_postgres, server=server, count=size.contacts)
        return _told(row, ours, theirs, count=size.contacts, size=size)

    return postgres.on_a_server(Row(NAME, WHAT), measure)


def _told(row: Row, ours: Candidate, theirs: Candidate, *, count: int, size: Size) -> Row:
    (measured,) = compare(ours, theirs, size=size, by=(total,))
    rate = f"{count / measured.ours:,.0f} deliveries a second by one worker"
    return row.timed(measured, count=count)._replace(rest=rate)


def _subscribed(size: Size) -> Row:
    stretch = story(size.small).contacts(size.small)
    ours, theirs = (
        partial(appending, stretch=stretch, subscriptions=many) for many in (SUBSCRIBED, 0)
    )
    (measured,) = compare(ours, theirs, size=size)
    what = f"a command on a log with {SUBSCRIBED} subscriptions / with none; NORMAL"
    row = Row(NAME, what, goal=Goal(1.05, 1.02), rest="nothing: who appends knows of no reader")
    return row.timed(measured, count=len(stretch.turns))


@contextmanager
def sending(
    make_log: Callable[[Path], AbstractContextManager[EventLog]], folder: Path, *, count: int
) -> Iterator[Sequence[Batch]]:
    """Hand out one batch that sends so many deliveries, and check that all are sent."""
    with make_log(folder) as log:
        notifier = _notifier(log, subscriptions=0)
        _queue(notifier.bookkeeping, count)
        yield [partial(notifier._sender.send_due, NOW)]  # noqa: SLF001 - the way out alone
        assert notifier.bookkeeping.counts()[DeliveryState.SENT] == count


@contextmanager
def updating(folder: Path, *, synchronous: str, count: int) -> Iterator[Sequence[Batch]]:
    """Hand out one batch that updates so many rows twice, as a claim and a settlement would."""
    with new_database(folder, synchronous) as log:
        _queue(log.bookkeeping(), count)
        yield [partial(_update_all, log.connection.execute)]
        assert log.bookkeeping().counts()[DeliveryState.SENT] == count


@contextmanager
def updating_on_postgres(_: Path, *, server: str, count: int) -> Iterator[Sequence[Batch]]:
    """Hand out one batch that does the same on a database of its own."""
    with (
        fresh_database(server) as url,
        closing(open_log(url)) as log,
        psycopg.connect(url, autocommit=True) as connection,
    ):
        _queue(log.bookkeeping(), count)
        yield [partial(_update_all, connection.execute, mark="%s")]
        assert log.bookkeeping().counts()[DeliveryState.SENT] == count


@contextmanager
def appending(folder: Path, *, stretch: Stretch, subscriptions: int) -> Iterator[Sequence[Batch]]:
    """Hand out the batches that carry a stretch out on a log that so many subscribed to."""
    with new_database(folder, "NORMAL") as log:
        fill(log.connection, stretch.past)
        notifier = _notifier(log, subscriptions=subscriptions)
        notifier.read_log(NOW)
        log.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with commanding_on(log, stretch=stretch, batch=1) as batches:
            yield batches
        assert notifier.read_log(NOW).read_count > 0


@contextmanager
def _postgres_log(_: Path, *, server: str) -> Iterator[EventLog]:
    with fresh_database(server) as url, closing(open_log(url)) as log:
        yield log


def _notifier(log: EventLog, *, subscriptions: int) -> ms.Notifier:
    directory = ms.Directory(
        channels={"box": "memory:"},
        people={"dewi": PERSON},
        subscriptions={f"s{n}": ms.Subscription() for n in range(subscriptions)},
    )
    return ms.Notifier(log, directory=directory, open_channel=lambda _: Nowhere())


def _queue(books: ms.Bookkeeping, count: int) -> None:
    rows = [
        ms.Delivery(f"{n:064x}", "s", f"e/{n}", "all_forms_in", "box", "dewi", FACTS, n, n)
        for n in range(count)
    ]
    assert books.advance("s", expected=None, to=1, entry=ms.Entry(deliveries=rows))


def _update_all(execute: Callable[..., Any], *, mark: str = "?") -> None:
    claim, settle = (text.replace("?", mark) for text in (CLAIM, SETTLE))
    while rows := execute(claim, (CLAIMED,)).fetchall():
        for row in rows:
            execute(settle, (row[0],))
