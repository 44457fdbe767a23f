"""Workers of procrastinate on a real server: they tell what happened, and wait for writers."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from threading import Thread
from typing import Any

import psycopg
from procrastinate import App

import mystery_shopping as ms
from mystery_shopping.channels import MemoryChannel
from tests.months import DEWI, Month, nov

MakeApp = Callable[..., App]
Work = Callable[..., None]
Jobs = Callable[[], list[tuple[Any, ...]]]
Ask = Callable[..., list[tuple[Any, ...]]]
QUEUE, TICK = "mystery_shopping", "mystery_shopping.tick"
DEVIATION = ms.RecordDeviation("5.2.1.2", "flood at the site", "plan ahead")


class CountingClock:
    """Counts the ticks that asked for the time; it is always the second of November."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked_count = 0
        self._fails = fails

    def now(self) -> datetime:
        """Return it, or fail as a clock never does."""
        self.asked_count += 1
        if self._fails:
            raise OSError("no clock")
        return nov(2)


class SlowChannel(MemoryChannel):
    """Waits until both jobs are taken, and notes how many ticks have begun by then."""

    def __init__(self, *, until: Callable[[], bool], counts: CountingClock) -> None:
        super().__init__()
        self.seen: list[int] = []
        self._until, self._counts = until, counts

    def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
        """Keep the message after giving the other tick every chance to begin."""
        latest = time.monotonic() + 60
        while not (self.seen or self._until()) and time.monotonic() < latest:
            time.sleep(0.01)
        time.sleep(0.1)
        self.seen.append(self._counts.asked_count)
        return super().send(message, idempotency_key=idempotency_key)


def heard(box: MemoryChannel) -> list[tuple[str, str]]:
    """Return who was told what."""
    return [(message.to, message.notice) for message in box.messages.values()]


def test_a_job_brings_what_happened_to_the_right_people(
    work: Work, month: Month, app: App, box: MemoryChannel, jobs: Jobs
) -> None:
    """It is the whole way: append, job, worker, log, ledger, channel."""
    month.do(DEVIATION)

    work(app)

    assert sorted(heard(box)) == [("maya", "deviation_waiting"), ("rudi", "deviation_waiting")]
    assert (TICK, "succeeded", {"stream": "cycle/malang/2026-11", "version": 1}) in jobs()


def test_a_second_tick_tells_nothing_twice(
    month: Month, box: MemoryChannel, *, work: Work, app: App, make: MakeApp, jobs: Jobs
) -> None:
    """Jobs may come doubled, late, or in another order; the ledger knows."""
    month.do(DEVIATION)
    work(app)
    other = MemoryChannel()

    month.do(DEVIATION)
    work(make(open_channel=lambda _: other))

    assert len(heard(box)) == len(heard(other)) == 2
    assert not box.messages.keys() & other.messages.keys()
    assert {status for _, status, _ in jobs()} == {"succeeded"}


def test_an_append_that_counted_on_a_waiting_job_is_not_overlooked(
    month: Month,
    box: MemoryChannel,
    *,
    work: Work,
    app: App,
    ask: Ask,
    host: psycopg.Connection[Any],
) -> None:
    """The job was fetched before the append committed: the tick waits for the writer's turn.

    Otherwise it would read a log without the append, and leave it to the minute.
    """
    month.program.bound(host).execute(month.id, DEVIATION, by=DEWI, at=nov(1))
    worker = Thread(target=work, args=(app,))
    worker.start()
    turns = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    until = time.monotonic() + 60
    while ask(turns) != [(1,)] and time.monotonic() < until:
        time.sleep(0.01)
    before = heard(box)

    host.commit()
    worker.join(timeout=60)

    assert (before, len(heard(box))) == ([], 2)
    assert ask("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", TICK) == [(1,)]


def test_a_writer_that_takes_too_long_holds_nothing_up(
    month: Month,
    box: MemoryChannel,
    *,
    work: Work,
    make: MakeApp,
    host: psycopg.Connection[Any],
    jobs: Jobs,
) -> None:
    """A forgotten transaction of the host's must not keep others' notices back for ever."""
    month.do(DEVIATION)
    host.execute("SELECT mystery_shopping_turn('')")

    work(make(query="?lock_timeout_ms=200", open_channel=lambda _: box))

    assert len(heard(box)) == 2
    assert [status for name, status, _ in jobs() if name == TICK] == ["succeeded"]


def test_a_tick_that_fails_does_not_stand_in_the_way_of_the_next(
    work: Work, month: Month, make: MakeApp, box: MemoryChannel, jobs: Jobs
) -> None:
    """A job that waits to be repeated would keep later appends from leaving one."""
    work(make(open_channel=lambda _: box, clock=CountingClock(fails=True)))
    month.do(DEVIATION)
    work(make(open_channel=lambda _: box))

    ticks = [status for name, status, _ in jobs() if name == TICK]
    assert ticks == ["failed", "succeeded"]
    assert len(heard(box)) == 2


def test_the_minute_fires_a_deadline_without_any_append(
    work: Work, month: Month, make: MakeApp, box: MemoryChannel, ask: Ask
) -> None:
    """Nobody does anything, and that is just what somebody must hear."""
    ask("DELETE FROM procrastinate_jobs")
    app = make(open_channel=lambda _: box, at=nov(7))
    minute = "mystery_shopping.tick_of_the_minute"
    (cron,) = {row.cron for row in app.periodic_registry.periodic_tasks.values()}
    with app.open():
        app.configure_task(minute, queue=QUEUE).defer(timestamp=0)

    work(app)

    assert month.cycle.state is ms.CycleState.OPENED
    assert cron == "* * * * *"
    assert heard(box) == [("dewi", "week_1_without_material")]


def test_a_job_that_is_not_ours_is_left_to_those_who_know_it(
    work: Work, app: App, ask: Ask
) -> None:
    """The host has jobs of its own in the same tables; our worker could only fail them."""
    with app.open():
        app.configure_task("of.the.host", queue="mail").defer()

    work(app)

    assert ask("SELECT status::text FROM procrastinate_jobs") == [("todo",)]


def test_two_ticks_in_one_process_take_turns(
    work: Work, month: Month, make: MakeApp, ask: Ask
) -> None:
    """Somebody will run a worker with more than one job at a time, and a notifier is for one."""
    clock = CountingClock()
    doing = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
    slow = SlowChannel(until=lambda: ask(doing) == [(2,)], counts=clock)
    ask("UPDATE procrastinate_jobs SET queueing_lock = NULL")
    month.do(DEVIATION)

    work(make(open_channel=lambda _: slow, clock=clock), concurrency=2)

    assert (slow.seen, clock.asked_count, len(heard(slow))) == ([1, 1], 2, 2)
