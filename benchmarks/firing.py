"""G10: an order walked through the compiled table, beside `transitions`' own trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from transitions import Machine

from benchmarks.measure import Batch, Candidate, Size, compare
from benchmarks.month import CYCLE, story, take
from benchmarks.raw import MEMORY, new_log
from benchmarks.table import Goal, Row
from mystery_shopping.service import Program
from mystery_shopping.workflow import _engine
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.commands import Lifecycle, Order
from mystery_shopping.workflow.tables import STATES, TABLES

GOAL = Goal(1 / 20, 1 / 30)
LOOPS = 20  # firings of a batch


def firings(size: Size) -> Iterator[Row]:
    """Yield G10: a trigger with guards, one with none of its own, and the walk alone."""
    for place, what, rest in (
        (0, "fire perform_contact with its guards", "the guards, which both sides ask alike"),
        (3, "fire accept_form, guarded by phase, role and time", "these three tests"),
    ):
        situation = _situation(place)
        ours, theirs = partial(_engine.refusals, situation), partial(_engine.fire, situation)
        found, unmet = ours()
        assert found is not None
        assert not unmet
        assert found.destination == theirs(), "both must go to the same state"
        yield _row(Row("G10", what, goal=GOAL, rest=rest), ours, theirs, size=size)
    yield _bare_walk(_situation(0), size)


def _bare_walk(situation: Situation, size: Size) -> Row:
    machine, trigger = _unguarded(situation.lifecycle), situation.command.trigger

    def fire() -> str:
        cursor = _engine.Cursor(str(situation.state))
        machine.events[trigger].trigger(cursor, situation=situation)
        return cursor.state

    found = _engine.find_row(situation)
    assert found is not None
    assert found.destination == fire(), "both must go to the same state"
    row = Row("G10", "walk the table without guards", goal=GOAL, rest="one look into a dictionary")
    return _row(row, partial(_engine.find_row, situation), fire, size=size)


def _row(row: Row, ours: Batch, theirs: Batch, *, size: Size) -> Row:
    (measured,) = compare(_loops(ours, size), _loops(theirs, size), size=size)
    return row.timed(measured, count=size.window * LOOPS)


def _loops(work: Batch, size: Size) -> Candidate:
    def loop() -> None:
        for _ in range(LOOPS):
            work()

    @contextmanager
    def lane(_: Path) -> Iterator[Sequence[Batch]]:
        yield [loop] * size.window

    return lane


def _situation(place: int) -> Situation:
    """Return a contact's turn of that place, held against the cycle it meets."""
    stretch = story(40).contacts(40)
    with new_log(Path(), MEMORY, stretch.past) as log:
        program = Program(log)
        take(program, stretch.turns[:place])
        turn = stretch.turns[place]
        order = Order(turn.kind(*turn.arguments), turn.by, turn.at)
        return Situation(program.cycle(CYCLE), order)


def _unguarded(lifecycle: Lifecycle) -> Machine:
    """Return a machine of the same table that asks nothing."""
    states = [str(state) for state in STATES[lifecycle]]
    machine = Machine(
        model=None, states=states, initial=states[0], auto_transitions=False, send_event=True
    )
    for row in TABLES[lifecycle]:
        to = None if row.destination is None else str(row.destination)
        machine.add_transition(row.trigger, [str(source) for source in row.sources], to)
    return machine
