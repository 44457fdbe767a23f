"""G1, G2 and half of G6: whole months and loads beside the `eventsourcing` library."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks import postgres
from benchmarks.living import Style, held, living, loaded, loading, postgres_peer, sqlite_peer
from benchmarks.loading import folding
from benchmarks.measure import Candidate, Estimate, Measured, Size, compare, total, typical
from benchmarks.month import story
from benchmarks.table import Goal, Row
from benchmarks.writing import DISK, commanding, several

PROGRAM = "guards, seal and fold, then SQLite itself"
HELD, LOADED = "aggregate held and saved", "loaded, changed and saved"


def held_cycles(size: Size) -> Iterator[Row]:
    """Yield G1: a whole cycle, the peer's aggregate held and saved after each step."""
    row = Row("G1", f"a command of a whole cycle of {size.small}, {HELD}")
    yield _at_normal(row, held, Goal(1 / 3.5, 1 / 4.5), size=size, times=size.cycles)
    if size.durable_cycle:
        full = row._replace(what=f"{row.what}; FULL", rest=DISK)
        measured = _on_sqlite(held, "FULL", size=size, by=total, batch=size.batch)
        yield _told(full, measured, count=_count(size))
    yield postgres.on_a_server(row._replace(rest=DISK), partial(_on_postgres, size=size))


def loaded_cycles(size: Size) -> Iterator[Row]:
    """Yield G2: a whole cycle, the peer's aggregate loaded for each step as its manual does."""
    row = Row("G2", f"a command of a whole cycle of {size.small}, {LOADED}")
    times = max(1, size.cycles // 10)
    yield _at_normal(row, loaded, Goal(1 / 20, 1 / 30), size=size, times=times)


def peer_loads(size: Size) -> Iterator[Row]:
    """Yield G6 beside the peer's repository."""
    stretch = story(size.large).whole()
    row = Row("G6", f"load a cycle of {size.large:,} contacts / repository get; read only")
    ours = partial(folding, stretch=stretch, size=size)
    theirs = partial(loading, stretch=stretch, loads=size.loads)
    (measured,) = compare(ours, theirs, size=size)
    rest = "a parse, an event, a stamp and a fold for every row"
    row = row._replace(goal=Goal(1 / 6, 1 / 7.5), rest=rest)
    return iter([_told(row, measured, count=size.loads)])


def _at_normal(row: Row, style: Style, goal: Goal, *, size: Size, times: int) -> Row:
    """Return a row of median cycles.

    A batch is a whole cycle: in small ones whoever runs after the other side finds the
    processor's caches cold, and that costs a tenth.
    """
    count = _count(size)
    measured = _on_sqlite(style, "NORMAL", size=size, by=typical, batch=count, times=times)
    row = row._replace(what=f"{row.what}; NORMAL", goal=goal, rest=PROGRAM)
    return _told(row, measured, count=count * times)


def _on_sqlite(
    style: Style, synchronous: str, *, size: Size, by: Estimate, batch: int, times: int = 1
) -> Measured:
    stretch = story(size.small).whole()
    ours = partial(commanding, stretch=stretch, synchronous=synchronous, batch=batch)
    peer = partial(sqlite_peer, synchronous=synchronous)
    theirs = partial(living, peer=peer, style=style, stretch=stretch, batch=batch)
    lanes: list[Candidate] = [several(lane, times) for lane in (ours, theirs)]
    (measured,) = compare(*lanes, size=size, by=(by,))
    return measured


def _on_postgres(row: Row, server: str, *, size: Size) -> Row:
    stretch = story(size.small).whole()
    ours = partial(postgres.commanding, server=server, stretch=stretch, batch=size.batch)
    peer = partial(postgres_peer, server=server)
    theirs = partial(living, peer=peer, style=held, stretch=stretch, batch=size.batch)
    (measured,) = compare(ours, theirs, size=size, by=(total,))
    return _told(row, measured, count=len(stretch.turns))


def _count(size: Size) -> int:
    return len(story(size.small).turns)


def _told(row: Row, measured: Measured, *, count: int) -> Row:
    """Return the row with how many times faster we are in front of what holds us back."""
    rest = f"{1 / measured.ratio:.2f}× faster; {row.rest}"
    return row._replace(rest=rest).timed(measured, count=count)
