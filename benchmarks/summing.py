"""G8 and G9: recap and verdict a sample, beside a bare loop over the marks and beside numpy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import mystery_shopping as ms
from benchmarks.marks import (
    GROUPED,
    Figures,
    Marks,
    by_loop,
    by_numpy,
    figures_of,
    indicators_by_numpy,
    indicators_by_us,
    marks_of,
)
from benchmarks.measure import Batch, Size, compare, scratch
from benchmarks.raw import fill, new_database
from benchmarks.table import Goal, Row, absent
from mystery_shopping.codec import encode
from mystery_shopping.rules.recapping import make_recap
from mystery_shopping.rules.verdict import judge
from mystery_shopping.sqlite import SqliteLog
from mystery_shopping.workflow.events import CycleRecapitulated

SUMMARIES, INDICATORS = Goal(8.0, 5.0), Goal(0.6, 0.4)
MONTHS = 25  # times as many samples as the vast month has
QUERY = (
    "SELECT json_extract(data, {paths}) FROM mystery_shopping_event"
    " WHERE type = 'cycle.recapitulated'"
)
AT_ONCE = 2_000  # contacts a batch goes through, in as many months as that takes
LATER = datetime(2026, 12, 5, tzinfo=UTC)
NUMPY = "numpy"
Work = Callable[[], object]
_BEYOND = "samples looked through and their clocks turned, findings gathered"


def summaries(size: Size) -> Iterator[Row]:
    """Yield G8: the recaps of many months out of a file, and one vast month."""
    yield _months(size)
    vast = marks_of(size.many)
    yield _beside_loop("G8", "recap", vast, size=size)
    yield _beside_numpy("G8", vast, size=size)
    yield _beside_loop("G8", "verdict", vast, size=size)


def indicators(size: Size) -> Iterator[Row]:
    """Yield G9: the recap of a usual month."""
    usual = marks_of(size.small)
    yield _indicators(usual, size=size)
    yield _beside_loop("G9", "recap", usual, size=size)
    yield _beside_numpy("G9", usual, size=size)


def _months(size: Size) -> Row:
    usual, months = marks_of(size.small), MONTHS * max(1, size.many // size.small)
    samples = months * size.small
    what = f"{samples:,} samples in the recaps of {months:,} months, from a file / numpy in memory"
    row = Row("G8", what, goal=SUMMARIES, rest="the text of every figure, read by SQLite")
    if find_spec(NUMPY) is None:
        return row.skipped(absent(NUMPY))
    vast = usual._replace(forms=[*usual.forms] * months)
    with scratch() as folder, new_database(folder, "NORMAL") as log:
        _fill(log, usual, months)
        sum_up = partial(_summed, log, QUERY.format(paths=_paths(make_recap(usual.cycle))))
        lanes = (
            partial(_lane, work, usual, batches=size.loads, months=months)
            for work in (sum_up, by_numpy(vast))
        )
        (measured,) = compare(*lanes, size=size)
    return row.timed(measured, count=samples * size.loads)


def _fill(log: SqliteLog, marks: Marks, months: int) -> None:
    name, schema, data = encode(CycleRecapitulated(make_recap(marks.cycle)))
    # Each its own text, or SQLite would parse the one it has just parsed no second time.
    texts = (data.replace(b"was not done", b"%012d" % month) for month in range(months))
    rows = (
        ((f"cycle/u{n}/2026-11", 1, f"{n}/0", name, schema, 0, "dewi", "qca", text, b"", b""),)
        for n, text in enumerate(texts)
    )
    fill(log.connection, rows)


def _paths(recap: ms.Recap) -> str:
    tables = ("parameters", "dimensions", "kpis", *GROUPED)
    places = [(table, place) for table in tables for place in range(len(getattr(recap, table)))]
    shares = ["$.recap.total", *(f"$.recap.{table}[{n}].share" for table, n in places)]
    return ", ".join(f"'{share}.{key}'" for share in shares for key in ("ones", "count"))


def _summed(log: SqliteLog, query: str) -> Figures:
    rows = (row for (row,) in log.connection.execute(query))
    sums = [sum(column) for column in zip(*json.loads(f"[{','.join(rows)}]"), strict=True)]
    return list(zip(sums[::2], sums[1::2], strict=True))


def _beside_loop(gate: str, what: str, marks: Marks, *, size: Size) -> Row:
    works: dict[str, Work] = {
        "recap": partial(_recap, marks),
        "verdict": partial(judge, marks.cycle, LATER),
    }
    row = Row(gate, f"{what} of {len(marks.forms):,} / a bare loop over the marks", rest=_BEYOND)
    return _timed(row, works[what], partial(by_loop, marks), marks=marks, size=size)


def _indicators(marks: Marks, *, size: Size) -> Row:
    row = Row("G9", f"the KPIs of {len(marks.forms):,} forms / numpy from the same forms")
    row = row._replace(goal=INDICATORS, rest="a loop over the forms for each KPI")
    if find_spec(NUMPY) is None:
        return row.skipped(absent(NUMPY))
    ours, theirs = indicators_by_us(marks), indicators_by_numpy(marks)
    assert ours() == theirs(), "both sides must come to the same indicators"
    return _timed(row, lambda: tuple(ours()), lambda: tuple(theirs()), marks=marks, size=size)


def _beside_numpy(gate: str, marks: Marks, *, size: Size) -> Row:
    what = f"recap of {len(marks.forms):,} / numpy over arrays at hand"
    row = Row(gate, what, rest=_BEYOND)
    if find_spec(NUMPY) is None:
        return row.skipped(absent(NUMPY))
    return _timed(row, partial(_recap, marks), by_numpy(marks), marks=marks, size=size)


def _timed(row: Row, ours: Work, theirs: Work, *, marks: Marks, size: Size) -> Row:
    lanes = (partial(_lane, work, marks, batches=size.loads) for work in (ours, theirs))
    (measured,) = compare(*lanes, size=size)
    return row.timed(measured, count=size.loads * _times(marks) * len(marks.forms))


@contextmanager
def _lane(
    work: Work, marks: Marks, _: Path, *, batches: int, months: int = 1
) -> Iterator[Sequence[Batch]]:
    found: list[object] = []

    def batch() -> None:
        for _ in range(_times(marks) if months == 1 else 1):
            found[:] = [work()]

    yield [batch] * batches
    wanted = [(ones * months, count * months) for ones, count in by_loop(marks)]
    if isinstance(found[0], list):
        assert found[0] == wanted, "both sides must come to the same figures"


def _recap(marks: Marks) -> Figures:
    return figures_of(make_recap(marks.cycle))


def _times(marks: Marks) -> int:
    return max(1, AT_ONCE // len(marks.forms))
