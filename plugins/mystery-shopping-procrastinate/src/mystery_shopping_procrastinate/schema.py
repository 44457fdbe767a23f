"""The tables of the log and of procrastinate, made by one explicit call."""

from __future__ import annotations

from typing import Any

import psycopg
from procrastinate.schema import SchemaManager
from psycopg.rows import tuple_row

from mystery_shopping.errors import LogUnusable
from mystery_shopping_postgres import create_tables as create_tables_of_the_log
from mystery_shopping_postgres import migrate as migrate_the_log
from mystery_shopping_postgres._address import Address, split_options
from mystery_shopping_postgres._failures import translated
from mystery_shopping_procrastinate._enqueuing import MISSING
from mystery_shopping_procrastinate._names import server_url

_THERE = b"SELECT to_regclass('procrastinate_jobs') IS NOT NULL"


def migrate(url: str) -> int:
    """Bring the log's tables up to date, make procrastinate's where there are none.

    Returns the log's schema number. Safe to call twice, and by two at once. What procrastinate
    made once is changed only by the migrations of its own releases.

    Raises:
        LogUnusable: when the server is out of reach, or the log's tables are of a newer version.
    """
    rest = split_options(server_url(url))[0]
    number = migrate_the_log(rest)
    address = Address.parse(rest)
    with translated(address.name), address.connect() as connection, connection.transaction():
        create_tables(connection)
    return number


def create_tables(connection: psycopg.Connection[Any]) -> None:
    """Do what `migrate` does, in a transaction of the host's; the host commits.

    Raises:
        LogUnusable: as `migrate` does, or when the database's text is not UTF-8.
    """
    create_tables_of_the_log(connection)  # and holds a lock of its own, to the end
    if not _is_there(connection):
        psycopg.Cursor(connection).execute(SchemaManager.get_schema())


def check_tables(connection: psycopg.Connection[Any], *, log: str) -> None:
    """Raise unless the tables of procrastinate are there.

    Raises:
        LogUnusable: with what to do.
    """
    if not _is_there(connection):
        raise LogUnusable(log=log, problem=MISSING)


def _is_there(connection: psycopg.Connection[Any]) -> bool:
    row = psycopg.Cursor(connection, row_factory=tuple_row).execute(_THERE).fetchone()
    return row is not None and bool(row[0])
