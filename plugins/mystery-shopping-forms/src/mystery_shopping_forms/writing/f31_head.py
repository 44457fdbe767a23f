"""The head of F-31: which contact of which scenario, and once it is filled, who answered when."""

from __future__ import annotations

from mystery_shopping.model import Contact, Cycle
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import F31
from mystery_shopping_forms.layout_identity import BLANK, FILLED
from mystery_shopping_forms.writing.head import (
    Fact,
    Grid,
    dating_facts,
    identifying_facts,
    write_head,
)
from mystery_shopping_forms.writing.identities import form_version
from mystery_shopping_forms.writing.sheet import Sheet

_GRID = Grid(
    left=(F31.place("dimension"), F31.place("parameter")),
    right=(F31.place("note"), F31.place("solution")),
)
_CONTACT = Sentence("Contact")
_SCENARIO = Sentence("Scenario")
_CONTACTER = Sentence("Contacter")
_PLANNED = Sentence("Planned day")
_PERFORMED = Sentence("Performed")
_DAY_PART = Sentence("Day part")
_QUEUE = Sentence("Team's queue")
_AGENT = Sentence("Agent reached")
_FILLED = Sentence("{title} (filled, version {version})")
_AGAIN = Sentence("{title} (correction, version {version})")
_HOW = Sentence(
    "Fill in the yellow cells: 1 where right, 0 where wrong or not to the standard; each 0 with "
    "what was wrong and the correct solution."
)
_RECORD = Sentence("A record: nothing is filled in here and nothing is read back.")


def write_form_head(sheet: Sheet, cycle: Cycle, *, contact: Contact, purpose: str) -> None:
    """Write what the form is of; one to fill in says no more than the plan does (A18)."""
    book = sheet.book
    facts = (
        *identifying_facts(book),
        *_contact_facts(sheet, cycle, contact=contact),
        *(_after(contact) if purpose == FILLED else _before(contact)),
        *dating_facts(book, contact.state.label),
    )
    title = book.title
    if purpose != BLANK:
        sentence = _FILLED if purpose == FILLED else _AGAIN
        title = book.say(sentence, title=title, version=form_version(contact, purpose))
    row = write_head(sheet, facts, grid=_GRID, title=title)
    how = _RECORD if purpose == FILLED else _HOW
    sheet.put((row, _GRID.left[0]), book.say(how), style="hint")


def _contact_facts(sheet: Sheet, cycle: Cycle, *, contact: Contact) -> tuple[Fact, ...]:
    scenario = cycle.scenario(contact.plan.scenario)
    part = cycle.policy.day_parts.named(contact.plan.day_part)
    hours = f"{sheet.book.say(part.title)} {part.start:%H:%M}–{part.end:%H:%M}"
    contacter = contact.contacter
    return (
        Fact(_CONTACT, contact.number),
        Fact(_SCENARIO, f"{scenario.number}. {scenario.text.title}", "fact wrapped"),
        Fact(_CONTACTER, contacter.id if contacter else None),
        Fact(_DAY_PART, hours),
    )


def _before(contact: Contact) -> tuple[Fact, ...]:
    return (
        Fact(_PLANNED, contact.plan.on, "date fact"),
        Fact(_QUEUE, contact.plan.team or "–"),
    )


def _after(contact: Contact) -> tuple[Fact, ...]:
    return (
        Fact(_PERFORMED, contact.performed_at, "moment fact"),
        Fact(_AGENT, contact.agent.id if contact.agent else None),
    )
