"""Telling a form somebody worked on from one nobody touched, before anything is written."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from mystery_shopping.service.dossier import make_dossier
from mystery_shopping.service.saving import write_whole
from mystery_shopping_forms.writing.f32 import write_execution_form
from mystery_shopping_forms.writing.saving import is_untouched
from tests.months import DEWI, Month


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Return a form nobody touched."""
    month = Month.of_four()
    dossier = make_dossier(month.program, month.id, by=DEWI, as_of=month.now)
    path = tmp_path / "F-32.xlsx"
    path.write_bytes(write_execution_form(dossier, language="id"))
    return path


def change(path: Path, part: str, *, old: str, new: str) -> None:
    """Put other words into a part of a workbook, everything else as it was."""
    with zipfile.ZipFile(path) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts.items():
            fresh = data.replace(old.encode(), new.encode()) if info.filename == part else data
            archive.writestr(info, fresh)


def test_a_form_as_it_was_written_is_untouched(form: Path) -> None:
    """Else no folder could ever be written a second time."""
    assert is_untouched(form)


def test_a_form_that_another_library_saved_is_not(form: Path) -> None:
    """Even one that keeps the moment of the last change, as if it had been no change."""
    book = openpyxl.load_workbook(form)
    book.properties.modified = datetime(2026, 10, 31, 17, tzinfo=UTC).replace(tzinfo=None)

    book.save(form)

    assert not is_untouched(form)


def test_a_form_whose_last_change_is_later_is_not(form: Path) -> None:
    """Excel dates no part of a workbook, and sets the moment of the last change."""
    change(
        form,
        "docProps/core.xml",
        old='"dcterms:W3CDTF">2026-11-01T02:00:00Z</dcterms:modified>',
        new='"dcterms:W3CDTF">2026-11-09T02:00:00Z</dcterms:modified>',
    )

    assert not is_untouched(form)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"x" * 1000])
def test_what_cannot_be_read_counts_as_somebodys(data: bytes, form: Path) -> None:
    """A file we do not understand is not ours to write over."""
    form.write_bytes(data)

    assert not is_untouched(form)


def test_a_torn_form_counts_as_somebodys(form: Path) -> None:
    """Bytes turned over within a part show only when it is unpacked."""
    data = bytearray(form.read_bytes())
    place = data.index(b"docProps/core.xml") + len(b"docProps/core.xml") + 5
    data[place : place + 20] = bytes(20)
    form.write_bytes(data)

    assert not is_untouched(form)


def test_saving_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    """A part of a file left behind would travel with the forms."""
    write_whole(tmp_path / "a.xlsx", [b"first"])

    write_whole(tmp_path / "a.xlsx", [b"second"])

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.xlsx": b"second"}
