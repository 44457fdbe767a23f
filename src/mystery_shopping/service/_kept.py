"""Folded cycles kept by version, so that a command reads nothing that was read before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import RLock

import attrs

from mystery_shopping.codec import GENESIS, decode
from mystery_shopping.errors import NotFound
from mystery_shopping.model import Cycle
from mystery_shopping.ports import EventLog, Recorded
from mystery_shopping.service._sealing import remember, seal_events
from mystery_shopping.values import Person, Role, from_micros
from mystery_shopping.workflow import evolve
from mystery_shopping.workflow.events import Event, Stamp

PREFIX = "cycle/"
_KEPT_CYCLES = 64


@attrs.frozen
class Kept:
    """A cycle as of its stream's version, the hash of its last event, and the command ids seen.

    `commands` grows in place: it is the one thing shared by the kept states of a stream.
    """

    cycle: Cycle
    head: bytes
    commands: set[str]


class KeptCycles:
    """The cycles of a log, each folded once and then only onwards."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._lock = RLock()
        self._held: dict[str, Kept] = {}  # the oldest is let go of first

    def load(self, cycle_id: str) -> Kept:
        """Return what is kept, or else the fold of the stream.

        Raises:
            NotFound: when the log has no such cycle.
        """
        return self._held.get(cycle_id) or self.refresh(cycle_id)

    def refresh(self, cycle_id: str) -> Kept:
        """Return the cycle with all that came to the log since it was kept.

        The last event that is kept is read once more: where it is gone or another one, the stream
        was disposed of or begun anew, and nothing that was kept holds.
        """
        if not isinstance(cycle_id, str):
            raise NotFound(kind="cycle", key=cycle_id)
        kept = self._held.get(cycle_id)
        rows = iter(self._log.read(PREFIX + cycle_id, after=kept.cycle.version - 1 if kept else 0))
        if kept:
            last = next(rows, None)
            if last is None or last.hash != kept.head:
                self.forget(cycle_id)
                return self.refresh(cycle_id)
        fresh = fold_recorded(rows, kept)
        if fresh is None:
            raise NotFound(kind="cycle", key=cycle_id)
        if fresh is not kept:
            self._keep(cycle_id, fresh)
        return fresh

    def find(self, cycle_id: str) -> Kept | None:
        """Return the cycle as `refresh` does, `None` when the log has no such cycle."""
        try:
            return self.refresh(cycle_id)
        except NotFound:
            return None

    def append(
        self,
        cycle_id: str,
        kept: Kept | None,
        events: Sequence[Event],
        *,
        stamp: Stamp,
        command_id: str | None,
    ) -> Cycle:
        """Write events after `kept`, the first at the stamp's version, and keep what follows.

        Raises:
            Conflict: when the stream has moved on; then nothing was written.
        """
        stream, version = PREFIX + cycle_id, stamp.version
        head, commands = (kept.head, kept.commands) if kept else (GENESIS, set[str]())
        envelopes, read = seal_events(stream, head, events, stamp=stamp, command_id=command_id)
        self._log.append(stream, envelopes, expected=version - 1)
        cycle = kept.cycle if kept else None
        for place, event in enumerate(read):
            at_place = Stamp(stamp.by, stamp.at, version + place) if place else stamp
            cycle = evolve(cycle, event, stamp=at_place)
        assert cycle is not None  # noqa: S101 - there was at least one event
        remember(commands, envelopes[0].event_id)
        self._keep(cycle_id, Kept(cycle, envelopes[-1].hash, commands))
        return cycle

    def forget(self, cycle_id: str) -> None:
        """Keep nothing of a cycle whose stream was erased."""
        with self._lock:
            self._held.pop(cycle_id, None)

    def _keep(self, cycle_id: str, kept: Kept) -> None:
        with self._lock:
            held = self._held.get(cycle_id)
            if held is not None and held.cycle.version >= kept.cycle.version:
                return
            self._held[cycle_id] = kept
            if held is None and len(self._held) > _KEPT_CYCLES:
                self._held.pop(next(iter(self._held)))


def fold_recorded(rows: Iterable[Recorded], kept: Kept | None = None) -> Kept | None:
    """Return the fold of recorded events on top of `kept`; `kept` itself when there are none."""
    cycle = kept.cycle if kept else None
    head, commands = (kept.head, kept.commands) if kept else (GENESIS, set[str]())
    for row in rows:
        event, stamp = read_event(row)
        cycle, head = evolve(cycle, event, stamp=stamp), row.hash
        remember(commands, row.event_id)
    if cycle is None or (kept and cycle is kept.cycle):
        return kept
    return Kept(cycle, head, commands)


@lru_cache(maxsize=4096)
def _person(actor: str, role: str) -> Person:
    """Return somebody as the log keeps who did something; one object for all that they did."""
    return Person(actor, Role(role))


def read_event(row: Recorded) -> tuple[Event, Stamp]:
    """Return a recorded event with its stamp."""
    at = from_micros(row.recorded_at_micros)
    stamp = Stamp(_person(row.actor, row.role), at, row.version)
    return decode(row.type, schema=row.schema, data=row.data), stamp
