"""Builds the distributions as a release does, from a copy that holds nothing but their sources."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from email import message_from_string
from email.message import Message
from pathlib import Path

import attrs

from tests.arch.source import ROOT, pyproject

FOLDERS = {
    str(pyproject(folder)["project"]["name"]): folder
    for folder in [ROOT, *sorted(ROOT.glob("plugins/[!_]*"))]
    if (folder / "pyproject.toml").exists()
}
CORE, *PLUGINS = FOLDERS
# Any fixed time does: it stands on every file of a release.
_EPOCH = "1767225600"
_BESIDE = ("pyproject.toml", "README.md", "LICENSE")
_LEFT_BY_TOOLS = shutil.ignore_patterns("__pycache__", "*.py[co]", ".*")
# A hook of a backend works in the current folder; each call gets a process of its own.
_BUILD = """
import importlib, sys
backend, out, *kinds = sys.argv[1:]
for kind in kinds:
    print(getattr(importlib.import_module(backend), f"build_{kind}")(out))
"""


@attrs.frozen(kw_only=True)
class Built:
    """The two archives of a distribution, and the copy of its sources they were built from."""

    source: Path
    wheel: Path
    sdist: Path

    def names(self) -> list[str]:
        """Return the path of each file of the wheel, sorted."""
        with zipfile.ZipFile(self.wheel) as archive:
            return sorted(archive.namelist())

    def text(self, name: str) -> str:
        """Return a file of the wheel's own folder of facts, such as ``METADATA``."""
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.read(f"{self.facts}/{name}").decode()

    @property
    def facts(self) -> str:
        """The folder in the wheel that holds what is said about it."""
        name, version, *_ = self.wheel.name.split("-")
        return f"{name}-{version}.dist-info"

    @property
    def metadata(self) -> Message:
        """What the wheel says about itself."""
        return message_from_string(self.text("METADATA"))


Build = Callable[[str], Built]


def package(name: str) -> str:
    """Return the name under which a distribution is imported."""
    return name.replace("-", "_")


def copy_of(name: str, place: Path) -> Path:
    """Copy the sources of a distribution, and nothing that tools have left among them."""
    origin, copy = FOLDERS[name], place / name
    code = Path("src", package(name))
    shutil.copytree(origin / code, copy / code, ignore=_LEFT_BY_TOOLS)
    for file in _BESIDE:
        if (origin / file).exists():
            shutil.copy2(origin / file, copy / file)
    return copy


def build(source: Path, out: Path, *, kinds: Iterable[str] = ("wheel", "sdist")) -> list[Path]:
    """Build the archives of a folder by the backend it names, and return their paths in order."""
    out.mkdir(parents=True, exist_ok=True)
    backend = pyproject(source)["build-system"]["build-backend"]
    result = subprocess.run(
        [sys.executable, "-P", "-c", _BUILD, backend, out, *kinds],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH},
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return [out / line for line in result.stdout.splitlines()]


def built_in(place: Path, name: str) -> Built:
    """Copy a distribution into a place and build it there."""
    source = copy_of(name, place / "source")
    wheel, sdist = build(source, place / "dist")
    return Built(source=source, wheel=wheel, sdist=sdist)
