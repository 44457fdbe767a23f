"""The log on a connection a host already holds: events commit and roll back with its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from mystery_shopping.ports import Capabilities, Envelope, Recorded, StreamInfo
from mystery_shopping.sqlite import _statements as sql
from mystery_shopping.sqlite.schema import translate

_HOST = "the host's connection"


class BoundSqliteLog:
    """A log inside the host's transaction; it begins none of its own and commits nothing.

    The host's database holds the table `create_tables` makes.
    """

    capabilities = Capabilities(durable=True, processes=True)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none; the host commits."""
        with self._inside() as connection:
            if events and sql.append_many(connection, stream, events, expected=expected):
                return expected + len(events)
            return sql.settle(connection, stream, events, expected=expected)

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`, the uncommitted ones too."""
        with self._translated():
            return sql.read(self._connection, stream, after=after)

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`."""
        with self._translated():
            return sql.tail(self._connection, after=after, limit=limit)

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        with self._translated():
            return sql.list_streams(self._connection, prefix)

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream; the host commits."""
        with self._inside() as connection:
            sql.erase(connection, stream, expected=expected)

    def close(self) -> None:
        """The connection is the host's to close."""

    @contextmanager
    def _inside(self) -> Iterator[sqlite3.Connection]:
        """Begin the host's transaction if it has not, so that it is the one to commit."""
        with self._translated():
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise translate(error, _HOST) from error
