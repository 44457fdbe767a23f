"""Every letter is settled and none is lost, whatever fails, jumps or dies."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Thread

import pytest

import mystery_shopping as ms
from mystery_shopping.ports import DeliveryState as D
from tests.months import SOLUTION, Month, S, even_plan, nov, policy
from tests.notifying import PEOPLE

_SCRIPT = Path(__file__).with_name("killing.py")


class Flaky:
    """A channel that fails half of the time, by a chance of its own, and counts what left."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - a trial, no secret
        self.left: Counter[str] = Counter()

    def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
        """Fail, or let the message leave."""
        if self._chance.random() < 0.5:
            raise ms.TransientFailure(channel="flaky", problem=message.notice)
        self.left[idempotency_key] += 1
        return ms.Receipt()

    def close(self) -> None:
        """Nothing is held."""


def lived(url: str) -> Month:
    """Return a whole month in a log that nobody has read yet."""
    reading = policy(minimum_samples=4, hand_in_day=20)
    return Month(url=url, reading=reading, plan=even_plan(4), zeros={2: SOLUTION}).to(S.CLOSED)


def from_the_beginning(*names: str) -> str:
    """Return the directory with subscriptions of those names that begin with the log."""
    rows = (f'\n[subscriptions.{name}]\nstart = "beginning"\n' for name in names)
    return PEOPLE + "".join(rows)


def waits(notifier: ms.Notifier) -> bool:
    """Tell whether a letter is not settled yet."""
    counts = notifier.bookkeeping.counts()
    return any(counts[state] for state in D if state not in {D.SENT, D.DEAD})


def worker(month: Month, channel: ms.Channel, directory: str) -> ms.Notifier:
    """Return a worker that tries for as long as it takes."""
    return ms.Notifier(
        month.program.log,
        directory=ms.load_directory(directory),
        open_channel=lambda _: channel,
        retry=ms.Retry(first_seconds=1, cap_seconds=2, attempts=10_000),
    )


@pytest.mark.parametrize("place", ["memory:", "sqlite:///{folder}/log.db?synchronous=NORMAL"])
def test_two_workers_on_a_jumping_clock_settle_each_letter_once(place: str, tmp_path: Path) -> None:
    """Half of all tries fail and the clock goes to and fro: nothing is lost, nothing doubled."""
    month = lived(place.format(folder=tmp_path))
    directory = from_the_beginning(*(f"s{n}" for n in range(10)))
    channels = [Flaky(seed) for seed in range(2)]
    workers = [worker(month, channel, directory) for channel in channels]

    def run(which: int) -> None:
        chance = Random(which)  # noqa: S311 - likewise
        for _ in range(50):
            workers[which].tick(nov(17) + timedelta(hours=chance.randint(-48, 48)))
        for day in count(60):
            if not workers[which].tick(nov(day)) and not waits(workers[which]):
                return

    threads = [Thread(target=run, args=(which,)) for which in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    books = workers[0].bookkeeping
    ids = [row.id for row in books.deliveries(limit=10_000)]
    left = channels[0].left + channels[1].left
    assert books.counts() == {state: len(ids) if state is D.SENT else 0 for state in D}
    assert left == Counter(ids)
    assert len(ids) > 100
    month.program.close()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked, which this system cannot")
def test_a_hundred_killed_workers_lose_no_letter(tmp_path: Path) -> None:
    """At least once: what a worker sent and could not settle may go out twice, nothing else may."""
    url = f"sqlite:///{tmp_path}/log.db?synchronous=NORMAL"
    month = lived(url)
    directory = from_the_beginning(*(f"s{n}" for n in range(200)))

    done = subprocess.run(
        [sys.executable, _SCRIPT, url, str(tmp_path / "left"), "100"],
        input=directory,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    books = worker(month, Flaky(0), directory).bookkeeping
    ids = {row.id for row in books.deliveries(limit=10_000)}
    assert books.counts() == {state: len(ids) if state is D.SENT else 0 for state in D}
    assert {key for _, key in result["left"]} == ids
    at_work = set(result["killed"]) & {int(pid) for pid, _ in result["left"]}
    assert (len(result["killed"]), len(at_work) > 20) == (100, True)
    assert doubled_without_a_kill(result["left"], result["killed"]) == []
    month.program.close()


def doubled_without_a_kill(left: list[list[str]], killed: list[int]) -> list[str]:
    """Return the messages that left again although their first sender lived on to settle them.

    A worker killed between sending and settling sent that message last.
    """
    last = {line[0]: line[1] for line in left}
    counts = Counter(key for _, key in left)
    return [
        key
        for place, (pid, key) in enumerate(left)
        if counts[key] > 1
        and any(other == key for _, other in left[place + 1 :])
        and not (int(pid) in killed and last[pid] == key)
    ]
