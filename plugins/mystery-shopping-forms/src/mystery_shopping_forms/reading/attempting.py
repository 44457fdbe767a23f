"""A filled F-32: every attempt to reach an agent, and the contacts that reached one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.model import Contact, Cycle, Outcome
from mystery_shopping.service.importing import FormOrder
from mystery_shopping.values import Person, Role
from mystery_shopping.workflow.commands import LogAttempt, PerformContact
from mystery_shopping_forms.errors import RepeatedEntry
from mystery_shopping_forms.layout import F32, OUTCOMES
from mystery_shopping_forms.reading.digesting import command_id
from mystery_shopping_forms.reading.entries import Line, read_name, read_text
from mystery_shopping_forms.reading.lines import (
    check_locked,
    find_contact,
    find_contacter,
    is_blank_key,
)
from mystery_shopping_forms.reading.moments import find_moment
from mystery_shopping_forms.reading.slip import Slip
from mystery_shopping_forms.reading.table import FoundTable, check_area

_BEGUN = Text("baris ini sudah mulai diisi", "the line is begun")
_REACHED = Text("ada agent yang menjawab", "an agent was reached")
_NOT_REACHED = Text("tidak ada agent yang menjawab", "no agent was reached")
_AN_OUTCOME = Text(
    ", ".join(label.id for label in OUTCOMES.values()),
    "one of " + ", ".join(label.en for label in OUTCOMES.values()),
)
_OUTCOME_WORDS = {
    word.casefold(): outcome
    for outcome, label in OUTCOMES.items()
    for word in (label.id, label.en, outcome.value)
}
_ATTEMPT = Text("percobaan ini", "attempt")
_HIT = Text("kontak yang terhubung", "contact that reached an agent")


@attrs.frozen
class _Tried:
    """A line that was read whole."""

    at: datetime
    row: int
    order: FormOrder


def read_attempts(
    found: FoundTable, *, cycle: Cycle, language: str, from_1904: bool, slip: Slip
) -> tuple[FormOrder, ...]:
    """Return what the lines order, in the order of time; none where something is wrong.

    A line without an agent is an attempt, the one that reached an agent performs the contact. By
    whom is what the line says: one handed out before the contact was given to somebody else must
    not speak for them. `slip` hears of all that is wrong.

    Source: W-10 5.3.1, 5.3.2; A3.
    """
    rows = [(row, key) for key, group in found.lines.items() if is_blank_key(key) for row in group]
    filled = sorted((row, key) for row, key in rows if not found.is_blank(row))
    check_area(found, [row for row, _ in rows] if filled else [], slip=slip)
    check_locked(found, cycle=cycle, from_1904=from_1904, slip=slip)
    people = {row.contacter.id: row.contacter for row in cycle.contacts if row.contacter}
    when = _clock(cycle, language=language, from_1904=from_1904)
    tried: list[_Tried] = []
    for row, key in filled:
        line = Line(found, row, slip)
        contact = find_contact(line, key, cycle=cycle)
        by = find_contacter(line, contact, people=people) if contact else None
        if contact and by:
            tried.extend(_read_line(line, contact, cycle=cycle, by=by, when=when))
    _check_twice(found, tried, slip)
    if slip.faults:
        return ()
    return tuple(row.order for row in sorted(tried, key=lambda row: (row.at, row.row)))


_When = Callable[[Line], datetime | None]


def _clock(cycle: Cycle, *, language: str, from_1904: bool) -> _When:
    def when(line: Line) -> datetime | None:
        cell = line.cell("at")
        if cell is None:
            if not line.has("at"):
                line.missing("at", why=_BEGUN)
            return None
        moment = find_moment(
            cell, timezone=cycle.policy.timezone, language=language, from_1904=from_1904
        )
        if isinstance(moment, Text):
            line.wrong("at", required=moment)
            return None
        return moment

    return when


def _read_line(
    line: Line, contact: Contact, *, cycle: Cycle, by: Person, when: _When
) -> Iterator[_Tried]:
    at, outcome, note = when(line), _outcome(line), read_text(line, "note")
    agent = _agent(line, outcome)
    if at is None or outcome is None:
        return
    command: LogAttempt | PerformContact
    if outcome is not Outcome.REACHED:
        command = LogAttempt(contact.number, outcome, at, note)
    elif agent is None:
        return
    else:
        command = PerformContact(contact.number, at, agent, note)
    name = command_id(command, form=F32.form, cycle=cycle.id)
    place = line.slip.place(*line.found.at(line.row, "at"))
    yield _Tried(at, line.row, FormOrder(place=place, command=command, by=by, command_id=name))


def _outcome(line: Line) -> Outcome | None:
    cell = line.cell("outcome")
    if cell is None:
        if not line.has("outcome"):
            line.missing("outcome", why=_BEGUN)
        return None
    outcome = _OUTCOME_WORDS.get(" ".join(cell.text.split()).casefold())
    if outcome is None:
        line.wrong("outcome", required=_AN_OUTCOME)
    return outcome


def _agent(line: Line, outcome: Outcome | None) -> Person | None:
    """Return who was reached; whatever does not go with the outcome is noted."""
    name, team = read_name(line, "agent"), read_name(line, "team")
    if outcome is not Outcome.REACHED:
        for key in ("agent", "team"):
            if outcome is not None and line.has(key):
                line.needless(key, why=_NOT_REACHED)
        return None
    if not line.has("agent"):
        line.missing("agent", why=_REACHED)
    if not name:
        return None
    try:
        person = Person(name, Role.AGENT)
    except InvalidValue as error:
        line.wrong("agent", required=error.required)
        return None
    # What `read_name` returns can be a team's name.
    return attrs.evolve(person, team=team or None)


def _check_twice(found: FoundTable, tried: list[_Tried], slip: Slip) -> None:
    """Note a line that says what one above it says, and a contact that reached two agents."""
    seen: dict[object, str] = {}
    for row in tried:
        command = row.order.command
        place = row.order.place
        if row.order.command_id in seen:
            other = seen[row.order.command_id]
            slip.fault(found.at(row.row, "at"), RepeatedEntry(what=_ATTEMPT, other=other))
        elif isinstance(command, PerformContact) and command.contact in seen:
            other = seen[command.contact]
            slip.fault(found.at(row.row, "outcome"), RepeatedEntry(what=_HIT, other=other))
        seen.setdefault(row.order.command_id, place)
        if isinstance(command, PerformContact):
            seen.setdefault(command.contact, place)
