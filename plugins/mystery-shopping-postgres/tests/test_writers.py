"""Sixteen desks at once, over several programs: nothing lost, nothing doubled, no reader skips."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier, Event, Thread

import pytest

import mystery_shopping as ms
from mystery_shopping.errors import LogBusy, TooManyConflicts
from mystery_shopping_postgres import open_log
from tests.months import DEWI, RANKING, Month, S, nov, policy, scenario

_WRITERS, _COMMANDS = 16, 4


@contextmanager
def following(url: str) -> Iterator[list[int]]:
    """Follow the tail meanwhile; the positions seen are complete in the end."""
    seen: list[int] = []
    done = Event()

    def follow() -> None:
        log = open_log(url)
        for _ in log.listen(timeout_seconds=0.2):
            last = done.is_set()
            while page := log.tail(after=seen[-1] if seen else 0, limit=20):
                seen.extend(row.position for row in page)
            if last:
                break
        log.close()

    reader = Thread(target=follow)
    reader.start()
    yield seen
    done.set()
    reader.join(timeout=60)
    assert not reader.is_alive()


def draft_all(programs: list[ms.Program], cycle_ids: list[str]) -> None:
    """Let every writer draft scenarios, each command given twice under one id."""
    barrier = Barrier(_WRITERS)

    def write(number: int) -> None:
        program, cycle_id = programs[number % len(programs)], cycle_ids[number % len(cycle_ids)]
        barrier.wait()
        for turn in range(2 * _COMMANDS):
            name = f"w{number}-{turn // 2}"
            draft = ms.DraftScenario(scenario(title=name))
            insist(program, cycle_id, draft, name=name)

    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(write, range(_WRITERS)))


def insist(program: ms.Program, cycle_id: str, command: ms.Command, *, name: str) -> None:
    """Give a command again until it is done, as the documentation advises."""
    while True:
        try:
            program.execute(cycle_id, command, by=DEWI, at=nov(3), command_id=name)
        except (LogBusy, TooManyConflicts):
            continue
        return


def titles(cycle: ms.Cycle) -> list[str]:
    """Return the titles of the scenarios, sorted."""
    return sorted(row.text.title for row in cycle.scenarios)


@pytest.mark.slow
def test_sixteen_writers_on_one_cycle_lose_and_double_nothing(url: str) -> None:
    """The busiest month there is: everybody works on the same one."""
    month = Month(url=url).to(S.MATERIAL_SELECTED)
    before = month.cycle.version

    with ExitStack() as stack, following(url) as seen:
        programs = [stack.enter_context(ms.open_program(url)) for _ in range(4)]
        draft_all(programs, [month.id])

    cycle = month.cycle
    assert titles(cycle) == sorted(f"w{w}-{n}" for w in range(_WRITERS) for n in range(_COMMANDS))
    assert [row.number for row in cycle.scenarios] == list(range(1, _WRITERS * _COMMANDS + 1))
    assert month.program.verify(month.id).event_count == cycle.version
    assert cycle.version == before + _WRITERS * _COMMANDS
    assert seen == [row.position for row in month.program.log.tail(limit=10_000)]
    month.program.close()


@pytest.mark.slow
def test_sixteen_writers_on_sixteen_cycles_lose_and_double_nothing(url: str) -> None:
    """They share one lock for the order of positions, and nothing else."""
    with ExitStack() as stack:
        programs = [stack.enter_context(ms.open_program(url, policy=policy())) for _ in range(4)]
        ids = [start_cycle(programs[0], f"unit-{number}") for number in range(_WRITERS)]

        with following(url) as seen:
            draft_all(programs, ids)

        for number, cycle_id in enumerate(ids):
            cycle = programs[0].cycle(cycle_id)
            assert titles(cycle) == [f"w{number}-{n}" for n in range(_COMMANDS)]
            assert programs[1].verify(cycle_id).event_count == cycle.version
        assert seen == [row.position for row in programs[0].log.tail(limit=10_000)]


def start_cycle(program: ms.Program, unit: str) -> str:
    """Return a cycle that is ready for its scenarios."""
    cycle = program.open_cycle(unit=unit, period="2026-11", by=DEWI, at=nov(1))
    program.execute(cycle.id, ms.CollectReasons(RANKING), by=DEWI, at=nov(1))
    return program.execute(cycle.id, ms.SelectMaterial(), by=DEWI, at=nov(2)).id
