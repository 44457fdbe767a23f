"""G3, G4, G5 and whole cycles: events and commands beside raw writes of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path

from benchmarks.measure import (
    Batch,
    Candidate,
    Estimate,
    Measured,
    Size,
    compare,
    inner,
    total,
    typical,
)
from benchmarks.month import CYCLE, Stretch, story, take
from benchmarks.parts import OF_A_COMMAND, OF_AN_APPEND, Places, tell_parts
from benchmarks.raw import MEMORY, STREAM, check_rows, in_batches, new_log, raw_writes
from benchmarks.table import Goal, Row
from mystery_shopping.ports import EventLog, Recorded
from mystery_shopping.service import Program
from mystery_shopping.service._kept import read_event
from mystery_shopping.service._sealing import seal_events
from mystery_shopping.workflow.events import Event, Stamp

Lane = Callable[..., AbstractContextManager[Sequence[Batch]]]

DISK = "the disk: both sides wait for it at every command"
BUILDING = "as G4, with the commands built on the way"
CHECKPOINTS = "checkpoints, which cost both sides the same"


def appends(size: Size) -> Iterator[Row]:
    """Yield G3: one event encoded, sealed and appended."""
    stretch = story(size.contacts).contacts(size.contacts)
    yield from _twice(
        Row("G3", "append one event, encoded and sealed", goal=Goal(1.5, 1.3)),
        appending,
        stretch,
        size=size,
        places=OF_AN_APPEND,
    )


def commands(size: Size) -> Iterator[Row]:
    """Yield G4: `Program.execute` over the mix of a contact, the command built before."""
    stretch = story(size.contacts).contacts(size.contacts)
    stretch = stretch._replace(turns=[turn.built() for turn in stretch.turns])
    yield from _twice(
        Row("G4", "a whole command", goal=Goal(2.0, 1.6)),
        commanding,
        stretch,
        size=size,
        places=OF_A_COMMAND,
    )


def durable_commands(size: Size) -> Iterator[Row]:
    """Yield G5: the last contacts of a large cycle, each command waiting for the disk."""
    stretch = story(size.large).contacts(size.waits)
    row = Row("G5", f"a whole command, at the end of {size.large:,} contacts; FULL")
    (measured,) = _beside_raw(commanding, stretch, "FULL", size=size._replace(batch=1))
    count = len(stretch.turns)
    yield row._replace(goal=Goal(1.25, 1.15), rest=DISK).timed(measured, count=count)


def whole_cycles(size: Size) -> Iterator[Row]:
    """Yield the whole month, command by command, small and large, at each durability."""
    yield _cycle(size.small, MEMORY, size=size, times=size.cycles)
    yield _cycle(size.small, "NORMAL", size=size, times=size.cycles)
    if size.durable_cycle:
        yield _cycle(size.small, "FULL", size=size)._replace(rest=DISK)
    yield _cycle(size.large, MEMORY, size=size)
    yield _cycle(size.large, "NORMAL", size=size)


def _cycle(contacts: int, synchronous: str, *, size: Size, times: int = 1) -> Row:
    stretch = story(contacts).whole()
    row = Row("cycle", f"a command of a whole cycle of {contacts:,}; {synchronous}", rest=BUILDING)
    (measured,) = _beside_raw(commanding, stretch, synchronous, size=size, times=times, by=(total,))
    return row.timed(measured, count=len(stretch.turns) * times)


def _twice(row: Row, lane: Lane, stretch: Stretch, *, size: Size, places: Places) -> Iterator[Row]:
    """Yield a row between the checkpoints of the WAL, and with them."""
    between, whole = _beside_raw(lane, stretch, "NORMAL", size=size, by=(typical, total))
    count = len(stretch.turns)
    ours = partial(lane, stretch=stretch, synchronous="NORMAL", batch=size.batch)
    rest = tell_parts(ours, places, total=between.ours / count)
    what = f"{row.what}; NORMAL, between checkpoints"
    yield row._replace(what=what, rest=rest).timed(between, count=count)
    what = f"{row.what}; NORMAL, checkpoints included"
    yield row._replace(what=what, rest=CHECKPOINTS).timed(whole, count=count)


def _beside_raw(
    lane: Lane,
    stretch: Stretch,
    synchronous: str,
    *,
    size: Size,
    times: int = 1,
    by: Sequence[Estimate] = (typical,),
) -> list[Measured]:
    ours, theirs = (
        several(partial(one, stretch=stretch, synchronous=synchronous, batch=size.batch), times)
        for one in (lane, raw_writes)
    )
    return compare(ours, theirs, size=size, by=by)


def several(candidate: Candidate, times: int) -> Candidate:
    """Return the candidate doing its work several times, each on a database of its own."""

    @contextmanager
    def lane(folder: Path) -> Iterator[list[Batch]]:
        with ExitStack() as stack:
            lanes = [stack.enter_context(candidate(inner(folder, n))) for n in range(times)]
            yield [batch for lane in lanes for batch in lane]

    return lane


@contextmanager
def commanding(
    folder: Path, *, stretch: Stretch, synchronous: str, batch: int
) -> Iterator[Sequence[Batch]]:
    """Hand out the batches that carry a stretch's commands out, the cycle kept and warm."""
    with (
        new_log(folder, synchronous, stretch.past) as log,
        commanding_on(log, stretch=stretch, batch=batch) as batches,
    ):
        yield batches


@contextmanager
def commanding_on(log: EventLog, *, stretch: Stretch, batch: int) -> Iterator[Sequence[Batch]]:
    """Hand out the same on a log that holds the stretch's past."""
    program = Program(log)
    program.cycle(CYCLE)
    yield in_batches(partial(take, program), stretch.turns, size=batch)
    check_rows(log, stretch)


@contextmanager
def appending(
    folder: Path, *, stretch: Stretch, synchronous: str, batch: int
) -> Iterator[Sequence[Batch]]:
    """Hand out the batches that encode, seal and append a stretch's events."""
    with new_log(folder, synchronous, stretch.past) as log:
        head = stretch.past[-1][-1][-1]

        def append(events: Sequence[tuple[Event, Stamp]]) -> None:
            nonlocal head
            for event, stamp in events:
                sealed, _ = seal_events(STREAM, head, (event,), stamp=stamp, command_id=None)
                log.append(STREAM, sealed, expected=stamp.version - 1)
                head = sealed[-1].hash

        rows = [Recorded._make((*row[:2], 0, *row[2:])) for row in chain(*stretch.groups)]
        yield in_batches(append, list(map(read_event, rows)), size=batch)
        check_rows(log, stretch)
