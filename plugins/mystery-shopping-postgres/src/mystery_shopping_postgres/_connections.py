"""Connections of the log's own: kept for reuse, replaced when lost, and the work repeated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import psycopg
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from mystery_shopping.errors import LogBusy, LogFailure, LogUnusable
from mystery_shopping_postgres._address import DEFAULTS, Address
from mystery_shopping_postgres._failures import LOST, is_lost, translated
from mystery_shopping_postgres._statements import Rows
from mystery_shopping_postgres.schema import check_schema

T = TypeVar("T")
Connection = psycopg.Connection[tuple[object, ...]]

_TRIES = 3


class Connections:
    """Up to `size` connections to one address; a thread waits `patience_seconds` for one."""

    def __init__(self, address: Address, *, size: int, patience_seconds: float) -> None:
        self.address = address
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            kwargs=address.arguments,
            min_size=0,
            max_size=size,
            open=True,
            timeout=patience_seconds,
            reconnect_timeout=patience_seconds,
        )

    @classmethod
    def open(
        cls,
        url: str,
        *,
        pool_size: int = DEFAULTS["pool_size"],
        statement_timeout_ms: int = DEFAULTS["statement_timeout_ms"],
        lock_timeout_ms: int = DEFAULTS["lock_timeout_ms"],
    ) -> Connections:
        """Return connections to a database that has the tables of this version.

        Raises:
            InvalidValue: when the URL cannot be read.
            LogUnusable: when the server is out of reach, or its tables are missing or newer.
        """
        address = Address.parse(url).limited(
            statement_timeout_ms=statement_timeout_ms, lock_timeout_ms=lock_timeout_ms
        )
        with translated(address.name), address.connect() as connection:
            check_schema(connection, log=address.name)
        return cls(address, size=pool_size, patience_seconds=lock_timeout_ms / 1000)

    def run(self, work: Callable[[Rows], T]) -> T:
        """Return what `work` does with a cursor; it is repeated on a new one if that was lost.

        Raises:
            LogBusy: when no connection was free in time, or the server gave up waiting.
            LogUnusable: when the server is gone.
        """
        with translated(self.address.name):
            for left in reversed(range(_TRIES)):
                try:
                    with self._pool.connection() as connection:
                        return work(psycopg.Cursor(connection))
                except PoolTimeout as error:
                    raise self._say_why() from error
                except PoolClosed as error:
                    problem = "it was closed"
                    raise LogUnusable(log=self.address.name, problem=problem) from error
                except LOST as error:
                    if not left or not is_lost(error):
                        raise
                    self._pool.check()  # its neighbours will be dead, too
        raise AssertionError  # pragma: no cover - the last try returns or raises

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def _say_why(self) -> LogFailure:
        """Return the error for a wait in vain: the server's own, or all connections are taken."""
        self.address.connect().close()
        problem = f"all {self._pool.max_size} connections are in use; pool_size allows for more"
        return LogBusy(log=self.address.name, problem=problem)
