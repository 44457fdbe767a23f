"""The options all commands share; they may stand before the command or after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import click

import mystery_shopping as ms
from mystery_shopping_cli.session import DEFAULT_DB, Session
from mystery_shopping_cli.wording import say

_FILE = click.Path(exists=True, dir_okay=False)

# name: how it is written, its type, the variable of the environment, what it means
_ROWS: dict[str, tuple[str, Any, str | None, ms.Text]] = {
    "db": (
        "URL",
        None,
        "MYSTERY_SHOPPING_DB",
        ms.Text(
            f"tempat log disimpan (bila tidak diisi: {DEFAULT_DB})",
            f"where the log is kept (else {DEFAULT_DB})",
        ),
    ),
    "by": (
        "ID:ROLE[:TEAM]",
        None,
        "MYSTERY_SHOPPING_BY",
        ms.Text(
            "siapa yang memerintahkan; peran: qca, qco, spv, tl, agent, manager",
            "who orders it; roles: qca, qco, spv, tl, agent, manager",
        ),
    ),
    "at": (
        "ISO",
        None,
        None,
        ms.Text(
            "kapan, bila bukan sekarang; tanpa offset dibaca menurut jam site milik siklus",
            "when, if not now; without an offset it is read on the clock of the cycle's site",
        ),
    ),
    "cycle": (
        "UNIT/YYYY-MM",
        None,
        None,
        ms.Text(
            "siklus yang dimaksud, bila bukan satu-satunya yang terbuka",
            "which cycle, if not the only open one",
        ),
    ),
    "policy": (
        "FILE",
        _FILE,
        None,
        ms.Text("kebijakan (TOML)", "the policy (TOML)"),
    ),
    "scorecard": (
        "FILE",
        _FILE,
        None,
        ms.Text("isi form F-31 (TOML)", "the parameters of F-31 (TOML)"),
    ),
}
_JSON = ms.Text("hasil sebagai satu dokumen JSON", "print one JSON document")
_LANG = ms.Text("bahasa (bila tidak diisi: dari locale)", "the language (else the locale's)")
SHARED = (*_ROWS, "json", "lang")


def shared_options(*names: str, from_environment: bool = False) -> list[click.Parameter]:
    """Return the shared options of those names, and always ``--json`` and ``--lang``."""
    rows = [_option(name, from_environment) for name in _ROWS if name in names]
    flag = click.Option(
        ["--json", "as_json"],
        is_flag=True,
        default=None,
        expose_value=False,
        callback=_keep("as_json"),
        help=say(_JSON),
    )
    # Read from the arguments before they are parsed: here it is only taken and explained.
    lang = click.Option(
        ["--lang"], type=click.Choice(["id", "en"]), expose_value=False, help=say(_LANG)
    )
    return [*rows, flag, lang]


def _option(name: str, from_environment: bool) -> click.Option:  # noqa: FBT001 - one caller
    metavar, kind, variable, words = _ROWS[name]
    return click.Option(
        [f"--{name}"],
        metavar=metavar,
        type=kind,
        envvar=variable if from_environment else None,
        show_envvar=from_environment,
        expose_value=False,
        callback=_keep(name),
        help=say(words),
    )


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def _kept(context: click.Context, _: click.Parameter, value: Any) -> Any:  # noqa: ANN401 - click's
        session = context.find_object(Session)
        if value is not None and session is not None:
            session.settings = attrs.evolve(session.settings, **{name: value})
        return value

    return _kept
