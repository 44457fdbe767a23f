"""The worker: a tick, a line about it, a wait until there is more to do, and again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

import attrs
import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import as_plain
from mystery_shopping_cli.notifications import words as w
from mystery_shopping_cli.notifications.stopping import Stopping
from mystery_shopping_cli.notifications.views import tick_words
from mystery_shopping_cli.wording import say

# What no waiting mends: nobody offers the scheme, or too many do.
_FINAL = (ms.UnknownScheme, ms.SchemeClaimedTwice)
_LONGEST_PAUSE_SECONDS = 30.0


@attrs.frozen
class Teller:
    """Says what the worker does: a line for a person, or one JSON document a line."""

    as_json: bool

    def started(self, directory: ms.Directory, *, seconds: float) -> None:
        """Say what it works with; never the URLs, they may hold a secret."""
        facts = {"people": len(directory.people), "channels": len(directory.channels)}
        self._person(say(w.STARTED.fill(**facts, seconds=f"{seconds:g}")))

    def did(self, report: ms.TickReport, *, at: datetime) -> None:
        """Say what a tick did, if it did something."""
        if report:
            self._both(tick_words(report), data=ms.plain(report), at=at)

    def failed(self, error: ms.MysteryShoppingError, *, at: datetime, seconds: float) -> None:
        """Say what failed, and that it is tried again."""
        problem = f"{say(error.text)} [{error.code}]"
        told = say(w.AGAIN.fill(problem=problem, seconds=f"{seconds:g}"))
        self._both(f"✗ {told}", data=as_plain(error), at=at, is_error=True)

    def stopped(self) -> None:
        """Say that it ended as it was asked to."""
        self._person(say(w.STOPPED))

    def _person(self, words: str) -> None:
        if not self.as_json:
            click.echo(words)

    def _both(
        self, words: str, *, data: dict[str, object], at: datetime, is_error: bool = False
    ) -> None:
        when = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        if self.as_json:
            click.echo(json.dumps({"at": when, **data}))
        else:
            click.echo(f"{when}  {words}", err=is_error)


class Worker:
    """Ticks over a program that `opening` opens, at once or as soon as it can."""

    def __init__(
        self,
        opening: Callable[[], ms.Program],
        *,
        stopping: Stopping,
        teller: Teller,
        every_seconds: float,
    ) -> None:
        self._opening = opening
        self._program: ms.Program | None = None
        self._stopping = stopping
        self._teller = teller
        self._every_seconds = every_seconds
        self._wakes: Iterator[None] | None = None

    def tick(self, at: datetime) -> ms.TickReport:
        """Do all there is to do, or as much of it as there is time for until a stop."""
        if self._program is None:
            self._program = self._opening()
            if self._program.notifier is not None:
                self._stopping.tell(self._program.notifier.stop)
        return self._program.tick(at)

    def run(self, clock: ms.Clock) -> None:
        """Tick until asked to stop; a port that fails is said, and tried again after a pause."""
        while not self._stopping.is_asked:
            at = clock.now()
            try:
                self._teller.did(self.tick(at), at=at)
                self._stopping.wait(self._rest)
            except _FINAL:
                raise
            except ms.PortError as error:
                self._stop_listening()
                pause = min(self._every_seconds, _LONGEST_PAUSE_SECONDS)
                self._teller.failed(error, at=at, seconds=pause)
                self._stopping.wait(partial(time.sleep, pause))
        self._stop_listening()
        self._teller.stopped()

    def _rest(self) -> None:
        """Wait until the log says that something happened, or for so long."""
        listen = getattr(self._program and self._program.log, "listen", None)
        if listen is None:
            time.sleep(self._every_seconds)
            return
        if self._wakes is None:
            self._wakes = listen(timeout_seconds=self._every_seconds)
        next(self._wakes)

    def _stop_listening(self) -> None:
        close = getattr(self._wakes, "close", None)
        self._wakes = None
        if close is not None:
            with suppress(ms.PortError):
                close()
