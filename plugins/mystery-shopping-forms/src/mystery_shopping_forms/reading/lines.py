"""The lines of F-32: whose they are, and whether what is locked stands as it was written."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.errors import InvalidValue, NotFound, Text
from mystery_shopping.model import Attempt, Contact, Cycle, Outcome
from mystery_shopping.values import Person, Role, zone
from mystery_shopping_forms.errors import FormChanged
from mystery_shopping_forms.layout import OUTCOMES, bare_key, blank_key, logged_key
from mystery_shopping_forms.reading.cells import Cell, CellKind
from mystery_shopping_forms.reading.entries import Line
from mystery_shopping_forms.reading.moments import find_clock
from mystery_shopping_forms.reading.slip import Slip
from mystery_shopping_forms.reading.table import FoundTable

_BLANK = blank_key(0, 0).partition(":")[0] + ":"
_UNKNOWN = Text("baris ini tidak dikenal", "the line is unknown")
_OTHER_CONTACT = Text(
    "baris ini milik kontak {contact}, tertulis lain",
    "the line is contact {contact}'s, it says other",
)
_NOBODY = Text("contacternya tidak terbaca", "its contacter cannot be read")
_LOCKED = Text(
    "percobaan ini sudah tercatat dan tidak diubah lewat form",
    "the attempt is recorded already, and no form changes it",
)
_NO_LINE = Text(
    "baris ini tidak menerima isian; kontaknya {state}",
    "nothing is filled in here; the contact is {state}",
)


def is_blank_key(key: str) -> bool:
    """Return whether a key is that of a line to fill in."""
    return key.startswith(_BLANK)


def find_contact(line: Line, key: str, *, cycle: Cycle) -> Contact | None:
    """Return the contact whose line a key names, None when there is none, which is noted."""
    number = key.split(":")[1]
    try:
        return cycle.contact(int(number) if number.isdecimal() and len(number) < 10 else 0)
    except NotFound:
        place = line.row, line.found.key_column
        line.slip.fault(place, FormChanged(problem=_UNKNOWN))
        return None


def find_contacter(line: Line, contact: Contact, *, people: Mapping[str, Person]) -> Person | None:
    """Return who a line says makes the contact, None when it contradicts its key, which is noted.

    `people` are the contacters of the month by id.
    """
    if _words(line.found.cell(line.row, "contact")) != str(contact.number):
        problem = _OTHER_CONTACT.fill(contact=contact.number)
        line.slip.fault(line.found.at(line.row, "contact"), FormChanged(problem=problem))
        return None
    said = _words(line.found.cell(line.row, "contacter"))
    try:
        return people.get(said) or Person(said, Role.QCO)
    except InvalidValue:
        place = line.found.at(line.row, "contacter")
        line.slip.fault(place, FormChanged(problem=_NOBODY))
        return None


def check_locked(found: FoundTable, *, cycle: Cycle, from_1904: bool, slip: Slip) -> None:
    """Note a line of the record that somebody changed: it would look corrected, and is not."""
    told = {
        logged_key(contact.number, place): (contact, attempt)
        for contact in cycle.contacts
        for place, attempt in enumerate(contact.attempts, 1)
    }
    bare = {bare_key(contact.number): contact for contact in cycle.contacts}
    for key, rows in found.lines.items():
        for row in rows:
            line = Line(found, row, slip)
            if key in told:
                _check_logged(line, *told[key], cycle=cycle, from_1904=from_1904)
            elif not (is_blank_key(key) or found.is_blank(row)):
                problem = _NO_LINE.fill(state=bare[key].state.label) if key in bare else _UNKNOWN
                slip.fault(found.at(row, "at"), FormChanged(problem=problem))


def _check_logged(
    line: Line, contact: Contact, attempt: Attempt, *, cycle: Cycle, from_1904: bool
) -> None:
    found, row = line.found, line.row
    agent = contact.agent if attempt.outcome is Outcome.REACHED else None
    wanted = {
        "outcome": (OUTCOMES[attempt.outcome].id, OUTCOMES[attempt.outcome].en),
        "agent": (agent.id if agent else "",),
        "team": ((agent.team or "") if agent else "",),
    }
    wrong = [key for key, words in wanted.items() if _words(found.cell(row, key)) not in words]
    if not _is_at(found.cell(row, "at"), attempt, cycle=cycle, from_1904=from_1904):
        wrong.append("at")
    for key in wrong:
        line.slip.fault(found.at(row, key), FormChanged(problem=_LOCKED))


def _words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return cell.shown if cell.kind is CellKind.NUMBER else cell.text


def _is_at(cell: Cell | None, attempt: Attempt, *, cycle: Cycle, from_1904: bool) -> bool:
    """Return whether a cell shows when an attempt was made, on the clock of the site."""
    if cell is None or cell.kind is not CellKind.NUMBER:
        return False
    there = attempt.at.astimezone(zone(cycle.policy.timezone)).replace(tzinfo=None, microsecond=0)
    return find_clock(cell, from_1904=from_1904) == there
