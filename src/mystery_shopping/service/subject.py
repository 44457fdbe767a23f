"""What the log holds on one agent, for the agent who asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

import attrs

from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    Evaluation,
    Figure,
    Finding,
    FollowUp,
    FollowUpState,
    Measure,
    Scorecard,
    Trigger,
)
from mystery_shopping.service.program import Program
from mystery_shopping.workflow.events import FollowUpDelivered, FollowUpVerified

__all__ = ["AgentFollowUp", "AgentRecords", "AnsweredContact", "AnsweredForm", "agent_records"]


@attrs.frozen
class AnsweredForm:
    """One version of the form on a contact the agent answered.

    `marks` has one pair per parameter, in scorecard order: its code, and 1, 0, or `None` where it
    did not apply. `findings` has one entry per parameter marked 0.
    """

    version: int
    filled_at: datetime
    marks: tuple[tuple[str, int | None], ...]
    findings: tuple[Finding, ...]


@attrs.frozen
class AnsweredContact:
    """A test contact the agent answered, all versions of its form, and what the QCA noted on it."""

    cycle: str
    contact: int
    answered_at: datetime
    team: str | None
    state: ContactState
    forms: tuple[AnsweredForm, ...]
    nonconformities: tuple[Finding, ...]


@attrs.frozen
class AgentFollowUp:
    """A follow-up for the agent; `waiver` says why, where a deviation stands in its place."""

    cycle: str
    number: int
    contacts: tuple[int, ...]
    triggers: tuple[Trigger, ...]
    state: FollowUpState
    measure: Measure | None
    scheduled_for: date | None
    delivered_on: date | None
    notes: tuple[str, ...]
    waiver: str | None


@attrs.frozen
class AgentRecords:
    """Everything on one agent, cycle by cycle; `figures` are the agent's own lines of F-27."""

    agent: str
    contacts: tuple[AnsweredContact, ...]
    follow_ups: tuple[AgentFollowUp, ...]
    figures: tuple[tuple[str, Figure], ...]


def agent_records(program: Program, agent_id: str) -> AgentRecords:
    """Return what the program's log holds on an agent; empty when it holds nothing.

    Never the plan, the scenario, or who the contacter was (A18).

    Source: W-10 5.3, 5.5, 6; A18.
    """
    cycles = [program.cycle(name) for name in program.cycles()]
    return AgentRecords(
        agent_id,
        tuple(row for cycle in cycles for row in _contacts(cycle, agent_id)),
        tuple(row for cycle in cycles for row in _follow_ups(program, cycle, agent_id)),
        tuple((cycle.id, row) for cycle in cycles for row in _figures(cycle, agent_id)),
    )


def _contacts(cycle: Cycle, agent_id: str) -> Iterable[AnsweredContact]:
    for contact in cycle.contacts:
        agent, at = contact.agent, contact.performed_at
        if agent is not None and at is not None and agent.id == agent_id:
            forms = tuple(_form(cycle.scorecard, form) for form in contact.evaluations)
            noted = _noted(cycle, contact)
            yield AnsweredContact(
                cycle.id, contact.number, at, agent.team, contact.state, forms, noted
            )


def _form(card: Scorecard, form: Evaluation) -> AnsweredForm:
    marks = tuple(
        (code, None if form.skipped >> place & 1 else form.marks >> place & 1)
        for place, code in enumerate(card.codes)
    )
    return AnsweredForm(form.version, form.at, marks, form.findings)


def _noted(cycle: Cycle, contact: Contact) -> tuple[Finding, ...]:
    return tuple(
        Finding(row.parameter, row.note, row.solution)
        for row in cycle.nonconformities
        if row.contact == contact.number
    )


def _figures(cycle: Cycle, agent_id: str) -> Iterable[Figure]:
    return (row for row in cycle.recap.agents if row.key == agent_id) if cycle.recap else ()


def _follow_ups(program: Program, cycle: Cycle, agent_id: str) -> Iterable[AgentFollowUp]:
    found = [row for row in cycle.follow_ups if row.agent.id == agent_id]
    notes = _notes(program, cycle) if found else {}
    for row in found:
        yield AgentFollowUp(
            cycle=cycle.id,
            number=row.number,
            contacts=row.contacts,
            triggers=row.triggers,
            state=row.state,
            measure=row.measure,
            scheduled_for=row.scheduled_for,
            delivered_on=row.delivered_on,
            notes=tuple(notes.get(row.number, ())),
            waiver=_waiver(cycle, row),
        )


def _notes(program: Program, cycle: Cycle) -> Mapping[int, list[str]]:
    """Return the notes on each follow-up; the cycle keeps the last, the log keeps them all."""
    notes: dict[int, list[str]] = defaultdict(list)
    for entry in program.history(cycle.id):
        if isinstance(entry.event, (FollowUpDelivered, FollowUpVerified)) and entry.event.note:
            notes[entry.event.follow_up].append(entry.event.note)
    return notes


def _waiver(cycle: Cycle, follow_up: FollowUp) -> str | None:
    if follow_up.state is not FollowUpState.WAIVED:
        return None
    waiving = (row for row in cycle.deviations if row.follow_up == follow_up.number)
    return next((row.reason for row in waiving if row.is_approved), None)
