"""What PostgreSQL's failures mean to a caller of the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from mystery_shopping.errors import LogBusy, LogFailure, LogUnusable

LOST = (psycopg.OperationalError, psycopg.InterfaceError)

# By the beginning of SQLSTATE; the longest that fits decides.
_FAILURES: dict[str, type[LogFailure]] = {
    "08": LogUnusable,  # the connection broke
    "23505": LogBusy,  # another writer, whom the snapshot of a host's transaction does not show
    "25006": LogUnusable,  # a read-only transaction: a standby
    "28": LogUnusable,  # wrong user or password
    "3D": LogUnusable,  # no such database
    "40": LogBusy,  # deadlock, or a serialisation failure
    "42": LogUnusable,  # tables missing, or not for this user
    "53": LogUnusable,  # disk full, out of memory
    "53300": LogBusy,  # all connections taken
    "55P03": LogBusy,  # the lock timeout
    "57014": LogBusy,  # the statement timeout
    "57P": LogUnusable,  # shutting down, crashed or starting
}


def is_lost(error: psycopg.Error) -> bool:
    """Tell whether the connection itself is gone, so that a new one may do better."""
    state = error.sqlstate or ""
    return isinstance(error, LOST) and (not state or state.startswith(("08", "57P")))


def translate(error: psycopg.Error, name: str) -> LogFailure:
    """Return the library's error for one of the driver's, about the log called `name`."""
    state = error.sqlstate or ("08" if isinstance(error, LOST) else "")
    fitting = (_FAILURES[state[:size]] for size in (5, 3, 2) if state[:size] in _FAILURES)
    kind = next(fitting, LogFailure)
    problem = str(error).partition("\n")[0] or type(error).__name__
    if state.startswith("42"):
        problem += "; were its tables made by mystery_shopping_postgres.migrate(url)?"
    return kind(log=name, problem=problem)


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Let the library's errors out instead of the driver's, which are chained to them."""
    try:
        yield
    except psycopg.Error as error:
        raise translate(error, name) from error
