"""A program bound to a host's own connection commits and rolls back with the host's rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.sqlite import create_tables

QCA = ms.Person("dewi", ms.Role.QCA)
NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A host's own database, with a table of its own and ours beside it."""
    connection = sqlite3.connect(tmp_path / "host.db")
    connection.execute("CREATE TABLE ticket (number INTEGER)")
    create_tables(connection)
    connection.commit()
    yield connection
    connection.close()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[ms.Program]:
    """A program over a log in another file; bound, it writes into the host's."""
    with ms.open_program(f"sqlite:///{tmp_path}/own.db", policy=ms.Policy(qm_target=85)) as opened:
        yield opened


def rows(connection: sqlite3.Connection, table: str) -> int:
    """Count the rows of a table."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def test_events_and_rows_commit_together(host: sqlite3.Connection, program: ms.Program) -> None:
    """A ticket without its cycle, or a cycle without its ticket, is what the host must not have."""
    host.execute("INSERT INTO ticket VALUES (1)")
    program.bound(host).open_cycle(unit="malang", period="2026-11", by=QCA, at=NOW)

    host.commit()

    assert (rows(host, "ticket"), rows(host, "mystery_shopping_event")) == (1, 1)
    assert program.bound(host).cycles() == ("malang/2026-11",)


def test_events_and_rows_roll_back_together(host: sqlite3.Connection, program: ms.Program) -> None:
    """What the host takes back never happened, for the cycle as for its own rows."""
    program.bound(host).open_cycle(unit="malang", period="2026-11", by=QCA, at=NOW)
    host.commit()
    bound = program.bound(host)
    host.execute("INSERT INTO ticket VALUES (1)")
    bound.execute("malang/2026-11", ms.Cancel("a mistake"), by=QCA, at=NOW)

    host.rollback()

    assert rows(host, "ticket") == 0
    assert program.bound(host).cycle("malang/2026-11").state is ms.CycleState.OPENED


def test_nothing_is_committed_behind_the_hosts_back(
    host: sqlite3.Connection, program: ms.Program, tmp_path: Path
) -> None:
    """Until the host commits, nobody else may see a thing."""
    program.bound(host).open_cycle(unit="malang", period="2026-11", by=QCA, at=NOW)

    other = sqlite3.connect(tmp_path / "host.db")

    assert host.in_transaction
    assert rows(other, "mystery_shopping_event") == 0
    other.close()


def test_a_report_and_its_follow_ups_are_one_append(
    host: sqlite3.Connection, program: ms.Program
) -> None:
    """Several events of one command stand together in the host's transaction, too."""
    bound = program.bound(host)
    cycle = bound.open_cycle(unit="malang", period="2026-11", by=QCA, at=NOW)
    bound.execute(cycle.id, ms.AddNewProducts((ms.NewProduct("a", "A"),)), by=QCA, at=NOW)

    host.commit()

    assert bound.verify(cycle.id).event_count == 2


def test_the_hosts_own_numbers_are_left_alone(host: sqlite3.Connection) -> None:
    """`user_version` is where many hosts keep their own schema number."""
    host.execute("PRAGMA user_version = 7")

    create_tables(host)

    assert host.execute("PRAGMA user_version").fetchone()[0] == 7


@pytest.mark.parametrize("connection", [None, "host.db", object()])
def test_what_is_no_connection_is_refused(program: ms.Program, connection: object) -> None:
    """A path in place of a connection would open a second transaction beside the host's."""
    with pytest.raises(ms.InvalidValue) as caught:
        program.bound(connection)

    assert caught.value.path == "connection"


def test_a_log_that_cannot_be_bound_says_so(host: sqlite3.Connection) -> None:
    """A log in memory has no transaction to be part of."""
    with ms.open_program("memory:") as program, pytest.raises(ms.InvalidValue):
        program.bound(host)


def test_a_missing_table_is_a_failure_of_the_log(tmp_path: Path, program: ms.Program) -> None:
    """The host that forgot `create_tables` reads a coded error, and nothing is half done."""
    bare = sqlite3.connect(tmp_path / "bare.db")

    with pytest.raises(ms.LogFailure) as caught:
        program.bound(bare).open_cycle(unit="malang", period="2026-11", by=QCA, at=NOW)

    assert "mystery_shopping_event" in caught.value.say()
    bare.close()


def test_a_bound_log_shows_and_takes_back_what_the_host_has_not_committed(
    host: sqlite3.Connection, program: ms.Program
) -> None:
    """A host reads its own writing, and a disposal inside its transaction is its to undo."""
    bound = program.bound(host)
    cycle = bound.open_cycle(unit="malang", period="2026-11", by=QCA, at=NOW)
    assert [row.stream for row in bound.log.tail()] == [f"cycle/{cycle.id}"]
    host.commit()

    bound.log.erase(f"cycle/{cycle.id}", expected=1)
    assert list(bound.log.tail()) == []
    host.rollback()

    assert program.bound(host).cycles() == (cycle.id,)
