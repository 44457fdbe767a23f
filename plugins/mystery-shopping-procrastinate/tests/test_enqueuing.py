"""An append and its job: one transaction, one waiting job, ids and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from mystery_shopping.errors import Conflict, InvalidValue
from mystery_shopping.ports import Envelope
from mystery_shopping_procrastinate import BoundProcrastinateLog, ProcrastinateLog

MakeEvents = Callable[[int], list[Envelope]]
Jobs = Callable[[], list[tuple[Any, ...]]]
Ask = Callable[..., list[tuple[Any, ...]]]
Host = psycopg.Connection[Any]
TICK = "mystery_shopping.tick"


def test_an_append_leaves_one_job_that_carries_ids_only(
    log: ProcrastinateLog, jobs: Jobs, ask: Ask, make_events: MakeEvents
) -> None:
    """Jobs are read by whoever runs the machines; scores and names of people stay in the log."""
    log.append("cycle/malang/2026-11", make_events(2), expected=0)

    assert jobs() == [(TICK, "todo", {"stream": "cycle/malang/2026-11", "version": 2})]
    ((row,),) = ask("SELECT to_jsonb(job)::text FROM procrastinate_jobs AS job")
    assert "secret" not in row
    assert "dewi" not in row


def test_two_hundred_appends_leave_one_waiting_job(
    log: ProcrastinateLog, jobs: Jobs, ask: Ask, make_events: MakeEvents
) -> None:
    """Workers that were off over a weekend find one job, and no append paid for those before.

    No id was drawn in vain, so the server's log holds no conflict either.
    """
    for version in range(200):
        log.append("s", make_events(1), expected=version)

    assert [status for _, status, _ in jobs()] == ["todo"]
    assert ask("SELECT last_value FROM procrastinate_jobs_id_seq") == [(1,)]


def test_a_job_that_runs_already_does_not_count_as_waiting(
    log: ProcrastinateLog, jobs: Jobs, ask: Ask, make_events: MakeEvents
) -> None:
    """It may have read the log's end before this append."""
    log.append("s", make_events(1), expected=0)
    ask("UPDATE procrastinate_jobs SET status = 'doing'")

    log.append("s", make_events(1), expected=1)

    assert [status for _, status, _ in jobs()] == ["doing", "todo"]


def test_what_is_not_written_leaves_no_job(
    log: ProcrastinateLog, jobs: Jobs, ask: Ask, make_events: MakeEvents
) -> None:
    """A conflict, a repetition and nothing at all are no news."""
    events = make_events(1)
    log.append("s", events, expected=0)
    ask("DELETE FROM procrastinate_jobs")

    with pytest.raises(Conflict):
        log.append("s", make_events(1), expected=0)
    assert log.append("s", events, expected=0) == 1
    assert log.append("s", [], expected=1) == 1

    assert jobs() == []


@pytest.mark.parametrize("kept", [True, False], ids=["commit", "rollback"])
def test_in_the_hosts_transaction_rows_events_and_job_stand_or_fall_together(
    log: ProcrastinateLog, host: Host, jobs: Jobs, make_events: MakeEvents, *, kept: bool
) -> None:
    """A job for an event that was never kept tells nobody; an event without its job waits."""
    log.bound(host).append("s", make_events(3), expected=0)
    host.execute("INSERT INTO ticket VALUES ('s')")
    assert jobs() == []

    host.commit() if kept else host.rollback()

    assert [args for _, _, args in jobs()] == [{"stream": "s", "version": 3}] * kept
    assert len(log.tail()) == 3 * kept


def test_a_conflict_in_the_hosts_transaction_spoils_nothing(
    log: ProcrastinateLog, host: Host, jobs: Jobs, make_events: MakeEvents
) -> None:
    """The host shows it to its user and still keeps what it wrote before."""
    bound = log.bound(host)
    bound.append("s", make_events(1), expected=0)
    with pytest.raises(Conflict):
        bound.append("s", make_events(1), expected=0)
    bound.append("s", make_events(1), expected=1)
    host.commit()

    assert len(log.tail()) == 2
    assert [args["version"] for _, _, args in jobs()] == [1]


def test_autocommit_without_a_transaction_is_refused(
    log: ProcrastinateLog, host: Host, jobs: Jobs, make_events: MakeEvents
) -> None:
    """Nothing could be rolled back with the host's rows: the host believes what is not so."""
    host.autocommit = True

    with pytest.raises(InvalidValue, match="inside a transaction"):
        log.bound(host).append("s", make_events(1), expected=0)

    assert (log.tail(), jobs()) == ([], [])


@pytest.mark.parametrize("gone", [True, False], ids=["fetched meanwhile", "still waiting"])
def test_a_snapshot_that_is_too_old_is_not_believed(
    log: ProcrastinateLog,
    host: Host,
    jobs: Jobs,
    ask: Ask,
    make_events: MakeEvents,
    *,
    gone: bool,
) -> None:
    """In REPEATABLE READ a job that ended long ago still seems to wait, and none would follow."""
    log.append("s", make_events(1), expected=0)
    host.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    host.execute("SELECT count(*) FROM procrastinate_jobs")
    if gone:
        ask("UPDATE procrastinate_jobs SET status = 'succeeded'")

    log.bound(host).append("other", make_events(1), expected=0)
    host.execute("INSERT INTO ticket VALUES ('other')")
    host.commit()

    assert [status for _, status, _ in jobs()] == ["succeeded"] * gone + ["todo"]
    assert len(log.tail()) == 2


@pytest.mark.parametrize(
    "change",
    [{"row_factory": dict_row}, {"cursor_factory": psycopg.ClientCursor}],
    ids=["rows", "cursors"],
)
def test_the_hosts_habits_with_rows_and_cursors_do_not_matter(
    host: Host, jobs: Jobs, make_events: MakeEvents, change: dict[str, Any]
) -> None:
    """Django binds on the client, and others like their rows as dictionaries."""
    for name, value in change.items():
        setattr(host, name, value)
    bound = BoundProcrastinateLog(host)

    bound.append("s", make_events(1), expected=0)
    bound.append("s", make_events(1), expected=1)
    host.commit()

    assert [args for _, _, args in jobs()] == [{"stream": "s", "version": 1}]


def test_only_a_connection_of_the_driver_can_be_bound(log: ProcrastinateLog) -> None:
    """SQLAlchemy's and Django's own objects look alike, and hold the one that is meant."""
    with pytest.raises(InvalidValue, match=r"a psycopg\.Connection"):
        log.bound(object())


@pytest.mark.parametrize("when", ["before the job", "after the job"])
def test_a_lost_connection_is_replaced_and_leaves_events_and_job_once(
    log: ProcrastinateLog,
    jobs: Jobs,
    ask: Ask,
    make_events: MakeEvents,
    *,
    monkeypatch: pytest.MonkeyPatch,
    when: str,
) -> None:
    """A restart of the server in the middle of a save is nobody's double notice."""
    module = import_module("mystery_shopping_procrastinate.log")
    real: Callable[..., None] = module.enqueue
    cut: list[int] = []

    def enqueue(connection: Host, stream: str, *, version: int, log: str) -> None:
        first, pid = not cut, connection.info.backend_pid
        cut.append(pid)
        if first and when == "before the job":
            ask("SELECT pg_terminate_backend(%s, 5000)", pid)
        real(connection, stream, version=version, log=log)
        if first:
            ask("SELECT pg_terminate_backend(%s, 5000)", pid)

    monkeypatch.setattr(module, "enqueue", enqueue)

    assert log.append("s", make_events(2), expected=0) == 2

    assert len(cut) == 2
    assert [row.version for row in log.read("s")] == [1, 2]
    assert [status for _, status, _ in jobs()] == ["todo"]
