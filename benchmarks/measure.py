"""Two candidates in turn, on databases of their own, with a control that can void the answer."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import cycle, permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

Batch = Callable[[], object]
# Given an empty folder: the batches of one repeat; it sets up before them and checks afterwards.
Candidate = Callable[[Path], AbstractContextManager[Sequence[Batch]]]
# The seconds of one repeat, given those of its batches.
Estimate = Callable[[Sequence[float]], float]

TRUSTED = (0.95, 1.05)
# Beside the code and not in the system's temporary folder, which may be no disk at all.
RESULTS = Path(__file__).parent / "results"


class Size(NamedTuple):
    """How much work is done; `runs` is how often a void comparison is tried in all."""

    repeats: int = 5
    runs: int = 4
    contacts: int = 500
    waits: int = 50
    small: int = 40
    cycles: int = 30
    large: int = 4_000
    few: int = 400
    many: int = 40_000
    window: int = 200
    loads: int = 7
    batch: int = 4
    durable_cycle: bool = True


WHOLE = Size()
QUICK = Size(3, 2, contacts=200, waits=10, cycles=10, large=400, many=4_000, window=100)
TINY = Size(
    repeats=1,
    runs=1,
    contacts=40,
    waits=1,
    cycles=1,
    large=50,
    few=40,
    many=50,
    window=10,
    loads=1,
    durable_cycle=False,
)


class Measured(NamedTuple):
    """Seconds of the median repeat, and one ratio and one control for each repeat."""

    ours: float
    theirs: float
    ratios: tuple[float, ...]
    controls: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of ours / theirs."""
        return statistics.median(self.ratios)

    @property
    def control(self) -> float:
        """The median of theirs / theirs."""
        return statistics.median(self.controls)

    @property
    def is_void(self) -> bool:
        """Whether the machine was too restless for the ratio to mean anything."""
        return not TRUSTED[0] <= self.control <= TRUSTED[1]


def total(batches: Sequence[float]) -> float:
    """Return all the time there was: with the checkpoints, and with what else the machine did."""
    return sum(batches)


def typical(batches: Sequence[float]) -> float:
    """Return the time had every batch been the median one; for batches of one kind."""
    return statistics.median(batches) * len(batches)


def compare(
    ours: Candidate, theirs: Candidate, *, size: Size, by: Sequence[Estimate] = (typical,)
) -> list[Measured]:
    """Return ours beside theirs by each estimate; the control is theirs beside itself.

    What is void is measured again, up to `size.runs` times in all.
    """
    found = _measure(ours, theirs, repeats=size.repeats, by=by)
    for _ in range(size.runs - 1):
        if not any(one.is_void for one in found):
            break
        again = _measure(ours, theirs, repeats=size.repeats, by=by)
        found = [new if old.is_void else old for old, new in zip(found, again, strict=True)]
    return found


def _measure(
    ours: Candidate, theirs: Candidate, *, repeats: int, by: Sequence[Estimate]
) -> list[Measured]:
    races = [race(ours, theirs, theirs) for _ in range(repeats)]
    return [_estimated([tuple(map(estimate, lanes)) for lanes in races]) for estimate in by]


def _estimated(seconds: Sequence[tuple[float, ...]]) -> Measured:
    return Measured(
        statistics.median(one for one, _, _ in seconds),
        statistics.median(other for _, other, _ in seconds),
        tuple(one / other for one, other, _ in seconds),
        tuple(again / other for _, other, again in seconds),
    )


def race(*candidates: Candidate) -> list[list[float]]:
    """Return the seconds of every batch of each candidate, taken in turn.

    The rounds go through every order there is: who comes first finds the caches cold, and who
    follows the same one each time inherits what that one left. The collector stays on for whoever
    makes garbage, but does not look at what stood there before.
    """
    spent: list[list[float]] = [[] for _ in candidates]
    with _lanes(candidates) as lanes:
        orders = cycle(permutations(range(len(lanes))))
        for order, batches in zip(orders, zip(*lanes, strict=True), strict=False):
            for place in order:
                started = perf_counter()
                batches[place]()
                spent[place].append(perf_counter() - started)
    return spent


@contextmanager
def scratch() -> Iterator[Path]:
    """Hand out an empty folder on the disk of the project, gone afterwards."""
    RESULTS.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=RESULTS) as folder:
        yield Path(folder)


def inner(folder: Path, name: int) -> Path:
    """Return a new folder in `folder`."""
    own = folder / str(name)
    own.mkdir()
    return own


@contextmanager
def _lanes(candidates: Sequence[Candidate]) -> Iterator[list[Sequence[Batch]]]:
    with scratch() as folder, ExitStack() as stack:
        lanes = [
            stack.enter_context(candidate(inner(folder, place)))
            for place, candidate in enumerate(candidates)
        ]
        gc.collect()
        gc.freeze()
        stack.callback(gc.unfreeze)
        yield lanes
