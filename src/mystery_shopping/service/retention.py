"""Records kept for three years, held for longer where asked, and disposed of by command alone."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from mystery_shopping.codec import ChainReport
from mystery_shopping.errors import Conflict, InvalidValue, LogUnusable, NotFound, Text
from mystery_shopping.rules import kept_until
from mystery_shopping.service import _disposal_refusals as why
from mystery_shopping.service._disposals import (
    Certificate,
    Disposals,
    Hold,
    read_disposals,
    record_disposal,
)
from mystery_shopping.service._disposing import Disposal
from mystery_shopping.service._kept import PREFIX
from mystery_shopping.service.program import Program
from mystery_shopping.values import Person, Role, to_utc
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.events.disposal import HoldPlaced, HoldReleased

__all__ = ["Certificate", "DueCycle", "Hold", "Retention"]

_MAY_HOLD = (Role.QCA, Role.MANAGER)


@attrs.frozen
class DueCycle:
    """A cycle whose records need be kept no longer, with the hold that keeps them all the same."""

    cycle: str
    keep_until: date
    hold: Hold | None


class Retention:
    """How long the records of a program's cycles are kept, and what becomes of them then.

    Holds and certificates are events in a stream of their own in the same log.

    Source: W-10 6; A16.
    """

    def __init__(self, program: Program) -> None:
        self.program = program

    def due(self, *, on: date) -> tuple[DueCycle, ...]:
        """Return the cycles whose keep-until day is past on the day `on`, by id.

        Raises:
            InvalidValue: when `on` is no plain date.
        """
        if type(on) is not date:
            required = Text("tanggal tanpa jam", "a date without a time")
            raise InvalidValue(path="on", required=required, actual=on)
        holds = read_disposals(self.program.log).holds
        found = ((name, kept_until(self.program.cycle(name))) for name in self.program.cycles())
        return tuple(
            DueCycle(name, until, holds.get(name)) for name, until in found if until and on > until
        )

    def holds(self) -> tuple[Hold, ...]:
        """Return the holds in force, the oldest first."""
        return tuple(read_disposals(self.program.log).holds.values())

    def certificates(self) -> tuple[Certificate, ...]:
        """Return the certificate of every disposal, the oldest first."""
        return read_disposals(self.program.log).certificates

    def hold(
        self, cycle_id: str, *, reason: str, holder: str, by: Person, at: datetime | None = None
    ) -> Hold:
        """Keep the records of a cycle until the hold is released; a QCA or a manager may.

        Raises:
            CommandRefused: when `by` may not, or the records are on hold already (MS386).
            NotFound: when there is no such cycle.
        """
        placed = HoldPlaced(cycle_id, _words(reason, "reason"), _words(holder, "holder"))
        if not any(True for _ in self.program.log.read(PREFIX + cycle_id)):
            raise NotFound(kind="cycle", key=cycle_id)

        def decide(found: Disposals) -> Event:
            may = why.wrong_role(by, *_MAY_HOLD)
            why.refuse("Hold", may, why.held(found.holds.get(cycle_id)))
            return placed

        return record_disposal(self.program.log, decide, by=by, at=self._now(at)).holds[cycle_id]

    def release(
        self, cycle_id: str, *, reason: str, by: Person, at: datetime | None = None
    ) -> None:
        """Let the records of a cycle go the way of all others; a QCA or a manager may.

        Raises:
            CommandRefused: when `by` may not, or nothing is on hold (MS387).
        """
        released = HoldReleased(cycle_id, _words(reason, "reason"))

        def decide(found: Disposals) -> Event:
            may = why.wrong_role(by, *_MAY_HOLD)
            why.refuse("ReleaseHold", may, why.not_held(found.holds.get(cycle_id)))
            return released

        record_disposal(self.program.log, decide, by=by, at=self._now(at))

    def dispose(
        self, cycle_id: str, *, reason: str, by: Person, at: datetime | None = None
    ) -> Certificate:
        """Erase the records of a cycle; the certificate that stays in their place comes first.

        Cut short, or done already, the same call again ends it and returns the same certificate.

        Raises:
            CommandRefused: when `by` is no QCA, the cycle has not ended, its records are not due
                (MS385) or on hold (MS386); nothing has changed.
            NotFound: when there never was such a cycle.
            ChainBroken: when the records are not what they were; they stay.
            LogUnusable: when the log cannot erase.
        """
        when, said = self._now(at), _words(reason, "reason")
        try:
            report = self.program.verify(cycle_id)
        except NotFound:
            return self._disposed_before(cycle_id, by=by)
        self._refuse_log_that_keeps()
        self._forget(cycle_id)  # another program may have disposed of it and opened it anew
        disposal = Disposal(self.program.cycle(cycle_id), report, said, by, when)
        found = record_disposal(self.program.log, disposal.decide, by=by, at=when)
        self._erase(cycle_id, report)
        return _certificate(found, cycle_id, head=report.head)

    def _disposed_before(self, cycle_id: str, *, by: Person) -> Certificate:
        """Answer for records that are gone; what is kept of them here goes too."""
        why.refuse("Dispose", why.wrong_role(by, Role.QCA))
        self._forget(cycle_id)
        return _certificate(read_disposals(self.program.log), cycle_id)

    def _refuse_log_that_keeps(self) -> None:
        if not self.program.log.capabilities.erases:
            raise LogUnusable(log=type(self.program.log).__name__, problem="it cannot erase")

    def _erase(self, cycle_id: str, report: ChainReport) -> None:
        try:
            self.program.log.erase(report.stream, expected=report.event_count)
        except Conflict:
            # Somebody else ended the same disposal first, unless there is something left.
            if any(True for _ in self.program.log.read(PREFIX + cycle_id)):
                raise
        self._forget(cycle_id)

    def _forget(self, cycle_id: str) -> None:
        self.program._kept.forget(cycle_id)  # noqa: SLF001 - the program's own memory of the log

    def _now(self, at: datetime | None) -> datetime:
        return to_utc(at or self.program.clock.now())


def _certificate(found: Disposals, cycle_id: str, *, head: str | None = None) -> Certificate:
    certificate = found.find_certificate(cycle_id, head=head)
    if certificate is None:
        raise NotFound(kind="cycle", key=cycle_id)
    return certificate


def _words(text: str, path: str) -> str:
    if not isinstance(text, str) or not text.strip():
        required = Text("teks yang tidak kosong", "non-empty text")
        raise InvalidValue(path=path, required=required, actual=text)
    return text
