"""A month's forms as files, filled in by another library than the one that wrote them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
import openpyxl

import mystery_shopping as ms
from mystery_shopping.errors import Text
from mystery_shopping.service.dossier import make_dossier
from mystery_shopping.service.importing import FilledForm
from mystery_shopping_forms.layout import F31, F32, OUTCOMES, blank_key, mark_key
from mystery_shopping_forms.reading.reader import XlsxFormReader
from mystery_shopping_forms.writing import XlsxExporter
from tests.months import DEWI, ZONE, Month


@attrs.frozen
class Try:
    """What somebody writes into a line of F-32; `agent` and `team` where one was reached."""

    contact: int
    at: object
    outcome: object = "terhubung"
    agent: object = None
    team: object = None
    note: object = None
    line: int = 1


class Forms:
    """The forms of a month in a folder, as the exporter wrote them."""

    def __init__(
        self, month: Month, folder: Path, *, language: str = "id", as_of: datetime | None = None
    ) -> None:
        self.month, self.language = month, language
        dossier = make_dossier(month.program, month.id, by=DEWI, as_of=as_of or month.now)
        self.paths = XlsxExporter().export(dossier, folder, language=language)

    @property
    def f32(self) -> Path:
        """The month's F-32."""
        return next(path for path in self.paths if path.name.startswith("F-32"))

    def f31(self, contact: int) -> Path:
        """Return the F-31 of a contact."""
        return next(path for path in self.paths if f"contact-{contact:02}" in path.name)

    def fill_marks(
        self, contact: int, zeros: Mapping[str, tuple[str, str]] | None = None, *, ones: object = 1
    ) -> Path:
        """Mark every parameter of a contact's form with 1, but for the zeros and their findings."""
        path = self.f31(contact)
        with edited(path) as book:
            sheet = book["F-31"]
            for code in self.month.cycle.scorecard.codes:
                row = row_of(sheet, mark_key(code))
                put(sheet, row, F31, mark=0 if code in (zeros or {}) else ones)
                if code in (zeros or {}):
                    note, solution = (zeros or {})[code]
                    put(sheet, row, F31, note=note, solution=solution)
        return path

    def fill_tries(self, tries: Iterable[Try]) -> Path:
        """Write attempts into lines of the month's F-32."""
        with edited(self.f32) as book:
            sheet = book["F-32"]
            for row in tries:
                at = row.at
                if isinstance(at, datetime) and at.tzinfo:
                    at = at.astimezone(ZONE).replace(tzinfo=None)
                put(
                    sheet,
                    row_of(sheet, blank_key(row.contact, row.line)),
                    F32,
                    at=at,
                    outcome=row.outcome,
                    agent=row.agent,
                    team=row.team,
                    note=row.note,
                )
        return self.f32

    def read(self, path: Path) -> FilledForm:
        """Return the one form of a file."""
        (form,) = XlsxFormReader().read_forms(path, cycle=self.month.cycle)
        return form


@contextmanager
def edited(path: Path) -> Iterator[Any]:
    """Open a workbook, and save it over itself afterwards."""
    book = openpyxl.load_workbook(path)
    yield book
    book.save(path)


def row_of(sheet: Any, key: str) -> int:  # noqa: ANN401 - openpyxl has no types
    """Return the row of a line by its key, from 1 as openpyxl counts."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def put(sheet: Any, row: int, table: Any, **values: object) -> None:  # noqa: ANN401
    """Write values into a line by the keys of their columns."""
    for key, value in values.items():
        sheet.cell(row, table.place(key) + 1).value = value


def faults(form: FilledForm) -> list[tuple[str, str]]:
    """Return the cell and the code of each fault; both languages say it."""
    for fault in form.faults:
        assert fault.say("id") != fault.say("en")
    return [(fault.place, fault.error.code) for fault in form.faults]


def outcome_word(outcome: ms.Outcome, language: str) -> str:
    """Return an outcome as the drop-down of F-32 offers it."""
    label: Text = OUTCOMES[outcome]
    return label.say(language)


Read = Callable[[Path], FilledForm]
