"""Tables that are wrong on purpose: every row with one thing taken out of it or let into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import attrs

from mystery_shopping.values import Role
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import TABLES, Row
from tests.model.conditions import READ
from tests.model.walking import Tables


class Mutant(NamedTuple):
    """What was done to which row, in words and in the tables.

    `is_blind` says that the model cannot notice: what is taken away was left to the world.
    """

    lifecycle: Lifecycle
    kind: str
    words: str
    tables: Tables
    is_blind: bool


def mutants() -> Iterator[Mutant]:
    """Give every mutant of every row, in the order of the tables."""
    for lifecycle, rows in TABLES.items():
        for place, row in enumerate(rows):
            for kind, words, changed in _changes(row):
                yield Mutant(
                    lifecycle,
                    kind,
                    f"{row.trigger} from {row.sources[0]}: {words}",
                    with_row(lifecycle, place, changed),
                    is_blind=kind == "guard" and not _reads(row, changed),
                )


def with_row(lifecycle: Lifecycle, place: int, changed: Row | None) -> Tables:
    """Return the tables with another row in a place, or none."""
    rows = list(TABLES[lifecycle])
    rows[place : place + 1] = [changed] if changed else []
    return {**TABLES, lifecycle: tuple(rows)}


def _reads(row: Row, changed: Row | None) -> bool:
    left = changed.guards if changed else ()
    return any(guard.name in READ for guard in row.guards if guard not in left)


def _changes(row: Row) -> Iterator[tuple[str, str, Row | None]]:
    yield "row", "the row is gone", None
    for source in row.sources if len(row.sources) > 1 else ():
        rest = tuple(state for state in row.sources if state != source)
        yield "source", f"not from {source}", attrs.evolve(row, sources=rest)
    if row.destination:
        yield "destination", "the state stays", attrs.evolve(row, destination=None)
    for role in sorted(row.who) if len(row.who) > 1 else ():
        yield "who", f"not {role}", attrs.evolve(row, who=row.who - {role})
    yield "who", "everybody", attrs.evolve(row, who=frozenset(Role))
    for guard in row.guards:
        others = tuple(other for other in row.guards if other is not guard)
        yield "guard", f"without {guard.name}", attrs.evolve(row, guards=others)
    if row.during:
        yield "phase", "in every phase", attrs.evolve(row, during=())
    if row.when:
        yield "choice", f"without {row.when.__name__}", attrs.evolve(row, when=None)
