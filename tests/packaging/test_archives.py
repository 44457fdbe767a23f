"""What a release puts into its two archives, and that anybody can build them again."""

import os
import tarfile
from configparser import ConfigParser
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.arch.source import ROOT, pyproject
from tests.packaging.building import FOLDERS, Build, build, copy_of, package

# A new kind of file is a decision: it goes to everybody who installs us.
KINDS = {".py", ".typed", ".po", ".mo", ".css", ".j2", ".typ"}
EXAMPLE_KINDS = {".csv", ".toml", ".md"}  # the month that the demo plays: in its folder alone
FACTS = {"METADATA", "RECORD", "WHEEL", "entry_points.txt"}

pytestmark = pytest.mark.slow
each = pytest.mark.parametrize("name", FOLDERS)


def packaged(source: Path) -> set[str]:
    """Return the path of each file of a copy's package, as a wheel would say it."""
    files = (file for file in (source / "src").rglob("*") if file.is_file())
    return {file.relative_to(source / "src").as_posix() for file in files}


def requirements(metadata: Message) -> set[Requirement]:
    """Return what a wheel asks for outside its extras."""
    lines = (Requirement(line) for line in metadata.get_all("Requires-Dist", []))
    return {line for line in lines if "extra ==" not in str(line.marker)}


def entry_points(text: str) -> dict[str, dict[str, str]]:
    """Read a wheel's entry points, by group and name."""
    parser = ConfigParser(delimiters=("=",))
    parser.read_string(text)
    return {group: dict(parser[group]) for group in parser.sections()}


def known_kinds(path: PurePosixPath) -> set[str]:
    """Return the kinds of files that may lie where this one does."""
    return KINDS | EXAMPLE_KINDS if path.parent.name == "examples" else KINDS


@each
def test_a_wheel_holds_its_package_and_what_is_said_about_it(built: Build, name: str) -> None:
    """A file too few breaks the library where it is installed; one too many shows our kitchen."""
    archive = built(name)

    names = set(archive.names())

    assert {path for path in names if not path.startswith(archive.facts)} == packaged(
        archive.source
    )
    said = {path.removeprefix(f"{archive.facts}/") for path in names - packaged(archive.source)}
    assert said - {"licenses/LICENSE"} == FACTS


@each
def test_a_wheel_holds_only_kinds_of_files_we_know(built: Build, name: str) -> None:
    """A log, a database or a test that lay among the sources would travel to every user."""
    paths = [PurePosixPath(path) for path in built(name).names() if ".dist-info/" not in path]

    stray = [
        str(path)
        for path in paths
        if (path.suffix or path.name) not in known_kinds(path)
        or path.parts[0] != package(name)
        or {"tests", "__pycache__"} & set(path.parts)
        or path.name.startswith(("test_", "conftest"))
    ]

    assert stray == []


@each
def test_a_wheel_says_it_is_typed_and_brings_its_translations(built: Build, name: str) -> None:
    """Without the mark every type is Any to our users; without a .mo no QCA reads Indonesian."""
    names = built(name).names()

    compiled = {path for path in names if path.endswith(".mo")}
    written = {path for path in names if path.endswith(".po")}

    assert f"{package(name)}/py.typed" in names
    assert compiled == {path.removesuffix(".po") + ".mo" for path in written}
    assert bool(compiled) == any((FOLDERS[name] / "src" / package(name)).glob("locale/*"))


@each
def test_a_wheel_says_what_its_pyproject_says(built: Build, name: str) -> None:
    """An installer reads the wheel alone: what got lost on the way is not asked for."""
    project: dict[str, Any] = pyproject(FOLDERS[name])["project"]
    archive = built(name)

    said = archive.metadata

    for field in ("name", "version", "requires-python"):
        assert said[field] == project[field], field
    assert said["Summary"] == project["description"]
    assert said["License-Expression"] == project["license"] == "MIT"
    assert requirements(said) == set(map(Requirement, project["dependencies"]))
    assert set(said.get_all("Provides-Extra", [])) == set(project.get("optional-dependencies", ()))
    groups = dict(project["entry-points"])
    groups |= {"console_scripts": project["scripts"]} if "scripts" in project else {}
    assert entry_points(archive.text("entry_points.txt")) == groups


@each
def test_a_wheel_shows_its_readme(built: Build, name: str) -> None:
    """The page of an index is made of it, and is the first that a stranger sees of us."""
    readme = (FOLDERS[name] / "README.md").read_text(encoding="utf-8")

    said = built(name).metadata

    assert said["Description-Content-Type"] == "text/markdown"
    assert str(said.get_payload()).strip() == readme.strip()


@each
def test_a_wheel_runs_on_every_system_with_a_python_three(built: Build, name: str) -> None:
    """A wheel of one platform sends everybody else to the sdist."""
    assert built(name).wheel.name.endswith("-py3-none-any.whl")
    assert "Root-Is-Purelib: true" in built(name).text("WHEEL")


@each
def test_a_wheel_brings_its_licence(built: Build, name: str) -> None:
    """The licence asks that its text goes with every copy."""
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    archive = built(name)

    assert archive.metadata.get_all("License-File") == ["LICENSE"]
    assert archive.text("licenses/LICENSE") == licence


@each
def test_an_sdist_builds_the_very_same_wheel(built: Build, name: str, tmp_path: Path) -> None:
    """Who builds from our sources gets what we tested, to the byte."""
    archive = built(name)
    with tarfile.open(archive.sdist) as sdist:
        sdist.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()

    (wheel,) = build(source, tmp_path / "dist", kinds=["wheel"])

    assert wheel.name == archive.wheel.name
    assert wheel.read_bytes() == archive.wheel.read_bytes()


@each
def test_an_sdist_holds_the_sources_and_no_more(built: Build, name: str) -> None:
    """What lies in a maintainer's folder is nobody's business."""
    archive = built(name)
    beside = {path.name for path in archive.source.iterdir() if path.is_file()}

    with tarfile.open(archive.sdist) as sdist:
        names = {path.partition("/")[2] for path in sdist.getnames()}

    assert names == beside | {"PKG-INFO"} | {f"src/{path}" for path in packaged(archive.source)}


@each
def test_two_builds_of_the_same_sources_are_the_same_bytes(
    built: Build, name: str, tmp_path: Path
) -> None:
    """A stranger can then hold our archives against the sources; dates and modes are noise."""
    first = built(name)
    source = copy_of(name, tmp_path / "source")
    for file in filter(Path.is_file, source.rglob("*")):
        os.utime(file, (1_000_000_000, 1_000_000_000))
        file.chmod(0o600)

    wheel, sdist = build(source, tmp_path / "dist")

    assert wheel.read_bytes() == first.wheel.read_bytes()
    assert sdist.read_bytes() == first.sdist.read_bytes()
