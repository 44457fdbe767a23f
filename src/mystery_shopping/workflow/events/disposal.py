"""What can happen to the records of a whole cycle after its end: held, released, disposed of."""

from __future__ import annotations

from datetime import date

import attrs

from mystery_shopping.model import CycleState
from mystery_shopping.workflow.events._base import Event


@attrs.frozen
class HoldPlaced(Event):
    """Somebody needs the records of a cycle for longer, whatever their age."""

    cycle: str
    reason: str
    holder: str


@attrs.frozen
class HoldReleased(Event):
    """The records of a cycle are needed no longer."""

    cycle: str
    reason: str


@attrs.frozen
class CycleDisposed(Event):
    """The records of a cycle were given up; these are the last words on them."""

    cycle: str
    state: CycleState
    clause: str
    keep_until: date
    head: str
    event_count: int
    contact_count: int
    sample_count: int
    reason: str
