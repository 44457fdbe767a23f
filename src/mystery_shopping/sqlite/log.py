"""The log in one SQLite file: durable, for several threads and processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from mystery_shopping.errors import InvalidValue, LogUnusable
from mystery_shopping.ports import Capabilities, Envelope, EventLog, Recorded, StreamInfo
from mystery_shopping.sqlite import _statements as sql
from mystery_shopping.sqlite._connections import Connections
from mystery_shopping.sqlite.bookkeeping import SqliteBookkeeping
from mystery_shopping.sqlite.bound import BoundSqliteLog
from mystery_shopping.sqlite.schema import is_current, migrate_file, translate

BUSY_SECONDS = 10.0
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
        self._connections = Connections(path, synchronous=synchronous, busy_seconds=busy_seconds)
        self._bookkeeping = SqliteBookkeeping(self._connections)
        try:
            with self._connections.translated():
                if not is_current(self.connection, path):
                    with self._connections.writing() as connection:
                        migrate_file(connection, path)
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread, in autocommit."""
        return self._connections.mine

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
        with self._connections.translated():
            return sql.read(self.connection, stream, after=after)

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`.

        A single writer at a time hands out positions, so none below a visible one can follow.
        """
        with self._connections.translated():
            return sql.tail(self.connection, after=after, limit=limit)

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        with self._connections.translated():
            return sql.list_streams(self.connection, prefix)

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream; AUTOINCREMENT never hands out its positions again."""
        with self._connections.translated():
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

    def bookkeeping(self) -> SqliteBookkeeping:
        """Return the one bookkeeping in this log's file; it ends with the log."""
        return self._bookkeeping

    def close(self) -> None:
        """Close the connections of all threads."""
        self._connections.close()

    def _append_many(self, stream: str, events: Sequence[Envelope], *, expected: int) -> bool:
        with self._connections.writing() as connection:
            return sql.append_many(connection, stream, events, expected=expected)


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


def open_bookkeeping(url: str) -> SqliteBookkeeping:
    """Open the bookkeeping in the file that `open_log` opens, by itself: closing it closes all."""
    return SqliteBookkeeping(open_log(url).bookkeeping().connections, owned=True)
