"""Chooses the tests that can notice a change in a line, those first that are likely to."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools.mutation.watching import INDEXES, LINES, SECONDS

FIRST_SECONDS = 1.5
FIRST_TESTS = 20


class Batch(NamedTuple):
    """Tests to run together, in this order, and how long they take when nothing is wrong."""

    tests: tuple[str, ...]
    seconds: float


class Tests:
    """Which tests ran which lines, and how long each takes.

    Args:
        result: What `watching.Watch` wrote.
        most: The seconds that the tests of one change may take; slow tests beyond are left out.
    """

    def __init__(self, result: Path, *, most: float) -> None:
        document = json.loads(result.read_text(encoding="utf-8"))
        self._names: list[str] = list(document[SECONDS])
        self._seconds: list[float] = list(document[SECONDS].values())
        self._lines: dict[str, dict[str, list[int]]] = document[LINES]
        self._most = most
        indexes = tuple(f"tests/{name}" for name in INDEXES)
        self._indexes = [at for at, name in enumerate(self._names) if name.startswith(indexes)]
        self._breadth = [0] * len(self._names)
        for lines in self._lines.values():
            for test in (test for tests in lines.values() for test in tests):
                self._breadth[test] += 1

    def batches(self, file: Path, line: int) -> Iterator[Batch]:
        """Yield the tests of a line in two batches.

        The first has those that run little else and so are likely to be about this line. The
        second has the rest: first the quickest case of each test, then the other cases.
        """
        first: list[int] = []
        rest: list[int] = []
        total = 0.0
        for test in sorted(self._near(file, line), key=self._breadth.__getitem__):
            seconds = self._seconds[test]
            if len(first) < FIRST_TESTS and total + seconds < FIRST_SECONDS:
                first.append(test)
                total += seconds
            else:
                rest.append(test)
        yield self._batch(first)
        yield self._batch(self._affordable(self._by_variety(rest)))

    def _near(self, file: Path, line: int) -> Iterable[int]:
        """Return the tests that ran a line; of a line that runs on import, all of its module."""
        lines = self._lines.get(os.path.realpath(file), {})
        if found := lines.get(str(line)):
            return found
        all_of_it = {test for tests in lines.values() for test in tests}
        return {*(all_of_it or range(len(self._names))), *self._indexes}

    def _by_variety(self, tests: Iterable[int]) -> list[int]:
        cases: Counter[str] = Counter()
        ranked = []
        for test in sorted(tests, key=self._seconds.__getitem__):
            name = self._names[test].partition("[")[0]
            ranked.append((cases[name] > 0, self._seconds[test], test))
            cases[name] += 1
        return [test for _, _, test in sorted(ranked)]

    def _affordable(self, tests: Iterable[int]) -> Iterator[int]:
        total = 0.0
        for test in tests:
            total += self._seconds[test]
            if total > self._most:
                return
            yield test

    def _batch(self, tests: Iterable[int]) -> Batch:
        chosen = tuple(tests)
        seconds = sum(self._seconds[test] for test in chosen)
        return Batch(tuple(self._names[test] for test in chosen), seconds)
