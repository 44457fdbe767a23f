"""The template becomes a plugin by the commands of the how-to, and passes the contract at once."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.arch.source import ROOT

_PAGE = ROOT / "docs" / "how-to" / "write-a-storage-plugin.md"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plugin ``shelf`` as the first block of commands makes it, made known to Python."""
    clone = tmp_path_factory.mktemp("somewhere") / "clone"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "plugins/_template", clone / "plugins/_template", ignore=ignore)
    block = re.search(
        r"^```sh\n(.*?)^```", _PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert block
    subprocess.run(["/bin/sh", "-euc", block[1]], cwd=clone, check=True)
    folder = clone.parent / "mystery-shopping-shelf"
    _install(folder)
    return folder


def _install(folder: Path) -> None:
    """Write what installing would write, without a build tool or a network."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = project["name"].replace("-", "_")
    info = folder / "src" / f"{name}-{project['version']}.dist-info"
    info.mkdir()
    about = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(about, encoding="utf-8")
    points = project["entry-points"]["mystery_shopping"].items()
    lines = ["[mystery_shopping]", *(f"{point} = {module}" for point, module in points)]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the plugin's folder, with the plugin in reach."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    environment = kept | {
        "PYTHONPATH": str(folder / "src"),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_of_the_copy_still_bears_the_templates_name(shelf: Path) -> None:
    """A name left over is an import that fails at the first user's."""
    files = [path for path in shelf.rglob("*") if path.is_file()]

    assert [path for path in files if "template" in str(path.relative_to(shelf))] == []
    assert [path for path in files if "template" in path.read_text(encoding="utf-8")] == []
    assert (shelf / "src/mystery_shopping_shelf/log.py").exists()


def test_the_copy_passes_its_own_tests(shelf: Path) -> None:
    """An hour begins with something that is green and is made better, never with a red page."""
    told = run(shelf, "-m", "pytest", "-q", "-p", "no:cacheprovider")

    assert told.returncode == 0, told.stdout
    assert re.search(r"\d{2} passed, 3 xfailed", told.stdout), told.stdout


def test_the_command_line_lists_the_copy(shelf: Path) -> None:
    """What `mystery-shopping plugins` shows is what its author checks last."""
    told = run(shelf, "-m", "mystery_shopping_cli", "plugins", "--json")

    rows = {row["name"]: row for row in json.loads(told.stdout)}
    shown = rows["shelf"]
    assert (shown["distribution"], shown["version"]) == ("mystery-shopping-shelf", "0.1.0")
    assert (shown["offers"], shown["contract"], shown["problem"]) == (["storages:shelf"], 1, None)
