"""Commands on the cycle as a whole, in the order of the month."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from mystery_shopping.model import (
    NewProduct,
    PlannedContact,
    ReasonRanking,
    Recommendation,
    ScenarioText,
)
from mystery_shopping.values import Person, Window
from mystery_shopping.values._check import as_items, kind, some, whole, words
from mystery_shopping.workflow.commands._base import Command


# One converter a type: a checker reads its signature, and infers none from `tuple` alone.
def _products(items: Iterable[NewProduct]) -> tuple[NewProduct, ...]:
    return as_items(items, "products")


def _codes(items: Iterable[str]) -> tuple[str, ...]:
    return (items,) if isinstance(items, str) else as_items(items, "codes")


def _contacts(items: Iterable[PlannedContact]) -> tuple[PlannedContact, ...]:
    return as_items(items, "contacts")


def _assignments(items: Iterable[Assignment]) -> tuple[Assignment, ...]:
    return as_items(items, "assignments")


def _recommendations(items: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    return as_items(items, "recommendations")


@attrs.frozen
class CollectReasons(Command):
    """Take in the ranked reasons for contact of month N-1 (5.1.1)."""

    ranking: ReasonRanking = attrs.field(validator=kind(ReasonRanking))


@attrs.frozen
class AddNewProducts(Command):
    """Take in new products or programmes as material (5.1.1, "atau")."""

    products: tuple[NewProduct, ...] = attrs.field(validator=some, converter=_products)


@attrs.frozen
class SelectMaterial(Command):
    """Choose the material by code; without codes, the largest reasons the policy asks for (5.1.2).

    `new_products` chooses the new products in place of the ranking.
    """

    codes: tuple[str, ...] = attrs.field(default=(), converter=_codes)
    new_products: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen
class DraftScenario(Command):
    """Write a scenario on the chosen material (5.2.1.1)."""

    text: ScenarioText = attrs.field(validator=kind(ScenarioText))


@attrs.frozen
class ReviseScenario(Command):
    """Write a scenario anew, as its next revision (5.2.1.1)."""

    scenario: int = attrs.field(validator=whole(1))
    text: ScenarioText = attrs.field(validator=kind(ScenarioText))


@attrs.frozen
class ApproveScenarios(Command):
    """Approve all scenarios of the month (5.2.1.1)."""


@attrs.frozen
class PlanContacts(Command):
    """Plan test contacts; once assigning is over, with their contacters (5.2.1.2, 5.2.1.3)."""

    contacts: tuple[PlannedContact, ...] = attrs.field(validator=some, converter=_contacts)


@attrs.frozen
class Assignment:
    """One planned contact given to one contacter; a helper comes with a reason (5.2.2)."""

    contact: int = attrs.field(validator=whole(1))
    contacter: Person = attrs.field(validator=kind(Person))
    helper_reason: str | None = None


@attrs.frozen
class AssignContacts(Command):
    """Give planned contacts to contacters, in one go or in parts (5.2.2).

    Contacts whose plan already names a contacter need no assignment of their own.
    """

    assignments: tuple[Assignment, ...] = attrs.field(default=(), converter=_assignments)


@attrs.frozen
class StartExecution(Command):
    """Let the contacters begin (5.3)."""


@attrs.frozen
class FinishExecution(Command):
    """End the contacts; from here on forms only travel (5.3.4)."""


@attrs.frozen
class Recapitulate(Command):
    """Freeze the figures of F-27 (5.3.4, 5.4.1)."""


@attrs.frozen
class NoteNonconformity(Command):
    """Note a nonconformity the QCA saw, with the right solution (5.6.2)."""

    contact: int = attrs.field(validator=whole(1))
    parameter: str = attrs.field(validator=words)
    note: str = attrs.field(validator=words)
    solution: str = attrs.field(validator=words)


@attrs.frozen
class PublishReport(Command):
    """Publish analysis and recommendations; opens the follow-ups 5.5 calls for (5.4.1)."""

    recommendations: tuple[Recommendation, ...] = attrs.field(converter=_recommendations)
    summary: str = ""


@attrs.frozen
class HandOverNonconformities(Command):
    """Hand the recap of nonconformities to the supervisor (5.6.2; A14)."""


@attrs.frozen
class PassOnNonconformities(Command):
    """Pass the nonconformities on to the team leaders (5.6.2; A14)."""


@attrs.frozen
class RecordDeviation(Command):
    """Record why a clause, or one follow-up, is not met, and what is done about it (A6, A15).

    `required` and `actual` are taken from the day's verdict when left empty.
    """

    clause: str = attrs.field(validator=words)
    reason: str = attrs.field(validator=words)
    corrective_action: str = attrs.field(validator=words)
    required: str = attrs.field(default="", kw_only=True)
    actual: str = attrs.field(default="", kw_only=True)
    follow_up: int | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class ApproveDeviation(Command):
    """Approve a recorded deviation; one for a follow-up waives it (A6, A15)."""

    deviation: int = attrs.field(validator=whole(1))


@attrs.frozen
class MoveWindow(Command):
    """Ask for week 1 or 2 to lie on other days of its month (A1)."""

    week: int = attrs.field(validator=whole(1, 2))
    window: Window = attrs.field(validator=kind(Window))
    reason: str = attrs.field(validator=words)


@attrs.frozen
class ApproveWindowMove(Command):
    """Approve a move; from now on the window lies there (A1)."""

    move: int = attrs.field(validator=whole(1))


@attrs.frozen
class Close(Command):
    """End the month with every check met (5.5)."""


@attrs.frozen
class CloseWithDeviations(Command):
    """End the month with an approved deviation for every check that is not met (A6)."""


@attrs.frozen
class Cancel(Command):
    """Give the cycle up; it never satisfies 4.2."""

    reason: str = attrs.field(validator=words)
