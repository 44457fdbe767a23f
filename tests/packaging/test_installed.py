"""The library as its users have it: from the wheel, with what it asks for and nothing else."""

import json
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers import myst

from tests.arch.source import PACKAGE, ROOT, core_files, module_name
from tests.packaging.building import CORE, package
from tests.packaging.installing import SCRIPTS, Install, Look, Place

CORE_PACKAGE = package(CORE)

pytestmark = pytest.mark.slow


@pytest.fixture
def place(installed: Install) -> Place:
    """Give an environment with the core alone."""
    return installed(CORE)


def test_the_source_tree_is_out_of_sight(place: Place, seen: Look) -> None:
    """A test that reads the tree in secret says nothing about the wheel."""
    found = seen(CORE)

    assert [path for path in found["path"] if Path(path).is_relative_to(ROOT / "src")] == []
    homes = found["modules"][CORE_PACKAGE].values()
    assert all(Path(home).is_relative_to(place.site / CORE_PACKAGE) for home in homes)


def test_every_module_is_there_and_needs_nothing_undeclared(seen: Look) -> None:
    """What a developer happens to have installed hides a dependency that was never declared."""
    testing = PACKAGE / "testing"
    expected = {module_name(path) for path in core_files() if not path.is_relative_to(testing)}

    found = seen(CORE)

    assert set(found["modules"][CORE_PACKAGE]) == expected


def test_a_whole_month_is_lived_on_the_wheel(place: Place, tmp_path: Path) -> None:
    """From the reasons to the closing, in SQLite and in Indonesian: what we are installed for."""
    out = place.run(SCRIPTS / "live_a_month.py", "sqlite:///month.db", cwd=tmp_path)

    result = json.loads(out)
    assert Path(result["home"]).is_relative_to(place.site)
    assert {status for status, _ in result["verdict"].values()} == {"MET"}
    assert result["verdict"]["5.3.1"][1].startswith("Sesuai rencana: 40 dari 40")
    assert (tmp_path / "month.db").stat().st_size > 0


def test_the_first_example_of_the_readme_runs_on_the_wheel(place: Place, tmp_path: Path) -> None:
    """It is what a stranger pastes first, right after installing."""
    pages = Sybil(parsers=[myst.PythonCodeBlockParser()], encoding="utf-8")
    example = next(iter(pages.parse(ROOT / "README.md").examples()))
    (tmp_path / "readme.py").write_text(example.parsed, encoding="utf-8")

    out = place.run("readme.py", cwd=tmp_path)

    assert "5.1.2 terpenuhi" in out.lower()
    assert (tmp_path / "quality.db").exists()


def test_the_core_offers_its_own_logs_and_no_more(seen: Look) -> None:
    """Where no plugin is installed, none may show up, and ours needs its entry point, too."""
    found = seen(CORE)

    (builtin,) = found["plugins"]
    assert (builtin["name"], builtin["distribution"]) == ("builtin", CORE)
    assert {"storages:memory", "storages:sqlite"} <= set(builtin["offers"])
    assert builtin["problem"] is None
