"""A whole month beside libraries that keep states: the time of a command, and live memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from benchmarks.desk import Desk, Peer, orders
from benchmarks.measure import Batch, Measured, Size, compare, total, typical
from benchmarks.month import CYCLE, Stretch, story
from benchmarks.raw import MEMORY, fill, in_batches, new_database, new_log
from benchmarks.table import Row, absent
from benchmarks.writing import DISK, commanding, several
from mystery_shopping.service import Program

GATE = "peers"
LESS = "theirs keeps the last state alone: no events, no hash chain, no clock, and three guards"
HELD = "plan, attempt, form and times of a loaded cycle, and the tree they hang in"
TRACED = "traced"  # to a few bytes: free lists of the interpreter come and go


class Library(NamedTuple):
    """A peer by what is installed and imported, and how it is set up here."""

    package: str
    imported: str
    what: str
    module: str
    opened: str = "each"
    is_slow: bool = False

    def peer(self) -> Peer:
        """Return the peer afresh; it may keep machines."""
        opened: Callable[[], Peer] = getattr(import_module(self.module), self.opened)
        return opened()


_TRANSITIONS = ("transitions", "transitions")
LIBRARIES = (
    Library(*_TRANSITIONS, "transitions, a Machine each", "benchmarks.peer_transitions"),
    Library(
        *_TRANSITIONS, "transitions, a Machine a kind", "benchmarks.peer_transitions", "shared"
    ),
    Library(
        "python-statemachine",
        "statemachine",
        "python-statemachine, an instance each",
        "benchmarks.peer_statemachine",
    ),
    Library(
        "SpiffWorkflow",
        "SpiffWorkflow",
        "SpiffWorkflow, a workflow each",
        "benchmarks.peer_spiff",
        is_slow=True,
    ),
)


def beside_machines(size: Size) -> Iterator[Row]:
    """Yield the rows of every library that is installed."""
    for library in LIBRARIES:
        yield from _beside(library, size)


def _beside(library: Library, size: Size) -> Iterable[Row]:
    row = Row(GATE, f"a command of a whole cycle of {size.small} / {library.what}")
    if find_spec(library.imported) is None:
        yield row.skipped(absent(library.package))
        return
    yield _at_normal(row, library, size)
    if size.durable_cycle:
        yield _at_full(row, library, size)
    yield _memory(library, size)


def _at_normal(row: Row, library: Library, size: Size) -> Row:
    """Return a row of median cycles, a batch a cycle, as beside the other library with objects."""
    stretch = story(size.small).whole()
    count, times = len(stretch.turns), max(1, size.cycles // 10) if library.is_slow else size.cycles
    ours = partial(commanding, stretch=stretch, synchronous="NORMAL", batch=count)
    theirs = partial(living, library=library, stretch=stretch, synchronous="NORMAL", batch=count)
    lanes = (several(lane, times) for lane in (ours, theirs))
    (measured,) = compare(*lanes, size=size, by=(typical,))
    row = row._replace(what=f"{row.what}; NORMAL", rest=f"{_speed(measured)}; {LESS}")
    return row.timed(measured, count=count * times)


def _at_full(row: Row, library: Library, size: Size) -> Row:
    stretch = story(size.small).whole()
    ours = partial(commanding, stretch=stretch, synchronous="FULL", batch=size.batch)
    theirs = partial(living, library=library, stretch=stretch, synchronous="FULL", batch=size.batch)
    (measured,) = compare(ours, theirs, size=size, by=(total,))
    row = row._replace(what=f"{row.what}; FULL", rest=f"{_speed(measured)}; {DISK}")
    return row.timed(measured, count=len(stretch.turns))


def _speed(measured: Measured) -> str:
    ratio = measured.ratio
    return f"{1 / ratio:.2f}× faster" if ratio <= 1 else f"{ratio:.2f}× slower"


@contextmanager
def living(
    folder: Path, *, library: Library, stretch: Stretch, synchronous: str, batch: int
) -> Iterator[Sequence[Batch]]:
    """Hand out the batches in which a peer lives a stretch, and check where that led."""
    asked = orders(stretch)
    with new_database(folder, synchronous) as log:
        desk = Desk(library.peer(), log.connection)

        def work(batch: Sequence[Callable[[Desk], None]]) -> None:
            for order in batch:
                order(desk)

        yield in_batches(work, asked, size=batch)
        check(desk, stretch)


def check(desk: Desk, stretch: Stretch) -> None:
    """Assert that a desk's file stands where our own log of the month stands."""
    assert desk.states() == _ended(len(desk.contacts)), "both sides must end in the same states"
    (notes,) = desk.connection.execute("SELECT count(*) FROM note").fetchone()
    wanted = sum(len(rows) for rows in stretch.groups) - desk.taken
    assert notes == wanted, "both sides must leave as many steps"


@cache
def _ended(contacts: int) -> Counter[str]:
    with new_log(Path(), MEMORY, story(contacts).groups) as log:
        cycle = Program(log).cycle(CYCLE)
    return Counter([str(cycle.state), *(str(contact.state) for contact in cycle.contacts)])


def _memory(library: Library, size: Size) -> Row:
    """Return what one contact more keeps alive once its month is over, on each side."""
    row = Row(GATE, f"live bytes of a contact in a held cycle / {library.what}", rest=HELD)
    theirs = _slope(partial(_their_bytes, library), size)
    return row.counted(_ours(size), theirs)._replace(control=TRACED)


@cache
def _ours(size: Size) -> int:
    return _slope(_our_bytes, size)


def _slope(held: Callable[[int], int], size: Size) -> int:
    held(size.small)  # whatever is made once is made now
    return round((held(size.small + size.few) - held(size.small)) / size.few)


def _our_bytes(contacts: int) -> int:
    """Return the bytes of a loaded cycle; a lived one would share its plans with our story."""
    with new_database(Path(), MEMORY) as log:
        fill(log.connection, story(contacts).groups)
        program = Program(log)
        return _grown(lambda: program.cycle(CYCLE))


def _their_bytes(library: Library, contacts: int) -> int:
    stretch = story(contacts).whole()
    asked = orders(stretch)
    with new_database(Path(), MEMORY) as log:
        desk = Desk(library.peer(), log.connection)

        def live() -> None:
            for order in asked:
                order(desk)

        grown = _grown(live)
        check(desk, stretch)
        return grown


def _grown(work: Batch) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        work()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
