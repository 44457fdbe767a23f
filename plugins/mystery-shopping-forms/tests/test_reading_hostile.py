"""Files made to harm: each ends in a coded error, within little memory and a bounded time."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mystery_shopping.errors import InvalidInput
from mystery_shopping_forms.errors import UnreadableForm
from mystery_shopping_forms.reading.reader import XlsxFormReader
from tests.filling import Forms
from tests.hostile import harmless_files, refused_files
from tests.months import Month, S, nov

# The system kills what takes more of either; the last word is the parent's own patience.
MEMORY_BYTES, PROCESSOR_SECONDS, PATIENCE_SECONDS = 1 << 30, 60, 300
CHILD = """
import json, pathlib, pickle, resource, sys
from mystery_shopping.errors import InvalidInput
from mystery_shopping_forms.reading.reader import XlsxFormReader

memory, seconds, cycle, *files = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
told = {}
cycle = pickle.loads(pathlib.Path(cycle).read_bytes())
for file in files:
    try:
        (form,) = XlsxFormReader().read_forms(file, cycle=cycle)
        told[file] = f"read, {len(form.orders)} orders, {len(form.faults)} faults"
    except InvalidInput as error:
        told[file] = " ".join(fault.code for fault in error.exceptions)
print(json.dumps(told))
"""


@pytest.fixture
def forms(tmp_path: Path) -> Forms:
    """Return the forms of four contacts, of which the first is filled in."""
    forms = Forms(Month.of_four().to(S.EXECUTING), tmp_path / "forms", as_of=nov(8, 7))
    forms.fill_marks(1)
    return forms


def read_confined(forms: Forms, files: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Return what becomes of files in a process that may take little."""
    pytest.importorskip("resource", reason="limits of a process are a thing of POSIX")
    cycle = folder / "cycle"
    cycle.write_bytes(pickle.dumps(forms.month.cycle))
    names = {str(folder / f"{place}.xlsx"): name for place, name in enumerate(files)}
    for path, name in names.items():
        Path(path).write_bytes(files[name])
    limits = (str(MEMORY_BYTES), str(PROCESSOR_SECONDS))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *limits, str(cycle), *names],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    return {names[path]: told for path, told in json.loads(done.stdout).items()}


@pytest.mark.slow
def test_every_hostile_file_is_refused_with_a_code_in_little_memory(
    forms: Forms, tmp_path: Path
) -> None:
    """A mailbox takes what anybody sends; a reader that falls over takes the others with it."""
    makers = refused_files(forms.f31(2).read_bytes())
    files = {name: make() for name, make in makers.items()}

    told = read_confined(forms, files, tmp_path)

    assert told == dict.fromkeys(files, "MS611")


def test_a_huge_extent_and_a_lonely_cell_cost_nothing(forms: Forms, tmp_path: Path) -> None:
    """A stray cell in the last corner happens to people; a table of it is half a terabyte."""
    files = harmless_files(forms.f31(1).read_bytes())

    told = read_confined(forms, files, tmp_path)

    assert told == dict.fromkeys(files, "read, 1 orders, 0 faults")


@pytest.mark.parametrize("what", ["nothing", "a folder"])
def test_what_is_no_file_is_refused_with_a_code(forms: Forms, tmp_path: Path, what: str) -> None:
    """The name came from a person."""
    place = tmp_path if what == "a folder" else tmp_path / "none.xlsx"

    with pytest.raises(InvalidInput) as caught:
        XlsxFormReader().read_forms(place, cycle=forms.month.cycle)

    (fault,) = caught.value.exceptions
    assert isinstance(fault, UnreadableForm)


@pytest.mark.parametrize(
    "name, word",
    [
        ("old xls", "save it as .xlsx"),
        ("password", "without one"),
        ("an encrypted part", "without one"),
        ("macros", "save it as .xlsx"),
        ("links to other workbooks", "break the links"),
        ("zip bomb", "too large"),
    ],
)
def test_what_a_person_can_put_right_is_said(
    forms: Forms, tmp_path: Path, name: str, word: str
) -> None:
    """Most such files come from somebody who means no harm."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(refused_files(forms.f31(2).read_bytes())[name]())

    with pytest.raises(InvalidInput) as caught:
        XlsxFormReader().read_forms(path, cycle=forms.month.cycle)

    assert word in caught.value.say("en")
    assert caught.value.say("id") != caught.value.say("en")
