"""What helps to fill F-32 in: moments of the month, the outcomes, and a colour for what lacks."""

from __future__ import annotations

from datetime import datetime, time

from mystery_shopping.model import Cycle, Outcome
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import F32, OUTCOMES, cell_name
from mystery_shopping_forms.writing.cells import has_day_number
from mystery_shopping_forms.writing.sheet import Sheet

_WHEN = Sentence("When tried")
_WHEN_ASKED = Sentence("Day and time on the clock of the site, such as {example}.")
_WHEN_DOUBTED = Sentence("This is no moment of {month}. Keep it all the same?")
_OUTCOME = Sentence("Outcome")
_OUTCOME_REFUSED = Sentence("Take an outcome from the list.")
_LACKS = {"bg_color": "#F8CBAD"}


def guide_inputs(sheet: Sheet, cycle: Cycle, *, last: int) -> None:
    """Ask for moments of the month, offer the outcomes, colour what a line begun still needs.

    Source: W-10 5.3.2; A3.
    """
    if has_day_number(cycle.period.first_day):
        _ask_moments(sheet, cycle, last=last)
    say, outcome = sheet.book.say, F32.place("outcome")
    options = {
        "validate": "list",
        "source": [say(label) for label in OUTCOMES.values()],
        "error_title": say(_OUTCOME),
        "error_message": say(_OUTCOME_REFUSED),
    }
    sheet.raw.data_validation(F32.first_row, outcome, last, outcome, options)
    _colour_missing(sheet, last=last)


def _ask_moments(sheet: Sheet, cycle: Cycle, *, last: int) -> None:
    say, at = sheet.book.say, F32.place("at")
    first = datetime.combine(cycle.weeks.week_2.first, time(9, 5))
    shown = "%d/%m/%Y %H:%M" if sheet.book.words.language == "id" else "%Y-%m-%d %H:%M"
    options = {
        "validate": "date",
        "criteria": "between",
        "minimum": datetime.combine(cycle.period.first_day, time(0)),
        "maximum": datetime.combine(cycle.period.last_day, time(23, 59, 59)),
        "input_title": say(_WHEN),
        "input_message": say(_WHEN_ASKED, example=first.strftime(shown)),
        "error_title": say(_WHEN),
        "error_message": say(_WHEN_DOUBTED, month=cycle.period.title),
        "error_type": "warning",
    }
    sheet.raw.data_validation(F32.first_row, at, last, at, options)


def _colour_missing(sheet: Sheet, *, last: int) -> None:
    """Colour the moment or the outcome where one is without the other, the agent where reached."""
    at, outcome, agent = (
        f"${cell_name(F32.first_row, F32.place(key))}" for key in ("at", "outcome", "agent")
    )
    reached = sheet.book.say(OUTCOMES[Outcome.REACHED])
    rules = {
        "at": f'=AND({outcome}<>"",{at}="")',
        "outcome": f'=AND({at}<>"",{outcome}="")',
        "agent": f'=AND({outcome}="{reached}",{agent}="")',
    }
    look = sheet.book.rule(_LACKS)
    for key, rule in rules.items():
        column = F32.place(key)
        options = {"type": "formula", "criteria": rule, "format": look}
        sheet.raw.conditional_format(F32.first_row, column, last, column, options)
