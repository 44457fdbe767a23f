"""A program that is killed again and again while it works, and looked at after each death.

Run as a script: it forks a child per life, so that two hundred lives cost one start of Python.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

import mystery_shopping as ms

_QCA = ms.Person("rina", ms.Role.QCA)
_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
_LIVES_OF_A_CYCLE = 25
_LONGEST_SECONDS = 0.06


def main(url: str, lives: int) -> None:
    """Live and die so many times, then print how it went as JSON."""
    chance = Random(lives)  # noqa: S311 - chance for load
    acknowledged: set[str] = set()
    lost: set[str] = set()
    events = 0
    for life in range(lives):
        unit = f"unit-{life // _LIVES_OF_A_CYCLE}"
        if life % _LIVES_OF_A_CYCLE == 0:
            events += _open(url, unit)
            acknowledged = set()
        told = _live_and_die(url, unit, life=life, seconds=chance.random() * _LONGEST_SECONDS)
        acknowledged |= told
        events += len(told)
        lost |= acknowledged - _held(url, unit)
    print(json.dumps({"lives": lives, "acknowledged": events, "lost": sorted(lost)}))  # noqa: T201


def _open(url: str, unit: str) -> int:
    with ms.open_program(url, policy=ms.Policy(qm_target=85)) as program:
        return program.open_cycle(unit=unit, period="2026-11", by=_QCA, at=_AT).version


def _live_and_die(url: str, unit: str, *, life: int, seconds: float) -> set[str]:
    """Return the ids of the commands a child said were done, before it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _live(url, unit, life=life, writer=writer)
    os.close(writer)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit("the child ended by itself")
    with os.fdopen(reader, encoding="ascii") as pipe:
        return set(pipe.read().split())


def _live(url: str, unit: str, *, life: int, writer: int) -> None:
    try:
        program = ms.open_program(url)
        for number in count():
            name = f"{life}-{number}"
            command = ms.AddNewProducts((ms.NewProduct(f"p{name}", "new"),))
            program.execute(f"{unit}/2026-11", command, by=_QCA, at=_AT, command_id=name)
            os.write(writer, f"{name}\n".encode())
    finally:
        os._exit(1)


def _held(url: str, unit: str) -> set[str]:
    """Return the commands a log holds, its chain verified."""
    with ms.open_program(url) as program:
        program.verify(f"{unit}/2026-11")
        rows = program.log.read(f"cycle/{unit}/2026-11")
        return {row.event_id.split("/")[0].removeprefix("!") for row in rows}


if __name__ == "__main__":
    main(f"sqlite:///{Path(sys.argv[1])}?synchronous=FULL", int(sys.argv[2]))
