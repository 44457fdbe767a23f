"""The log on a host's own SQLite connection: events and the host's rows stand or fall together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.sqlite import SqliteLog, create_tables, open_log
from mystery_shopping.testing import make_event, make_events


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteLog]:
    """Return a log in the host's database, which has a table of its own."""
    host = sqlite3.connect(tmp_path / "host.db")
    host.execute("CREATE TABLE ticket (number)")
    create_tables(host)
    host.commit()
    host.close()
    opened = open_log(f"sqlite:///{tmp_path}/host.db?busy_seconds=0.1")
    yield opened
    opened.close()


@pytest.fixture
def host(log: SqliteLog) -> Iterator[sqlite3.Connection]:
    """Return the host's connection, in Python's own way of transactions."""
    connection = sqlite3.connect(log.path)
    yield connection
    connection.close()


@pytest.mark.parametrize("end, held", [("commit", 3), ("rollback", 0)])
def test_events_and_rows_stand_or_fall_together(
    log: SqliteLog, host: sqlite3.Connection, end: str, held: int
) -> None:
    """A ticket without its evidence, or evidence of a ticket that never was, helps nobody."""
    bound = log.bound(host)

    host.execute("INSERT INTO ticket VALUES (1)")
    bound.append("s", make_events(2), expected=0)
    bound.append("s", [make_event()], expected=2)
    assert len(list(log.read("s"))) == 0, "others see nothing before the commit"
    getattr(host, end)()

    assert len(list(log.read("s"))) == held
    assert len(host.execute("SELECT * FROM ticket").fetchall()) == bool(held)


def test_a_conflict_leaves_the_hosts_transaction_usable(
    log: SqliteLog, host: sqlite3.Connection
) -> None:
    """The host decides what to do about it: its own rows are still there to commit."""
    log.append("s", make_events(1), expected=0)
    bound = log.bound(host)
    host.execute("INSERT INTO ticket VALUES (1)")

    with pytest.raises(ms.Conflict):
        bound.append("s", make_events(2), expected=0)

    host.commit()
    assert len(host.execute("SELECT * FROM ticket").fetchall()) == 1
    assert len(list(log.read("s"))) == 1


def test_only_a_connection_of_sqlite_can_be_bound(log: SqliteLog) -> None:
    """A connection of another driver would fail in the middle of the first append."""
    with pytest.raises(ms.InvalidValue, match=r"sqlite3\.Connection"):
        log.bound(object())
