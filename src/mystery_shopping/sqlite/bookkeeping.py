"""The bookkeeping in the log's own SQLite file, for workers in several threads and processes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from mystery_shopping.ports import DeadlineRow, Delivery, DeliveryState, Entry
from mystery_shopping.sqlite import _book_statements as sql
from mystery_shopping.sqlite._connections import Connections

_MICROS = 1_000_000


class SqliteBookkeeping:
    """Bookkeeping beside the log, on its connections; leases run by the machine's clock.

    With `owned` connections it closes them; else they are the log's to close.
    """

    def __init__(self, connections: Connections, *, owned: bool = False) -> None:
        self.connections = connections
        self._owned = owned

    def position(self, subscription: str) -> int | None:
        """Return the position a subscription has read up to, `None` before it ever did."""
        with self._connection() as connection:
            return sql.find_position(connection, subscription)

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Move a subscription on from `expected` and write the entry, or do nothing."""
        with self._transaction() as connection:
            if sql.find_position(connection, subscription) != expected:
                return False
            sql.move(connection, subscription, to=to, entry=entry)
            return True

    def forget(self, subscription: str) -> None:
        """Forget a subscription's position; its deliveries stay known."""
        with self._connection() as connection:
            sql.forget(connection, subscription)

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Take up to `limit` deliveries that are due at `now_micros`, the longest due first.

        A worker with nothing to do asks without the lock to write, and so is in nobody's way.
        """
        with self._connection() as connection:
            clock = time.time_ns() // 1_000
            if not sql.is_any_free(connection, due_micros=now_micros, clock_micros=clock):
                return []
            return sql.claim(
                connection,
                worker,
                due_micros=now_micros,
                clock_micros=clock,
                lease_until_micros=clock + round(lease_seconds * _MICROS),
                limit=limit,
            )

    def settle(
        self,
        delivery_id: str,
        *,
        worker: str,
        state: DeliveryState,
        due_at_micros: int,
        attempts: int,
        note: str,
    ) -> bool:
        """Write how a claimed delivery ended, and give up the claim."""
        told = (state, due_at_micros, attempts, note)
        with self._connection() as connection:
            return sql.settle(connection, told, key=delivery_id, worker=worker)

    def find_delivery(self, delivery_id: str) -> Delivery | None:
        """Return a delivery, `None` when there is none of that id."""
        with self._connection() as connection:
            return sql.find_delivery(connection, delivery_id)

    def deliveries(
        self, *, states: Sequence[DeliveryState] = (), after: str = "", limit: int = 500
    ) -> Sequence[Delivery]:
        """Return deliveries in one of `states` (all, when empty), by id, those above `after`."""
        with self._connection() as connection:
            return sql.list_deliveries(connection, states, after=after, limit=limit)

    def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state; every state has an entry."""
        with self._connection() as connection:
            return sql.count(connection)

    def requeue(self, delivery_ids: Sequence[str], *, due_at_micros: int) -> int:
        """Send dead deliveries again: queued, due, no attempts; return how many were dead."""
        with self._transaction() as connection:
            return sql.requeue(connection, delivery_ids, due_micros=due_at_micros)

    def prune(self, *, before_micros: int) -> int:
        """Forget sent deliveries queued before then, and return how many."""
        with self._connection() as connection:
            return sql.prune(connection, before_micros=before_micros)

    def due_deadlines(self, *, now_micros: int, limit: int) -> Sequence[DeadlineRow]:
        """Return deadlines due at `now_micros`, the longest due first; nothing is claimed."""
        with self._connection() as connection:
            return sql.find_due_deadlines(connection, now_micros=now_micros, limit=limit)

    def deadlines(self, *, group: str | None = None) -> Sequence[DeadlineRow]:
        """Return all deadlines, or those of a group, by due time and key."""
        with self._connection() as connection:
            return sql.list_deadlines(connection, group)

    def drop_deadline(self, row: DeadlineRow) -> bool:
        """Drop a deadline if it still is as `row` says; return whether it was."""
        with self._connection() as connection:
            return sql.drop_deadline(connection, row)

    def clear_deadlines(self) -> None:
        """Drop all deadlines, to read them from the log anew."""
        with self._connection() as connection:
            sql.clear_deadlines(connection)

    def close(self) -> None:
        """Close the connections of all threads, if they are its own."""
        if self._owned:
            self.connections.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one statement, which is a transaction by itself."""
        with self.connections.translated():
            yield self.connections.mine

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for several statements that stand or fall together."""
        with self.connections.translated(), self.connections.writing() as connection:
            yield connection
