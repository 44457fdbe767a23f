"""A host's own program: what it gets back has the types it was promised."""

from __future__ import annotations

from datetime import datetime
from typing import assert_type

import mystery_shopping as ms


def november(program: ms.Program, qca: ms.Person, now: datetime) -> ms.Verdict:
    """Open a cycle, give a command, and ask about it."""
    cycle = program.open_cycle(unit="malang", period="2026-11", by=qca, at=now)
    assert_type(cycle, ms.Cycle)
    assert_type(program.execute(cycle.id, ms.Close(), by=qca), ms.Cycle)
    assert_type(program.check(cycle.id, ms.Close(), by=qca), tuple[ms.Unmet, ...])
    assert_type(program.missing(cycle.id).sample_count, int)
    assert_type(program.tick(now), ms.TickReport)
    assert_type(program.history(cycle.id), tuple[ms.HistoryEntry, ...])
    verdict = program.verdict(cycle.id, as_of=now)
    assert_type(verdict.row("5.2.1.2").status, ms.Status)
    assert_type(verdict.row("5.2.1.2").sentence, ms.Text)
    return verdict


def opened() -> ms.Program:
    """Open a program as the README does."""
    program = ms.open_program("memory:", policy=ms.Policy(qm_target=85))
    with program as same:
        assert_type(same, ms.Program)
    return program


def wrong(program: ms.Program, qca: ms.Person) -> None:
    """Make the mistakes that a type checker should see before the library does."""
    program.execute("malang/2026-11", ms.Close())  # type: ignore[call-arg]
    program.execute("malang/2026-11", "close", by=qca)  # type: ignore[arg-type]
    ms.Policy()  # type: ignore[call-arg]
    ms.Person("rina", "qca")  # type: ignore[arg-type]
    program.cycle("malang/2026-11").state = ms.CycleState.CLOSED  # type: ignore[misc]
    ms.Closed  # type: ignore[attr-defined]  # noqa: B018 - there is no such name
