"""The report as one HTML page that needs nothing else: no network, no script, no font, no image."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from mystery_shopping.service.dossier import Dossier
from mystery_shopping.service.saving import write_whole
from mystery_shopping_report.content import make_paper
from mystery_shopping_report.files import file_name
from mystery_shopping_report.paper import Paper
from mystery_shopping_report.plain import pieces, plain
from mystery_shopping_report.signs import SIGNS

_PACKAGE = "mystery_shopping_report"
_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
_UNSAFE = re.compile(r"[^0-9A-Za-z ]")


class HtmlExporter:
    """Writes the report as a page for screen, phone and printer."""

    def export(self, dossier: Dossier, folder: Path, *, language: str) -> tuple[Path, ...]:
        """Write the page into `folder` and return it."""
        name = file_name(dossier.report.header, language=language, ending="html")
        page = make_page(make_paper(dossier, language))
        return (write_whole(folder / name, [page.encode()]),)


def make_page(paper: Paper) -> str:
    """Return the page; the style it holds is the only thing its policy lets through."""
    style = _style(paper)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    template = _environment().get_template("report.html.j2")
    return template.render(
        paper=paper,
        style=Markup(style),  # noqa: S704 - our own file, and text escaped for it
        policy=_POLICY.format(digest=digest),
        signs=SIGNS,
        svg=lambda chart: Markup(chart.svg()),  # noqa: S704 - charts escape their own text
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = _breakable
    return environment


def _shown(value: object) -> object:
    """Return text without what cannot be seen; markup is as its maker has it."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _breakable(text: str) -> Markup:
    """Return text whose long words may be broken, without a character that is copied along."""
    return Markup("<wbr>").join(escape(piece) for piece in pieces(plain(text)))


def _style(paper: Paper) -> str:
    """Return the rules, with what stands at the head and foot of every printed page."""
    rules = files(_PACKAGE).joinpath("templates", "report.css").read_text(encoding="utf-8")
    boxes = (
        f"@top-left{{content:{_string(paper.running)}}}"
        f"@bottom-left{{content:{_string(paper.title)}}}"
        '@bottom-right{content:counter(page) " / " counter(pages)}'
    )
    return f"{rules}@page{{{boxes}}}\n"


def _string(text: str) -> str:
    """Return text as a string of CSS, in which nothing ends the string or the style."""
    return '"' + _UNSAFE.sub(lambda found: f"\\{ord(found[0]):06x}", plain(text)) + '"'
