"""Deadlines fired: each that is due is looked at, and what is undone is noted in the log once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import RLock

import attrs

from mystery_shopping.codec import GENESIS
from mystery_shopping.model import Cycle, CycleState, Deadline, ReminderKind
from mystery_shopping.ports import Bookkeeping, DeadlineRow, Entry, EventLog
from mystery_shopping.service._disposals import read_disposals
from mystery_shopping.service._kept import KeptCycles, read_event
from mystery_shopping.service._ordering import names_of
from mystery_shopping.service._own_streams import record
from mystery_shopping.service.notifications.directory import DEADLINES
from mystery_shopping.service.notifications.outcome import TickReport
from mystery_shopping.service.notifications.projecting import from_row, to_row
from mystery_shopping.values import Person, Role, to_micros
from mystery_shopping.workflow.deadlines import following_month
from mystery_shopping.workflow.events.reminder import ReminderDue
from mystery_shopping.workflow.reminding import find_undone

STREAM = "reminder/"
CLOCK = Person("clock", Role.SYSTEM)
_BATCH = 100


@attrs.frozen
class _Said:
    """What the clock has noted of a unit: where the stream is, and which deadlines it told."""

    version: int = 0
    head: bytes = GENESIS
    told: frozenset[str] = frozenset()


class Reminder:
    """Fires deadlines; firing late, twice, or by two workers says a thing at most once."""

    def __init__(self, log: EventLog, bookkeeping: Bookkeeping, *, kept: KeptCycles) -> None:
        self._log = log
        self._bookkeeping = bookkeeping
        self._kept = kept
        self._said: dict[str, _Said] = {}
        self._lock = RLock()

    def fire_due(
        self, at: datetime, *, read_log: Callable[[], TickReport], is_stopping: Callable[[], bool]
    ) -> TickReport:
        """Fire all deadlines due at `at`, those they bring about too, and return what was said.

        `read_log` brings the deadlines up to the log's end.
        """
        report, now = TickReport(), to_micros(at)
        while not is_stopping() and (
            rows := self._bookkeeping.due_deadlines(now_micros=now, limit=_BATCH)
        ):
            told = sum(self._fire(row, at) for row in rows)
            report += TickReport(reminded_count=told) + read_log()
        return report

    def _fire(self, row: DeadlineRow, at: datetime) -> bool:
        """Look at one deadline, settle it, and return whether it had something to say."""
        deadline = from_row(row)
        unit, event = deadline.unit, self._find_undone(deadline, at)
        told = False

        def decide(said: _Said) -> ReminderDue | None:
            nonlocal told
            told = event is not None and deadline.key not in said.told
            return event if told else None

        if event is not None:
            stream = STREAM + unit
            record(self._log, stream, read=lambda: self._read(unit), decide=decide, by=CLOCK, at=at)
        self._settle(row, deadline)
        return told

    def _settle(self, row: DeadlineRow, deadline: Deadline) -> None:
        self._bookkeeping.drop_deadline(row)
        following = following_month(deadline) if deadline.kind is ReminderKind.NO_CYCLE else ()
        if following:
            place = self._bookkeeping.position(DEADLINES)
            entry = Entry(put=tuple(map(to_row, following)))
            self._bookkeeping.advance(DEADLINES, expected=place, to=place or 0, entry=entry)

    def _find_undone(self, deadline: Deadline, at: datetime) -> ReminderDue | None:
        cycle = self._find_cycle(deadline)
        held = deadline.kind is ReminderKind.RETENTION_DUE and deadline.cycle in (
            read_disposals(self._log).holds
        )
        return find_undone(deadline, cycle, at=at, on_hold=held)

    def _find_cycle(self, deadline: Deadline) -> Cycle | None:
        """Return the deadline's cycle, or the month's that is not cancelled."""
        if deadline.cycle is not None:
            kept = self._kept.find(deadline.cycle)
            return kept.cycle if kept else None
        for name in names_of(deadline.unit, deadline.period):  # pragma: no branch - it never ends
            kept = self._kept.find(name)
            if kept is None:
                return None
            if kept.cycle.state is not CycleState.CANCELLED:
                return kept.cycle
        raise AssertionError  # pragma: no cover - the names never end

    def _read(self, unit: str) -> _Said:
        with self._lock:
            said = self._said.get(unit, _Said())
            told = set(said.told)
            for row in self._log.read(STREAM + unit, after=said.version):
                event, _ = read_event(row)
                if isinstance(event, ReminderDue):  # pragma: no branch - it holds nothing else
                    told.add(event.deadline.key)
                said = attrs.evolve(said, version=row.version, head=row.hash)
            self._said[unit] = attrs.evolve(said, told=frozenset(told))
            return self._said[unit]
