"""Inside the host's transaction: its rows and our events stand or fall together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

import mystery_shopping as ms
from mystery_shopping.errors import Conflict, InvalidValue, LogBusy, LogFailure
from mystery_shopping_postgres import BoundPostgresLog, PostgresLog
from tests.months import DEWI, Month, S, nov, policy, scenario

MakeEvents = Callable[[int], list[ms.Envelope]]
Host = psycopg.Connection[Any]


@pytest.fixture
def host(url: str) -> Iterator[Host]:
    """The host's own connection, with a table of its own."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE ticket (cycle text UNIQUE)")
        connection.commit()
        yield connection
        connection.rollback()


def tickets(url: str) -> list[object]:
    """Return the host's rows as everybody else sees them."""
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT cycle FROM ticket")]


def open_month(program: ms.Program, connection: Host) -> None:
    """Open a cycle and write a row of the host's beside it."""
    opened = program.bound(connection).open_cycle(
        unit="malang", period="2026-11", by=DEWI, at=nov(1)
    )
    connection.execute("INSERT INTO ticket VALUES (%s)", (opened.id,))


@pytest.mark.parametrize("kept", [True, False], ids=["commit", "rollback"])
def test_events_and_rows_stand_or_fall_together(url: str, host: Host, *, kept: bool) -> None:
    """A ticket without its cycle, or a cycle without its ticket, is a support call."""
    with ms.open_program(url, policy=policy()) as program:
        open_month(program, host)
        assert (program.cycles(), tickets(url)) == ((), [])

        host.commit() if kept else host.rollback()

        expected = ["malang/2026-11"] if kept else []
        assert (list(program.cycles()), tickets(url)) == (expected, expected)


def test_a_block_of_the_hosts_is_enough_in_autocommit(url: str, host: Host) -> None:
    """So Django works: its connection is in autocommit, its atomic block is not."""
    host.autocommit = True

    with ms.open_program(url, policy=policy()) as program:
        with suppress(ZeroDivisionError), host.transaction():
            open_month(program, host)
            raise ZeroDivisionError
        assert (program.cycles(), tickets(url)) == ((), [])

        with host.transaction():
            open_month(program, host)
        assert (program.cycles(), tickets(url)) == (("malang/2026-11",), ["malang/2026-11"])


def test_autocommit_without_a_transaction_is_refused(host: Host, make_events: MakeEvents) -> None:
    """Nothing could be rolled back with the host's rows: the host believes what is not so."""
    host.autocommit = True
    log = BoundPostgresLog(host)

    with pytest.raises(InvalidValue, match="inside a transaction"):
        log.append("s", make_events(1), expected=0)
    with pytest.raises(InvalidValue, match="inside a transaction"):
        log.erase("s", expected=0)

    assert list(log.read("s")) == []


def test_a_conflict_does_not_spoil_the_hosts_transaction(
    log: PostgresLog, host: Host, url: str, make_events: MakeEvents
) -> None:
    """The host shows the conflict to its user and still keeps what it wrote before."""
    log.append("s", make_events(1), expected=0)
    bound = BoundPostgresLog(host)
    host.execute("INSERT INTO ticket VALUES ('before')")

    with pytest.raises(Conflict):
        bound.append("s", make_events(1), expected=0)
    with pytest.raises(Conflict):
        bound.erase("s", expected=7)
    host.execute("INSERT INTO ticket VALUES ('after')")
    host.commit()

    assert tickets(url) == ["before", "after"]


def test_a_failing_statement_does_not_spoil_the_hosts_transaction(
    host: Host, url: str, make_events: MakeEvents
) -> None:
    """Without the savepoint every later statement of the host's would be refused."""
    (event,) = make_events(1)
    host.execute("INSERT INTO ticket VALUES ('before')")

    with pytest.raises(LogFailure):
        BoundPostgresLog(host).append("s", [event._replace(schema=2**40)], expected=0)
    host.commit()

    assert tickets(url) == ["before"]


def test_a_snapshot_of_the_hosts_that_is_too_old_is_told_to_begin_again(
    log: PostgresLog, host: Host, url: str, make_events: MakeEvents
) -> None:
    """In REPEATABLE READ the host cannot see who was faster; the table's own rule does."""
    host.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    host.execute("INSERT INTO ticket VALUES ('before')")
    log.append("s", make_events(1), expected=0)

    with pytest.raises(LogBusy):
        BoundPostgresLog(host).append("s", make_events(1), expected=0)
    host.commit()

    assert tickets(url) == ["before"]
    assert len(list(log.read("s"))) == 1


def test_the_host_sees_its_own_events_at_once(
    log: PostgresLog, host: Host, make_events: MakeEvents
) -> None:
    """The next command of the transaction is decided on them."""
    bound = BoundPostgresLog(host)
    bound.append("s", make_events(2), expected=0)

    assert [row.version for row in bound.read("s")] == [1, 2]
    assert len(bound.tail()) == 2
    assert [tuple(info) for info in bound.streams()] == [("s", 2)]
    assert list(log.tail()) == []
    bound.erase("s", expected=2)
    assert list(bound.read("s")) == []
    bound.close()
    assert not host.closed


@pytest.mark.parametrize(
    "change",
    [{"row_factory": dict_row}, {"cursor_factory": psycopg.ClientCursor}],
    ids=["rows", "cursors"],
)
def test_the_hosts_habits_with_rows_and_cursors_do_not_matter(
    host: Host, make_events: MakeEvents, change: dict[str, Any]
) -> None:
    """Django binds on the client, and others like their rows as dictionaries."""
    for name, value in change.items():
        setattr(host, name, value)
    bound = BoundPostgresLog(host)

    bound.append("s", make_events(2), expected=0)

    assert [row.version for row in bound.read("s")] == [1, 2]


def test_several_commands_of_one_transaction_follow_each_other(url: str, host: Host) -> None:
    """A screen that saves three things saves them all or none."""
    month = Month(url=url).to(S.MATERIAL_SELECTED)
    bound = month.program.bound(host)

    for number in range(3):
        bound.execute(month.id, ms.DraftScenario(scenario(f"r{number}")), by=DEWI, at=nov(3))
    assert len(month.cycle.scenarios) == 0
    host.commit()

    assert len(month.cycle.scenarios) == 3
    assert month.program.verify(month.id).event_count == month.cycle.version
    month.program.close()


@pytest.mark.parametrize("wrong", [None, "postgresql://h/d", object()])
def test_only_a_connection_of_the_driver_can_be_bound(log: PostgresLog, wrong: object) -> None:
    """SQLAlchemy's and Django's own objects look alike, and hold the one that is meant."""
    with pytest.raises(InvalidValue, match=r"a psycopg\.Connection"):
        log.bound(wrong)
