"""The hook by which the command line's own commands come in, just like a stranger's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from mystery_shopping.plugins import hookimpl

if TYPE_CHECKING:
    import click

# The module each command lives in, in the order of the month; only the one asked for is imported.
HOMES: dict[str, str] = {
    "open": "steps.opening",
    "reasons": "steps.material",
    "products": "steps.material",
    "select": "steps.material",
    "scenario": "steps.material",
    "plan": "steps.planning",
    "assign": "steps.planning",
    "reassign": "steps.planning",
    "start": "steps.execution",
    "attempt": "steps.execution",
    "perform": "steps.execution",
    "evaluate": "steps.execution",
    "submit": "steps.forms",
    "forward": "steps.forms",
    "return": "steps.forms",
    "accept": "steps.forms",
    "void": "steps.forms",
    "finish": "steps.execution",
    "recap": "steps.ending",
    "nonconformity": "steps.ending",
    "report": "steps.ending",
    "hand-over": "steps.ending",
    "pass-on": "steps.ending",
    "follow-up": "steps.follow_up",
    "deviation": "steps.ending",
    "window": "steps.planning",
    "close": "steps.ending",
    "cancel": "steps.ending",
    "cycles": "queries.cycles",
    "show": "queries.showing",
    "verdict": "queries.judging",
    "missing": "queries.judging",
    "allowed": "queries.judging",
    "occurrence": "queries.judging",
    "history": "queries.log",
    "log": "queries.log",
    "export": "papers.exporting",
    "forms": "papers.taking_in",
    "retention": "retention.command",
    "worker": "notifications.worker",
    "deliveries": "notifications.deliveries",
    "deadlines": "notifications.deadlines",
    "weeks": "queries.reference",
    "clauses": "queries.reference",
    "scorecard": "queries.reference",
    "plugins": "queries.reference",
    "demo": "demo.command",
}


@hookimpl
def mystery_shopping_commands() -> Mapping[str, Callable[[], click.Command]]:
    """Return a factory for each command; its module is imported when the command is asked for."""
    return {name: partial(_make, name) for name in HOMES}


def _make(name: str) -> click.Command:
    home = import_module(f"mystery_shopping_cli.{HOMES[name]}")
    return cast("click.Command", home.make_command(name))
