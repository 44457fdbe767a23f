"""G5 on PostgreSQL: a server of the benchmark's own, and raw `psycopg` writes beside the log."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import Batch, Size, compare
from benchmarks.month import Rows, Stretch, story
from benchmarks.raw import check_rows, in_batches
from benchmarks.table import Goal, Row
from benchmarks.writing import commanding_on
from mystery_shopping_postgres import open_log
from mystery_shopping_postgres.testing import NoServer, fresh_database, running_server

Connection = psycopg.Connection[tuple[Any, ...]]

GIVEN = "MYSTERY_SHOPPING_TEST_POSTGRES"
COLUMNS = (
    "(stream, version, event_id, type, schema, recorded_at, actor, role, data, previous, hash)"
)
VALUES = f"VALUES ({', '.join(['%s'] * 11)})"
INSERT = f"INSERT INTO mystery_shopping_event {COLUMNS} {VALUES}".encode()
COPY = f"COPY mystery_shopping_event {COLUMNS} FROM STDIN".encode()
REST = "the disk; then the lock that keeps the tail whole, and the wake-up"


def commands_on_postgres(size: Size) -> Iterator[Row]:
    """Yield G5 on PostgreSQL: the last contacts of a large cycle, one commit a command."""
    row = Row(
        "G5", f"a whole command, at the end of {size.large:,} contacts", goal=Goal(1.25, 1.15)
    )
    yield on_a_server(row, partial(_measured, size=size))


def on_a_server(row: Row, measure: Callable[[Row, str], Row]) -> Row:
    """Return the row as `measure` fills it on a server, its durability told; or skipped."""
    try:
        with _server() as url:
            return measure(row._replace(what=f"{row.what}; {_durability(url)}"), url)
    except NoServer as error:
        return row._replace(what=f"{row.what}; PostgreSQL").skipped(str(error))


@contextmanager
def commanding(_: Path, *, server: str, stretch: Stretch, batch: int) -> Iterator[Sequence[Batch]]:
    """Hand out the batches that carry a stretch's commands out on a database of their own."""
    with (
        _filled(server, stretch.past) as url,
        closing(open_log(url)) as log,
        commanding_on(log, stretch=stretch, batch=batch) as batches,
    ):
        yield batches


@contextmanager
def raw_writes(_: Path, *, server: str, stretch: Stretch, batch: int) -> Iterator[Sequence[Batch]]:
    """Hand out the batches that write a stretch's rows, and check what they wrote."""
    with (
        _filled(server, stretch.past) as url,
        closing(open_log(url)) as log,
        psycopg.connect(url, autocommit=True) as connection,
        connection.cursor() as cursor,
    ):
        yield in_batches(partial(_insert, cursor), stretch.groups, size=batch)
        check_rows(log, stretch)


def _measured(row: Row, server: str, *, size: Size) -> Row:
    stretch = story(size.large).contacts(size.waits)
    ours, theirs = (
        partial(lane, server=server, stretch=stretch, batch=1) for lane in (commanding, raw_writes)
    )
    (measured,) = compare(ours, theirs, size=size)
    return row._replace(rest=REST).timed(measured, count=len(stretch.turns))


@contextmanager
def _server() -> Iterator[str]:
    """Give the URL of the server named in the environment, or of a fresh one that syncs."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    with running_server(fsync=True) as server:
        yield server.url


def _durability(server: str) -> str:
    """Return which server this is, and what it waits for at a commit."""
    names = (b"server_version", b"fsync", b"synchronous_commit")
    with psycopg.connect(server) as connection:
        version, *rest = (
            str(connection.execute(b"SHOW " + name).fetchall()[0][0]) for name in names
        )
    return "PostgreSQL {}, fsync {}, synchronous_commit {}".format(version.split()[0], *rest)


@contextmanager
def _filled(server: str, past: Iterable[Rows]) -> Iterator[str]:
    with fresh_database(server) as url:
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            with cursor.copy(COPY) as copy:
                for row in chain.from_iterable(past):
                    copy.write_row(row)
            cursor.execute(b"ANALYZE mystery_shopping_event")
        yield url


def _insert(cursor: psycopg.Cursor[tuple[Any, ...]], groups: Iterable[Rows]) -> None:
    """Write each group as one statement or, where it has several rows, one transaction."""
    for rows in groups:
        if len(rows) == 1:
            cursor.execute(INSERT, rows[0])
        else:
            with cursor.connection.transaction():
                cursor.executemany(INSERT, rows)
