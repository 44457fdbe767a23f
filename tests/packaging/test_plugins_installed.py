"""Each plugin as a wheel beside the core's, found by its entry point and at work."""

import json
from pathlib import Path

import pytest

from tests.arch.source import pyproject
from tests.packaging.building import FOLDERS, PLUGINS, package
from tests.packaging.installing import SCRIPTS, Install, Look

GROUP = "mystery_shopping"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_needs_only_what_it_declares(installed: Install, seen: Look, name: str) -> None:
    """Beside the others it borrows their dependencies unseen; at a user's it stands alone."""
    found = seen(name)

    homes = found["modules"][package(name)].values()
    assert all(Path(home).is_relative_to(installed(name).site) for home in homes)


@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_is_found_by_its_entry_point(seen: Look, name: str) -> None:
    """Installing it is all a user does: the host finds it, knows whose it is and what it offers."""
    project = pyproject(FOLDERS[name])["project"]

    found = seen(name)

    own = [row for row in found["plugins"] if row["distribution"] == name]
    assert [row["name"] for row in own] == list(project["entry-points"][GROUP])
    for row in own:
        assert row["version"] == project["version"]
        assert row["problem"] is None
        assert row["offers"]


def test_all_plugins_stand_beside_each_other(installed: Install, tmp_path: Path) -> None:
    """Two that claim one name would both be out of reach where both are installed."""
    place = installed(*PLUGINS)

    found = json.loads(place.run(SCRIPTS / "look_around.py", cwd=tmp_path))

    assert {row["distribution"] for row in found["plugins"]} == set(FOLDERS)
    assert [(row["name"], row["problem"]) for row in found["plugins"] if row["problem"]] == []
    assert [(row["name"], row["notes"]) for row in found["plugins"] if row["notes"]] == []


def test_a_month_is_lived_on_the_storage_of_a_plugin(installed: Install, tmp_path: Path) -> None:
    """A scheme in a URL is the whole of what a program says about where its log lies."""
    place = installed("mystery-shopping-jsonl")

    result = json.loads(place.run(SCRIPTS / "live_a_month.py", "jsonl:month", cwd=tmp_path))

    assert result["verdict"]["5.2.1.2"][0] == "MET"
    lines = (tmp_path / "month" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["stream"] == "cycle/malang/2026-11"


def test_the_demo_plays_its_own_month_on_the_wheel(installed: Install, tmp_path: Path) -> None:
    """No checkout lies beside an installed program: what the demo reads comes along with it."""
    place = installed("mystery-shopping-cli")

    told = place.run("-m", "mystery_shopping_cli", "demo", "--papers", "", "--json", cwd=tmp_path)

    assert json.loads(told)["state"] == "closed_with_deviations"
    assert (tmp_path / "demo-output" / "month.db").is_file()


@pytest.mark.parametrize(
    "wanted, formats",
    [
        ("mystery-shopping-report[pdf]", ["html", "pdf"]),
        ("mystery-shopping-forms", ["xlsx"]),
        ("mystery-shopping-mining", ["xes", "ocel", "pnml"]),
    ],
)
def test_an_exporter_finds_its_templates_and_words_in_the_wheel(
    installed: Install, tmp_path: Path, wanted: str, formats: list[str]
) -> None:
    """A template that stayed in the tree is missed only when somebody exports."""
    place = installed(wanted)

    result = json.loads(place.run(SCRIPTS / "live_a_month.py", "memory:", *formats, cwd=tmp_path))

    assert {Path(file).parts[0] for file in result["files"]} == set(formats)
    assert all((tmp_path / file).is_file() for file in result["files"])


def test_the_command_line_starts_from_the_wheel(installed: Install, tmp_path: Path) -> None:
    """Its entry point is the program that the documentation begins with."""
    place = installed("mystery-shopping-cli")

    out = place.run("-m", "mystery_shopping_cli", "--lang", "en", "plugins", cwd=tmp_path)

    assert "builtin" in out
    assert "cli" in out
