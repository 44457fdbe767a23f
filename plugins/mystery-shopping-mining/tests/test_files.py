"""The files as a whole: offered by the host, the same bytes each time, written whole or not."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from itertools import chain
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mystery_shopping.plugins import PluginHost
from mystery_shopping.service.dossier import Dossier
from mystery_shopping_mining import plugin
from mystery_shopping_mining.files import file_name, write_lines
from mystery_shopping_mining.xml import fit, tag
from tests.mining import dossier_of, ended, eventful
from tests.months import nov
from tests.reports import HOSTILE

FORMATS = ("ocel", "pnml", "xes")
NAMES = {
    "ocel": ["process-malang-2026-11.ocel.json"],
    "pnml": ["net-cycle.pnml", "net-contact.pnml", "net-follow_up.pnml"],
    "xes": ["process-malang-2026-11.xes"],
}


@cache
def dossier() -> Dossier:
    """Return the dossier of an eventful month."""
    month = ended(eventful())
    return dossier_of(month.program, month.id)


def test_the_formats_are_offered_without_loading_a_writer() -> None:
    """The host asks every plugin what it offers, on every start."""
    code = (
        "import sys, mystery_shopping_mining.plugin as p;"
        "print(*sorted(p.mystery_shopping_exporters()));"
        "print(*(name for name in sys.modules if name.startswith('mystery_shopping_mining.')))"
    )

    offered, loaded = subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()

    assert tuple(offered.split()) == FORMATS
    assert "mystery_shopping_mining.xes" not in loaded.split()
    assert plugin.mystery_shopping_contract == 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_month_gives_the_same_bytes_in_either_language(name: str, tmp_path: Path) -> None:
    """Two people who export the same month can compare their files by a checksum."""
    folders = [tmp_path / "one", tmp_path / "other"]

    written = [
        PluginHost().exporter(name).export(dossier(), folder, language=language)
        for folder, language in zip(folders, ("id", "en"), strict=True)
    ]

    assert [[path.name for path in paths] for paths in written] == [NAMES[name]] * 2
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(*written, strict=True))
    assert sorted(path.name for path in folders[0].iterdir()) == sorted(NAMES[name])


def test_a_file_that_cannot_be_finished_leaves_the_old_one_alone(tmp_path: Path) -> None:
    """Half an event log would pass for a short month."""
    file = write_lines(tmp_path / "log.xes", ["whole"])

    def lines() -> chain[str]:
        return chain(["half"], (str(1 // 0) for _ in "x"))

    with pytest.raises(ZeroDivisionError):
        write_lines(file, lines())

    assert file.read_text(encoding="utf-8") == "whole\n"
    assert list(tmp_path.iterdir()) == [file]


def test_two_units_never_share_a_file() -> None:
    """A name is taken apart from another whatever stands in it, and never leaves the folder."""
    cycle = dossier().cycle
    units = ["a/b", "a%2Fb", "../a", "a b", "x" * 400, "x" * 401, "\ud800", *HOSTILE]

    names = [file_name(attrs.evolve(cycle, unit=unit), "xes") for unit in units]

    assert len(set(names)) == len(units)
    assert all(name == Path(name).name and len(name) < 255 for name in names)


@given(text=st.text() | st.sampled_from(HOSTILE))
@settings(deadline=None)
def test_any_text_comes_back_out_of_the_xml_as_it_was(text: str) -> None:
    """A code may be called anything: it neither ends the file early nor becomes part of it."""
    line = tag("string", key="source", value=text)

    read = etree.fromstring(line.encode("utf-8", "strict"))

    assert read.get("value") == fit(text)
    assert len(read) == 0
    assert fit(text) == text or not text.isprintable()


def test_no_free_text_and_no_team_leaves_the_log(tmp_path: Path) -> None:
    """Notes and reasons are written in confidence; how the process ran can be seen without them."""
    secrets = ["a holiday", "Budi is ill", "a QCO is ill", "recognised", "look again", "team-2"]
    secrets += ["was not done", "a flood", "plan ahead", "at once", "october.csv"]

    files = [
        path
        for name in FORMATS
        for path in PluginHost().exporter(name).export(dossier(), tmp_path, language="en")
    ]

    told = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [secret for secret in secrets if secret in told] == []
    assert "a1" in told, "the agent's id is there, as the log has it"
    assert dossier().history[-1].at == nov(23)
