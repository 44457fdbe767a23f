"""The head of a form: what it is, of which month, by whom and when, over which history."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.reporting import Header
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.writing.book import Book
from mystery_shopping_forms.writing.cells import Cell
from mystery_shopping_forms.writing.sheet import Sheet

FORM = Sentence("Form")
REVISION = Sentence("Document revision")
UNIT = Sentence("Unit")
PERIOD = Sentence("Period")
CYCLE = Sentence("Cycle")
STATE = Sentence("State")
MADE_BY = Sentence("Made by")
AS_OF = Sentence("As of")
CHAIN = Sentence("Chain")
_CHAIN = Sentence("event {version}, {head}")
_NOBODY = Sentence("not said")
_DOCUMENT = Sentence("{document} revision {revision}")
_ONE_LINE = Sentence("{code} rev. {revision} · {unit} · {period} · event {version}, {head}")


@attrs.frozen
class Fact:
    """A label and what it says; `style` is that of the value."""

    label: Sentence
    value: Cell
    style: str = "fact"


@attrs.frozen(kw_only=True)
class Grid:
    """Where the facts of a head stand: two pairs of columns, the left one filled first."""

    left: tuple[int, int]
    right: tuple[int, int]


def usual_facts(book: Book) -> tuple[Fact, ...]:
    """Return what every form says of itself, two facts a line."""
    header = book.header
    return (*identifying_facts(book), *dating_facts(book, header.state.label))


def identifying_facts(book: Book) -> tuple[Fact, ...]:
    """Return form and document, unit and month."""
    header = book.header
    revision = book.say(_DOCUMENT, document=header.document, revision=header.revision)
    return (
        Fact(FORM, header.code),
        Fact(REVISION, revision),
        Fact(UNIT, header.unit),
        Fact(PERIOD, header.period.title),
    )


def dating_facts(book: Book, state: Text) -> tuple[Fact, ...]:
    """Return cycle and state, who had the form made and of when it is."""
    header = book.header
    return (
        Fact(CYCLE, header.cycle),
        Fact(STATE, state),
        Fact(MADE_BY, who(book, header)),
        Fact(AS_OF, header.as_of, "moment fact"),
    )


def who(book: Book, header: Header) -> str:
    """Return who had the form made, with the role."""
    person = header.made_by
    return f"{person.id} ({book.say(person.role.label)})" if person else book.say(_NOBODY)


def write_head(sheet: Sheet, facts: Sequence[Fact], *, grid: Grid, title: str | None = None) -> int:
    """Write title, facts two a line and the chain's head; return the row after them."""
    book, header = sheet.book, sheet.book.header
    first = grid.left[0]
    sheet.put((0, first), title or book.title, style="form")
    for place, fact in enumerate(facts):
        row = 1 + place // 2
        label, value = grid.right if place % 2 else grid.left
        sheet.put((row, label), book.say(fact.label), style="label")
        sheet.put((row, value), fact.value, style=fact.style)
    row = 1 + (len(facts) + 1) // 2
    sheet.put((row, first), book.say(CHAIN), style="label")
    chain = book.say(_CHAIN, version=header.version, head=header.head)
    sheet.put((row, grid.left[1]), chain, style="chain")
    return row + 1


def write_short_head(sheet: Sheet, *, title: str) -> int:
    """Write title and one line that says all the head does; return the row after them."""
    book, header = sheet.book, sheet.book.header
    sheet.put((0, 1), title, style="form")
    line = book.say(
        _ONE_LINE,
        code=header.code,
        revision=header.revision,
        unit=header.unit,
        period=header.period.title,
        version=header.version,
        head=header.head,
    )
    sheet.put((1, 1), line, style="chain")
    return 3
