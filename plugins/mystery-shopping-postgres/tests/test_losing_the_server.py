"""The server crashes, goes away, or cuts a connection: nothing is lost and nothing doubled."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread

import psycopg
import pytest

from mystery_shopping.errors import LogUnusable
from mystery_shopping.ports import Envelope
from mystery_shopping_postgres import PostgresLog, _statements, open_log
from mystery_shopping_postgres.testing import Server

MakeEvents = Callable[[int], list[Envelope]]
LoseAnswer = Callable[..., list[object]]
Other = psycopg.Connection[tuple[object, ...]]

_CUT_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Writers:
    """Four threads that append to a stream each, and repeat what was not acknowledged."""

    def __init__(self, log: PostgresLog, make_events: MakeEvents) -> None:
        self.acknowledged: dict[str, list[str]] = {f"s{number}": [] for number in range(4)}
        self.failures = 0
        self._log, self._make, self._enough = log, make_events, Event()
        self._threads = [Thread(target=self._write, args=(name,)) for name in self.acknowledged]
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Let them write on for a moment, and wait until all have ended."""
        time.sleep(0.3)
        self._enough.set()
        for thread in self._threads:
            thread.join(timeout=60)
            assert not thread.is_alive()

    def _write(self, stream: str) -> None:
        mine = self.acknowledged[stream]
        while not self._enough.is_set():
            events = self._make(2)
            while True:
                try:
                    self._log.append(stream, events, expected=len(mine))
                    break
                except LogUnusable:
                    self.failures += 1
                    time.sleep(0.05)
            mine += [event.event_id for event in events]


def assert_exactly(log: PostgresLog, acknowledged: dict[str, list[str]]) -> None:
    """Assert that the log holds what was acknowledged, once, in order, and nothing else."""
    for stream, ids in acknowledged.items():
        rows = list(log.read(stream))
        assert [row.event_id for row in rows] == ids
        assert [row.version for row in rows] == list(range(1, len(ids) + 1))
        assert ids
    everything = sum(map(len, acknowledged.values()))
    assert len(log.tail(limit=1_000_000)) == everything


@pytest.mark.slow
def test_a_crash_of_the_server_loses_and_doubles_nothing(
    own_server: Server, own_url: str, make_events: MakeEvents
) -> None:
    """Power fails in the server room; the desks only wait."""
    log = open_log(own_url)
    writers = Writers(log, make_events)

    for _ in range(2):
        time.sleep(0.4)
        own_server.stop("immediate")
        own_server.start()
    writers.finish()

    assert_exactly(log, writers.acknowledged)
    log.close()


def test_connections_cut_mid_append_lose_and_double_nothing(
    log: PostgresLog, other: Other, make_events: MakeEvents
) -> None:
    """A firewall, a restart of the proxy, an impatient administrator."""
    writers = Writers(log, make_events)
    cut = 0

    for _ in range(25):
        time.sleep(0.03)
        cut += len(other.execute(_CUT_ALL).fetchall())
    writers.finish()

    assert cut >= 25
    assert_exactly(log, writers.acknowledged)


def test_an_append_whose_answer_was_lost_is_found_done(
    log: PostgresLog, make_events: MakeEvents, lose_answer: LoseAnswer
) -> None:
    """The worst moment: it is committed, and the acknowledgement never came."""
    answers = lose_answer(_statements, "append")

    assert log.append("s", make_events(2), expected=0) == 2

    assert answers == [True, False]
    assert [row.version for row in log.read("s")] == [1, 2]


def test_an_erasure_whose_answer_was_lost_is_found_done(
    log: PostgresLog, make_events: MakeEvents, lose_answer: LoseAnswer
) -> None:
    """Otherwise the archivist is told that a stream moved on which is gone."""
    log.append("s", make_events(2), expected=0)
    answers = lose_answer(_statements, "erase")

    log.erase("s", expected=2)

    assert answers == [2, 0]
    assert list(log.read("s")) == []


def test_a_server_that_is_gone_is_told_in_time_and_found_again(
    own_server: Server, own_url: str, make_events: MakeEvents
) -> None:
    """The tries are bounded; afterwards the same log goes on without a restart of the program."""
    log = open_log(f"{own_url}?lock_timeout_ms=1500")
    log.append("s", make_events(1), expected=0)
    own_server.stop()
    started = time.monotonic()

    with pytest.raises(LogUnusable, match="refused") as caught:
        log.append("s", make_events(1), expected=1)

    assert caught.value.code == "MS405"
    assert time.monotonic() - started < 20
    own_server.start()
    assert log.append("s", make_events(1), expected=1) == 2
    log.close()
