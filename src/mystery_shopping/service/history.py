"""What happened to a cycle, as its log tells it: read, not folded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import attrs

from mystery_shopping.ports import Recorded
from mystery_shopping.service._kept import read_event
from mystery_shopping.values import Person
from mystery_shopping.workflow.events import Event


@attrs.frozen
class HistoryEntry:
    """One event of a cycle with who, when, its id and its hash in hexadecimal."""

    version: int
    at: datetime
    by: Person
    type: str
    event: Event
    event_id: str
    hash: str


def read_history(rows: Iterable[Recorded]) -> tuple[HistoryEntry, ...]:
    """Return recorded events as history, in their order."""
    return tuple(_entry(row) for row in rows)


def _entry(row: Recorded) -> HistoryEntry:
    event, stamp = read_event(row)
    return HistoryEntry(
        row.version, stamp.at, stamp.by, row.type, event, row.event_id, row.hash.hex()
    )
