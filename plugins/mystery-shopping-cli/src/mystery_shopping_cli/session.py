"""One call of the command line: its settings, the program it opens, and the cycle it is about."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import attrs
import click

import mystery_shopping as ms
from mystery_shopping_cli.moments import read_moment
from mystery_shopping_cli.wording import say

DEFAULT_DB = "sqlite:///mystery-shopping.db"

_NOBODY = ms.Text(
    "siapa yang memerintahkan? beri --by id:peran[:tim], misalnya --by rina:qca",
    "who orders this? give --by id:role[:team], say --by rina:qca",
)
_NO_CYCLE = ms.Text(
    "belum ada siklus di {db}; buka satu dengan: open UNIT YYYY-MM",
    "there is no cycle in {db} yet; open one with: open UNIT YYYY-MM",
)
_WHICH_CYCLE = ms.Text(
    "siklus mana? beri --cycle; yang ada: {known}",
    "which cycle? give --cycle; there is: {known}",
)
_NO_LOG = "there is no such file; 'open UNIT YYYY-MM' begins one"


@attrs.frozen(kw_only=True)
class Settings:
    """The options every command shares, as they were written; None is not given."""

    db: str = DEFAULT_DB
    by: str | None = None
    at: str | None = None
    cycle: str | None = None
    policy: str | None = None
    scorecard: str | None = None
    as_json: bool = False


class Session:
    """What a command works with; a stranger's command gets it as click's ``ctx.obj``."""

    def __init__(self, host: ms.PluginHost) -> None:
        self.host = host
        self.settings = Settings()
        self._program: ms.Program | None = None

    @property
    def program(self) -> ms.Program:
        """The program over the log at ``--db``, which must be there already."""
        return self.open_program(fresh=False)

    def open_program(self, *, fresh: bool, policy: ms.Policy | None = None) -> ms.Program:
        """Return the program; only a `fresh` one may begin a file that is not there yet.

        Raises:
            LogUnusable: when the file of a SQLite log is not there.
        """
        if self._program is None:
            if not fresh:
                refuse_new_file(self.settings.db)
            self._program = ms.open_program(
                self.settings.db,
                policy=policy or self.load_policy(),
                scorecard=self.load_scorecard(),
                host=self.host,
            )
        return self._program

    def close(self) -> None:
        """Let go of the log."""
        if self._program is not None:
            self._program.close()

    def load_policy(self) -> ms.Policy | None:
        """Return the policy of ``--policy``, None without one."""
        path = self.settings.policy
        return ms.load_policy(read_text(path)) if path else None

    def load_scorecard(self) -> ms.Scorecard | None:
        """Return the scorecard of ``--scorecard``, None without one."""
        path = self.settings.scorecard
        return ms.load_scorecard(read_text(path)) if path else None

    @property
    def person(self) -> ms.Person:
        """Who gives the order."""
        if not self.settings.by:
            raise click.UsageError(say(_NOBODY))
        return read_person(self.settings.by, path="--by")

    def find_cycle(self) -> ms.Cycle:
        """Return the cycle of ``--cycle``; without it the only open one, or the only one at all."""
        if self.settings.cycle:
            return self.program.cycle(self.settings.cycle)
        cycles = [self.program.cycle(name) for name in self.program.cycles()]
        still_open = [cycle for cycle in cycles if not cycle.state.is_final]
        for choice in (still_open, cycles):
            if len(choice) == 1:
                return choice[0]
        known = ", ".join(cycle.id for cycle in still_open or cycles)
        if not known:
            raise click.UsageError(say(_NO_CYCLE.fill(db=self.settings.db)))
        raise click.UsageError(say(_WHICH_CYCLE.fill(known=known)))

    def now(self, zone: str | None) -> datetime:
        """Return the time of ``--at``, read on the clock of `zone` without an offset, else now."""
        if self.settings.at:
            return read_moment(self.settings.at, path="--at", zone=zone)
        return ms.SystemClock().now()


def read_person(text: str, *, path: str) -> ms.Person:
    """Return the person written ``id:role[:team]``, or raise `InvalidValue` at that path."""
    try:
        return ms.Person.parse(text)
    except ms.InvalidValue as error:
        raise ms.InvalidValue(path=path, required=error.required, actual=text) from error


def read_text(path: str) -> str:
    """Return the text of a file.

    Raises:
        InvalidValue: when it is no text in UTF-8.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        required = ms.Text("berkas teks UTF-8", "a text file in UTF-8")
        raise ms.InvalidValue(path=path, required=required, actual=str(error)) from error


def refuse_new_file(db: str) -> None:
    """Raise `LogUnusable` when the file of a SQLite log is not there."""
    parts = urlsplit(db)
    path = unquote(parts.path[1:])
    if parts.scheme == "sqlite" and path and path != ":memory:" and not Path(path).exists():
        raise ms.LogUnusable(log=path, problem=_NO_LOG)
