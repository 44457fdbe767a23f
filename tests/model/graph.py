"""Everything a month can be: a breadth-first walk over the model, with the way to each state."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from tests.model.abstract import Reading, State
from tests.model.walking import Step, Tables, Walker

Breach = tuple[str, State | None]
"""What is wrong in a graph, and a state where it is, if it is in one."""


class Edge(NamedTuple):
    """A step with the states before and after."""

    before: State
    step: Step
    after: State


class Graph:
    """The states and steps that can be reached; `steps` has one entry per state found."""

    def __init__(self, tables: Tables, reading: Reading) -> None:
        self.tables, self.reading = tables, reading
        walker = Walker(tables, reading)
        self.steps: dict[State, tuple[Step, ...]] = {}
        self._came: dict[State, tuple[State, Step] | None] = {reading.start: None}
        edge = deque([reading.start])
        while edge:
            state = edge.popleft()
            self.steps[state] = tuple(walker.steps(state))
            for step in self.steps[state]:
                for after in step.outcomes:
                    if after not in self._came:
                        self._came[after] = (state, step)
                        edge.append(after)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every step with each of its outcomes."""
        return tuple(
            Edge(before, step, after)
            for before, steps in self.steps.items()
            for step in steps
            for after in step.outcomes
        )

    def way_to(self, state: State) -> tuple[Step, ...]:
        """Return one shortest way to a state."""
        way: list[Step] = []
        came = self._came[state]
        while came is not None:
            before, step = came
            way.append(step)
            came = self._came[before]
        return tuple(reversed(way))

    def can_reach(self, is_goal: Callable[[State], bool]) -> frozenset[State]:
        """Return the states from which people can bring a month to a goal, whatever the world does.

        Only steps that must pass count, and those whose every outcome leads on.
        """
        good = {state for state in self.steps if is_goal(state)}
        waiting: dict[State, list[tuple[State, Step]]] = {}
        for before, step in self._musts():
            for after in step.outcomes:
                waiting.setdefault(after, []).append((before, step))
        edge = deque(good)
        while edge:
            for before, step in waiting.get(edge.popleft(), ()):
                if before not in good and all(after in good for after in step.outcomes):
                    good.add(before)
                    edge.append(before)
        return frozenset(good)

    def _musts(self) -> Iterator[tuple[State, Step]]:
        for before, steps in self.steps.items():
            yield from ((before, step) for step in steps if step.must)


def told(way: Iterable[Step]) -> str:
    """Return a way as the commands on it, those that are given twice running told once."""
    names = [named(step.row.trigger) for step in way]
    return " → ".join(n for place, n in enumerate(names) if names[place - 1 : place] != [n])


def named(trigger: str) -> str:
    """Return the command of a trigger."""
    return "".join(part.title() for part in trigger.split("_"))
