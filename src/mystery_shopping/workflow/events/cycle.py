"""What can happen to the cycle as a whole, in the order of the month."""

from __future__ import annotations

from datetime import date

import attrs

from mystery_shopping.model import (
    FollowUp,
    Material,
    NewProduct,
    Nonconformity,
    PlannedContact,
    Policy,
    ReasonRanking,
    Recap,
    Report,
    ScenarioText,
    Scorecard,
)
from mystery_shopping.values import Period, Window
from mystery_shopping.workflow.commands import Assignment
from mystery_shopping.workflow.events._base import Event


@attrs.frozen
class CycleOpened(Event):
    """A unit's month began, its policy and scorecard pinned."""

    cycle: str
    unit: str
    period: Period
    policy: Policy
    scorecard: Scorecard


@attrs.frozen
class ReasonsCollected(Event):
    """The reasons for contact of month N-1 are in."""

    ranking: ReasonRanking


@attrs.frozen
class NewProductsAdded(Event):
    """New products are in as material."""

    products: tuple[NewProduct, ...]


@attrs.frozen
class MaterialSelected(Event):
    """The material is chosen."""

    material: Material


@attrs.frozen
class ScenarioDrafted(Event):
    """A scenario was written, on that day of the site."""

    scenario: int
    text: ScenarioText
    on: date


@attrs.frozen
class ScenarioRevised(Event):
    """A scenario was written anew, on that day of the site."""

    scenario: int
    revision: int
    text: ScenarioText
    on: date


@attrs.frozen
class ScenariosApproved(Event):
    """The scenarios of the month stand."""


@attrs.frozen
class ContactsPlanned(Event):
    """Contacts were planned, numbered on from `first`."""

    first: int
    contacts: tuple[PlannedContact, ...]


@attrs.frozen
class ContactsAssigned(Event):
    """Contacts were given to contacters; `complete` when none is left without."""

    assignments: tuple[Assignment, ...]
    complete: bool


@attrs.frozen
class ExecutionStarted(Event):
    """The contacters may begin."""


@attrs.frozen
class ExecutionFinished(Event):
    """The contacts are done, forms only travel."""


@attrs.frozen
class CycleRecapitulated(Event):
    """The figures of F-27 are frozen."""

    recap: Recap


@attrs.frozen
class NonconformityNoted(Event):
    """The QCA noted a nonconformity."""

    nonconformity: Nonconformity


@attrs.frozen
class ReportPublished(Event):
    """Analysis and recommendations are out."""

    report: Report


@attrs.frozen
class FollowUpsOpened(Event):
    """The follow-ups that 5.5 calls for."""

    follow_ups: tuple[FollowUp, ...]


@attrs.frozen
class NonconformitiesHandedOver(Event):
    """The supervisor has the nonconformities."""


@attrs.frozen
class NonconformitiesPassedOn(Event):
    """The team leaders have the nonconformities."""


@attrs.frozen
class DeviationRecorded(Event):
    """A clause or a follow-up is not met, with the reason and what is done about it."""

    deviation: int
    clause: str
    required: str
    actual: str
    reason: str
    corrective_action: str
    follow_up: int | None


@attrs.frozen
class DeviationApproved(Event):
    """A deviation was approved."""

    deviation: int


@attrs.frozen
class WindowMoveRequested(Event):
    """Somebody asked for a week to lie on other days."""

    move: int
    week: int
    window: Window
    reason: str


@attrs.frozen
class WindowMoved(Event):
    """The move was approved: the week lies on other days."""

    move: int


@attrs.frozen
class CycleClosed(Event):
    """The month ended with every check met."""


@attrs.frozen
class CycleClosedWithDeviations(Event):
    """The month ended with approved deviations."""


@attrs.frozen
class CycleCancelled(Event):
    """The month was given up."""

    reason: str
