"""The SQL of the log and what a connection is asked with it, whoever owns the connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from mystery_shopping.errors import Conflict
from mystery_shopping.ports import Envelope, Recorded, StreamInfo

_COLUMNS = "event_id, type, schema, recorded_at, actor, role, data, previous, hash"
_VERSION = "(SELECT coalesce(max(version), 0) FROM mystery_shopping_event WHERE stream = ?)"
# One statement is its own transaction: it takes the lock, checks and writes, or does nothing.
# Where the stream has moved on the version is NULL: the column forbids it, IGNORE passes over it.
_APPEND = (
    f"INSERT OR IGNORE INTO mystery_shopping_event (stream, version, {_COLUMNS})"
    f" VALUES (?, CASE WHEN {_VERSION} = ? THEN ? END, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_APPEND_NEXT = (
    f"INSERT INTO mystery_shopping_event (stream, version, {_COLUMNS})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT = f"SELECT stream, version, position, {_COLUMNS} FROM mystery_shopping_event"
_READ = f"{_SELECT} WHERE stream = ? AND version > ? ORDER BY version"
_TAIL = f"{_SELECT} WHERE position > ? ORDER BY position LIMIT ?"
_IDS = (
    "SELECT event_id FROM mystery_shopping_event"
    " WHERE stream = ? AND version > ? ORDER BY version LIMIT ?"
)
_STREAMS = (
    "SELECT stream, max(version) FROM mystery_shopping_event"
    " WHERE substr(stream, 1, length(?)) = ? GROUP BY stream ORDER BY stream"
)
_ERASE = f"DELETE FROM mystery_shopping_event WHERE stream = ? AND {_VERSION} = ?"

Connection = sqlite3.Connection


def append_one(connection: Connection, stream: str, event: Envelope, *, expected: int) -> bool:
    """Write one event after version `expected`, and return whether it was written."""
    values = (stream, stream, expected, expected + 1, *event)
    return connection.execute(_APPEND, values).rowcount == 1


def append_many(
    connection: Connection, stream: str, events: Sequence[Envelope], *, expected: int
) -> bool:
    """Write all events inside the connection's transaction, or none when the stream moved on."""
    if find_version(connection, stream) != expected:
        return False
    rows = ((stream, expected + place, *event) for place, event in enumerate(events, 1))
    connection.executemany(_APPEND_NEXT, rows)
    return True


def settle(
    connection: Connection, stream: str, events: Sequence[Envelope], *, expected: int
) -> int:
    """Return the version after events that are there already, or raise `Conflict`."""
    rows = connection.execute(_IDS, (stream, expected, len(events))).fetchall()
    actual = find_version(connection, stream)
    same = [row[0] for row in rows] == [event.event_id for event in events]
    if same and (events or actual == expected):
        return expected + len(events)
    raise Conflict(stream=stream, expected=expected, actual=actual)


def read(connection: Connection, stream: str, *, after: int) -> list[Recorded]:
    """Return the events of a stream with a version above `after`."""
    return [Recorded._make(row) for row in connection.execute(_READ, (stream, after))]


def tail(connection: Connection, *, after: int, limit: int) -> list[Recorded]:
    """Return events of all streams with a position above `after`."""
    return [Recorded._make(row) for row in connection.execute(_TAIL, (after, limit))]


def list_streams(connection: Connection, prefix: str) -> list[StreamInfo]:
    """Return the streams whose name begins with `prefix`, by name."""
    return [StreamInfo(*row) for row in connection.execute(_STREAMS, (prefix, prefix))]


def erase(connection: Connection, stream: str, *, expected: int) -> None:
    """Dispose of a stream, or raise `Conflict` when it is not at `expected`."""
    erased = connection.execute(_ERASE, (stream, stream, expected)).rowcount
    actual = find_version(connection, stream)
    if not erased and actual != expected:
        raise Conflict(stream=stream, expected=expected, actual=actual)


def find_version(connection: Connection, stream: str) -> int:
    """Return the latest version of a stream, 0 when there is none."""
    return int(connection.execute(f"SELECT {_VERSION}", (stream,)).fetchone()[0])
