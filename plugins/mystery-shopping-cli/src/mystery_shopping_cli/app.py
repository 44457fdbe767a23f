"""The program's group: its commands come from every plugin, each made when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import FAILED, exit_code, explain
from mystery_shopping_cli.plugin import HOMES
from mystery_shopping_cli.screen import be_printable
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import SHARED, shared_options
from mystery_shopping_cli.wording import choose, language_of, say

_HELP = ms.Text(
    """Mystery shopping sebulan penuh menurut IN.QCC.TELK.W-10: setiap langkah, setiap pertanyaan.

    Mulai dengan 'demo', atau dengan 'open UNIT YYYY-MM --qm-target 85 --by rina:qca'.

    Kode keluar: 0 selesai, 1 ditolak, 2 salah pakai, 3 log gagal, 4 merah (verdict --strict,
    deliveries --strict).""",
    """A month of mystery shopping by IN.QCC.TELK.W-10: every step, and every question about it.

    Begin with 'demo', or with 'open UNIT YYYY-MM --qm-target 85 --by rina:qca'.

    Exit codes: 0 done, 1 refused, 2 misused, 3 the log failed, 4 red (verdict --strict,
    deliveries --strict).""",
)
_BROKEN = ms.Text("perintah {name} rusak: {problem}", "the command {name} is broken: {problem}")


class BrokenCommand(click.ClickException):
    """A plugin's command that cannot be made; the other commands go on."""

    exit_code = FAILED


class Commands(click.Group):
    """A group whose commands are those of every plugin, ours in the order of the month first."""

    def __init__(self, host: ms.PluginHost | None = None) -> None:
        super().__init__("mystery-shopping", help=say(_HELP), context_settings=_SETTINGS)
        self._host = host
        self.params = shared_options(*SHARED, from_environment=True)

    @property
    def host(self) -> ms.PluginHost:
        """The plugins, looked for once."""
        if self._host is None:
            self._host = ms.PluginHost()
        return self._host

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Speak the caller's language before anything is parsed, and begin a session."""
        choose(language_of(args, os.environ))
        self.help = say(_HELP)
        self.params = shared_options(*SHARED, from_environment=True)
        ctx.obj = session = Session(self.host)
        ctx.call_on_close(session.close)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return every name that is offered."""
        offered = self.host.names("commands")
        return [name for name in HOMES if name in offered] + sorted(set(offered) - set(HOMES))

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command of that name, made by the plugin that offers it."""
        if cmd_name not in self.host.names("commands"):
            return None
        factory = self.host.offered("commands", cmd_name)
        try:
            command = factory()
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
            raise BrokenCommand(say(_BROKEN.fill(name=cmd_name, problem=problem))) from error
        if not isinstance(command, click.Command):
            problem = f"{type(command).__name__} is no click command"
            raise BrokenCommand(say(_BROKEN.fill(name=cmd_name, problem=problem)))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands; one that is broken says so in its line."""
        rows = [(name, self._short_help(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say(ms.Text("Perintah", "Commands"))):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run the command; an error of the library is told whole and becomes an exit code."""
        try:
            return super().invoke(ctx)
        except ms.MysteryShoppingError as error:
            explain(error, as_json=ctx.ensure_object(Session).settings.as_json)
            ctx.exit(exit_code(error))

    def _short_help(self, ctx: click.Context, name: str) -> str:
        try:
            command = self.get_command(ctx, name)
        except (click.ClickException, ms.MysteryShoppingError) as error:
            return str(error)
        return command.get_short_help_str(limit=100) if command else ""


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    be_printable(sys.stdout, sys.stderr)
    Commands().main(args=list(arguments) if arguments is not None else None)
