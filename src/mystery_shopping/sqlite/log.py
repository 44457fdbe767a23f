"""The log in one SQLite file: durable, for several threads and processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, local
from time import monotonic, sleep
from urllib.parse import parse_qsl, unquote, urlsplit

from mystery_shopping.errors import InvalidValue, LogUnusable
from mystery_shopping.ports import Capabilities, Envelope, EventLog, Recorded, StreamInfo
from mystery_shopping.sqlite import _statements as sql
from mystery_shopping.sqlite.bound import BoundSqliteLog
from mystery_shopping.sqlite.schema import migrate_file, translate

BUSY_SECONDS = 10.0
_PAUSE_SECONDS = 0.01
_SYNCHRONOUS = ("FULL", "NORMAL", "EXTRA")


class SqliteLog:
    """A log in one SQLite file: WAL, `synchronous=FULL`, a STRICT table, a connection a thread."""

    capabilities = Capabilities(durable=True, processes=True)

    def __init__(
        self, path: str, *, synchronous: str = "FULL", busy_seconds: float = BUSY_SECONDS
    ) -> None:
        if synchronous not in _SYNCHRONOUS:
            wanted = ", ".join(_SYNCHRONOUS)
            raise InvalidValue(path="synchronous", required=wanted, actual=synchronous)
        self.path = path
        self._synchronous = synchronous
        self._busy_seconds = busy_seconds
        self._threads = local()
        self._lock = RLock()
        self._connections: list[sqlite3.Connection] = []
        try:
            with self._translated():
                migrate_file(self.connection, path)
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread, in autocommit."""
        held: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if held is None:
            held = self._connect()
            self._threads.connection = held
        return held

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none."""
        connection = self.connection
        try:
            if len(events) == 1:
                written = sql.append_one(connection, stream, events[0], expected=expected)
            else:
                written = bool(events) and self._append_many(stream, events, expected=expected)
            if written:
                return expected + len(events)
            return sql.settle(connection, stream, events, expected=expected)
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`."""
        with self._translated():
            return sql.read(self.connection, stream, after=after)

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`.

        A single writer at a time hands out positions, so none below a visible one can follow.
        """
        with self._translated():
            return sql.tail(self.connection, after=after, limit=limit)

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        with self._translated():
            return sql.list_streams(self.connection, prefix)

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream; AUTOINCREMENT never hands out its positions again."""
        with self._translated():
            sql.erase(self.connection, stream, expected=expected)

    def bound(self, connection: object) -> EventLog:
        """Return the log on a `sqlite3` connection of the host's, inside its transaction.

        Raises:
            InvalidValue: when `connection` is none of `sqlite3`.
        """
        if not isinstance(connection, sqlite3.Connection):
            required = "a sqlite3.Connection"
            raise InvalidValue(path="connection", required=required, actual=connection)
        return BoundSqliteLog(connection)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._threads = local()

    def _append_many(self, stream: str, events: Sequence[Envelope], *, expected: int) -> bool:
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            written = sql.append_many(connection, stream, events, expected=expected)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return written

    def _connect(self) -> sqlite3.Connection:
        with self._translated():
            connection = sqlite3.connect(
                self.path,
                timeout=self._busy_seconds,
                isolation_level=None,
                check_same_thread=False,  # only close() reaches over, once nobody writes
            )
            with self._lock:
                self._connections.append(connection)
            _use_wal(connection, patience=self._busy_seconds)
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise translate(error, self.path) from error


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


def open_log(url: str) -> SqliteLog:
    """Open or create the file of ``sqlite:///relative.db`` or ``sqlite:////absolute.db``.

    Options come as a query: ``?synchronous=NORMAL&busy_seconds=3``.

    Raises:
        InvalidValue: for a URL without a path or with an unknown option.
        LogUnusable: when the file cannot serve as a log.
    """
    parts = urlsplit(url)
    path, options = unquote(parts.path[1:]), dict(parse_qsl(parts.query))
    if parts.netloc or not path.isprintable() or path in {"", ":memory:"}:
        raise InvalidValue(path="url", required="sqlite:///path; memory: for none", actual=url)
    if not Path(path).absolute().parent.is_dir():
        raise LogUnusable(log=path, problem="its folder does not exist")
    unknown = options.keys() - {"synchronous", "busy_seconds"}
    if unknown:
        raise InvalidValue(path="url", required="synchronous, busy_seconds", actual=sorted(unknown))
    try:
        seconds = float(options.get("busy_seconds", BUSY_SECONDS))
    except ValueError as error:
        raise InvalidValue(path="busy_seconds", required="seconds", actual=options) from error
    return SqliteLog(
        path, synchronous=options.get("synchronous", "FULL").upper(), busy_seconds=seconds
    )
