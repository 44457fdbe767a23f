"""The SQL of positions and deadlines, and the one step that moves a subscription on."""

from __future__ import annotations

from uuid import UUID

from mystery_shopping.ports import DeadlineRow, Entry
from mystery_shopping_postgres._delivery_statements import check_deliveries, queue
from mystery_shopping_postgres._statements import Rows, check_text

_POSITION = b"SELECT position FROM mystery_shopping_position WHERE subscription = %s"
_FIRST_MOVE = (
    b"INSERT INTO mystery_shopping_position (subscription, position, mark) VALUES (%s, %s, %s)"
    b" ON CONFLICT (subscription) DO NOTHING"
)
_MOVE = (
    b"UPDATE mystery_shopping_position SET position = %s, mark = %s"
    b" WHERE subscription = %s AND position = %s"
)
_WAS_MOVED = b"SELECT 1 FROM mystery_shopping_position WHERE subscription = %s AND mark = %s"
_FORGET = b"DELETE FROM mystery_shopping_position WHERE subscription = %s"

_SELECT = b"SELECT key, group_name, due_at, data FROM mystery_shopping_deadline"
_DUE = _SELECT + b" WHERE due_at <= %s ORDER BY due_at, key LIMIT %s"
_ALL = _SELECT + b" ORDER BY due_at, key"
_OF_GROUP = _SELECT + b" WHERE group_name = %s ORDER BY due_at, key"
_DROP_GROUPS = b"DELETE FROM mystery_shopping_deadline WHERE group_name = ANY(%s::text[])"
_DROP_KEYS = b"DELETE FROM mystery_shopping_deadline WHERE key = ANY(%s::text[])"
_PUT = b"""
INSERT INTO mystery_shopping_deadline (key, group_name, due_at, data)
SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[])
ON CONFLICT (key) DO UPDATE
SET group_name = excluded.group_name, due_at = excluded.due_at, data = excluded.data
"""
_DROP_ROW = (
    b"DELETE FROM mystery_shopping_deadline"
    b" WHERE key = %s AND group_name = %s AND due_at = %s AND data = %s"
)
_HAS_KEY = b"SELECT 1 FROM mystery_shopping_deadline WHERE key = %s"
_CLEAR = b"DELETE FROM mystery_shopping_deadline"


def find_position(cursor: Rows, subscription: str) -> int | None:
    """Return the position of a subscription, `None` when it has none."""
    check_text("subscription", subscription)
    row = cursor.execute(_POSITION, (subscription,)).fetchone()
    return int(str(row[0])) if row else None


def advance(
    cursor: Rows, subscription: str, *, expected: int | None, to: int, entry: Entry, mark: UUID
) -> bool:
    """Move a subscription and write the entry, or do nothing; an empty entry is one round trip.

    The mark stays with the position: found there again, it tells that this move was made.
    """
    check_text("subscription", subscription)
    _check(entry)
    if not (entry.drop_groups or entry.drop or entry.put or entry.deliveries):
        return _move(cursor, subscription, expected=expected, to=to, mark=mark)
    with cursor.connection.transaction():
        moved = _move(cursor, subscription, expected=expected, to=to, mark=mark)
        if moved:
            _write(cursor, entry)
    return moved


def was_moved(cursor: Rows, subscription: str, *, mark: UUID) -> bool:
    """Tell whether the last move of a subscription left this mark."""
    return cursor.execute(_WAS_MOVED, (subscription, mark)).fetchone() is not None


def forget(cursor: Rows, subscription: str) -> None:
    """Delete the position of a subscription."""
    check_text("subscription", subscription)
    cursor.execute(_FORGET, (subscription,))


def due_deadlines(cursor: Rows, *, now_micros: int, limit: int) -> list[DeadlineRow]:
    """Return deadlines that are due, the longest due first."""
    return _fetch(cursor, _DUE, (now_micros, limit))


def list_deadlines(cursor: Rows, *, group: str | None) -> list[DeadlineRow]:
    """Return all deadlines, or those of a group, by due time and key."""
    if group is None:
        return _fetch(cursor, _ALL, ())
    check_text("group", group)
    return _fetch(cursor, _OF_GROUP, (group,))


def drop_deadline(cursor: Rows, row: DeadlineRow) -> bool:
    """Delete a deadline if it still is as `row` says, and return whether it was."""
    check_text("row", f"{row.key}{row.group}{row.data}")
    values = (row.key, row.group, row.due_at_micros, row.data)
    return cursor.execute(_DROP_ROW, values).rowcount == 1


def has_deadline(cursor: Rows, key: str) -> bool:
    """Tell whether there is a deadline of that key."""
    return cursor.execute(_HAS_KEY, (key,)).fetchone() is not None


def clear_deadlines(cursor: Rows) -> None:
    """Delete all deadlines."""
    cursor.execute(_CLEAR)


def _move(cursor: Rows, subscription: str, *, expected: int | None, to: int, mark: UUID) -> bool:
    if expected is None:
        return cursor.execute(_FIRST_MOVE, (subscription, to, mark)).rowcount == 1
    return cursor.execute(_MOVE, (to, mark, subscription, expected)).rowcount == 1


def _check(entry: Entry) -> None:
    check_text("drop", "".join((*entry.drop_groups, *entry.drop)))
    for row in entry.put:
        check_text("put", f"{row.key}{row.group}{row.data}")
    check_deliveries(entry.deliveries)


def _write(cursor: Rows, entry: Entry) -> None:
    """Write an entry in its order, each part of it in one statement."""
    if entry.drop_groups:
        cursor.execute(_DROP_GROUPS, (list(entry.drop_groups),))
    if entry.drop:
        cursor.execute(_DROP_KEYS, (list(entry.drop),))
    if entry.put:
        last = {row.key: row for row in entry.put}  # one statement cannot write a key twice
        rows = [last[key] for key in sorted(last)]  # two writers wait for each other in turn
        cursor.execute(_PUT, [list(column) for column in zip(*rows, strict=True)])
    if entry.deliveries:
        queue(cursor, entry.deliveries)


def _fetch(cursor: Rows, query: bytes, values: tuple[object, ...]) -> list[DeadlineRow]:
    rows = cursor.execute(query, values, binary=True).fetchall()
    return [DeadlineRow._make(row) for row in rows]
