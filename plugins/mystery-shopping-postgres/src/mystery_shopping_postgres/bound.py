"""The log on a connection a host already holds: events commit and roll back with its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from mystery_shopping.errors import Conflict, InvalidValue, Text
from mystery_shopping.ports import Capabilities, Envelope, Recorded, StreamInfo
from mystery_shopping_postgres import _statements as sql
from mystery_shopping_postgres._failures import translated

_HOST = "the host's connection"
_IN_TRANSACTION = Text(
    "koneksi di dalam transaksi, atau tanpa autocommit",
    "a connection inside a transaction, or without autocommit",
)


class BoundPostgresLog:
    """A log inside the host's transaction; it ends none, and a conflict does not spoil it.

    The host's database holds the tables that `create_tables` or `migrate` makes. From the first
    event to the end of the transaction the host holds the turn to write: keep it short.
    """

    capabilities = Capabilities(durable=True, processes=True)

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none; the host commits.

        Raises:
            InvalidValue: in autocommit outside of a transaction: the host could not roll back.
        """
        with self._inside() as cursor:
            if events and sql.append(cursor, stream, events, expected=expected):
                return expected + len(events)
            return sql.settle(cursor, stream, events, expected=expected)

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`, the uncommitted ones too."""
        with translated(_HOST):
            return sql.read(self._cursor(), stream, after=after)

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`."""
        with translated(_HOST):
            return sql.tail(self._cursor(), after=after, limit=limit)

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        with translated(_HOST):
            return sql.list_streams(self._cursor(), prefix)

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream; the host commits."""
        with self._inside() as cursor:
            actual = sql.erase(cursor, stream, expected=expected)
            if actual != expected:
                raise Conflict(stream=stream, expected=expected, actual=actual)

    def close(self) -> None:
        """The connection is the host's to close."""

    @contextmanager
    def _inside(self) -> Iterator[sql.Rows]:
        """Set a savepoint in the host's transaction, begun as the host's connection begins one."""
        with translated(_HOST):
            cursor = self._cursor()
            if self._connection.info.transaction_status is TransactionStatus.IDLE:
                if self._connection.autocommit:
                    wrong = "autocommit"
                    raise InvalidValue(path="connection", required=_IN_TRANSACTION, actual=wrong)
                cursor.execute(b"SELECT 1")  # a block on an idle connection would commit at its end
            with self._connection.transaction():
                yield cursor

    def _cursor(self) -> sql.Rows:
        """Return a plain cursor: the host's own kind may make other rows, or bind differently."""
        return psycopg.Cursor(self._connection, row_factory=tuple_row)
