"""The folder of forms: what lies in it, under which names, and that it is the same every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import InvalidValue
from mystery_shopping.service.dossier import Dossier, make_dossier
from mystery_shopping_forms.writing import XlsxExporter
from tests.arch.source import ROOT
from tests.months import DEWI, Month, even_plan, policy

S = ms.CycleState
AGAIN = """
import hashlib, sys
from datetime import datetime
from pathlib import Path
import mystery_shopping as ms
from mystery_shopping.service.dossier import make_dossier
url, at, folder = sys.argv[1:]
program = ms.open_program(url)
dossier = make_dossier(
    program, "malang/2026-11", by=ms.Person("dewi", ms.Role.QCA), as_of=datetime.fromisoformat(at)
)
for path in ms.PluginHost().exporter("xlsx").export(dossier, Path(folder), language="id"):
    print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
"""


def dossier_of(month: Month) -> Dossier:
    """Return the dossier as the month stands."""
    return make_dossier(month.program, month.id, by=DEWI, as_of=month.now)


def mixed_month(url: str = "memory:") -> Month:
    """Return a month of four: one form to come, one filled, one sent back, one not reached yet."""
    month = Month(
        url=url, reading=policy(minimum_samples=4), plan=even_plan(4), zeros={3: ["hold"]}
    )
    month.to(S.EXECUTING).perform(1, 2, 3).evaluate(2, 3).hand_in(3)
    return month.do(ms.ReturnForm(3, {"hold": "which hold?"}))


def names(paths: tuple[Path, ...]) -> list[str]:
    """Return what files are called."""
    return [path.name for path in paths]


def digests(paths: tuple[Path, ...]) -> list[str]:
    """Return a line for each file, as the other process prints it."""
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.name}" for path in paths]


@pytest.mark.clause("6", "story")
def test_the_host_finds_the_exporter_and_it_writes_the_four_forms(tmp_path: Path) -> None:
    """A month's records are four forms; each contact's F-31 is a file that can be handed out."""
    month = mixed_month()

    paths = ms.PluginHost().exporter("xlsx").export(dossier_of(month), tmp_path, language="id")

    assert names(paths) == [
        "F-27 malang-2026-11.xlsx",
        "F-28 malang-2026-11.xlsx",
        "F-31 malang-2026-11 contact-01.xlsx",
        "F-31 malang-2026-11 contact-02 filled.xlsx",
        "F-31 malang-2026-11 contact-03 correction-2.xlsx",
        "F-31 malang-2026-11 contact-04.xlsx",
        "F-32 malang-2026-11.xlsx",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == names(paths)


def test_offering_the_exporter_loads_nothing_heavy() -> None:
    """The host asks every plugin what it offers, on every start of the command line."""
    code = (
        "import sys; from mystery_shopping_forms import plugin;"
        " plugin.mystery_shopping_exporters();"
        " print({'xlsxwriter', 'python_calamine'} & set(sys.modules))"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.strip() == "set()"


def test_the_same_dossier_gives_the_same_bytes_wherever_it_is_written(tmp_path: Path) -> None:
    """Two people compare files by a hash; a clock, a hash seed or a zone must not come between."""
    url = f"sqlite:///{tmp_path / 'log.db'}"
    month = mixed_month(url)
    exporter = XlsxExporter()

    first = exporter.export(dossier_of(month), tmp_path / "first", language="id")
    second = exporter.export(dossier_of(month), tmp_path / "second", language="id")
    arguments = [url, month.now.isoformat(), str(tmp_path / "third")]
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LANG": "C", "LC_ALL": "C"}
    third = subprocess.check_output(
        [sys.executable, "-c", AGAIN, *arguments], text=True, env=os.environ | elsewhere, cwd=ROOT
    )

    month.program.close()
    assert digests(first) == digests(second) == third.splitlines()


@pytest.mark.parametrize("state", [state for state in S if state is not S.CANCELLED])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_state_of_a_month_can_be_written_down(
    state: ms.CycleState, language: str, tmp_path: Path
) -> None:
    """A QCA exports on any day: before there are contacts as after the month is closed."""
    month = Month.of_four(zeros={2: ["greeting", "closure"]})
    if state is S.CLOSED_WITH_DEVIATIONS:
        month.to(S.REPORTED).deviate("5.2.1.1")
    month.to(state if state is not S.CLOSED_WITH_DEVIATIONS else S.REPORTED)

    paths = XlsxExporter().export(dossier_of(month), tmp_path, language=language)

    assert {name[:4] for name in names(paths)} >= {"F-27", "F-28", "F-32"}
    assert all(openpyxl.load_workbook(path).sheetnames for path in paths)


def test_a_contact_without_a_contacter_or_given_up_has_nothing_to_fill_in(tmp_path: Path) -> None:
    """A form for nobody, or for a contact taken out of the month, would come back as a fault."""
    month = Month.of_four().to(S.EXECUTING).do(ms.VoidContact(2, "the line was down"))

    paths = XlsxExporter().export(dossier_of(month), tmp_path, language="en")

    assert [name for name in names(paths) if "contact" in name] == [
        f"F-31 malang-2026-11 contact-0{number}.xlsx" for number in (1, 3, 4)
    ]


def test_a_cancelled_month_has_nothing_left_to_fill_in(tmp_path: Path) -> None:
    """A contact tried after the month was called off would be made for nothing."""
    month = mixed_month().do(ms.Cancel("the site was flooded"))

    paths = XlsxExporter().export(dossier_of(month), tmp_path, language="en")

    sheet = openpyxl.load_workbook(paths[-1])["F-32"]
    keys = [cell.value for (cell,) in sheet["A10:A20"] if cell.value]
    assert [name for name in names(paths) if "contact" in name] == [
        f"F-31 malang-2026-11 contact-0{number} filled.xlsx" for number in (2, 3)
    ]
    assert keys == ["logged:1:1", "logged:2:1", "logged:3:1", "contact:4"]


def test_forms_go_by_the_codes_of_the_policy(tmp_path: Path) -> None:
    """A site may call the two forms otherwise (A13); their heads and files follow."""
    month = Month.of_four(evaluation_form="F-41", execution_form="F 42/b").to(S.EXECUTING)

    paths = XlsxExporter().export(dossier_of(month), tmp_path, language="en")

    found = {name.split()[0] for name in names(paths)}
    assert "F-41" in found
    assert any(name.startswith("F-42-b-") for name in found)
    sheet = openpyxl.load_workbook(tmp_path / "F-41 malang-2026-11 contact-01.xlsx")["F-31"]
    assert sheet["D2"].value == "IN.QCC.TELK.F-41"


def test_a_policy_that_calls_two_forms_alike_is_refused(tmp_path: Path) -> None:
    """The second file would take the place of the first, and the recap be gone."""
    month = Month.of_four(execution_form="f-27")

    with pytest.raises(InvalidValue, match="execution_form"):
        XlsxExporter().export(dossier_of(month), tmp_path / "forms", language="id")

    assert list(tmp_path.iterdir()) == []


def test_a_language_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """English in place of an unknown language would pass for a translation."""
    with pytest.raises(InvalidValue, match="language") as caught:
        XlsxExporter().export(dossier_of(Month.of_four()), tmp_path, language="fr")

    assert caught.value.code == "MS101"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    """A file in the folder's place is the caller's to move, and said as such."""
    (tmp_path / "forms").write_text("a file")

    with pytest.raises(InvalidValue, match="folder"):
        XlsxExporter().export(dossier_of(Month.of_four()), tmp_path / "forms", language="id")


def test_forms_nobody_saved_are_written_anew(tmp_path: Path) -> None:
    """The same folder serves all month, as long as nothing of anybody's is lost by it."""
    month = Month.of_four().to(S.EXECUTING)
    XlsxExporter().export(dossier_of(month), tmp_path, language="id")
    month.perform(1)

    paths = XlsxExporter().export(dossier_of(month), tmp_path, language="id")

    sheet = openpyxl.load_workbook(paths[-1])["F-32"]
    assert sheet["A10"].value == "logged:1:1"


@pytest.mark.parametrize(
    "name", ["F-31 malang-2026-11 contact-02.xlsx", "F-32 malang-2026-11.xlsx"]
)
def test_what_somebody_filled_in_is_never_written_over(name: str, tmp_path: Path) -> None:
    """An evening's work on a form would be gone without a word."""
    month = Month.of_four().to(S.EXECUTING)
    XlsxExporter().export(dossier_of(month), tmp_path, language="id")
    book = openpyxl.load_workbook(tmp_path / name)
    book.worksheets[0].cell(13, 5).value = 1
    book.save(tmp_path / name)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    month.perform(1)

    with pytest.raises(InvalidValue, match="filled-in") as caught:
        XlsxExporter().export(dossier_of(month), tmp_path, language="id")

    assert caught.value.actual == [name]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_of_the_name_that_is_no_workbook_counts_as_somebodys(tmp_path: Path) -> None:
    """What cannot be read cannot be known to be ours."""
    month = Month.of_four().to(S.EXECUTING)
    (tmp_path / "F-32 malang-2026-11.xlsx").write_bytes(b"notes of mine")

    with pytest.raises(InvalidValue, match="F-32"):
        XlsxExporter().export(dossier_of(month), tmp_path, language="id")


def test_a_file_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the middle leaves the old file, and no torn one beside it."""
    month = Month.of_four().to(S.EXECUTING)
    paths = XlsxExporter().export(dossier_of(month), tmp_path, language="id")
    before = {path.name: path.read_bytes() for path in paths}

    def full(handle: int) -> None:
        os.truncate(handle, 100)
        raise OSError(28, "No space left on device")

    month.perform(1)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            XlsxExporter().export(dossier_of(month), tmp_path, language="id")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
