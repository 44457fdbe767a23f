"""A plugin made from the template by the commands and files of a how-to."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.arch.source import ROOT

_COMMANDS = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_FILES = re.compile(r"^<!-- file: (\S+) -->\n\n```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def files_of(page: Path) -> dict[str, str]:
    """Return the files that a page shows whole, by the name they shall have."""
    return dict(_FILES.findall(page.read_text(encoding="utf-8")))


def make_plugin(page: Path, folder: Path) -> Path:
    """Do what the page says, in order, make the result known to Python, and return its place.

    Args:
        page: A how-to whose first block of commands copies the template and goes into the copy.
        folder: An empty one.
    """
    clone = folder / "clone"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "plugins/_template", clone / "plugins/_template", ignore=ignore)
    commands = _COMMANDS.search(page.read_text(encoding="utf-8"))
    assert commands
    subprocess.run(["/bin/sh", "-euc", commands[1]], cwd=clone, check=True)
    (made,) = folder.glob("mystery-shopping-*")
    for name, content in files_of(page).items():
        (made / name).write_text(content, encoding="utf-8")
    _install(made)
    return made


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
    """Run Python in a folder, with what lies in its `src` in front."""
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


def assert_it_passes_its_tests(folder: Path) -> None:
    """See a plugin pass all its tests, but for the three rules it waives."""
    told = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider")

    assert told.returncode == 0, told.stdout
    assert re.search(r"\d{2} passed, 3 xfailed", told.stdout), told.stdout


def listed(folder: Path, name: str) -> dict[str, Any]:
    """Return what the command line says of a plugin."""
    told = run(folder, "-m", "mystery_shopping_cli", "plugins", "--json")

    rows: dict[str, dict[str, Any]] = {row["name"]: row for row in json.loads(told.stdout)}
    return rows[name]
