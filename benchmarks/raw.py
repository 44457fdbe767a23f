"""The peer: raw `sqlite3` writes of the same rows, in the same table, with the same settings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.measure import Batch
from benchmarks.month import CYCLE, Rows, Stretch
from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import Envelope, EventLog
from mystery_shopping.sqlite import SqliteLog

T = TypeVar("T")

MEMORY = "MEMORY"  # in the place of a durability level: nothing survives
STREAM = f"cycle/{CYCLE}"
# The public order of an envelope, with the stream and version in front.
INSERT = (
    "INSERT INTO mystery_shopping_event (stream, version, event_id, type, schema, recorded_at,"
    " actor, role, data, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@contextmanager
def new_database(folder: Path, synchronous: str) -> Iterator[SqliteLog]:
    """Hand out a fresh SQLite log whose connection the peer borrows, settings and all."""
    in_memory = synchronous == MEMORY
    path = ":memory:" if in_memory else str(folder / "log.db")
    with closing(SqliteLog(path, synchronous="FULL" if in_memory else synchronous)) as log:
        yield log


@contextmanager
def new_log(folder: Path, synchronous: str, past: Iterable[Rows]) -> Iterator[EventLog]:
    """Hand out the log of our side: the same as the peer's, or the reference log in memory."""
    if synchronous == MEMORY:
        log = MemoryLog()
        for rows in past:
            log.append(STREAM, [Envelope(*row[2:]) for row in rows], expected=rows[0][1] - 1)
        yield log
        return
    with new_database(folder, synchronous) as stored:
        fill(stored.connection, past)
        yield stored


@contextmanager
def raw_writes(
    folder: Path, *, stretch: Stretch, synchronous: str, batch: int
) -> Iterator[Sequence[Batch]]:
    """Hand out the batches that write a stretch after its past, and check what they wrote."""
    with new_database(folder, synchronous) as log:
        fill(log.connection, stretch.past)
        yield in_batches(partial(insert, log.connection), stretch.groups, size=batch)
        check_rows(log, stretch)


def insert(connection: sqlite3.Connection, groups: Iterable[Rows]) -> None:
    """Write each group as one statement or, where it has several rows, one transaction."""
    for rows in groups:
        if len(rows) == 1:
            connection.execute(INSERT, rows[0])
        else:
            fill(connection, (rows,))


def fill(connection: sqlite3.Connection, groups: Iterable[Rows]) -> None:
    """Write all groups in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(INSERT, chain.from_iterable(groups))
    connection.execute("COMMIT")


def in_batches(
    work: Callable[[Sequence[T]], object], items: Sequence[T], *, size: int
) -> list[Batch]:
    """Return the batches that do `work` on `size` items at a time."""
    starts = range(0, len(items), size)
    return [partial(work, items[start : start + size]) for start in starts]


def check_rows(log: EventLog, stretch: Stretch) -> None:
    """Assert that a log holds the rows of a stretch and its past.

    Event ids are drawn anew in each run and the hashes seal them, so these count by their length.
    """
    written = [_compared((row.stream, row.version, *row[3:])) for row in log.read(STREAM)]
    wanted = map(_compared, chain.from_iterable((*stretch.past, *stretch.groups)))
    assert written == list(wanted), "both sides must leave the same rows"


def _compared(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:2], len(row[2]), *row[3:9], len(row[9]), len(row[10]))
