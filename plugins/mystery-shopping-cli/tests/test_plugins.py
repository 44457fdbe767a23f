"""What `plugins` tells: who offers what, what broke, who is in whose way, and what was left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DISABLE = "MYSTERY_SHOPPING_DISABLE_PLUGINS"
OFFER = """
from mystery_shopping.plugins import hookimpl

mystery_shopping_contract = {contract}


@hookimpl
def mystery_shopping_storages():
    return {{"s3": dict}}
"""
PLUGINS = {
    "bucket": OFFER.format(contract=1),
    "pail": OFFER.format(contract=99),
    "torn": "raise RuntimeError('half installed')",
}


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a folder of three strangers' plugins, laid out as an installer would."""
    for name, source in PLUGINS.items():
        (tmp_path / f"{name}_plugin.py").write_text(source, encoding="utf-8")
        info = tmp_path / f"ms_{name}-1.2.dist-info"
        info.mkdir()
        about = f"Metadata-Version: 2.1\nName: ms-{name}\nVersion: 1.2\n"
        (info / "METADATA").write_text(about, encoding="utf-8")
        point = f"[mystery_shopping]\n{name} = {name}_plugin\n"
        (info / "entry_points.txt").write_text(point, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str, disabled: str = "") -> str:
    """Return what the command line prints with the strangers' plugins installed."""
    environment = os.environ | {
        "PYTHONPATH": str(folder),
        DISABLE: disabled,
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "mystery_shopping_cli", "plugins", *words]
    told = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def rows(folder: Path, *, disabled: str = "") -> dict[str, dict[str, Any]]:
    """Return the plugins by name."""
    return {row["name"]: row for row in json.loads(run(folder, "--json", disabled=disabled))}


def test_a_plugin_is_listed_with_where_it_comes_from_and_what_it_offers(installed: Path) -> None:
    """A support request begins with this list."""
    row = rows(installed)["bucket"]

    assert (row["distribution"], row["version"]) == ("ms-bucket", "1.2")
    assert (row["offers"], row["contract"], row["problem"]) == (["storages:s3"], 1, None)


def test_a_broken_plugin_is_listed_with_the_reason_and_stops_nobody(installed: Path) -> None:
    """One vendor's bad release must not stop the month."""
    found = rows(installed)

    assert found["torn"]["problem"] == "RuntimeError: half installed"
    assert "storages:sqlite" in found["builtin"]["offers"]
    assert "half installed" in " ".join(run(installed).split())


def test_two_that_claim_one_scheme_are_both_named(installed: Path) -> None:
    """Taking either would put the evidence where nobody looks for it."""
    page = " ".join(run(installed).split())

    assert "bucket: storages:s3 is offered by pail, too" in page
    assert "pail: storages:s3 is offered by bucket, too" in page


def test_a_contract_of_another_version_is_named(installed: Path) -> None:
    """The suite it passed may have asked for less than this library relies on."""
    page = " ".join(run(installed).split())

    assert "pail: contract 99 is newer than the library's" in page


def test_a_plugin_left_out_by_the_environment_is_listed_as_such(installed: Path) -> None:
    """An operator switches one off without a release, and the clash is settled."""
    found = rows(installed, disabled="pail, torn")

    assert [name for name, row in found.items() if row["disabled"]] == ["pail", "torn"]
    assert (found["torn"]["problem"], found["pail"]["offers"]) == (None, [])
    assert found["bucket"]["notes"] == []


def test_the_list_fits_80_columns_whatever_broke(installed: Path) -> None:
    """It goes into a mail to the vendor."""
    assert max(map(len, run(installed).splitlines())) <= 80
