"""A reader is woken by commits, and looks for itself what came."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Timer

import psycopg
import pytest

from mystery_shopping.errors import LogUnusable
from mystery_shopping.ports import Envelope
from mystery_shopping_postgres import BoundPostgresLog, PostgresLog, open_log
from mystery_shopping_postgres.testing import Server

MakeEvents = Callable[[int], list[Envelope]]
Other = psycopg.Connection[tuple[object, ...]]


def test_a_reader_looks_at_once_and_after_every_while(log: PostgresLog) -> None:
    """A wake-up may be lost, and what was there before woke nobody."""
    turns = log.listen(timeout_seconds=0.05)
    started = time.monotonic()

    for _ in range(3):
        next(turns)

    assert 0.1 <= time.monotonic() - started < 5
    turns.close()  # type: ignore[attr-defined]


def test_a_commit_wakes_a_reader_that_would_sleep_long(
    log: PostgresLog, make_events: MakeEvents
) -> None:
    """A notification is sent within a moment, and nobody polls every moment."""
    turns = log.listen(timeout_seconds=60)
    next(turns)
    writer = Timer(0.1, lambda: log.append("s", make_events(1), expected=0))
    writer.start()
    started = time.monotonic()

    next(turns)

    assert len(log.tail()) == 1
    assert time.monotonic() - started < 30
    writer.join()
    turns.close()  # type: ignore[attr-defined]


def test_an_event_of_a_hosts_transaction_wakes_only_with_its_commit(
    log: PostgresLog, url: str, make_events: MakeEvents
) -> None:
    """What is rolled back was never there."""
    turns = log.listen(timeout_seconds=0.3)
    next(turns)
    with psycopg.connect(url) as host:
        BoundPostgresLog(host).append("s", make_events(1), expected=0)
        next(turns)
        assert list(log.tail()) == []
        host.commit()

    next(turns)
    assert len(log.tail()) == 1
    turns.close()  # type: ignore[attr-defined]


def test_a_reader_whose_connection_is_cut_looks_again(log: PostgresLog, other: Other) -> None:
    """What was committed while nobody listened is found by reading on."""
    turns = log.listen(timeout_seconds=60)
    next(turns)
    started = time.monotonic()

    other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    next(turns)

    assert time.monotonic() - started < 30
    turns.close()  # type: ignore[attr-defined]


def test_a_reader_is_told_that_the_server_is_gone(own_server: Server, own_url: str) -> None:
    """It decides itself how long to wait; a loop of ours would hide the outage."""
    log = open_log(own_url)
    turns = log.listen(timeout_seconds=0.05)
    next(turns)
    own_server.stop("immediate")

    with pytest.raises(LogUnusable):
        next(turns)

    log.close()
