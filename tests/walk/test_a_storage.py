"""The template becomes a plugin by the commands of the how-to, and passes the contract at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.arch.source import ROOT
from tests.walk.plugin import assert_it_passes_its_tests, listed, make_plugin


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plugin ``shelf`` as the page makes it."""
    page = ROOT / "docs" / "how-to" / "write-a-storage-plugin.md"
    return make_plugin(page, tmp_path_factory.mktemp("somewhere"))


def test_nothing_of_the_copy_still_bears_the_templates_name(shelf: Path) -> None:
    """A name left over is an import that fails at the first user's."""
    files = [path for path in shelf.rglob("*") if path.is_file()]

    assert [path for path in files if "template" in str(path.relative_to(shelf))] == []
    assert [path for path in files if "template" in path.read_text(encoding="utf-8")] == []
    assert (shelf / "src/mystery_shopping_shelf/log.py").exists()


def test_the_copy_passes_its_own_tests(shelf: Path) -> None:
    """An hour begins with something that is green and is made better, never with a red page."""
    assert_it_passes_its_tests(shelf)


def test_the_command_line_lists_the_copy(shelf: Path) -> None:
    """What `mystery-shopping plugins` shows is what its author checks last."""
    shown = listed(shelf, "shelf")

    assert (shown["distribution"], shown["version"]) == ("mystery-shopping-shelf", "0.1.0")
    assert (shown["offers"], shown["contract"], shown["problem"]) == (["storages:shelf"], 1, None)
