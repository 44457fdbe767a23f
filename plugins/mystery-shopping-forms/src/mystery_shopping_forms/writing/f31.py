"""F-31, one contact's form: to fill in, to fill in anew, or as it was filled."""

from __future__ import annotations

import attrs

from mystery_shopping.model import Contact, Parameter
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.wording import Sentence
from mystery_shopping_forms import layout
from mystery_shopping_forms.layout import F31, KEY_COLUMN
from mystery_shopping_forms.layout_identity import CORRECTION, FILLED
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.f31_head import write_form_head
from mystery_shopping_forms.writing.f31_inputs import guide_inputs
from mystery_shopping_forms.writing.f31_lines import Line, lines_of
from mystery_shopping_forms.writing.f31_scores import write_scores
from mystery_shopping_forms.writing.identities import identity_of
from mystery_shopping_forms.writing.scenario_sheet import write_scenario
from mystery_shopping_forms.writing.sheet import Sheet
from mystery_shopping_forms.writing.tables import write_signatures, write_titles

_TITLE = Sentence("Mystery shopping form")
_CRITICAL = Sentence("{wording} (critical)")
_SIGNERS = (
    (F31.place("dimension"), Sentence("Contacter")),
    (F31.place("note"), Sentence("Supervisor")),
    (F31.place("solution"), Sentence("QC analyst")),
)


def write_evaluation_form(
    dossier: Dossier, contact: Contact, *, purpose: str, language: str
) -> bytes:
    """Return the workbook of one contact's F-31; to fill in, it never names an agent.

    Source: W-10 5.3.3, 5.6.1 and form F-31; A12, A13, A18.
    """
    cycle = dossier.cycle
    header = attrs.evolve(dossier.report.header, form=cycle.policy.evaluation_form)
    book = Book(header, language=language, title=_TITLE)
    sheet = book.sheet(F31.sheet, mark=F31.mark)
    write_titles(sheet, F31)
    write_form_head(sheet, cycle, contact=contact, purpose=purpose)
    lines = lines_of(cycle, contact)
    for place, parameter in enumerate(cycle.scorecard.parameters):
        _write_line(sheet, place, parameter=parameter, line=lines[place], purpose=purpose)
    row = write_scores(sheet, cycle, lines=lines)
    if purpose != FILLED:
        guide_inputs(sheet, cycle)
    row = write_signatures(sheet, row + 1, signers=_SIGNERS)
    _finish(sheet, last_row=row, purpose=purpose)
    write_scenario(book, cycle.scenario(contact.plan.scenario))
    book.identify(identity_of(book, cycle, form=F31.form, purpose=purpose, contact=contact))
    return book.to_bytes()


def _write_line(
    sheet: Sheet, place: int, *, parameter: Parameter, line: Line, purpose: str
) -> None:
    row, is_input = F31.first_row + place, purpose != FILLED
    wording = sheet.book.say(parameter.wording)
    if parameter.critical:
        wording = sheet.book.say(_CRITICAL, wording=wording)
    sheet.put((row, KEY_COLUMN), layout.mark_key(parameter.code), style="plain")
    sheet.put((row, F31.place("number")), place + 1, style="centred")
    sheet.put((row, F31.place("dimension")), parameter.dimension.label)
    sheet.put((row, F31.place("parameter")), wording)
    sheet.put((row, F31.place("mark")), line.mark, style="centred", is_input=is_input)
    sheet.put((row, F31.place("note")), line.note, is_input=is_input)
    sheet.put((row, F31.place("solution")), line.solution, is_input=is_input)
    sheet.put((row, F31.place("returned")), line.returned)


def _finish(sheet: Sheet, *, last_row: int, purpose: str) -> None:
    came_back = F31.place("returned")
    if purpose != CORRECTION:
        sheet.raw.set_column(came_back, came_back, None, None, {"hidden": True})
    sheet.raw.freeze_panes(F31.first_row, F31.place("parameter") + 1)
    is_wide = purpose == CORRECTION
    last = came_back if is_wide else F31.place("solution")
    sheet.set_up_page(title_row=F31.title_row, last=(last_row, last), is_wide=is_wide)
    sheet.lock()
