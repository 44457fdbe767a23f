"""G7: what one contact more costs in a cycle of 40,000, beside a cycle of 400."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path

import mystery_shopping as ms
from benchmarks.counting import count_calls
from benchmarks.measure import Batch, Size, compare, scratch
from benchmarks.month import CYCLE, contact_turns, new_program, planning, preparation, take
from benchmarks.raw import MEMORY, new_log
from benchmarks.table import Goal, Row
from mystery_shopping.service import Program

GOAL = Goal(1.25, 1.10)
STEP = 2  # contacts planned at once and carried out, the batch that is timed


class Growing:
    """A cycle that grows by planned and finished contacts."""

    def __init__(self, program: Program, contacts: int) -> None:
        self.program = program
        self.contacts = contacts
        take(program, preparation(contacts))
        for number in range(1, contacts + 1):
            take(program, contact_turns(number))

    def grow(self, count: int = STEP) -> None:
        """Plan more contacts and carry them out."""
        planning(self.contacts + 1, count).take(self.program)
        for number in range(self.contacts + 1, self.contacts + count + 1):
            take(self.program, contact_turns(number))
        self.contacts += count

    def check(self) -> None:
        """Assert that every contact went all the way."""
        accepted = self.program.cycle(CYCLE).count(ms.ContactState.ACCEPTED)
        assert accepted == self.contacts, "every contact must be accepted"


def contacts_at_any_size(size: Size) -> Iterator[Row]:
    """Yield G7 in time, in memory and on SQLite, and in counted calls."""
    yield _time(MEMORY, size)
    yield count_calls_at_any_size(size)
    yield _time("NORMAL", size)


def count_calls_at_any_size(size: Size) -> Row:
    """Return G7 in calls of functions, which no other process can disturb."""
    counts = []
    for contacts in (size.many, size.few):
        with scratch() as folder, _grown(folder, MEMORY, contacts) as growing:
            counts.append(count_calls(growing.grow))
    return (
        _row("calls counted", size)._replace(rest="one for each level of the tree").counted(*counts)
    )


def _time(synchronous: str, size: Size) -> Row:
    with scratch() as folder, _grown(folder, synchronous, size.many) as large:
        ours = partial(_window, open_cycle=lambda _: nullcontext(large), size=size)
        small = partial(_grown, synchronous=synchronous, contacts=size.few)
        theirs = partial(_window, open_cycle=small, size=size)
        (measured,) = compare(ours, theirs, size=size)
        row = _row(synchronous, size)._replace(rest="a deeper tree of contacts, and colder memory")
        return row.timed(measured, count=size.window)


def _row(how: str, size: Size) -> Row:
    return Row("G7", f"a contact at {size.many:,} / at {size.few:,}; {how}", goal=GOAL)


@contextmanager
def _grown(folder: Path, synchronous: str, contacts: int) -> Iterator[Growing]:
    with new_log(folder, synchronous, ()) as log:
        yield Growing(new_program(log), contacts)


@contextmanager
def _window(
    folder: Path, *, open_cycle: Callable[[Path], AbstractContextManager[Growing]], size: Size
) -> Iterator[Sequence[Batch]]:
    with open_cycle(folder) as growing:
        before = growing.contacts
        yield [growing.grow] * (size.window // STEP)
        assert growing.contacts == before + size.window
        growing.check()
