"""A lifecycle as a Petri net: a place for each state, a transition for each row and its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

import attrs

from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import STATES, TABLES
from mystery_shopping_mining.activities import BIRTHS, activity_of

START = "start"


@attrs.frozen
class Transition:
    """Takes a token from each of `takes` and puts one into each of `gives`; `who` may fire it.

    Every transition is visible: it bears the name of an activity.
    """

    id: str
    activity: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    who: tuple[str, ...] = ()
    clause: str = ""


@attrs.frozen(slots=False)
class Net:
    """A place/transition net with one token in `start`, every arc of weight one."""

    name: str
    places: tuple[str, ...]
    transitions: tuple[Transition, ...]
    start: str = START

    @cached_property
    def by_activity(self) -> Mapping[str, tuple[Transition, ...]]:
        """The transitions of each activity, in the order of the net."""
        found: dict[str, tuple[Transition, ...]] = {}
        for transition in self.transitions:
            found[transition.activity] = (*found.get(transition.activity, ()), transition)
        return found


@cache
def make_net(lifecycle: Lifecycle) -> Net:
    """Return the net of a lifecycle, made from the table the program itself decides by.

    A row that leaves its state as it is becomes a transition that puts the token back. Guards,
    roles, the cycle's phase and time are no part of a net.

    >>> net = make_net(Lifecycle.FOLLOW_UP)
    >>> [row.takes for row in net.by_activity["schedule_follow_up"]]
    [('with_team_leader',), ('scheduled',)]
    """
    lifecycle = Lifecycle(lifecycle)
    places = (START, *map(str, STATES[lifecycle]))
    return Net(str(lifecycle), places, (*_births(lifecycle), *_rows(lifecycle)))


def _births(lifecycle: Lifecycle) -> Iterator[Transition]:
    for birth in BIRTHS:
        if birth.lifecycle is lifecycle:
            who = tuple(sorted(birth.who))
            yield _transition(birth.activity, START, str(birth.state), who=who, clause=birth.clause)


def _rows(lifecycle: Lifecycle) -> Iterator[Transition]:
    for row in TABLES[lifecycle]:
        for source in map(str, row.sources):
            destination = source if row.destination is None else str(row.destination)
            who = tuple(sorted(row.who))
            yield _transition(activity_of(row), source, destination, who=who, clause=row.clause)


def _transition(
    activity: str, source: str, destination: str, *, who: tuple[str, ...], clause: str
) -> Transition:
    return Transition(f"{activity}-{source}", activity, (source,), (destination,), who, clause)
