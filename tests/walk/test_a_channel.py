"""The template becomes a channel by the commands and files of the how-to, and reaches people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.arch.source import ROOT
from tests.walk.plugin import assert_it_passes_its_tests, files_of, listed, make_plugin

PAGE = ROOT / "docs" / "how-to" / "write-a-channel-plugin.md"


@pytest.fixture(scope="module")
def sms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plugin ``sms`` as the page makes it."""
    return make_plugin(PAGE, tmp_path_factory.mktemp("somewhere"))


def test_no_python_of_the_copy_still_speaks_of_a_template_or_a_log(sms: Path) -> None:
    """A file of the template that the page forgets fails at the first reader's."""
    modules = {path.relative_to(sms).as_posix(): path for path in sms.rglob("*.py")}

    assert set(modules) == set(files_of(PAGE))
    assert [name for name, path in modules.items() if "template" in path.read_text("utf-8")] == []


def test_it_keeps_the_contract_and_a_notice_arrives(sms: Path) -> None:
    """Who follows the page to its end holds a channel that works."""
    assert_it_passes_its_tests(sms)


def test_the_command_line_lists_it(sms: Path) -> None:
    """Installed is enough: nobody registers anything."""
    shown = listed(sms, "sms")

    assert (shown["offers"], shown["problem"]) == (["channels:sms"], None)
