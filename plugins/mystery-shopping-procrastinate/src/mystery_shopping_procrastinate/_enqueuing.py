"""One job in the transaction of the append, unless one waits already."""

from __future__ import annotations

from functools import cache
from typing import Any

import psycopg
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from psycopg.rows import tuple_row

from mystery_shopping.errors import LogUnusable
from mystery_shopping_procrastinate._names import ONE_TICK_WAITS, QUEUE, TICK

MISSING = (
    "the tables of procrastinate are missing, of another release, or not for this user; call"
    " mystery_shopping_procrastinate.migrate(url) once, or procrastinate's own migrations"
)

# A conflict leaves a dead row and an ERROR in the server's log; looking leaves neither. The
# snapshot of a stricter transaction may be older than the turn to write: there only trying tells.
_WAITS = b"""
SELECT FROM procrastinate_jobs
WHERE queueing_lock = %s AND status = 'todo'
AND current_setting('transaction_isolation') = 'read committed'
"""


def enqueue(connection: psycopg.Connection[Any], stream: str, *, version: int, log: str) -> None:
    """Leave a tick waiting once the transaction on `connection` commits, ours or another.

    The caller holds the turn to write. The job carries these ids, and nothing of the events.

    Raises:
        LogUnusable: when procrastinate's tables are missing, about the log called `log`.
        psycopg.Error: for anything else the server says.
    """
    try:
        if psycopg.Cursor(connection, row_factory=tuple_row).execute(
            _WAITS, (ONE_TICK_WAITS,)
        ).fetchone() is not None:  # fmt: skip
            return
        with connection.transaction():  # a savepoint: what it meets is undone, and nothing else
            _app().configure_task(
                TICK, queue=QUEUE, queueing_lock=ONE_TICK_WAITS, connection=connection
            ).defer(stream=stream, version=version)
    except AlreadyEnqueued:
        return
    except (psycopg.ProgrammingError, ConnectorException) as error:
        cause = error.__cause__ if isinstance(error, ConnectorException) else error
        if isinstance(cause, psycopg.ProgrammingError):
            raise LogUnusable(log=log, problem=MISSING) from cause
        raise cause or error from None


@cache
def _app() -> App:
    """Return an app that only enqueues: it is never opened, and has no connection of its own."""
    return App(connector=SyncPsycopgConnector())
