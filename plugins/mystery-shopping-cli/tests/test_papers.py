"""The month on paper: exported in every format, filled forms taken in, and the demo's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

import mystery_shopping as ms
from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_month_is_written_in_the_format_asked_for(live: Live, form: str) -> None:
    """What a manager reads and what a contacter fills come from the same log."""
    shell = live("close")

    told = shell("export", form, "--folder", "paper", "--as-of", "2026-11-30")

    files = sorted(file.name for file in (shell.folder / "paper").iterdir())
    assert f"{len(files)} files written into paper" in told
    assert all(name in told for name in files[:3])


def test_the_form_of_the_language_asked_for_is_written(live: Live) -> None:
    """An Indonesian QCA prints an Indonesian report."""
    shell = live("close")

    files = shell.json("export", "html", "--folder", "paper", "--lang", "id")

    assert 'lang="id"' in Path(shell.folder, files[0]).read_text(encoding="utf-8")


def test_an_unknown_format_is_refused_with_those_there_are(live: Live) -> None:
    """A slip of the hand gets the list, and no folder is left behind."""
    shell = live("close")

    told = shell("export", "docx", "--folder", "paper", code=2)

    assert "MS501" in told
    assert "html" in told
    assert not (shell.folder / "paper").exists()


def test_a_filled_form_is_taken_in_once_and_a_faulty_one_not_at_all(
    live: Live,
) -> None:
    """The contacter's workbook is the record; a mark of 2 is told with its cell."""
    shell = live("start")
    shell("export", "xlsx", "--folder", "blank", "--as-of", "2026-11-08T06:00")
    sheets = sorted((shell.folder / "blank").glob("F-32*.xlsx"))
    performed = _fill_f32(sheets[0])

    first = shell.json("forms", sheets[0], "--at", "2026-11-15T09:00")
    again = shell.json("forms", sheets[0], "--at", "2026-11-15T09:00")
    bad = _fill_f31(shell.folder / "blank", contact=1, mark=2)
    refused = shell("forms", bad, "--at", "2026-11-15T10:00", code=4)

    assert (len(first["imported"]), len(again["repeated"])) == (1, 1)
    states = [row["state"] for row in shell.json("show", "contacts")]
    assert states.count("performed") == performed == 1
    assert "MS616" in refused
    assert "contact 1" in refused or "kontak 1" in refused


def test_a_file_that_is_no_form_is_told_and_the_others_go_on(live: Live) -> None:
    """Somebody always attaches the wrong workbook."""
    shell = live("start")
    shell("export", "xlsx", "--folder", "blank", "--as-of", "2026-11-08T06:00")
    blank = min((shell.folder / "blank").glob("F-31*.xlsx"))
    strange = shell.folder / "strange.xlsx"
    with ZipFile(strange, "w") as archive:
        archive.writestr("hello.txt", "hello")

    told = shell.json("forms", strange, blank, code=4)

    assert [row["name"] for row in told["faulty"]] == ["strange.xlsx"]
    assert told["faulty"][0]["faults"][0]["code"] in {"MS611", "MS612"}
    assert len(told["blank"]) == 1


def test_a_rehearsal_records_nothing(live: Live) -> None:
    """First look, then take in."""
    shell = live("start")
    shell("export", "xlsx", "--folder", "blank", "--as-of", "2026-11-08T06:00")
    sheet = min((shell.folder / "blank").glob("F-32*.xlsx"))
    _fill_f32(sheet)
    before = len(shell.json("history"))

    told = shell("forms", sheet, "--rehearse", "--at", "2026-11-15T09:00")

    assert "1 forms would be taken in" in told
    assert len(shell.json("history")) == before


def test_the_demo_leaves_the_month_in_its_folder_and_names_it(shell: Shell) -> None:
    """All four forms, the page and the PDF lie there when the last page is shown."""
    told = shell("demo", "--db", shell.db, "--papers", "paper")

    folder = shell.folder / "paper"
    kinds = {file.name[:4] for file in (folder / "forms").iterdir()}
    assert kinds == {"F-27", "F-28", "F-31", "F-32"}
    assert len(list((folder / "blank").glob("F-31*.xlsx"))) == 40
    for ending in ("html", "pdf"):
        (file,) = folder.glob(f"*.{ending}")
        assert file.name in told
    assert "forms/ · 43" in told


def test_a_second_demo_writes_over_the_first_ones_papers(shell: Shell) -> None:
    """Whoever plays with seeds gets the month that was played last, and no fault."""
    for seed in (2, 3):
        shell("demo", "--db", shell.db, "--papers", "paper", "--seed", seed)

    (page,) = (shell.folder / "paper").glob("*.html")
    assert "deviated" not in page.read_text(encoding="utf-8").partition("<main")[2][:2000]


def _fill_f32(file: Path) -> int:
    """Enter one contact that reached an agent, as a contacter would; return how many."""
    from mystery_shopping_forms.layout import F32, OUTCOMES

    book = openpyxl.load_workbook(file)
    sheet = next(s for s in book if s.cell(1, 1).value == F32.mark)
    columns = {column.key: F32.place(column.key) + 1 for column in F32.columns}
    row = next(
        n
        for n in range(F32.first_row + 1, sheet.max_row + 1)
        if sheet.cell(n, columns["at"]).protection.locked is False
    )
    sheet.cell(row, columns["at"]).value = "2026-11-08 08:30"
    sheet.cell(row, columns["outcome"]).value = OUTCOMES[ms.Outcome.REACHED].en
    sheet.cell(row, columns["agent"]).value = "ani"
    sheet.cell(row, columns["team"]).value = "anggrek"
    book.save(file)
    return 1


def _fill_f31(folder: Path, *, contact: int, mark: int) -> Path:
    """Give every parameter of a contact's form the same mark."""
    from mystery_shopping_forms.layout import F31

    (file,) = folder.glob(f"F-31*contact-{contact:02d}*.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = next(s for s in book if s.cell(1, 1).value == F31.mark)
    column = F31.place("mark") + 1
    for row in range(F31.first_row + 1, sheet.max_row + 1):
        if sheet.cell(row, column).protection.locked is False:
            sheet.cell(row, column).value = mark
    book.save(file)
    return file
