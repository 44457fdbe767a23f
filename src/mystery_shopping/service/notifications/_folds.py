"""Cycles as they were right after an event of the tail, each folded onwards from the last."""

from __future__ import annotations

import attrs

from mystery_shopping.model import Cycle
from mystery_shopping.ports import EventLog, Recorded
from mystery_shopping.service._kept import PREFIX, fold_recorded
from mystery_shopping.workflow import evolve
from mystery_shopping.workflow.events import Event, Stamp

_HELD = 64


@attrs.frozen
class _Fold:
    cycle: Cycle
    head: bytes


class Folds:
    """The cycles a reader of the tail has come past; the oldest is let go of first."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._held: dict[str, _Fold] = {}

    def after(self, row: Recorded, event: Event, *, stamp: Stamp) -> Cycle | None:
        """Return the cycle right after an event of it, which is read already.

        `None` for another kind of stream, and for a cycle whose records are gone by now.

        Raises:
            UnknownEvent: when this version cannot read some event before it.
        """
        if not row.stream.startswith(PREFIX):
            return None
        held = self._held.pop(row.stream, None)
        if held is not None and held.head == row.previous:
            fresh: _Fold | None = _Fold(evolve(held.cycle, event, stamp=stamp), row.hash)
        else:
            fresh = self._fold_up_to(row)
        if fresh is None:
            return None
        self._held[row.stream] = fresh
        if len(self._held) > _HELD:
            self._held.pop(next(iter(self._held)))
        return fresh.cycle

    def _fold_up_to(self, row: Recorded) -> _Fold | None:
        rows = self._log.read(row.stream)
        kept = fold_recorded(each for each in rows if each.version <= row.version)
        return _Fold(kept.cycle, kept.head) if kept and kept.head == row.hash else None
