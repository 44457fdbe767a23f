"""The tables of log and bookkeeping, and the explicit call that creates and migrates them."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.rows import tuple_row

from mystery_shopping.errors import LogUnusable
from mystery_shopping_postgres._address import Address, split_options
from mystery_shopping_postgres._failures import translated

SCHEMA = 2

_LOCK = 0x4D535731
_HERE = "this database"
# One step per schema number, each run once and in order.
_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE mystery_shopping_event (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            stream text COLLATE "C" NOT NULL,
            version integer NOT NULL,
            event_id text NOT NULL,
            type text NOT NULL,
            schema integer NOT NULL,
            recorded_at bigint NOT NULL,
            actor text NOT NULL,
            role text NOT NULL,
            data bytea NOT NULL,
            previous bytea NOT NULL,
            hash bytea NOT NULL,
            UNIQUE (stream, version)
        )
        """,
        # Waits for the turn to write and looks at the version only then: a statement by itself
        # would see what was there before it waited. (max() reads the whole stream, by a plan that
        # was made when the table was empty.)
        f"""
        CREATE FUNCTION mystery_shopping_turn(wanted text) RETURNS integer
        LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock({_LOCK});
            RETURN coalesce((
                SELECT version FROM mystery_shopping_event
                WHERE stream = wanted ORDER BY version DESC LIMIT 1
            ), 0);
        END $$
        """,  # noqa: S608 - a number of our own
    ),
    (
        """
        CREATE TABLE mystery_shopping_position (
            subscription text PRIMARY KEY,
            position bigint NOT NULL,
            mark uuid NOT NULL
        )
        """,
        """
        CREATE TABLE mystery_shopping_delivery (
            id text COLLATE "C" PRIMARY KEY,
            subscription text NOT NULL,
            event_id text NOT NULL,
            notice text NOT NULL,
            channel text NOT NULL,
            recipient text NOT NULL,
            facts text NOT NULL,
            queued_at bigint NOT NULL,
            due_at bigint NOT NULL,
            state text NOT NULL,
            attempts integer NOT NULL,
            note text NOT NULL,
            worker text NOT NULL DEFAULT '',
            leased_until timestamptz,
            claim_mark uuid,
            settle_mark uuid
        )
        """,
        # What is settled is most of the table, and never looked at to claim.
        """
        CREATE INDEX mystery_shopping_delivery_due ON mystery_shopping_delivery (due_at, id)
        WHERE state IN ('queued', 'sending', 'retrying')
        """,
        """
        CREATE TABLE mystery_shopping_deadline (
            key text COLLATE "C" PRIMARY KEY,
            group_name text NOT NULL,
            due_at bigint NOT NULL,
            data text NOT NULL
        )
        """,
        "CREATE INDEX mystery_shopping_deadline_due ON mystery_shopping_deadline (due_at, key)",
        "CREATE INDEX mystery_shopping_deadline_group ON mystery_shopping_deadline (group_name)",
    ),
)
_VERSIONS = b"""
CREATE TABLE IF NOT EXISTS mystery_shopping_schema (
    version integer PRIMARY KEY,
    migrated_at timestamptz NOT NULL DEFAULT now()
)
"""


def migrate(url: str) -> int:
    """Create or bring up to date the tables at `url`, and return the schema number.

    Safe to call twice, and by two at once; all steps succeed or none does.

    Raises:
        LogUnusable: when the server is out of reach, or the tables are of a newer version.
    """
    address = Address.parse(split_options(url)[0])
    with translated(address.name), address.connect() as connection, connection.transaction():
        create_tables(connection)
    return SCHEMA


def create_tables(connection: psycopg.Connection[Any]) -> None:
    """Create or bring up to date the tables in a transaction of the host's; the host commits.

    Raises:
        LogUnusable: when they are of a newer version, or the database's text is not UTF-8.
    """
    cursor = psycopg.Cursor(connection, row_factory=tuple_row)
    cursor.execute(b"SELECT pg_advisory_xact_lock(%s, 0)", (_LOCK,))
    _check_encoding(connection)
    cursor.execute(_VERSIONS)
    for version in range(_find_known_schema(cursor, _HERE) + 1, SCHEMA + 1):
        for statement in _STEPS[version - 1]:
            cursor.execute(statement.encode())
        cursor.execute(b"INSERT INTO mystery_shopping_schema (version) VALUES (%s)", (version,))


def check_schema(connection: psycopg.Connection[Any], *, log: str) -> None:
    """Raise unless the tables are there and those this version of the library knows.

    Raises:
        LogUnusable: with what to do.
    """
    found = _find_known_schema(psycopg.Cursor(connection, row_factory=tuple_row), log)
    if found < SCHEMA:
        what = f"its schema is {found}, not {SCHEMA}" if found else "it has no tables yet"
        problem = f"{what}; call mystery_shopping_postgres.migrate(url) once"
        raise LogUnusable(log=log, problem=problem)


def _find_known_schema(cursor: psycopg.Cursor[tuple[Any, ...]], log: str) -> int:
    """Return the schema number of the tables, 0 when there are none."""
    there = cursor.execute(b"SELECT to_regclass('mystery_shopping_schema')").fetchone()
    if there is None or there[0] is None:
        return 0
    row = cursor.execute(b"SELECT max(version) FROM mystery_shopping_schema").fetchone()
    found = int(row[0]) if row and row[0] is not None else 0
    if found > SCHEMA:
        problem = f"its schema {found} is newer than {SCHEMA}; upgrade mystery-shopping-postgres"
        raise LogUnusable(log=log, problem=problem)
    return found


def _check_encoding(connection: psycopg.Connection[Any]) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        problem = f"its text is {encoding}; create the database with ENCODING 'UTF8'"
        raise LogUnusable(log=_HERE, problem=problem)
