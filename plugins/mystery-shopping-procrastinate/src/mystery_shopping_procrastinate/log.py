"""The log in PostgreSQL whose appends leave a job for the workers."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from mystery_shopping.errors import InvalidValue
from mystery_shopping.ports import Envelope, EventLog
from mystery_shopping_postgres import PostgresLog
from mystery_shopping_postgres import _statements as sql
from mystery_shopping_postgres._address import split_options
from mystery_shopping_procrastinate._enqueuing import enqueue
from mystery_shopping_procrastinate._names import server_url
from mystery_shopping_procrastinate.bound import BoundProcrastinateLog
from mystery_shopping_procrastinate.schema import check_tables


class ProcrastinateLog(PostgresLog):
    """The log of `mystery_shopping_postgres`, with a job of procrastinate beside each append.

    Events and job are one transaction. At most one job waits, however many appends there were:
    the tick it asks for reads all of the log that is new.
    """

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected` and leave a job waiting, or do nothing."""

        def work(cursor: sql.Rows) -> int:
            with cursor.connection.transaction():
                if not sql.append(cursor, stream, events, expected=expected):
                    return sql.settle(cursor, stream, events, expected=expected)
                version = expected + len(events)
                enqueue(cursor.connection, stream, version=version, log=self.name)
            return version

        return self._run(work) if events else super().append(stream, events, expected=expected)

    def bound(self, connection: object) -> EventLog:
        """Return the log on a `psycopg` connection of the host's, inside its transaction.

        Raises:
            InvalidValue: when `connection` is none of `psycopg`.
        """
        if not isinstance(connection, psycopg.Connection):
            required = "a psycopg.Connection"
            raise InvalidValue(path="connection", required=required, actual=connection)
        return BoundProcrastinateLog(connection)


def open_log(url: str) -> ProcrastinateLog:
    """Open the log of ``procrastinate+postgresql://user@host/database``.

    `migrate` must have made its tables and those of procrastinate. The query takes what that of
    ``postgresql://`` does.

    Raises:
        InvalidValue: when the URL or one of its options cannot be read.
        LogUnusable: when the server is out of reach, or tables are missing or newer.
    """
    rest, options = split_options(server_url(url))
    log = ProcrastinateLog(rest, **options)
    try:
        log._run(lambda cursor: check_tables(cursor.connection, log=log.name))  # noqa: SLF001
    except BaseException:
        log.close()
        raise
    return log
