"""Cycles as they were right after an event of the tail, each folded onwards from the last."""

from __future__ import annotations

from mystery_shopping.model import Cycle
from mystery_shopping.ports import EventLog, Recorded
from mystery_shopping.service._kept import PREFIX, Kept, fold_recorded

_HELD = 64


class Folds:
    """The cycles a reader of the tail has come past; the oldest is let go of first."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._held: dict[str, Kept] = {}

    def after(self, row: Recorded) -> Cycle | None:
        """Return the cycle right after an event of it.

        `None` for another kind of stream, and for a cycle whose records are gone by now.

        Raises:
            UnknownEvent: when this version cannot read some event of it.
        """
        if not row.stream.startswith(PREFIX):
            return None
        held = self._held.pop(row.stream, None)
        if held is not None and held.head == row.previous:
            fresh = fold_recorded((row,), held)
        else:
            rows = self._log.read(row.stream)
            fresh = fold_recorded(each for each in rows if each.version <= row.version)
        if fresh is None or fresh.head != row.hash:
            return None
        self._held[row.stream] = fresh
        if len(self._held) > _HELD:
            self._held.pop(next(iter(self._held)))
        return fresh.cycle
