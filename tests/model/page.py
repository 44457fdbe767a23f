"""The generated blocks of the reference: what was explored, what holds, what breaks it.

`python -m tests.model.page` from the root, in the environment of the tests, writes them again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, partial

from mystery_shopping.model import FollowUpDone
from mystery_shopping.values import CONTACTERS, Role
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import TABLES
from tests.arch.source import ROOT
from tests.model.abstract import Reading
from tests.model.diagrams import diagram
from tests.model.examples import EXAMPLES
from tests.model.graph import Graph
from tests.model.lived import WORLDS, Lived
from tests.model.mutants import mutants
from tests.model.properties import PROPERTIES
from tests.model.sweep import THE_OTHER, noticed_by

MODEL_CHECK = ROOT / "docs" / "reference" / "model-check.md"
LIFECYCLES = ROOT / "docs" / "reference" / "lifecycles.md"

_SWEEP_HEAD = (
    "| what is wrong with a row | tables | a property breaks | the telling differs | neither |"
)
_KINDS = {
    "row": "the row is gone",
    "source": "one of its states is gone",
    "destination": "its destination is gone: the state stays",
    "who": "one of its roles is gone, or everybody may",
    "guard": "one of its conditions is gone",
    "phase": "it counts in every phase",
    "choice": "it no longer chooses between two rows",
}


def routings() -> tuple[frozenset[Role], ...]:
    """Return every routing there is: each set of roles whose forms go by the supervisor (A9)."""
    roles = sorted(CONTACTERS)
    return tuple(
        frozenset(role for place, role in enumerate(roles) if bits >> place & 1)
        for bits in range(2 ** len(roles))
    )


def readings() -> dict[str, tuple[Reading, ...]]:
    """Return what is explored, by what it is called on the page."""
    return {
        "one contact of any route, one follow-up, every paper": (Reading(),),
        "three contacts of any routes, one follow-up": (Reading(contacts=3, papers=()),),
        "the same with one contact, under every routing (A9)": tuple(
            Reading(routes=routes, papers=()) for routes in routings()
        ),
        "one contact, one follow-up and what waives it, under every reading of A15": tuple(
            Reading(done=done, papers=("whole", "single")) for done in FollowUpDone
        ),
    }


def explored() -> str:
    """Return how much was explored."""
    lines = ["| what is followed | readings | states | transitions |", "|---|---|---|---|"]
    for words, group in readings().items():
        graphs = [graph_of(reading) for reading in group]
        states = sum(len(graph.steps) for graph in graphs)
        edges = sum(len(graph.edges) for graph in graphs)
        lines.append(f"| {words} | {len(group)} | {states:,} | {edges:,} |")
    return "\n".join(lines)


@cache
def graph_of(reading: Reading) -> Graph:
    """Return everything that can be reached by the tables as they are, explored once."""
    return Graph(TABLES, reading)


def properties() -> str:
    """Return every property in words."""
    lines = ["| | property | clauses |", "|---|---|---|"]
    lines += [
        f"| {place} | {row.words} | {row.clauses} |" for place, row in enumerate(PROPERTIES, 1)
    ]
    return "\n".join(lines)


def breaches() -> str:
    """Return for every property a wrong table that breaks it, and a shortest way to the breach."""
    lines = ["| | were the table like this | this could happen |", "|---|---|---|"]
    for place, row in enumerate(PROPERTIES, 1):
        example = EXAMPLES[row.name]
        found = row.first_breach(Graph(example.tables(), example.reading))
        lines.append(f"| {place} | {example.words} | {found} |")
    return "\n".join(lines)


def sweep() -> str:
    """Return how many wrong tables there are of each kind, and who notices them."""
    made: Counter[str] = Counter()
    by: Counter[tuple[str, str]] = Counter()
    for mutant in mutants():
        who = noticed_by(mutant)
        made[mutant.kind] += 1
        by[mutant.kind, who if who in {"", THE_OTHER} else "property"] += 1
    lines = [_SWEEP_HEAD, "|---|---|---|---|---|"]
    for kind, words in _KINDS.items():
        counts = [made[kind], *(by[kind, who] for who in ("property", THE_OTHER, ""))]
        lines.append(f"| {words} | {' | '.join(map(str, counts))} |")
    total = [sum(made.values()), *(
        sum(count for (_, found), count in by.items() if found == who)
        for who in ("property", THE_OTHER, "")
    )]  # fmt: skip
    return "\n".join([*lines, f"| together | {' | '.join(map(str, total))} |"])


@cache
def lived_in(name: str) -> Lived:
    """Return the real months of a world, lived once."""
    return Lived(WORLDS[name])


def lived() -> str:
    """Return how much of the real months was walked."""
    lines = [
        "| real months with | states | commands done | commands refused |",
        "|---|---|---|---|",
    ]
    for name in WORLDS:
        found = lived_in(name)
        counts = (len(found.states), len(found.deeds), found.refusals)
        lines.append(f"| {name} | {' | '.join(f'{count:,}' for count in counts)} |")
    return "\n".join(lines)


BLOCKS: dict[str, Callable[[], str]] = {
    "explored": explored,
    "properties": properties,
    "breaches": breaches,
    "sweep": sweep,
    "lived": lived,
}
DIAGRAMS = {f"diagram {life}": partial(diagram, life) for life in Lifecycle}


def block(text: str, name: str) -> str:
    """Return what stands in a page between the marks of a block."""
    found = re.search(f"<!-- {name} -->\n\n(.*?)\n\n<!-- /{name} -->", text, re.DOTALL)
    assert found, f"the page has no block {name}"
    return found[1]


def main() -> None:
    """Write every block of both pages again."""
    for path, blocks in ((MODEL_CHECK, BLOCKS), (LIFECYCLES, DIAGRAMS)):
        text = path.read_text(encoding="utf-8")
        for name, make in blocks.items():
            old = f"<!-- {name} -->\n\n{block(text, name)}\n\n"
            text = text.replace(old, f"<!-- {name} -->\n\n{make()}\n\n")
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
