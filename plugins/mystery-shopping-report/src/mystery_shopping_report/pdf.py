"""The report as PDF, set by typst from the same words; nothing of them is ever read as code."""

from __future__ import annotations

import json
from datetime import UTC
from importlib.resources import files
from pathlib import Path
from typing import cast

import attrs

from mystery_shopping.service.dossier import Dossier
from mystery_shopping.service.saving import write_whole
from mystery_shopping_report.charts import Chart
from mystery_shopping_report.content import make_paper
from mystery_shopping_report.errors import PdfFailed, PdfNotInstalled
from mystery_shopping_report.files import file_name
from mystery_shopping_report.paper import Paper
from mystery_shopping_report.plain import breakable, plain
from mystery_shopping_report.signs import SIGNS

_PACKAGE = "mystery_shopping_report"
_SAID_OF_CHARTS = ("title", "description", "legend")
_NO_LETTER = "could not be displayed"


class PdfExporter:
    """Writes the report as PDF.

    Raises:
        PdfNotInstalled: when typst is not there.
    """

    def __init__(self) -> None:
        try:
            import typst
        except ImportError as error:
            raise PdfNotInstalled from error
        self._typst = typst

    def export(self, dossier: Dossier, folder: Path, *, language: str) -> tuple[Path, ...]:
        """Write the PDF into `folder` and return it.

        Raises:
            PdfFailed: when typst refuses; its own error is chained.
        """
        name = file_name(dossier.report.header, language=language, ending="pdf")
        inputs = {"report": make_input(make_paper(dossier, language), dossier)}
        return (write_whole(folder / name, [self._set(inputs)]),)

    def _set(self, inputs: dict[str, str]) -> bytes:
        """Return the PDF, to the standard for everybody's eyes if its fonts have every letter.

        The fonts that typst brings are the same on every machine; only text they lack letters for
        is set with those of this one, and then makes no claim.
        """
        try:
            return self._compile(inputs, is_portable=True)
        except self._typst.TypstError as error:
            if _NO_LETTER not in str(error):
                raise PdfFailed(problem=str(error)) from error
        try:
            return self._compile(inputs, is_portable=False)
        except self._typst.TypstError as error:
            raise PdfFailed(problem=str(error)) from error

    def _compile(self, inputs: dict[str, str], *, is_portable: bool) -> bytes:
        source = files(_PACKAGE).joinpath("templates", "report.typ").read_bytes()
        compiler = self._typst.Compiler(source, sys_inputs=inputs, ignore_system_fonts=is_portable)
        content = compiler.compile(format="pdf", pdf_standards=["ua-1"] if is_portable else [])
        return cast("bytes", content)


def make_input(paper: Paper, dossier: Dossier) -> str:
    """Return the report as JSON, its charts as pictures, its text clean and free to break."""
    header = dossier.report.header
    local = header.as_of.astimezone(UTC)
    colours = files(_PACKAGE).joinpath("templates", "charts.css").read_text(encoding="utf-8")
    told = {
        "report": _told(attrs.asdict(paper, recurse=False), colours),
        "author": plain(header.unit),
        "made": [local.year, local.month, local.day, local.hour, local.minute, local.second],
        "signs": {name: _sign(path) for name, path in SIGNS.items()},
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _told(value: object, colours: str) -> object:
    """Return a value as JSON has it, text cleaned on the way."""
    match value:
        case Chart():
            told = {name: _clean(getattr(value, name)) for name in _SAID_OF_CHARTS}
            return told | {"picture": value.svg(style=colours)}
        case str():
            return _clean(value)
        case dict():
            return {key: _told(item, colours) for key, item in value.items()}
        case tuple() | list():
            return [_told(item, colours) for item in value]
        case _ if attrs.has(type(value)):
            return _told(attrs.asdict(cast("attrs.AttrsInstance", value), recurse=False), colours)
        case _:
            return value


def _clean(text: str) -> str:
    return breakable(plain(text))


def _sign(path: str) -> str:
    stroke = 'fill="none" stroke="COLOUR" stroke-width="2.4" stroke-linecap="round"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<path d="{path}" {stroke} stroke-linejoin="round"/></svg>'
    )
