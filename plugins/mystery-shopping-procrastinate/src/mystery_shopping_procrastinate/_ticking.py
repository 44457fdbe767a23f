"""The tick as a worker's process does it: one log and one notifier, kept from job to job."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock

import attrs

from mystery_shopping.errors import LogBusy
from mystery_shopping.ports import Clock
from mystery_shopping.service.notifications import Notifier, TickReport
from mystery_shopping_postgres import PostgresLog
from mystery_shopping_postgres._address import split_options

_TURN = b"SELECT mystery_shopping_turn('')"


class WorkersLog(PostgresLog):
    """The log as a worker has it: its appends enqueue nothing, for the worker is there already."""

    @classmethod
    def open(cls, url: str) -> WorkersLog:
        """Open the log of ``postgresql://user@host/database``."""
        rest, options = split_options(url)
        return cls(rest, **options)

    def wait_for_writers(self) -> None:
        """Return when every append that is open now has ended.

        Raises:
            LogBusy: when that takes longer than the log's patience.
        """
        self._run(lambda cursor: cursor.execute(_TURN).fetchone())


@attrs.define
class Desk:
    """Where the jobs of one process are worked off, one at a time; it opens with the first."""

    url: str = attrs.field(repr=False)
    clock: Clock
    make_notifier: Callable[[PostgresLog], Notifier]
    _lock: Lock = attrs.field(factory=Lock, init=False, repr=False)
    _log: WorkersLog | None = attrs.field(default=None, init=False)
    _notifier: Notifier | None = attrs.field(default=None, init=False)

    def tick(self) -> TickReport:
        """Do all there is to do now, for every append that counted on this job.

        An append that saw this job wait left none of its own, and may not have committed yet. It
        holds the turn to write, so it is waited for; what takes too long is left to the minute.
        """
        with self._lock:
            log, notifier = self._open()
            with suppress(LogBusy):
                log.wait_for_writers()
            return notifier.tick(self.clock.now())

    def close(self) -> None:
        """Close log and channels; the next tick would open them again."""
        with self._lock:
            notifier, self._notifier = self._notifier, None
            log, self._log = self._log, None
            if notifier is not None:
                notifier.close()
            if log is not None:
                log.close()

    def _open(self) -> tuple[WorkersLog, Notifier]:
        if self._log is None:
            self._log = WorkersLog.open(self.url)
        if self._notifier is None:
            self._notifier = self.make_notifier(self._log)
        return self._log, self._notifier
