"""One row of the result, and the table of all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.measure import Measured

HEAD = ("gate", "what", "ours", "theirs", "ratio", "range", "control", "goal", "reached")
LAST = "what holds the rest back"
UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))
NOTHING = "–"
SKIPPED = "skipped"
ABSENT = "is not installed; dev.py bench brings it along"


class Goal(NamedTuple):
    """The ratio to stay below, and the one to hope for."""

    gate: float
    stretch: float

    def judge(self, ratio: float) -> str:
        """Return whether a ratio reaches the gate, and the stretch too."""
        if ratio <= self.stretch:
            return "yes, stretch"
        return "yes" if ratio <= self.gate else "no"

    def __str__(self) -> str:
        return f"≤ {_short(self.gate)} ({_short(self.stretch)})"


class Row(NamedTuple):
    """A line of the table; `rest` says what holds the rest back."""

    gate: str
    what: str
    ours: str = NOTHING
    theirs: str = NOTHING
    ratio: str = NOTHING
    range: str = NOTHING
    control: str = NOTHING
    goal: Goal | None = None
    reached: str = NOTHING
    rest: str = ""

    def timed(self, measured: Measured, *, count: int) -> Row:
        """Return the row with a comparison in which each side did `count` things a repeat."""
        reached = self.goal.judge(measured.ratio) if self.goal else NOTHING
        return self._replace(
            ours=duration(measured.ours / count),
            theirs=duration(measured.theirs / count),
            ratio=_short(measured.ratio),
            range=f"{_short(min(measured.ratios))}–{_short(max(measured.ratios))}",
            control=f"{measured.control:.3f}",
            reached="VOID" if measured.is_void else reached,
        )

    def counted(self, ours: int, theirs: int) -> Row:
        """Return the row with two counts, which are exact and need no control."""
        ratio = ours / theirs
        reached = self.goal.judge(ratio) if self.goal else NOTHING
        return self._replace(
            ours=f"{ours:,}",
            theirs=f"{theirs:,}",
            ratio=_short(ratio),
            control="exact",
            reached=reached,
        )

    def skipped(self, reason: str) -> Row:
        """Return the row as one that could not be measured here, and say why at once."""
        print(f"skipped {self.gate}, {self.what}: {reason}", file=sys.stderr, flush=True)
        return self._replace(reached=SKIPPED, rest=reason.splitlines()[0])

    def cells(self) -> tuple[str, ...]:
        """Return what is printed of the row, column by column."""
        return tuple(NOTHING if cell is None else str(cell) for cell in self)


def absent(package: str) -> str:
    """Return why a row beside a package that is not there was left out."""
    return f"{package} {ABSENT}"


def duration(seconds: float) -> str:
    """Return a time with the unit it reads best in."""
    scale, unit = next((row for row in UNITS if seconds >= row[0]), UNITS[-1])
    return f"{seconds / scale:.3g} {unit}"


def in_markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table that also reads well on a screen."""
    lines = [(*HEAD, LAST), *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(line, widths) for line in (lines[0], rule, *lines[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _short(ratio: float) -> str:
    return f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}"
