"""The SQL of the bookkeeping and what a connection is asked with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from mystery_shopping.ports import DeadlineRow, Delivery, DeliveryState, Entry

_POSITION = "SELECT position FROM mystery_shopping_subscription WHERE name = ?"
_MOVE = (
    "INSERT INTO mystery_shopping_subscription (name, position) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET position = excluded.position"
)
_FORGET = "DELETE FROM mystery_shopping_subscription WHERE name = ?"

_DROP_GROUP = "DELETE FROM mystery_shopping_deadline WHERE group_name = ?"
_DROP = "DELETE FROM mystery_shopping_deadline WHERE key = ?"
_DROP_AS_IT_IS = f"{_DROP} AND group_name = ? AND due_at = ? AND data = ?"
_CLEAR = "DELETE FROM mystery_shopping_deadline"
_PUT = (
    "INSERT OR REPLACE INTO mystery_shopping_deadline (key, group_name, due_at, data)"
    " VALUES (?, ?, ?, ?)"
)
_DEADLINES = "SELECT key, group_name, due_at, data FROM mystery_shopping_deadline"
_ALL_DEADLINES = f"{_DEADLINES} ORDER BY due_at, key"
_DEADLINES_OF = f"{_DEADLINES} WHERE group_name = ? ORDER BY due_at, key"
_DUE_DEADLINES = f"{_DEADLINES} WHERE due_at <= ? ORDER BY due_at, key LIMIT ?"

_COLUMNS = (
    "id, subscription, event_id, notice, channel, recipient, facts,"
    " queued_at, due_at, state, attempts, note"
)
_STATE = Delivery._fields.index("state")
_INSERT = (
    f"INSERT INTO mystery_shopping_delivery ({_COLUMNS})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)
_SELECT = f"SELECT {_COLUMNS} FROM mystery_shopping_delivery"
_FIND = f"{_SELECT} WHERE id = ?"
_PAGE = f"{_SELECT} WHERE id > ? ORDER BY id LIMIT ?"
# A page of each state by itself is read in the order of the index; only those few are sorted.
_PAGE_OF = f"SELECT * FROM ({_SELECT} WHERE state = ? AND id > ? ORDER BY id LIMIT ?)"
_COUNTS = "SELECT state, count(*) FROM mystery_shopping_delivery GROUP BY state"
# The condition on the state is the index's own, word for word: that is how SQLite knows it serves.
# Left to itself it would rather read all of each state, and sort.
_FREE = (
    "SELECT id FROM mystery_shopping_delivery INDEXED BY mystery_shopping_delivery_due"
    " WHERE state IN ('queued', 'sending', 'retrying') AND due_at <= ? AND lease_until <= ?"
    " ORDER BY due_at, id LIMIT ?"
)
_CLAIM = (
    "UPDATE mystery_shopping_delivery SET state = 'sending', worker = ?, lease_until = ?"
    f" WHERE id IN ({_FREE}) RETURNING {_COLUMNS}"
)
_SETTLE = (
    "UPDATE mystery_shopping_delivery"
    " SET state = ?, due_at = ?, attempts = ?, note = ?, worker = NULL, lease_until = 0"
    " WHERE id = ? AND worker = ?"
)
_REQUEUE = (
    "UPDATE mystery_shopping_delivery SET state = 'queued', due_at = ?, attempts = 0"
    " WHERE id = ? AND state = 'dead'"
)
_PRUNE = "DELETE FROM mystery_shopping_delivery WHERE state = 'sent' AND queued_at < ?"

Connection = sqlite3.Connection


def find_position(connection: Connection, subscription: str) -> int | None:
    """Return the position a subscription has read up to, `None` before it ever did."""
    row = connection.execute(_POSITION, (subscription,)).fetchone()
    return None if row is None else int(row[0])


def move(connection: Connection, subscription: str, *, to: int, entry: Entry) -> None:
    """Write a position and what follows from the events up to it."""
    connection.execute(_MOVE, (subscription, to))
    connection.executemany(_DROP_GROUP, ((group,) for group in entry.drop_groups))
    connection.executemany(_DROP, ((key,) for key in entry.drop))
    connection.executemany(_PUT, entry.put)
    connection.executemany(_INSERT, entry.deliveries)


def forget(connection: Connection, subscription: str) -> None:
    """Drop a subscription's position."""
    connection.execute(_FORGET, (subscription,))


def is_any_free(connection: Connection, *, due_micros: int, clock_micros: int) -> bool:
    """Tell whether there is something to claim; a reader waits for no writer."""
    return connection.execute(_FREE, (due_micros, clock_micros, 1)).fetchone() is not None


def claim(
    connection: Connection,
    worker: str,
    *,
    due_micros: int,
    clock_micros: int,
    lease_until_micros: int,
    limit: int,
) -> list[Delivery]:
    """Mark what is free as a worker's own, the longest due first."""
    values = (worker, lease_until_micros, due_micros, clock_micros, limit)
    rows = _deliveries(connection.execute(_CLAIM, values).fetchall())
    return sorted(rows, key=lambda row: (row.due_at_micros, row.id))  # RETURNING has no order


def settle(connection: Connection, told: tuple[object, ...], *, key: str, worker: str) -> bool:
    """Write state, due time, attempts and note of what the worker holds; tell whether it did."""
    return connection.execute(_SETTLE, (*told, key, worker)).rowcount == 1


def find_delivery(connection: Connection, key: str) -> Delivery | None:
    """Return a delivery, `None` when there is none of that id."""
    return next(iter(_deliveries(connection.execute(_FIND, (key,)))), None)


def list_deliveries(
    connection: Connection, states: Sequence[DeliveryState], *, after: str, limit: int
) -> list[Delivery]:
    """Return a page of the deliveries in one of `states` (all, when empty), by id."""
    if not states:
        return _deliveries(connection.execute(_PAGE, (after, limit)))
    wanted = list(dict.fromkeys(states))
    statement = f"{' UNION ALL '.join([_PAGE_OF] * len(wanted))} ORDER BY id LIMIT ?"
    values = [value for state in wanted for value in (state, after, limit)]
    return _deliveries(connection.execute(statement, (*values, limit)))


def count(connection: Connection) -> dict[DeliveryState, int]:
    """Return how many deliveries are in each state."""
    found = {DeliveryState(state): int(number) for state, number in connection.execute(_COUNTS)}
    return dict.fromkeys(DeliveryState, 0) | found


def requeue(connection: Connection, keys: Iterable[str], *, due_micros: int) -> int:
    """Queue the dead ones among `keys` anew, and return how many there were."""
    return connection.executemany(_REQUEUE, ((due_micros, key) for key in keys)).rowcount


def prune(connection: Connection, *, before_micros: int) -> int:
    """Drop sent deliveries queued before then, and return how many."""
    return connection.execute(_PRUNE, (before_micros,)).rowcount


def find_due_deadlines(connection: Connection, *, now_micros: int, limit: int) -> list[DeadlineRow]:
    """Return deadlines due at `now_micros`, the longest due first."""
    return _deadlines(connection.execute(_DUE_DEADLINES, (now_micros, limit)))


def list_deadlines(connection: Connection, group: str | None) -> list[DeadlineRow]:
    """Return all deadlines, or those of a group, by due time and key."""
    if group is None:
        return _deadlines(connection.execute(_ALL_DEADLINES))
    return _deadlines(connection.execute(_DEADLINES_OF, (group,)))


def drop_deadline(connection: Connection, row: DeadlineRow) -> bool:
    """Drop a deadline if it is as `row` says, and tell whether it was."""
    return connection.execute(_DROP_AS_IT_IS, row).rowcount == 1


def clear_deadlines(connection: Connection) -> None:
    """Drop all deadlines."""
    connection.execute(_CLEAR)


def _deliveries(rows: Iterable[tuple[Any, ...]]) -> list[Delivery]:
    return [
        Delivery._make((*row[:_STATE], DeliveryState(row[_STATE]), *row[_STATE + 1 :]))
        for row in rows
    ]


def _deadlines(rows: Iterable[tuple[Any, ...]]) -> list[DeadlineRow]:
    return [DeadlineRow._make(row) for row in rows]
