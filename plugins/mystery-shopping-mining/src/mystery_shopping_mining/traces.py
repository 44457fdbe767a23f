"""The history of a cycle as cases: the cycle itself, each of its contacts, each follow-up."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from mystery_shopping.model import Cycle
from mystery_shopping.service.history import HistoryEntry
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping_mining.activities import steps_of
from mystery_shopping_mining.replay import Run


@attrs.frozen
class TraceEvent:
    """An event of the log as one activity of a case."""

    activity: str
    entry: HistoryEntry


@attrs.frozen
class Trace:
    """One case: of which lifecycle, its number (0 for the cycle), and the state it is in.

    `case` is the cycle's id, for a contact or follow-up with its kind and number behind it.
    """

    lifecycle: Lifecycle
    number: int
    case: str
    ends: str
    events: tuple[TraceEvent, ...]

    @property
    def run(self) -> Run:
        """The case as a net replays it."""
        return Run(tuple(row.activity for row in self.events), self.ends)


def make_traces(cycle: Cycle, history: Iterable[HistoryEntry]) -> tuple[Trace, ...]:
    """Return the cases of a cycle: itself, then its contacts, then its follow-ups, by number.

    An event that is a step in several lives, such as a plan, is in the trace of each of them.
    """
    lives: dict[tuple[Lifecycle, int], list[TraceEvent]] = {}
    for entry in history:
        for step in steps_of(entry.event):
            life = lives.setdefault((step.lifecycle, step.number), [])
            life.append(TraceEvent(step.activity, entry))
    order = list(Lifecycle)
    keys = sorted(lives, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(
        Trace(kind, number, _case(cycle, kind, number), _state(cycle, kind, number), tuple(life))
        for (kind, number), life in ((key, lives[key]) for key in keys)
    )


def _case(cycle: Cycle, lifecycle: Lifecycle, number: int) -> str:
    return cycle.id if lifecycle is Lifecycle.CYCLE else f"{cycle.id}/{lifecycle}/{number}"


def _state(cycle: Cycle, lifecycle: Lifecycle, number: int) -> str:
    if lifecycle is Lifecycle.CONTACT:
        return str(cycle.contact(number).state)
    if lifecycle is Lifecycle.FOLLOW_UP:
        return str(cycle.follow_up(number).state)
    return str(cycle.state)
