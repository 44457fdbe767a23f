"""The table of the log, and what SQLite's failures mean."""

from __future__ import annotations

import sqlite3

from mystery_shopping.errors import LogBusy, LogFailure, LogUnusable

SCHEMA = 1
APPLICATION_ID = 0x4D535731

_CREATE = """
CREATE TABLE IF NOT EXISTS mystery_shopping_event (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    schema INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    data BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (stream, version)
) STRICT
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the log's table in a host's own database, if it is not there yet.

    The host's `user_version` and `application_id` stay the host's.
    """
    connection.execute(_CREATE)


def migrate_file(connection: sqlite3.Connection, path: str) -> None:
    """Create the table of a file of our own, or check that it is one this version knows.

    Raises:
        LogUnusable: when the file is another application's, or of a newer version.
    """
    application, schema = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    )
    if application == APPLICATION_ID and schema == SCHEMA:
        return
    if schema > SCHEMA and application == APPLICATION_ID:
        problem = f"its schema {schema} is newer than {SCHEMA}; upgrade the library"
        raise LogUnusable(log=path, problem=problem)
    if application not in {0, APPLICATION_ID}:
        raise LogUnusable(log=path, problem="the file belongs to another application")
    create_tables(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


_FAILURES: dict[int, type[LogFailure]] = {
    sqlite3.SQLITE_BUSY: LogBusy,
    sqlite3.SQLITE_LOCKED: LogBusy,
    sqlite3.SQLITE_READONLY: LogUnusable,
    sqlite3.SQLITE_FULL: LogUnusable,
    sqlite3.SQLITE_IOERR: LogUnusable,
    sqlite3.SQLITE_NOTADB: LogUnusable,
    sqlite3.SQLITE_CANTOPEN: LogUnusable,
    sqlite3.SQLITE_CORRUPT: LogUnusable,
    sqlite3.SQLITE_PERM: LogUnusable,
}


def translate(error: sqlite3.Error, path: str) -> LogFailure:
    """Return the library's error for one of SQLite's, by its primary result code."""
    kind = _FAILURES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, LogFailure)
    return kind(log=path, problem=str(error))
