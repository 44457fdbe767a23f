"""F-27, the recap and the report of the month: one page to read, and the sheets behind it."""

from __future__ import annotations

from mystery_shopping.service.dossier import Dossier
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout_identity import FILLED
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.f27_charts import draw_pareto, draw_trend
from mystery_shopping_forms.writing.f27_page import write_page
from mystery_shopping_forms.writing.f27_sheets import (
    write_clauses,
    write_deviations,
    write_figures,
    write_nonconformities,
    write_pareto,
    write_people,
    write_trend,
)
from mystery_shopping_forms.writing.identities import identity_of

_TITLE = Sentence("Mystery shopping recap and report")


def write_report_form(dossier: Dossier, *, language: str) -> bytes:
    """Return the workbook of the month's F-27.

    Source: W-10 5.3.4, 5.4.1, 5.6.2 and form F-27.
    """
    report = dossier.report
    book = Book(report.header, language=language, title=_TITLE)
    write_page(book, report, target=dossier.cycle.policy.target)
    write_figures(book, report)
    draw_pareto(write_pareto(book, report))
    write_nonconformities(book, report)
    draw_trend(write_trend(book, report))
    write_clauses(book, report)
    write_deviations(book, report)
    write_people(book, report)
    book.identify(identity_of(book, dossier.cycle, form="F-27", purpose=FILLED))
    return book.to_bytes()
