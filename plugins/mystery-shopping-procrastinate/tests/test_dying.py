"""Workers in processes of their own: killed in the middle of a job, stopped, and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import mystery_shopping as ms
from tests.months import Month, nov
from tests.notifying import PEOPLE

Ask = Callable[..., list[tuple[Any, ...]]]
Child = subprocess.Popen[str]
Start = Callable[..., Any]
DIRECTORY = PEOPLE + '\n[subscriptions.notices]\nstart = "beginning"\n'
DEVIATION = ms.RecordDeviation("5.2.1.2", "flood at the site", "plan ahead")
PATIENCE_SECONDS = 120


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    """Where workers write what they send."""
    return tmp_path / "outbox"


@pytest.fixture
def start(url: str, outbox: Path, tmp_path: Path) -> Start:
    """Starts a worker by procrastinate's own command; it is killed when the block is left."""

    @contextmanager
    def start(*, hangs: str = "", day: int = 2) -> Iterator[Child]:
        told = {
            "PYTHONPATH": str(Path(__file__).parent),
            "LOG": url,
            "DIRECTORY": DIRECTORY,
            "OUTBOX": str(outbox),
            "HANGS": hangs,
            "NOW": nov(day).isoformat(),
        }
        command = [sys.executable, "-m", "procrastinate", "--app=killable.app", "worker"]
        with (tmp_path / "output").open("w+", encoding="utf-8") as output:
            child = subprocess.Popen(
                command, env=os.environ | told, stdout=output, stderr=output, text=True
            )
            try:
                yield child
            finally:
                child.kill()
                child.wait(timeout=60)

    return start


def wait_until(true: Callable[[], bool], child: Child) -> None:
    """Return when something is so; a worker that ends meanwhile is a failure."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert child.poll() is None, "the worker ended"
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.02)


def lines(outbox: Path) -> list[str]:
    """Return what was sent."""
    return outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []


def states(ask: Ask) -> dict[str, int]:
    """Return how many deliveries are in which state."""
    found = ask("SELECT state, count(*)::int FROM mystery_shopping_delivery GROUP BY state")
    return dict(found)


@pytest.mark.slow
@pytest.mark.parametrize("hangs, doubled", [("before", 0), ("after", 1)])
def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing(
    url: str, start: Start, outbox: Path, ask: Ask, *, hangs: str, doubled: int
) -> None:
    """Another settles everything; twice goes only what was sent and not yet settled."""
    month = Month(url=url).do(*[DEVIATION] * 3)
    month.program.close()

    with start(hangs=hangs) as first:
        wait_until(outbox.with_suffix(".hangs").exists, first)
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=60)
    assert states(ask).get("sent", 0) == 0
    assert ask("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == [(1,)]

    # An hour goes by: the lease ends, and so does the worker's heartbeat.
    ask("UPDATE mystery_shopping_delivery SET leased_until = leased_until - interval '1 hour'")
    ask("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    with start() as second:
        wait_until(lambda: states(ask) == {"sent": 6}, second)
        stuck = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
        wait_until(lambda: ask(stuck) == [(0,)], second)

    sent = Counter(lines(outbox))
    assert len(sent) == 6
    assert sum(sent.values()) - len(sent) == doubled


@pytest.mark.slow
def test_a_worker_that_just_runs_fires_deadlines_and_stops_when_told(
    url: str, start: Start, outbox: Path, ask: Ask, tmp_path: Path
) -> None:
    """The minute's own job does it: no append ever asks for a tick here."""
    Month(url=url).program.close()
    ask("DELETE FROM procrastinate_jobs")

    with start(day=7) as worker:
        wait_until(lambda: len(lines(outbox)) == 1, worker)
        worker.send_signal(signal.SIGTERM)
        ended = worker.wait(timeout=60)

    assert [line.partition(" ")[2] for line in lines(outbox)] == ["dewi week_1_without_material"]
    assert ended == 0
    done = ask("SELECT DISTINCT task_name FROM procrastinate_jobs WHERE status = 'succeeded'")
    assert ("mystery_shopping.tick_of_the_minute",) in done
    assert "Traceback" not in (tmp_path / "output").read_text(encoding="utf-8")


@pytest.mark.slow
def test_two_workers_share_the_work_and_double_nothing(
    url: str, start: Start, outbox: Path, ask: Ask
) -> None:
    """That is what several machines are for."""
    month = Month(url=url)

    with start() as one, start() as two:
        for _ in range(20):
            month.do(DEVIATION)
        wait_until(lambda: states(ask) == {"sent": 40}, one)
        assert two.poll() is None
    month.program.close()

    assert len(lines(outbox)) == len(set(lines(outbox))) == 40
