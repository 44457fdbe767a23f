"""The three tables as state diagrams, in the language of Mermaid."""

from __future__ import annotations

from mystery_shopping.model import ContactState
from mystery_shopping.workflow.commands import COMMANDS, Lifecycle
from mystery_shopping.workflow.tables import STATES, TABLES, Row

_NAMES = {command.trigger: command.__name__ for command in COMMANDS}
# A contact planned along with its contacter begins as assigned: planning says so, no row does.
_STARTS = {Lifecycle.CONTACT: (ContactState.PLANNED, ContactState.ASSIGNED)}


def diagram(lifecycle: Lifecycle) -> str:
    """Return a table as a state diagram; a row that leaves the state as it is has no arrow."""
    rows, states = TABLES[lifecycle], STATES[lifecycle]
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for source in row.sources:
            if row.destination is not None:
                arrows.setdefault((source, row.destination), []).append(_label(row))
    begins = [f"[*] --> {state}" for state in _STARTS.get(lifecycle, states[:1])]
    moves = [
        f"{source} --> {destination} : {' / '.join(labels)}"
        for (source, destination), labels in sorted(
            arrows.items(), key=lambda arrow: [states.index(state) for state in arrow[0]]
        )
    ]
    left = {source for row in rows for source in row.sources}
    ends = [f"{state} --> [*]" for state in states if state not in left]
    lines = "\n".join(f"    {line}" for line in (*begins, *moves, *ends))
    return f"```text\nstateDiagram-v2\n{lines}\n```"


def _label(row: Row) -> str:
    name = _NAMES[row.trigger]
    return f"{name} ({row.when.__name__.replace('_', ' ')})" if row.when else name
