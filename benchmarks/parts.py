"""Where the time goes while a candidate works: its functions timed in their places."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from time import perf_counter
from typing import Any
from unittest.mock import patch

from benchmarks.measure import Candidate, scratch
from benchmarks.month import MIX
from mystery_shopping.service import _kept, _sealing, program
from mystery_shopping.sqlite import SqliteLog

Places = Mapping[str, tuple[object, str]]
Times = Mapping[str, list[float]]

OF_AN_APPEND: Places = {
    "encode": (_sealing, "encode"),
    "hash": (_sealing, "seal"),
    "log": (SqliteLog, "append"),
}
OF_A_COMMAND: Places = {
    "decide": (program, "decide"),
    "encode and seal": (_kept, "seal_events"),
    "log": (SqliteLog, "append"),
    "evolve": (_kept, "evolve"),
}


def tell_parts(candidate: Candidate, places: Places, *, total: float) -> str:
    """Return how much of the `total` seconds of one command of a contact goes where."""
    with _timed(places) as times, scratch() as folder, candidate(folder) as batches:
        for batch in batches:
            batch()
    parts = {name: _typical(times[name]) for name in places}
    parts["other"] = total - sum(parts.values())
    return ", ".join(f"{name} {seconds * 1e6:.1f}" for name, seconds in parts.items()) + " µs"


def _typical(times: list[float]) -> float:
    """Return the mean over a contact's commands, each at its median."""
    medians = [statistics.median(times[place::MIX]) for place in range(MIX)]
    return sum(medians) / MIX


@contextmanager
def _timed(places: Places) -> Iterator[Times]:
    times: defaultdict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        for name, (owner, attribute) in places.items():
            timed = _timer(getattr(owner, attribute), times[name])
            stack.enter_context(patch.object(owner, attribute, timed))
        yield times


def _timer(function: Callable[..., Any], times: list[float]) -> Callable[..., Any]:
    def timed(*args: object, **named: object) -> object:
        started = perf_counter()
        result = function(*args, **named)
        times.append(perf_counter() - started)
        return result

    return timed
