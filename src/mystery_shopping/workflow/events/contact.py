"""What can happen to one contact and its form."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from mystery_shopping.model import ContactState, Finding, Outcome
from mystery_shopping.values import Person
from mystery_shopping.workflow.events._base import Event


@attrs.frozen
class ContactReassigned(Event):
    """The contact has another contacter, day or day part."""

    contact: int
    contacter: Person
    on: date
    day_part: str
    helper_reason: str | None
    reason: str


@attrs.frozen
class AttemptLogged(Event):
    """Somebody tried and reached no agent."""

    contact: int
    outcome: Outcome
    tried_at: datetime
    note: str


@attrs.frozen
class ContactPerformed(Event):
    """An agent was reached."""

    contact: int
    performed_at: datetime
    agent: Person
    note: str


@attrs.frozen
class ContactEvaluated(Event):
    """The form was filled, or filled again; bits follow the scorecard, the first lowest."""

    contact: int
    marks: int
    skipped: int
    findings: tuple[Finding, ...]


@attrs.frozen
class FormSubmitted(Event):
    """The form left the contacter for the supervisor or the QCA."""

    contact: int
    to: ContactState


@attrs.frozen
class FormForwarded(Event):
    """The supervisor passed the form on to the QCA."""

    contact: int


@attrs.frozen
class FormReturned(Event):
    """The form went back to the contacter, with a reason per parameter."""

    contact: int
    reasons: tuple[tuple[str, str], ...]


@attrs.frozen
class FormAccepted(Event):
    """The QCA took the form over."""

    contact: int


@attrs.frozen
class ContactVoided(Event):
    """The contact counts no more."""

    contact: int
    reason: str
