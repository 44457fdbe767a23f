"""Who notices a wrong table: a property of the model, or the other telling of the month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.model.abstract import Reading
from tests.model.graph import Graph
from tests.model.mutants import Mutant
from tests.model.properties import PROPERTIES
from tests.model.walking import Tables
from tests.property import month_model

# Small months in place of their product: one follows a contact, two follow some of the papers.
SMALL = (
    Reading(contacts=1, papers=()),
    Reading(contacts=0, papers=("whole", "single")),
    Reading(contacts=0, papers=("other", "move")),
)
THE_OTHER = "the other telling"
Line = tuple[str, str, frozenset[str], frozenset[str]]


def broken(tables: Tables, readings: Iterable[Reading] = SMALL) -> Iterator[str]:
    """Give the names of the properties that do not hold of some tables, in no order."""
    for reading in readings:
        graph = Graph(tables, reading)
        for row in PROPERTIES:
            if next(row.breaches(graph), None):
                yield row.name


def noticed_by(mutant: Mutant) -> str:
    """Return who notices a mutant: a property by name, the other telling, or nobody.

    Taking away a guard whose answer is left to the world leaves every step of the model as it is.
    """
    if not mutant.is_blind:
        for name in broken(mutant.tables):
            return name
    return THE_OTHER if as_told(mutant.tables) != told_elsewhere() else ""


def as_told(tables: Tables) -> set[Line]:
    """Return trigger, state, roles and phases of every row, once for each of its states."""
    return {
        (row.trigger, str(source), frozenset(map(str, row.who)), frozenset(map(str, row.during)))
        for rows in tables.values()
        for row in rows
        for source in row.sources
    }


def told_elsewhere() -> set[Line]:
    """Return the same out of the month in plain dictionaries, which was written from W-10."""
    cycle = {
        (trigger, phase, frozenset(who.split()), frozenset[str]())
        for trigger, (who, phases) in month_model.CYCLE.items()
        for phase in phases
    }
    below = {
        (trigger, state, frozenset(who.split()), frozenset(phases))
        for trigger, (rows, phases) in {**month_model.CONTACT, **month_model.FOLLOW_UP}.items()
        for state, who in rows.items()
    }
    qca, approvers = month_model.CYCLE["assign_contacts"], month_model.CYCLE["approve_deviation"]
    along = {("assign_contacts", "planned", frozenset(qca[0].split()), frozenset(qca[1]))} | {
        ("approve_deviation", state, frozenset(approvers[0].split()), frozenset({"reported"}))
        for state in month_model.UNVERIFIED
    }
    return cycle | below | along
