"""The PDF: the same report, page by page, and the same bytes for the same month."""

from __future__ import annotations

import builtins
import json
import shutil
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pypdf
import pytest

from mystery_shopping.service.dossier import Dossier
from mystery_shopping_report import PdfExporter, PdfFailed, PdfNotInstalled
from mystery_shopping_report.content import make_paper
from mystery_shopping_report.pdf import make_input
from mystery_shopping_report.plain import plain
from tests.reports import HOSTILE, hostile_dossier, large_dossier, long_dossier, opened_dossier

A4 = (595.28, 841.89)


@cache
def written(make: str, language: str) -> bytes:
    """Return the PDF of a dossier."""
    dossiers = (long_dossier, opened_dossier, large_dossier, hostile_dossier)
    dossier = next(row for row in dossiers if row.__name__ == make)()
    return export(dossier, language)


def export(dossier: Dossier, language: str) -> bytes:
    """Return the PDF of a dossier, written to a folder of its own."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (file,) = PdfExporter().export(dossier, Path(folder), language=language)
        return file.read_bytes()


def read(content: bytes) -> pypdf.PdfReader:
    """Return a PDF opened by somebody else's reader."""
    return pypdf.PdfReader(BytesIO(content))


def root_of(content: bytes) -> Any:  # noqa: ANN401 - a tree of whatever the file holds
    """Return the root of a PDF's objects."""
    return read(content).trailer["/Root"]


def text_of(content: bytes) -> str:
    """Return the text of all pages, in one line."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_pdf_says_what_the_page_says(language: str) -> None:
    """Two papers with two figures for one month are worth nothing together."""
    paper = make_paper(long_dossier(), language)
    told = text_of(written("long_dossier", language)).replace(" ", "")

    said = [paper.title, paper.overall.words, paper.target, *paper.basis, *paper.suggestions]
    said += [part for card in paper.cards for part in (card.title, card.share, card.words)]
    said += [row.title for row in paper.sections]
    said += [value for _, value in paper.facts]
    missing = [words for words in said if "".join(plain(words).split()) not in told]
    assert missing == []


def test_every_page_is_a4_and_says_which_report_it_belongs_to() -> None:
    """Pages fall out of folders."""
    reader = read(written("large_dossier", "id"))
    count = len(reader.pages)

    assert count > 3
    for number, page in enumerate(reader.pages, 1):
        told = " ".join(page.extract_text().split())
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(A4, abs=0.1)
        assert "IN.QCC.TELK.F-27 rev. 02 · malang · November 2026" in told
        assert f"{number} / {count}" in told


def test_the_pdf_names_its_title_its_language_and_the_instant_it_is_of() -> None:
    """The date is that of the figures: the day it was printed says nothing about them."""
    reader = read(written("long_dossier", "id"))
    made = long_dossier().report.header.as_of
    assert reader.metadata is not None

    assert reader.metadata.title == "Laporan mystery shopping: malang, November 2026"
    assert reader.metadata.creation_date == made.replace(microsecond=0)
    assert root_of(written("long_dossier", "id"))["/Lang"] == "id"


def test_the_pdf_can_be_read_aloud() -> None:
    """PDF/UA: it is tagged, and its pictures have words."""
    root = root_of(written("long_dossier", "id"))

    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_same_dossier_gives_the_same_pdf() -> None:
    """Whoever compares two reports compares the months, not the days they were made on."""
    assert export(long_dossier(), "id") == written("long_dossier", "id")


def test_a_month_just_opened_has_a_pdf() -> None:
    """Nothing to show is shown as nothing, in a form that prints."""
    told = text_of(written("opened_dossier", "en"))

    assert "There are no figures yet." in told
    assert "There is no month that counts yet." not in told


@pytest.mark.parametrize("language", ["id", "en"])
def test_hostile_text_is_text_in_the_pdf_too(language: str) -> None:
    """A note that reads a file when the report is set would be a hole in the wall."""
    told = text_of(written("hostile_dossier", language)).replace(" ", "").replace("\u200b", "")

    for text in HOSTILE[:7]:
        assert "".join(plain(text).split()) in told


def test_letters_that_typst_has_not_are_set_with_those_of_the_machine() -> None:
    """A name in another script must not cost the month its report."""
    dossier = long_dossier()
    foreign = attrs.evolve(dossier, report=attrs.evolve(dossier.report, summary="汉字 الإنترنت"))

    content = export(foreign, "en")

    assert len(read(content).pages) >= 1
    assert b"pdfuaid" not in content


def test_text_reaches_typst_as_data_and_the_template_knows_none_of_it() -> None:
    """What is pasted into a program becomes the program."""
    dossier = hostile_dossier()

    told = json.loads(make_input(make_paper(dossier, "en"), dossier))

    assert told["report"]["subtitle"].startswith("</title></style>")
    assert "\u202e" not in json.dumps(told, ensure_ascii=False)


def test_without_typst_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst is large and stands apart; whoever lacks it should not have to guess its name."""
    usual = builtins.__import__

    def without(name: str, *more: object) -> object:
        if name == "typst":
            raise ImportError(name)
        return usual(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(PdfNotInstalled) as caught:
        PdfExporter()

    assert caught.value.code == "MS621"
    assert "mystery-shopping-report[pdf]" in caught.value.say("id")
    assert "mystery-shopping-report[pdf]" in caught.value.say("en")


def test_a_report_that_typst_refuses_is_an_error_and_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Half a report looks like a whole one in a folder."""
    monkeypatch.setattr("mystery_shopping_report.pdf.make_input", lambda *_: "{}")

    with pytest.raises(PdfFailed) as caught:
        PdfExporter().export(opened_dossier(), tmp_path, language="id")

    assert caught.value.code == "MS622"
    assert caught.value.__cause__ is not None
    assert list(tmp_path.iterdir()) == []


def test_the_pdf_needs_nothing_from_around_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither a package from the network nor the folder it is called in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)

    assert export(long_dossier(), "id") == written("long_dossier", "id")
    assert list(tmp_path.iterdir()) == []


def test_a_head_of_ligatures_can_be_copied_out_letter_by_letter() -> None:
    """An auditor copies the head: an "f" that is drawn as one with the next came out with a gap."""
    head = "6f4b6612125fb3a0daecd2799dfd6c9c299424fd920f9b308110a2c1fbd8f443"
    dossier = long_dossier()
    header = attrs.evolve(dossier.report.header, head=head)
    marked = attrs.evolve(dossier, report=attrs.evolve(dossier.report, header=header))

    told = text_of(export(marked, "en")).replace(" ", "")

    assert head in told
