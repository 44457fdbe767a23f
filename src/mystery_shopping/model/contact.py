"""A test contact: planned, tried, performed, marked, and handed in step by step."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model.evaluation import Evaluation, FormReturn
from mystery_shopping.values import Person
from mystery_shopping.values._check import day, kind, whole, words


class ContactState(StrEnum):
    """Where a contact and its form are."""

    PLANNED = "planned"
    ASSIGNED = "assigned"
    PERFORMED = "performed"
    EVALUATED = "evaluated"
    WITH_SUPERVISOR = "with_supervisor"
    WITH_ANALYST = "with_analyst"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    VOIDED = "voided"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    ContactState.PLANNED: Text("direncanakan", "planned"),
    ContactState.ASSIGNED: Text("ditugaskan", "assigned"),
    ContactState.PERFORMED: Text("dilaksanakan", "performed"),
    ContactState.EVALUATED: Text("dinilai", "evaluated"),
    ContactState.WITH_SUPERVISOR: Text("di SPV", "with the supervisor"),
    ContactState.WITH_ANALYST: Text("di QCA", "with the analyst"),
    ContactState.RETURNED: Text("dikembalikan", "returned"),
    ContactState.ACCEPTED: Text("diterima", "accepted"),
    ContactState.VOIDED: Text("dibatalkan", "voided"),
}


class Outcome(StrEnum):
    """How an attempt to reach an agent ended; only `REACHED` performs the contact."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    ABANDONED = "abandoned"
    WRONG_QUEUE = "wrong_queue"
    RECOGNISED = "recognised"
    TECHNICAL = "technical"


@attrs.frozen(weakref_slot=False)
class Attempt:
    """One line of F-32: when somebody tried, and how it ended."""

    at: datetime
    outcome: Outcome
    note: str = ""


@attrs.frozen(weakref_slot=False)
class PlannedContact:
    """One contact of a plan: which scenario, on which day, in which day part, by whom.

    `team` aims the contact at one team's queue; `agent` is planned only where the policy says so
    (A18). A helper (supervisor, team leader) carries the reason for being asked.

    Source: W-10 5.2.1.2, 5.2.1.3, 5.2.2.
    """

    scenario: int = attrs.field(validator=whole(1))
    on: date = attrs.field(validator=day)
    day_part: str = attrs.field(validator=words)
    contacter: Person | None = attrs.field(
        default=None, validator=attrs.validators.optional(kind(Person))
    )
    helper_reason: str | None = None
    team: str | None = None
    agent: str | None = None


@attrs.frozen(weakref_slot=False)
class Contact:
    """One test contact of a cycle with its attempts, its forms and where they lie.

    `evaluations` holds every version of the form, oldest first; `returns` every correction asked
    for. `submitted_at` is when a form was first handed in, `received_at` and `accepted_at` when
    the latest one reached the QCA and was taken over; `passed_supervisor` whether it went by an
    SPV.
    """

    number: int
    plan: PlannedContact
    state: ContactState = ContactState.PLANNED
    attempts: tuple[Attempt, ...] = ()
    performed_at: datetime | None = None
    agent: Person | None = None
    evaluations: tuple[Evaluation, ...] = ()
    returns: tuple[FormReturn, ...] = ()
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    passed_supervisor: bool = False
    void_reason: str | None = None

    @property
    def contacter(self) -> Person | None:
        """Who performs the contact."""
        return self.plan.contacter

    @property
    def form(self) -> Evaluation | None:
        """The latest version of the form, `None` before it is filled."""
        return self.evaluations[-1] if self.evaluations else None
