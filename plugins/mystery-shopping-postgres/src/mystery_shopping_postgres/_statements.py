"""The SQL of the log and what a cursor is asked with it, whoever owns the connection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from psycopg import Cursor

from mystery_shopping.errors import Conflict, InvalidValue
from mystery_shopping.ports import Envelope, Recorded, StreamInfo

Rows = Cursor[tuple[object, ...]]

CHANNEL = "mystery_shopping"
LISTEN = b"LISTEN mystery_shopping"

_COLUMNS = "event_id, type, schema, recorded_at, actor, role, data, previous, hash"
_SELECT = f"SELECT stream, version, position, {_COLUMNS} FROM mystery_shopping_event"  # noqa: S608
_READ = f"{_SELECT} WHERE stream = %s AND version > %s ORDER BY version".encode()
_TAIL = f"{_SELECT} WHERE position > %s ORDER BY position LIMIT %s".encode()
_VERSION = (
    b"SELECT version FROM mystery_shopping_event WHERE stream = %s ORDER BY version DESC LIMIT 1"
)
_STREAMS = (
    b"SELECT stream, max(version) FROM mystery_shopping_event"
    b" WHERE starts_with(stream, %s) GROUP BY stream ORDER BY stream"
)
_IDS = (
    b"SELECT event_id FROM mystery_shopping_event"
    b" WHERE stream = %s AND version > %s ORDER BY version LIMIT %s"
)
_TURN = b"SELECT mystery_shopping_turn(%s)"
_ERASE = b"DELETE FROM mystery_shopping_event WHERE stream = %s"
# The types of the first row hold for all.
_FIRST = (
    "(%s::text, %s::integer, %s::text, %s::text, %s::integer, %s::bigint,"
    " %s::text, %s::text, %s::bytea, %s::bytea, %s::bytea)"
)
_FURTHER = f"({', '.join(['%s'] * 11)})"
_CHUNK = 1_000  # the protocol counts parameters in 16 bits: 5,957 events would still fit


def append(cursor: Rows, stream: str, events: Sequence[Envelope], *, expected: int) -> bool:
    """Write all events after version `expected`, and return whether they were written.

    Up to a thousand events are one statement, more of them one transaction.
    """
    check_text("stream", stream)
    for event in events:
        check_text("event", f"{event.event_id}{event.type}{event.actor}{event.role}")
    if len(events) <= _CHUNK:
        return _append_chunk(cursor, stream, events, expected=expected)
    with cursor.connection.transaction():
        return all(
            _append_chunk(cursor, stream, events[start : start + _CHUNK], expected=expected + start)
            for start in range(0, len(events), _CHUNK)
        )


def settle(cursor: Rows, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
    """Return the version after events that are there already, or raise `Conflict`."""
    check_text("stream", stream)
    rows = cursor.execute(_IDS, (stream, expected, len(events))).fetchall()
    actual = _find_version(cursor, stream)
    same = [row[0] for row in rows] == [event.event_id for event in events]
    if same and (events or actual == expected):
        return expected + len(events)
    raise Conflict(stream=stream, expected=expected, actual=actual)


def read(cursor: Rows, stream: str, *, after: int) -> list[Recorded]:
    """Return the events of a stream with a version above `after`."""
    check_text("stream", stream)
    return _fetch(cursor, _READ, (stream, after))


def tail(cursor: Rows, *, after: int, limit: int) -> list[Recorded]:
    """Return events of all streams with a position above `after`."""
    return _fetch(cursor, _TAIL, (after, limit))


def list_streams(cursor: Rows, prefix: str) -> list[StreamInfo]:
    """Return the streams whose name begins with `prefix`, by name."""
    check_text("prefix", prefix)
    rows = cursor.execute(_STREAMS, (prefix,)).fetchall()
    return [StreamInfo(str(name), int(str(version))) for name, version in rows]


def erase(cursor: Rows, stream: str, *, expected: int) -> int:
    """Dispose of a stream if it is at `expected`, and return the version it was at."""
    check_text("stream", stream)
    with cursor.connection.transaction():
        row = cursor.execute(_TURN, (stream,)).fetchone()
        actual = int(str(row[0])) if row else 0
        if actual == expected:
            cursor.execute(_ERASE, (stream,))
    return actual


def check_text(path: str, text: str) -> None:
    """Raise `InvalidValue` for what PostgreSQL cannot keep as text, before the driver sees it."""
    try:
        fits = "\0" not in text and bool(text.isascii() or text.encode())
    except UnicodeEncodeError:
        fits = False
    if not fits:
        required = "text without NUL and lone surrogates"
        raise InvalidValue(path=path, required=required, actual=text)


def _append_chunk(cursor: Rows, stream: str, events: Sequence[Envelope], *, expected: int) -> bool:
    values: list[object] = [stream]
    for place, event in enumerate(events, 1):
        values += (stream, expected + place, *event)
    values.append(expected)
    return cursor.execute(_insert(len(events)), values).rowcount == len(events)


@lru_cache(maxsize=64)
def _insert(count: int) -> bytes:
    """Return the statement that writes `count` events: lock, check, insert and wake in one.

    The turn is taken before the first position is drawn, and held until the commit is visible.
    """
    rows = ", ".join([_FIRST] + [_FURTHER] * (count - 1))
    return (
        "WITH turn AS MATERIALIZED (SELECT mystery_shopping_turn(%s) AS version)"  # noqa: S608
        f" INSERT INTO mystery_shopping_event (stream, version, {_COLUMNS})"
        f" SELECT fresh.* FROM turn, (VALUES {rows}) AS fresh (stream, version, {_COLUMNS})"
        " WHERE turn.version = %s ORDER BY fresh.version"
        f" RETURNING pg_notify('{CHANNEL}', '')"
    ).encode()


def _fetch(cursor: Rows, query: bytes, values: tuple[object, ...]) -> list[Recorded]:
    rows = cursor.execute(query, values, binary=True).fetchall()
    return [Recorded._make(row) for row in rows]


def _find_version(cursor: Rows, stream: str) -> int:
    row = cursor.execute(_VERSION, (stream,)).fetchone()
    return int(str(row[0])) if row else 0
