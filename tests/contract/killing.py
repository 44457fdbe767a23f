"""Workers that are killed at random while they read, remind and send; run as a script.

It forks worker after worker over one log, kills each after a moment, lets the last one finish,
and prints one JSON document: how many were killed, and every message that left, by which worker.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

import mystery_shopping as ms
from mystery_shopping.sqlite import open_log

_START = datetime(2026, 11, 1, tzinfo=UTC)


class Pipe:
    """A channel that writes one line for each message, whole or not at all, and often fails."""

    def __init__(self, file: int, chance: Random) -> None:
        self._file = file
        self._chance = chance

    def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
        """Fail half of the time; else let the message leave, and take a moment to say so."""
        if self._chance.random() < 0.5:
            raise ms.TransientFailure(channel="pipe", problem=message.notice)
        os.write(self._file, f"{os.getpid()} {idempotency_key}\n".encode())
        time.sleep(self._chance.random() / 100)
        return ms.Receipt()

    def close(self) -> None:
        """The file is the parent's."""


def work(url: str, directory: ms.Directory, *, file: int, chance: Random) -> None:
    """Tick on a clock that jumps to and fro, until nothing is left to send."""
    log = open_log(url)
    notifier = ms.Notifier(
        log,
        directory=directory,
        open_channel=lambda _: Pipe(file, chance),
        retry=ms.Retry(first_seconds=1, cap_seconds=1, attempts=10_000),
        lease_seconds=2.0,
    )
    waiting = [state for state in ms.DeliveryState if state not in {"sent", "dead"}]
    for hour in count():
        jump = timedelta(hours=chance.randint(-72, 72))
        report = notifier.tick(_START + jump + timedelta(hours=hour))
        counts = notifier.bookkeeping.counts()
        if not report and not any(counts[state] for state in waiting):
            break
        time.sleep(0.01)
    log.close()


def main(url: str, place: str, *, kills: int, directory: ms.Directory) -> None:
    """Kill so many workers, two at a time, let one finish, and print what happened."""
    chance = Random(7)  # noqa: S311 - a trial, no secret
    file = os.open(place, os.O_CREAT | os.O_APPEND | os.O_RDWR)
    workers = [_fork(url, directory, file=file, seed=seed) for seed in range(2)]
    killed: list[int] = []
    while len(killed) < kills:
        time.sleep(0.05 + chance.random() / 8)
        victim = workers.pop(0)
        if os.waitpid(victim, os.WNOHANG) == (0, 0):
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)
            killed.append(victim)
        workers.append(_fork(url, directory, file=file, seed=len(killed) + 2))
    for worker in workers:
        os.waitpid(worker, 0)
    work(url, directory, file=file, chance=Random(1))  # noqa: S311 - likewise
    with open(place, encoding="utf-8") as lines:  # noqa: PTH123 - a descriptor's own file
        left = [line.split() for line in lines]
    print(json.dumps({"killed": killed, "left": left}))  # noqa: T201 - the test reads it


def _fork(url: str, directory: ms.Directory, *, file: int, seed: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            work(url, directory, file=file, chance=Random(seed))  # noqa: S311 - likewise
        finally:
            os._exit(0)
    return child


if __name__ == "__main__":
    main(
        sys.argv[1],
        sys.argv[2],
        kills=int(sys.argv[3]),
        directory=ms.load_directory(sys.stdin.read()),
    )
