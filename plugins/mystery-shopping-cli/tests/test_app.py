"""Commands come in by the plugin host, ours like a stranger's, and a broken one stops nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

import click
import pytest

import mystery_shopping as ms
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.testing import Shell

GROUP = "mystery_shopping"


def stranger(
    monkeypatch: pytest.MonkeyPatch, name: str, **commands: Callable[[], object]
) -> EntryPoint:
    """Return the entry point of a plugin that offers these commands."""
    module = ModuleType(f"stranger_{name}")

    @ms.hookimpl
    def mystery_shopping_commands() -> Mapping[str, Callable[[], object]]:
        return commands

    vars(module)["mystery_shopping_commands"] = mystery_shopping_commands
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return EntryPoint(name, module.__name__, GROUP)


def shell_with(folder: Path, *points: EntryPoint) -> Shell:
    """Return the command line with plugins beside those installed."""
    return Shell(folder, ms.PluginHost([*entry_points(group=GROUP), *points], disabled=()))


@click.command("greet", help="Greets the log.")
@click.pass_obj
def greet(session: Session) -> None:
    """Say which log the caller means."""
    click.echo(f"hello {session.settings.db}")


def broken() -> object:
    """Fail as an import may."""
    raise ImportError("a library is not there")


def test_a_strangers_command_comes_in_and_gets_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook is for everybody, or it is no hook."""
    shell = shell_with(tmp_path, stranger(monkeypatch, "kind", greet=lambda: greet))

    assert "Greets the log." in shell("--help")
    assert shell("greet") == f"hello {shell.db}\n"


def test_a_plugin_that_cannot_be_loaded_stops_nobody(tmp_path: Path) -> None:
    """A month's closing must not wait for somebody else's missing library."""
    shell = shell_with(tmp_path, EntryPoint("gone", "no_such_module_anywhere", GROUP))

    told = shell("plugins")

    assert "✗  gone" in told
    assert "ModuleNotFoundError" in told.replace("\n", "")
    shell("open", "malang", "2026-11", "--qm-target", 85, at="2026-11-01T09:00")


def test_a_command_that_cannot_be_made_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Help lists every command, so the worst of them would take it down."""
    odd = stranger(monkeypatch, "odd", bad=broken, odd=lambda: 7)
    shell = shell_with(tmp_path, odd)

    told = " ".join(shell("--help").split())

    assert "bad the command bad is broken: ImportError: a library is not there" in told
    assert "int is no click command" in told
    assert "a library is not there" in shell("bad", code=3)
    assert "✓" in shell("plugins")


def test_a_command_offered_twice_says_who_offers_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silently taking one of two would depend on the order of an import."""
    shell = shell_with(tmp_path, stranger(monkeypatch, "rival", verdict=lambda: greet))

    told = shell("verdict", code=3)

    assert "cli, rival" in told
    assert "verdict" in shell("--help")


def test_without_our_plugin_the_group_has_no_command_of_ours(tmp_path: Path) -> None:
    """Our commands have no second way in: they come by the hook alone."""
    points = [point for point in entry_points(group=GROUP) if point.name != "cli"]

    told = Shell(tmp_path, ms.PluginHost(points, disabled=()))("verdict", code=2)

    assert "No such command" in told


@pytest.mark.parametrize("line", ["clauses", "weeks 2027 --json"])
def test_only_the_module_of_the_command_asked_for_is_imported(line: str) -> None:
    """A call a script makes forty times an hour must not load the demo each time."""
    code = (
        "import sys; from mystery_shopping_cli.app import Commands;"
        f" Commands().main({line.split()!r}, standalone_mode=False);"
        " print(sorted(n for n in sys.modules if n.startswith('mystery_shopping_cli.')"
        " and n.split('.')[1] in {'steps', 'queries', 'demo'}), file=sys.stderr);"
        " print('rich' in sys.modules, file=sys.stderr)"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8"
    )

    modules, rich = result.stderr.splitlines()
    assert modules == (
        "['mystery_shopping_cli.queries', 'mystery_shopping_cli.queries.asking',"
        " 'mystery_shopping_cli.queries.reference']"
    )
    assert rich == str("--json" not in line)
