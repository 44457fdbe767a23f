"""Makes environments that hold a distribution and what it asks for, without a network.

What the project's own distributions need from others is copied from the environment the tests run
in; the source tree, which that one knows, is unknown in the new one.
"""

import os
import shutil
import subprocess
import sysconfig
import venv
import zipfile
from collections.abc import Callable, Iterable
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path
from typing import Any

import attrs
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.building import FOLDERS, Build, Built

SCRIPTS = Path(__file__).parent / "scripts"
_PYTHON = "python.exe" if os.name == "nt" else "python"
_OURS = "MYSTERY_SHOPPING"


@attrs.frozen(kw_only=True)
class Place:
    """An environment of its own; `site` is where its packages lie."""

    site: Path
    python: Path

    def run(self, *arguments: str | Path, cwd: Path) -> str:
        """Run the environment's Python, where a warning is an error, and return what it printed.

        Neither the variables of the caller nor the folder it runs in add to its path.
        """
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
        result = subprocess.run(
            [self.python, "-I", "-W", "error", "-X", "utf8", *arguments],
            cwd=cwd,
            env=kept,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout


Install = Callable[..., Place]
Look = Callable[[str], dict[str, Any]]


def make_place(folder: Path, wanted: Iterable[str], *, built: Build) -> Place:
    """Make an environment with some of the project's distributions and all they require.

    Args:
        folder: An empty one, where it shall be.
        wanted: Requirements by name, such as ``mystery-shopping-report[pdf]``.
        built: Gives the wheel of one of the project's own distributions.
    """
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    base = {"base": str(folder)}
    site = Path(sysconfig.get_path("purelib", "venv", base))
    done: set[tuple[str, str]] = set()
    waiting = [Requirement(line) for line in wanted]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        asked = {(name, extra) for extra in ("", *requirement.extras)} - done
        if asked:
            found = _unpack(built(name), site) if name in FOLDERS else _copy(name, site)
            assert requirement.specifier.contains(found.version, prereleases=True), requirement
            done |= asked
            waiting += _required(found, [extra for _, extra in asked])
    python = Path(sysconfig.get_path("scripts", "venv", base)) / _PYTHON
    return Place(site=site, python=python)


def _unpack(built: Built, site: Path) -> Distribution:
    with zipfile.ZipFile(built.wheel) as archive:
        archive.extractall(site)
    return PathDistribution(site / built.facts)


def _copy(name: str, site: Path) -> Distribution:
    found = distribution(name)
    assert found.files, f"nothing says which files belong to {name}"
    # What begins so lies elsewhere: the programs of a package, which no test here calls.
    for file in (file for file in found.files if file.parts[0] != ".."):
        target = site / file
        target.parent.mkdir(parents=True, exist_ok=True)
        # A second time it is asked for with an extra, which adds no file to it.
        if not target.exists():
            _put(str(found.locate_file(file)), target)
    return found


def _put(file: str, target: Path) -> None:
    try:
        # Thousands of files for some plugins, and nobody writes to them.
        os.link(file, target)
    except OSError:
        shutil.copy2(file, target)


def _required(found: Distribution, extras: Iterable[str]) -> list[Requirement]:
    lines = [Requirement(line) for line in found.requires or ()]
    return [
        line
        for line in lines
        if line.marker is None or any(line.marker.evaluate({"extra": extra}) for extra in extras)
    ]
