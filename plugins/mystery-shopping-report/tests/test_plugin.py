"""The plugin: found by the host, loaded only when a report is asked for, files whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from mystery_shopping.errors import InvalidValue
from mystery_shopping.model import Measure
from mystery_shopping.plugins import PluginHost
from mystery_shopping.reporting import Standing
from mystery_shopping.service.saving import write_whole
from mystery_shopping.statistics import Signal
from mystery_shopping_report.files import file_name
from mystery_shopping_report.sentences import SENTENCES
from tests.arch.source import ROOT
from tests.reports import long_dossier

SOURCE = ROOT / "plugins" / "mystery-shopping-report" / "src"


@pytest.mark.parametrize("name", ["html", "pdf"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_host_s_exporter_writes_one_file(name: str, language: str, tmp_path: Path) -> None:
    """The face of the program knows formats by name, and nothing of this package."""
    exporter = PluginHost().exporter(name)

    files = exporter.export(long_dossier(), tmp_path / "new", language=language)

    assert files == (tmp_path / "new" / f"F-27-malang-2026-11.{language}.{name}",)
    assert files[0].stat().st_size > 10_000
    assert list((tmp_path / "new").iterdir()) == list(files)


def test_offering_reports_loads_neither_templates_nor_typst() -> None:
    """The host asks every plugin on every start."""
    program = (
        "import sys; from mystery_shopping.plugins import PluginHost;"
        "names = PluginHost().names('exporters'); assert {'html', 'pdf'} <= set(names), names;"
        "print(sorted({'jinja2', 'typst', 'mystery_shopping_report.html'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_two_units_never_share_a_file() -> None:
    """One unit's report over another's would be found out a year later."""
    header = long_dossier().report.header
    units = ["a b", "a_b", "a%20b", "ä", "a", ".a", "..", "x" * 500, "x" * 501, "a\\b", "CON:"]

    names = [
        file_name(attrs.evolve(header, unit=unit), language="id", ending="html") for unit in units
    ]

    assert len(set(names)) == len(units)
    assert all(Path(name).name == name and len(name) < 200 for name in names)
    assert all(name.startswith("F-27-") and name.isascii() for name in names)


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A reader who opens the file in that moment must not see half of it."""
    file = write_whole(tmp_path / "report.html", [b"old"])

    def refuse(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        write_whole(file, [b"new"])

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_a_language_that_is_not_spoken_is_refused_and_nothing_is_written(
    name: str, tmp_path: Path
) -> None:
    """A report half in English by accident would be signed by somebody."""
    exporter = PluginHost().exporter(name)

    with pytest.raises(InvalidValue, match="language: must be id / en, got"):
        exporter.export(long_dossier(), tmp_path, language="../de")

    assert list(tmp_path.iterdir()) == []


def test_every_sentence_is_said_somewhere() -> None:
    """A sentence nobody says is translated for nothing, and forever."""
    package = SOURCE / "mystery_shopping_report"
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
        if path.name != "sentences.py"
    )
    by_value = {*Standing, *Measure, *Signal}

    silent = [
        name
        for name in SENTENCES
        if name not in by_value and not re.search(rf'["\s]{name}["\s]', code)
    ]

    assert silent == []


def test_unknown_names_are_no_part_of_the_package() -> None:
    """A lazy package must still refuse what it has not."""
    import mystery_shopping_report

    with pytest.raises(AttributeError, match="nonsense"):
        _ = mystery_shopping_report.nonsense
