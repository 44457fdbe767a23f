"""The tables of log and bookkeeping, step by step, and what SQLite's failures mean."""

from __future__ import annotations

import sqlite3

from mystery_shopping.errors import LogBusy, LogFailure, LogUnusable

SCHEMA = 2
APPLICATION_ID = 0x4D535731

# One step per schema number, run in order. A host's database has no number of ours, so that every
# step has to leave alone what is there already.
_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
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
        """,
    ),
    (
        """
        CREATE TABLE IF NOT EXISTS mystery_shopping_subscription (
            name TEXT PRIMARY KEY,
            position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE IF NOT EXISTS mystery_shopping_delivery (
            id TEXT NOT NULL PRIMARY KEY,
            subscription TEXT NOT NULL,
            event_id TEXT NOT NULL,
            notice TEXT NOT NULL,
            channel TEXT NOT NULL,
            recipient TEXT NOT NULL,
            facts TEXT NOT NULL,
            queued_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            note TEXT NOT NULL,
            worker TEXT,
            lease_until INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """,
        # What is settled is not in this one: a claim costs the same after years of deliveries.
        """
        CREATE INDEX IF NOT EXISTS mystery_shopping_delivery_due
            ON mystery_shopping_delivery (due_at, id)
            WHERE state IN ('queued', 'sending', 'retrying')
        """,
        """
        CREATE INDEX IF NOT EXISTS mystery_shopping_delivery_state
            ON mystery_shopping_delivery (state, id)
        """,
        """
        CREATE TABLE IF NOT EXISTS mystery_shopping_deadline (
            key TEXT NOT NULL PRIMARY KEY,
            group_name TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            data TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE INDEX IF NOT EXISTS mystery_shopping_deadline_due
            ON mystery_shopping_deadline (due_at, key)
        """,
        """
        CREATE INDEX IF NOT EXISTS mystery_shopping_deadline_group
            ON mystery_shopping_deadline (group_name, due_at, key)
        """,
    ),
)


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables in a host's own database, those of them that are not there yet.

    The host's `user_version` and `application_id` stay the host's.
    """
    for step in _STEPS:
        for statement in step:
            connection.execute(statement)


def is_current(connection: sqlite3.Connection, path: str) -> bool:
    """Tell whether the tables of a file are those of this version, or have to be made first.

    Raises:
        LogUnusable: when the file is another application's, or of a newer version.
    """
    return _find_schema(connection, path) == SCHEMA


def migrate_file(connection: sqlite3.Connection, path: str) -> None:
    """Create or bring up to date the tables of a file, inside the caller's transaction.

    Raises:
        LogUnusable: when the file is another application's, or of a newer version.
    """
    # Asked again under the lock: another program may have been faster.
    for step in _STEPS[_find_schema(connection, path) :]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _find_schema(connection: sqlite3.Connection, path: str) -> int:
    """Return the schema number of a file of ours, 0 for one that is nobody's yet."""
    application, schema = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    )
    if application not in {0, APPLICATION_ID}:
        raise LogUnusable(log=path, problem="the file belongs to another application")
    if application == 0:
        return 0
    if schema > SCHEMA:
        problem = f"its schema {schema} is newer than {SCHEMA}; upgrade the library"
        raise LogUnusable(log=path, problem=problem)
    return int(schema)


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
