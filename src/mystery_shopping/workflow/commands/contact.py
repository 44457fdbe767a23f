"""Commands on one contact and its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import attrs

from mystery_shopping.model import Finding, Outcome
from mystery_shopping.values import Person, to_utc
from mystery_shopping.values._check import as_items, day, kind, whole, words
from mystery_shopping.workflow.commands._base import Command, Lifecycle


def _pairs(value: Mapping[str, str] | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return as_items(value.items() if isinstance(value, Mapping) else value, "reasons")


def _marks(
    value: Mapping[str, int | None] | tuple[tuple[str, int | None], ...],
) -> tuple[tuple[str, int | None], ...]:
    return as_items(value.items() if isinstance(value, Mapping) else value, "marks")


def _findings(items: Iterable[Finding]) -> tuple[Finding, ...]:
    return as_items(items, "findings")


def _tried(at: datetime) -> datetime:
    return to_utc(at, path="tried_at")


def _performed(at: datetime) -> datetime:
    return to_utc(at, path="performed_at")


@attrs.frozen
class ContactCommand(Command):
    """A command on the contact with that number."""

    lifecycle = Lifecycle.CONTACT
    contact: int = attrs.field(validator=whole(1))

    @property
    def number(self) -> int:
        """The number of the contact."""
        return self.contact


@attrs.frozen
class ReassignContact(ContactCommand):
    """Give a contact to somebody else, or another day or day part (5.2.2, 5.3.1)."""

    contacter: Person = attrs.field(validator=kind(Person))
    reason: str = attrs.field(validator=words)
    on: date | None = attrs.field(
        default=None, kw_only=True, validator=attrs.validators.optional(day)
    )
    day_part: str | None = attrs.field(default=None, kw_only=True)
    helper_reason: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class LogAttempt(ContactCommand):
    """Enter a line of F-32 that did not reach an agent (5.3.2)."""

    outcome: Outcome = attrs.field(validator=kind(Outcome))
    tried_at: datetime = attrs.field(converter=_tried)
    note: str = ""


@attrs.frozen
class PerformContact(ContactCommand):
    """Enter the line of F-32 that reached an agent (5.3.1, 5.3.2; A18)."""

    performed_at: datetime = attrs.field(converter=_performed)
    agent: Person = attrs.field(validator=kind(Person))
    note: str = ""


@attrs.frozen
class EvaluateContact(ContactCommand):
    """Fill F-31: every parameter 0 or 1, each 0 with a note and the right solution (5.3.3, 5.6.1).

    `marks` maps parameter codes to 0, 1, or `None` for not applicable where the policy allows it.
    """

    marks: tuple[tuple[str, int | None], ...] = attrs.field(converter=_marks)
    findings: tuple[Finding, ...] = attrs.field(default=(), converter=_findings)


@attrs.frozen
class SubmitForm(ContactCommand):
    """Hand the form in: a team leader's to the supervisor, others' to the QCA (5.3.4; A9)."""


@attrs.frozen
class ForwardForm(ContactCommand):
    """Pass a team leader's form on to the QCA (5.3.4)."""


@attrs.frozen
class ReturnForm(ContactCommand):
    """Send the form back with a reason for each parameter to look at again (5.3.3)."""

    reasons: tuple[tuple[str, str], ...] = attrs.field(converter=_pairs)


@attrs.frozen
class AcceptForm(ContactCommand):
    """Take the form over for the recap (5.3.4)."""


@attrs.frozen
class VoidContact(ContactCommand):
    """Take a contact out of the month, with the reason (5.3.2)."""

    reason: str = attrs.field(validator=words)
