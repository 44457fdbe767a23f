"""A transaction held open on purpose, to show the tail's law with two of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from mystery_shopping.ports import Envelope, EventLog
from mystery_shopping.sqlite import SqliteLog


@contextmanager
def hold_append(log: EventLog, stream: str, events: Sequence[Envelope]) -> Iterator[None]:
    """Append to an empty stream, and commit only when the block is left."""
    connection = cast("SqliteLog", log).connection
    connection.execute("BEGIN IMMEDIATE")
    cast("SqliteLog", log).bound(connection).append(stream, events, expected=0)
    yield
    connection.execute("COMMIT")
