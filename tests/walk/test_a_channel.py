"""The template becomes a channel by the commands and files of the how-to, and reaches people."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.arch.source import ROOT
from tests.walk.plugin import make_plugin, run


@pytest.fixture(scope="module")
def sms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plugin ``sms`` as the page makes it."""
    page = ROOT / "docs" / "how-to" / "write-a-channel-plugin.md"
    return make_plugin(page, tmp_path_factory.mktemp("somewhere"))


def test_no_python_of_the_copy_still_speaks_of_a_template_or_a_log(sms: Path) -> None:
    """A file of the template that the page forgets fails at the first reader's."""
    modules = {path.relative_to(sms).as_posix(): path for path in sms.rglob("*.py")}
    page = (ROOT / "docs" / "how-to" / "write-a-channel-plugin.md").read_text(encoding="utf-8")

    assert set(modules) == set(re.findall(r"<!-- file: (\S+) -->", page))
    assert [name for name, path in modules.items() if "template" in path.read_text("utf-8")] == []


def test_it_keeps_the_contract_and_a_notice_arrives(sms: Path) -> None:
    """Who follows the page to its end holds a channel that works."""
    told = run(sms, "-m", "pytest", "-q", "-p", "no:cacheprovider")

    assert told.returncode == 0, told.stdout
    assert re.search(r"\d{2} passed, 3 xfailed", told.stdout), told.stdout


def test_the_command_line_lists_it(sms: Path) -> None:
    """Installed is enough: nobody registers anything."""
    told = run(sms, "-m", "mystery_shopping_cli", "plugins", "--json")

    rows = {row["name"]: row for row in json.loads(told.stdout)}
    assert (rows["sms"]["offers"], rows["sms"]["problem"]) == (["channels:sms"], None)
