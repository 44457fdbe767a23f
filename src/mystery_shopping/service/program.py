"""The program: a unit's cycles over a log, by load → decide → append → keep."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Self

from mystery_shopping.codec import ChainReport, verify
from mystery_shopping.errors import (
    CommandRefused,
    Conflict,
    CycleAlreadyOpen,
    InvalidValue,
    NotFound,
    Text,
    TooManyConflicts,
    Unmet,
)
from mystery_shopping.model import Cycle, CycleState, Policy, Scorecard, default_scorecard
from mystery_shopping.ports import Clock, EventLog
from mystery_shopping.rules import (
    Missing,
    MonthlyOccurrence,
    Verdict,
    find_missing,
    judge,
)
from mystery_shopping.service._kept import PREFIX, KeptCycles, fold_recorded
from mystery_shopping.service._occurring import occurrence_of
from mystery_shopping.service._ordering import names_of, order_of, without_team
from mystery_shopping.service._sealing import given
from mystery_shopping.service.clock import SystemClock
from mystery_shopping.service.history import HistoryEntry, read_history
from mystery_shopping.values import Period, Person, to_utc
from mystery_shopping.workflow import Allowed, allowed, check, decide
from mystery_shopping.workflow.commands import Command
from mystery_shopping.workflow.events import CycleOpened, Stamp
from mystery_shopping.workflow.opening import decide_opening

if TYPE_CHECKING:
    from mystery_shopping.service.notifications import Notifier, TickReport

_TRIES = 20


class Program:
    """Mystery shopping as W-10 asks for it, over any log.

    `policy` and `scorecard` are pinned into the cycles opened from now on; cycles already open
    keep theirs. A program may be shared by threads.
    """

    def __init__(
        self,
        log: EventLog,
        *,
        policy: Policy | None = None,
        scorecard: Scorecard | None = None,
        clock: Clock | None = None,
        notifier: Notifier | None = None,
    ) -> None:
        self.log = log
        self.notifier = notifier
        self.policy = policy
        self.scorecard = scorecard or default_scorecard()
        self.clock: Clock = clock or SystemClock()
        self._kept = KeptCycles(log)

    def open_cycle(
        self,
        *,
        unit: str,
        period: Period | str,
        by: Person,
        at: datetime | None = None,
        command_id: str | None = None,
    ) -> Cycle:
        """Open the cycle of a unit's month, with the program's policy and scorecard pinned.

        Raises:
            CycleAlreadyOpen: when the month has a cycle that is not cancelled.
            CommandRefused: when `by` is no QCA.
            InvalidValue: without a policy, or when `unit` or `period` is malformed.
        """
        if self.policy is None:
            raise InvalidValue(path="policy", required="a Policy", actual=None)
        opening = partial(
            decide_opening,
            unit=unit,
            period=Period.parse(period),
            policy=self.policy,
            scorecard=self.scorecard,
            by=by,
        )
        stamp = Stamp(without_team(by), self._now(at), 1)
        for cycle_id in names_of(unit, Period.parse(period)):
            cycle = self._open(cycle_id, opening(cycle_id), stamp=stamp, command_id=command_id)
            if cycle is not None:
                return cycle
        raise AssertionError  # pragma: no cover - the names never end

    def execute(
        self,
        cycle_id: str,
        command: Command,
        *,
        by: Person,
        at: datetime | None = None,
        command_id: str | None = None,
    ) -> Cycle:
        """Carry out a command and return the cycle after it.

        A command that meets another writer is decided anew, a bounded number of times. The same
        `command_id` twice is done once.

        Raises:
            CommandRefused: with every unmet condition; nothing has changed.
            NotFound: when the cycle, or what the command names, is not there.
            TooManyConflicts: when another writer was faster every time.
        """
        kept = self._kept.load(cycle_id)
        for _ in range(_TRIES):
            if command_id and given(command_id) in kept.commands:
                return kept.cycle
            order = order_of(command, by=by, at=self._now(at), cycle=kept.cycle)
            try:
                events = decide(kept.cycle, order)
                stamp = Stamp(without_team(by), order.at, kept.cycle.version + 1)
                return self._kept.append(cycle_id, kept, events, stamp=stamp, command_id=command_id)
            except (Conflict, CommandRefused, NotFound) as error:
                fresh = self._kept.refresh(cycle_id)
                if fresh is kept and not isinstance(error, Conflict):
                    raise
                kept = fresh
        raise TooManyConflicts(stream=PREFIX + cycle_id, tries=_TRIES)

    def check(
        self, cycle_id: str, command: Command, *, by: Person, at: datetime | None = None
    ) -> tuple[Unmet, ...]:
        """Return every condition that stands in a command's way, without doing anything."""
        cycle = self.cycle(cycle_id)
        return check(cycle, order_of(command, by=by, at=self._now(at), cycle=cycle))

    def allowed(
        self, cycle_id: str, *, by: Person, at: datetime | None = None
    ) -> tuple[Allowed, ...]:
        """Return what a person may do now, on which contacts and follow-ups."""
        cycle = self.cycle(cycle_id)
        return allowed(cycle, order_of(Command(), by=by, at=self._now(at), cycle=cycle))

    def cycle(self, cycle_id: str, *, as_of: datetime | None = None) -> Cycle:
        """Return a cycle as it is in the log, or as it was at `as_of`.

        Raises:
            NotFound: when there is no such cycle, or it was not open yet.
        """
        cycle = self._kept.refresh(cycle_id).cycle
        until = to_utc(as_of, path="as_of") if as_of else None
        if until is None or cycle.last_at is None or cycle.last_at <= until:
            return cycle
        rows = self.log.read(PREFIX + cycle_id)
        past = fold_recorded(row for row in rows if row.recorded_at <= until)
        if past is None:
            raise NotFound(kind="cycle", key=f"{cycle_id} as of {until.isoformat()}")
        return past.cycle

    def cycles(self, unit: str | None = None) -> tuple[str, ...]:
        """Return the ids of all cycles, or those of a unit, in order."""
        prefix = PREFIX + (f"{unit}/" if unit else "")
        return tuple(info.stream.removeprefix(PREFIX) for info in self.log.streams(prefix))

    def verdict(self, cycle_id: str, *, as_of: datetime | None = None) -> Verdict:
        """Return one row per clause of sections 4, 5 and 6, on any day."""
        at = self._now(as_of, path="as_of")
        return judge(self.cycle(cycle_id, as_of=at), at)

    def missing(self, cycle_id: str, *, as_of: datetime | None = None) -> Missing:
        """Return what a cycle still lacks, on any day."""
        at = self._now(as_of, path="as_of")
        return find_missing(self.cycle(cycle_id, as_of=at), at)

    def monthly_occurrence(
        self,
        *,
        unit: str,
        first: Period | str,
        last: Period | str,
        as_of: datetime | None = None,
    ) -> MonthlyOccurrence:
        """Return indicator 4.2 from month `first` to `last`; a disposed month is UNVERIFIABLE.

        Raises:
            InvalidValue: when `last` is before `first`, or there is no policy to tell the day by.

        Source: W-10 4.2; A4.
        """
        at = self._now(as_of, path="as_of")
        return occurrence_of(self, unit=unit, first=first, last=last, at=at)

    def history(self, cycle_id: str) -> tuple[HistoryEntry, ...]:
        """Return everything that happened to a cycle, in order.

        Raises:
            NotFound: when there is no such cycle.
        """
        found = read_history(self.log.read(PREFIX + cycle_id))
        if not found:
            raise NotFound(kind="cycle", key=cycle_id)
        return found

    def verify(self, cycle_id: str) -> ChainReport:
        """Return the state of a cycle's hash chain, every event read and sealed anew.

        Raises:
            ChainBroken: at the first event that does not hold.
            NotFound: when there is no such cycle.
        """
        stream = PREFIX + cycle_id
        report = verify(stream, self.log.read(stream))
        if not report.event_count:
            raise NotFound(kind="cycle", key=cycle_id)
        return report

    def tick(self, now: datetime | None = None) -> TickReport:
        """Tell people of all that happened since the last tick, and of what is due at `now`.

        Call it from a scheduler of the host's, say once a minute; several may do so at once.

        Raises:
            InvalidValue: when the program was opened without a directory.
        """
        if self.notifier is None:
            raise InvalidValue(path="directory", required="a Directory", actual=None)
        return self.notifier.tick(self._now(now, path="now"))

    def bound(self, connection: object) -> Program:
        """Return a program whose events commit and roll back with a host's own connection.

        Use it for one transaction of the host's, and do not close it.

        Raises:
            InvalidValue: when the log cannot be bound, or not to such a connection.
        """
        bind = getattr(self.log, "bound", None)
        if bind is None:
            required = Text("log yang dapat diikat", "a log that can be bound")
            raise InvalidValue(path="connection", required=required, actual=type(self.log).__name__)
        return Program(
            bind(connection), policy=self.policy, scorecard=self.scorecard, clock=self.clock
        )

    def close(self) -> None:
        """Close the log, and the channels if there are any."""
        if self.notifier is not None:
            self.notifier.close()
        self.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(
        self, cycle_id: str, event: CycleOpened, *, stamp: Stamp, command_id: str | None
    ) -> Cycle | None:
        """Return the opened cycle, `None` when that id is taken by a cancelled one."""
        kept = self._kept.find(cycle_id)
        if kept is None:
            try:
                return self._kept.append(
                    cycle_id, None, (event,), stamp=stamp, command_id=command_id
                )
            except Conflict:
                kept = self._kept.refresh(cycle_id)
        if command_id and given(command_id) in kept.commands:
            return kept.cycle
        if kept.cycle.state is not CycleState.CANCELLED:
            raise CycleAlreadyOpen(cycle=cycle_id)
        return None

    def _now(self, at: datetime | None, *, path: str = "at") -> datetime:
        return to_utc(at or self.clock.now(), path=path)
