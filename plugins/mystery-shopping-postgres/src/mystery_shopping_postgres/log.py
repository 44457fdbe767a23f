"""The log in PostgreSQL: one round trip an append, positions in the order of commits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import psycopg

from mystery_shopping.errors import Conflict, InvalidValue
from mystery_shopping.ports import Capabilities, Envelope, EventLog, Recorded, StreamInfo
from mystery_shopping_postgres import _statements as sql
from mystery_shopping_postgres._address import DEFAULTS, split_options
from mystery_shopping_postgres._connections import Connections
from mystery_shopping_postgres._failures import is_lost, translated
from mystery_shopping_postgres.bookkeeping import PostgresBookkeeping
from mystery_shopping_postgres.bound import BoundPostgresLog

T = TypeVar("T")


class PostgresLog:
    """A log in one PostgreSQL database; several logs of one server have a database each.

    A lost connection is replaced and the append repeated: the ids tell whether it got through.
    """

    capabilities = Capabilities(durable=True, processes=True)

    def __init__(
        self,
        url: str,
        *,
        pool_size: int = DEFAULTS["pool_size"],
        statement_timeout_ms: int = DEFAULTS["statement_timeout_ms"],
        lock_timeout_ms: int = DEFAULTS["lock_timeout_ms"],
    ) -> None:
        self._connections = Connections.open(
            url,
            pool_size=pool_size,
            statement_timeout_ms=statement_timeout_ms,
            lock_timeout_ms=lock_timeout_ms,
        )
        self._address = self._connections.address
        self._bookkeeping = PostgresBookkeeping(self._connections)

    @property
    def name(self) -> str:
        """What errors call this log: server and database, without user and password."""
        return self._address.name

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none."""
        written = bool(events) and self._run(
            lambda c: sql.append(c, stream, events, expected=expected)
        )
        if written:
            return expected + len(events)
        return self._run(lambda c: sql.settle(c, stream, events, expected=expected))

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`."""
        return self._run(lambda c: sql.read(c, stream, after=after))

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`.

        Writers hold one lock from before they take a position until they have committed, so no
        position below a visible one can follow.
        """
        return self._run(lambda c: sql.tail(c, after=after, limit=limit))

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        return self._run(lambda c: sql.list_streams(c, prefix))

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream; the sequence never hands out its positions again."""
        seen: list[int] = []

        def work(cursor: sql.Rows) -> None:
            seen.append(expected)
            seen[-1] = sql.erase(cursor, stream, expected=expected)

        self._run(work)
        done_before = len(seen) > 1 and seen[-1] == 0  # and only its answer was lost
        if seen[-1] != expected and not done_before:
            raise Conflict(stream=stream, expected=expected, actual=seen[-1])

    def listen(self, *, timeout_seconds: float = 5.0) -> Iterator[None]:
        """Yield whenever it is time to read the tail: at once, after commits, or after a while.

        A wake-up says nothing about what happened and may be lost: read on from where you were.
        A reader that stops closes the connection, which is one beside the pool.

        Raises:
            LogUnusable: when the server is gone; listen again once it is back.
        """
        with translated(self.name):
            while True:
                try:
                    with self._address.connect() as connection:
                        connection.execute(sql.LISTEN)
                        while True:
                            yield
                            list(connection.notifies(timeout=timeout_seconds, stop_after=1))
                except psycopg.OperationalError as error:
                    if not is_lost(error) or not self._is_there():
                        raise

    def bound(self, connection: object) -> EventLog:
        """Return the log on a `psycopg` connection of the host's, inside its transaction.

        Raises:
            InvalidValue: when `connection` is none of `psycopg`.
        """
        if not isinstance(connection, psycopg.Connection):
            required = "a psycopg.Connection"
            raise InvalidValue(path="connection", required=required, actual=connection)
        return BoundPostgresLog(connection)

    def bookkeeping(self) -> PostgresBookkeeping:
        """Return the workers' bookkeeping beside this log, always the same; it ends with it."""
        return self._bookkeeping

    def close(self) -> None:
        """Close every connection."""
        self._connections.close()

    def _run(self, work: Callable[[sql.Rows], T]) -> T:
        return self._connections.run(work)

    def _is_there(self) -> bool:
        try:
            self._address.connect().close()
        except psycopg.OperationalError:
            return False
        return True


def open_log(url: str) -> PostgresLog:
    """Open the log of ``postgresql://user@host/database``; `migrate` must have made its tables.

    Beside the driver's own, the query takes `pool_size`, `statement_timeout_ms` and
    `lock_timeout_ms`.

    Raises:
        InvalidValue: when the URL or one of its options cannot be read.
        LogUnusable: when the server is out of reach, or its tables are missing or newer.
    """
    rest, options = split_options(url)
    return PostgresLog(rest, **options)
