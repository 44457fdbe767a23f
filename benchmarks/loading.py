"""G6: a large cycle read and folded, beside one select and one JSON parse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from benchmarks.measure import Batch, Size, compare
from benchmarks.month import CYCLE, Stretch, story
from benchmarks.raw import STREAM, fill, new_database
from benchmarks.table import Goal, Row
from mystery_shopping.service import Program
from mystery_shopping.sqlite import SqliteLog

GOAL = Goal(4.5, 3.0)
SELECT = (
    "SELECT stream, version, position, event_id, type, schema, recorded_at, actor, role, data,"
    " previous, hash FROM mystery_shopping_event WHERE stream = ? AND version > ? ORDER BY version"
)


def cold_loads(size: Size) -> Iterator[Row]:
    """Yield G6 against the limit."""
    stretch = story(size.large).whole()
    row = Row(
        "G6",
        f"load a cycle of {size.large:,} contacts / select and one parse; read only",
        goal=GOAL,
        rest="a parse, an event, a stamp and a fold for every row",
    )
    ours = partial(folding, stretch=stretch, size=size)
    theirs = partial(_loads, stretch=stretch, load=_select, size=size)
    (measured,) = compare(ours, theirs, size=size)
    yield row.timed(measured, count=size.loads)


def folding(
    folder: Path, *, stretch: Stretch, size: Size
) -> AbstractContextManager[Sequence[Batch]]:
    """Hand out the batches in which a new program loads a whole month."""
    return _loads(folder, stretch=stretch, load=_fold, size=size)


@contextmanager
def _loads(
    folder: Path, *, stretch: Stretch, load: Callable[[SqliteLog], int], size: Size
) -> Iterator[Sequence[Batch]]:
    with new_database(folder, "NORMAL") as log:
        fill(log.connection, (*stretch.past, *stretch.groups))
        found: list[int] = []
        yield [lambda: found.append(load(log))] * size.loads
        assert set(found) == {len(list(log.read(STREAM)))}, "both sides must read every event"


def _fold(log: SqliteLog) -> int:
    return Program(log).cycle(CYCLE).version


def _select(log: SqliteLog) -> int:
    rows = log.connection.execute(SELECT, (STREAM, 0)).fetchall()
    return len(json.loads(b"[" + b",".join(row[9] for row in rows) + b"]"))
