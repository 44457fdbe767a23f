"""The pin files hold what the pyprojects ask for, hashed, and nothing that names an address."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.arch.source import ROOT, pyproject
from tools import pins
from tools.place import UV, members
from tools.shell import Failure

OWN = {canonicalize_name(pyproject(member)["project"]["name"]) for member in members()}


def texts() -> dict[str, str]:
    """Return the text of each pin file by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "pins").glob("*.txt")}


def demands(member: Path) -> Iterator[tuple[str, Requirement]]:
    """Give every requirement of one distribution with the pin file that must satisfy it."""
    content = pyproject(member)
    project: dict[str, Any] = content["project"]
    groups: dict[str, list[Any]] = content.get("dependency-groups", {})
    yield from (("runtime", Requirement(text)) for text in project.get("dependencies", []))
    for extra in project.get("optional-dependencies", {}).values():
        yield from (("test", Requirement(text)) for text in extra)
    for group, rows in groups.items():
        pin_file = "runtime" if group == "build" else group
        yield from ((pin_file, Requirement(row)) for row in rows if isinstance(row, str))
    yield from (("runtime", Requirement(text)) for text in content["build-system"]["requires"])


def satisfied(demand: Requirement, text: str) -> bool:
    """Tell whether a pin file has the demanded name, and only in demanded versions."""
    found = [Requirement(line) for line in pins.requirements(text)]
    same = [row for row in found if canonicalize_name(row.name) == canonicalize_name(demand.name)]
    versions = [str(row.specifier).removeprefix("==") for row in same]
    return bool(same) and all(demand.specifier.contains(v, prereleases=True) for v in versions)


@pytest.mark.parametrize("member", members(), ids=lambda path: path.name)
def test_every_requirement_has_its_pin(member: Path) -> None:
    """A requirement without a pin is missing from the environment, or comes in unchecked."""
    files = texts()

    missing = [
        f"pins/{pin_file}.txt: {demand}"
        for pin_file, demand in demands(member)
        if canonicalize_name(demand.name) not in OWN
        and not satisfied(demand, files.get(pin_file, ""))
    ]

    assert missing == [], "write the pins again: python3 dev.py lock\n" + "\n".join(missing)


def test_there_is_one_pin_file_for_each_purpose() -> None:
    """A left-over file would still be read into the fingerprint and maintained by nobody."""
    assert set(texts()) == set(pins.CHOICES)


@pytest.mark.parametrize("pin_file", sorted(pins.CHOICES))
def test_every_pin_is_hashed_and_names_no_address(pin_file: str) -> None:
    """Without its hash a pin trusts whoever answers; an address breaks behind another mirror."""
    text = texts()[pin_file]

    entries = re.split(r"\n(?=\S)", text.strip())

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S", entry)] == []
    assert not re.search(r"://|\bfile:|--(?:extra-)?index|--find-links", text)


def test_every_pin_file_agrees_on_the_versions() -> None:
    """Tests that ran on another version than the demo's prove nothing about the demo."""
    rows = {row for text in texts().values() for row in pins.requirements(text)}
    versions: dict[tuple[str, str], set[str]] = {}
    for row in map(Requirement, rows):
        key = canonicalize_name(row.name), str(row.marker or "")
        versions.setdefault(key, set()).add(str(row.specifier))

    assert {key: found for key, found in versions.items() if len(found) > 1} == {}


def test_writing_the_pins_again_changes_no_version(tmp_path: Path) -> None:
    """A hand-edited pin file would be undone by the next person who locks."""
    if not UV.exists():
        pytest.skip("no uv in this environment")
    try:
        again = pins.resolve(tmp_path, keep=pins.pinned(), options=["--offline"])
    except Failure as failure:
        # Hashes stay out of the comparison too: a registry may add a file to an old release.
        pytest.skip(f"uv cannot resolve without the network: {failure.last_line()}")

    before = {pin_file: pins.requirements(text) for pin_file, text in texts().items()}
    assert {pin_file: pins.requirements(text) for pin_file, text in again.items()} == before
