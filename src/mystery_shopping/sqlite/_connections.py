"""The connections to one SQLite file, one for each thread, and a transaction on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock, local
from time import monotonic, sleep

from mystery_shopping.sqlite.schema import translate

_PAUSE_SECONDS = 0.01


class Connections:
    """WAL, a sync at each commit unless `synchronous` says otherwise, patience with others."""

    def __init__(self, path: str, *, synchronous: str, busy_seconds: float) -> None:
        self.path = path
        self._synchronous = synchronous
        self._busy_seconds = busy_seconds
        self._threads = local()
        self._lock = RLock()
        self._opened: list[sqlite3.Connection] = []

    @property
    def mine(self) -> sqlite3.Connection:
        """The connection of the calling thread, in autocommit."""
        held: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if held is None:
            held = self._connect()
            self._threads.connection = held
        return held

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction that holds the lock to write from the start."""
        connection = self.mine
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn SQLite's errors into the library's."""
        try:
            yield
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._threads = local()

    def _connect(self) -> sqlite3.Connection:
        with self.translated():
            connection = sqlite3.connect(
                self.path,
                timeout=self._busy_seconds,
                isolation_level=None,
                check_same_thread=False,  # only close() reaches over, once nobody writes
            )
            with self._lock:
                self._opened.append(connection)
            _use_wal(connection, patience=self._busy_seconds)
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        return connection


def _use_wal(connection: sqlite3.Connection, *, patience: float) -> None:
    """Switch the file to WAL; SQLite itself does not wait for another that is switching it."""
    end = monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= end:
                raise
            sleep(_PAUSE_SECONDS)
        else:
            return
