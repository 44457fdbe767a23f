"""What the model makes of each guard of the tables: read exactly, or left to the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mystery_shopping.model import ContactState
from mystery_shopping.workflow.guards._guard import Guard
from mystery_shopping.workflow.tables import TABLES
from tests.model.abstract import (
    ABSENT,
    SETTLED,
    Form,
    Paper,
    Reading,
    State,
    follow_up_conceded,
    follow_up_met,
)


class Try(NamedTuple):
    """One way of giving a command: on which contact, by its contacter or by somebody else.

    `same` says that whoever signs a paper is the one who wrote it, `paper` which one is meant;
    `others` that contacts the model does not follow stay unassigned; `given` holds the contacts
    after planning or assigning, in their order.
    """

    trigger: str
    form: int = -1
    own: bool = False
    paper: str = ""
    same: bool = False
    others: bool = False
    given: tuple[Form, ...] = ()


Answer = Callable[[State, Try, Reading], bool]

_WAITING = {ContactState.PLANNED, ContactState.ASSIGNED}


def _paper(state: State, attempt: Try) -> int:
    found: int = getattr(state.papers, attempt.paper)
    return found


def _no_deviation_missing(state: State, _: Try, reading: Reading) -> bool:
    fine = follow_up_met(state, reading) or follow_up_conceded(state)
    return fine and (not state.red or state.papers.other == Paper.APPROVED)


def _stays_open(attempt: Try) -> bool:
    return attempt.others or any(form.state == ContactState.PLANNED for form in attempt.given)


def _by_supervisor(state: State, attempt: Try, reading: Reading) -> bool:
    return state.contacts[attempt.form].role in reading.routes


# Read exactly: the guards whose answer follows from what the model knows.
READ: dict[str, Answer] = {
    "not_the_contacter": lambda _s, attempt, _r: attempt.own,
    "no_scenario": lambda state, _t, _r: state.drafted,
    "contacter_left_open": lambda _s, attempt, _r: all(
        form.state != ContactState.PLANNED for form in attempt.given
    ),
    "contacts_still_open": lambda state, _t, _r: all(
        form.state not in _WAITING for form in state.contacts
    ),
    "forms_outstanding": lambda state, _t, _r: all(
        form.state == ABSENT or form.state in SETTLED for form in state.contacts
    ),
    "not_handed_over_yet": lambda state, _t, _r: state.handed_over,
    "approver_is_the_author": lambda _s, attempt, _r: not attempt.same,
    "approved_already": lambda state, attempt, _r: _paper(state, attempt) != Paper.APPROVED,
    "check_not_met": lambda state, _t, reading: not state.red and follow_up_met(state, reading),
    "nothing_deviates": lambda state, _t, reading: state.red or not follow_up_met(state, reading),
    "check_without_deviation": _no_deviation_missing,
}
# Necessities that whoever gives the command can fulfil by giving another day, code or person.
ANSWERED = frozenset({
    "not_the_month_before", "material_unknown", "basis_unknown", "scenario_unknown",
    "day_part_unknown", "agent_planned", "not_a_contacter", "helper_without_reason",
    "own_team_planned", "assigned_twice", "attempt_reached_an_agent", "tried_in_the_future",
    "mark_not_0_or_1", "parameter_unknown", "zero_without_finding", "finding_without_zero",
    "returned_without_reason", "delivered_in_the_future", "scheduled_in_the_past",
    "clause_not_checked", "follow_up_of_another_clause", "window_outside_the_month",
})  # fmt: skip
# Necessities that lie with the world or with a stricter policy: nobody can promise them.
WORLDLY = frozenset({
    "performed_outside_the_month", "not_an_agent", "own_team_reached",
})  # fmt: skip
# A6 as the policy has it by default; where it blocks, a month short of samples can be cancelled.
BY_DEFAULT = frozenset({"shortfall_blocks"})

# Which of two rows is meant: exclusive, and exact.
PICKS: dict[str, Answer] = {
    "leaves_contacts_unassigned": lambda _s, attempt, _r: _stays_open(attempt),
    "assigns_every_contact": lambda _s, attempt, _r: not _stays_open(attempt),
    "goes_by_supervisor": _by_supervisor,
    "goes_straight": lambda state, attempt, reading: not _by_supervisor(state, attempt, reading),
}


def lets_pass(guard: Guard, state: State, attempt: Try, reading: Reading) -> bool:
    """Return whether a guard may let an attempt pass; one left to the world always may."""
    answer = READ.get(guard.name)
    return answer is None or answer(state, attempt, reading)


def is_sure(guard: Guard, state: State) -> bool:
    """Return whether a guard that may pass must pass, as bad as the world may be.

    An obligation is sure once a deviation was approved, a necessity when it is read exactly or
    can be answered by whoever gives the command.
    """
    if guard.name in READ:
        return True
    if guard.is_obligation:
        return state.papers.other == Paper.APPROVED
    return guard.name in ANSWERED or guard.name in BY_DEFAULT


def all_guards() -> dict[str, Guard]:
    """Return every guard that stands in a row, by name."""
    return {guard.name: guard for rows in TABLES.values() for row in rows for guard in row.guards}
