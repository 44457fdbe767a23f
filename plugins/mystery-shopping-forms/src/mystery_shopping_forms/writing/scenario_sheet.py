"""The sheet of F-31 with what the contacter plays and what a right answer holds."""

from __future__ import annotations

from mystery_shopping.errors import Text
from mystery_shopping.model import Scenario
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import SCENARIO_MARK
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import pieces, tidy
from mystery_shopping_forms.writing.head import write_short_head

_SHEET = Text("Skenario", "Scenario")
_TITLE = Sentence("Scenario {number}: {title}")
_BRIEF = Sentence("What you play")
_SOLUTION = Sentence("The right answer")
_BASIS = Sentence("Rests on")
_SKILL = Sentence("Skill")
_WIDTH = 105
_MOST = 2000  # a row of Excel is at most some 27 lines high


def write_scenario(book: Book, scenario: Scenario) -> None:
    """Write a scenario down, however long, for the contacter to read before the contact.

    Source: W-10 5.2.1.1, 5.3.1.
    """
    sheet, text = book.sheet(_SHEET, mark=SCENARIO_MARK), scenario.text
    sheet.set_width(1, _WIDTH)
    title = book.say(_TITLE, number=scenario.number, title=text.title)
    row = write_short_head(sheet, title=title)
    basis = f"{book.say(text.basis.label)}: {text.source}"
    for label, words in (
        (_BRIEF, text.brief),
        (_SOLUTION, text.solution),
        (_BASIS, basis),
        (_SKILL, text.skill or ""),
    ):
        if words:
            sheet.put((row, 1), book.say(label), style="section")
            for piece in pieces(tidy(words), _MOST):
                row += 1
                sheet.put((row, 1), piece, style="prose")
            row += 2
    sheet.set_up_page(title_row=None, last=(row, 1), is_wide=False)
    sheet.lock()
