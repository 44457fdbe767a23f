"""The command line as a person uses it, for tests of commands, a stranger's among them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import click
from click.testing import CliRunner, Result

import mystery_shopping as ms
from mystery_shopping_cli.app import Commands


@attrs.frozen
class Shell:
    """Calls commands over the log ``month.db`` of a folder, as rina the QCA and in English."""

    folder: Path
    host: ms.PluginHost = attrs.field(factory=ms.PluginHost)

    @property
    def db(self) -> str:
        """The URL of the log."""
        return f"sqlite:///{self.folder / 'month.db'}"

    def __call__(self, *words: object, by: str = "rina:qca", at: str = "", code: int = 0) -> str:
        """Return what a command prints.

        Raises:
            AssertionError: when its exit code is not `code`.
        """
        result = self.run(*words, by=by, at=at)
        if result.exit_code != code:
            raise AssertionError(f"exit {result.exit_code}, not {code}:\n{result.output}")
        return result.output

    def run(self, *words: object, by: str = "rina:qca", at: str = "") -> Result:
        """Return the result of a command, whatever its exit code; what it raises comes through."""
        environment = {
            "MYSTERY_SHOPPING_DB": self.db,
            "MYSTERY_SHOPPING_BY": by,
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "80",
        }
        line = [str(word) for word in words] + (["--at", at] if at else [])
        group: click.Command = Commands(self.host)
        return CliRunner(env=environment).invoke(group, line, catch_exceptions=False)

    def json(self, *words: object, by: str = "rina:qca", at: str = "", code: int = 0) -> Any:  # noqa: ANN401 - JSON
        """Return what a command prints with ``--json``, read back."""
        return json.loads(self(*words, "--json", by=by, at=at, code=code))
