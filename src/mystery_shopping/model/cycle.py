"""The cycle: one unit's month of mystery shopping, as the fold of its events."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import attrs

from mystery_shopping.errors import NotFound, Text
from mystery_shopping.model.contact import Contact, ContactState
from mystery_shopping.model.deviation import Deviation, WindowMove
from mystery_shopping.model.evaluation import Nonconformity
from mystery_shopping.model.follow_up import FollowUp
from mystery_shopping.model.material import Material, NewProduct, ReasonRanking
from mystery_shopping.model.policy import Policy
from mystery_shopping.model.recap import Recap, Report
from mystery_shopping.model.scenario import Scenario
from mystery_shopping.model.scorecard import Scorecard
from mystery_shopping.values import Period, Person, Vector, Weeks

_T = TypeVar("_T")


class CycleState(StrEnum):
    """How far the month is."""

    OPENED = "opened"
    MATERIAL_SELECTED = "material_selected"
    SCENARIOS_READY = "scenarios_ready"
    ASSIGNED = "assigned"
    EXECUTING = "executing"
    COLLECTING = "collecting"
    RECAPITULATED = "recapitulated"
    REPORTED = "reported"
    CLOSED = "closed"
    CLOSED_WITH_DEVIATIONS = "closed_with_deviations"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more can happen."""
        return self in _FINAL

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


_FINAL = frozenset({CycleState.CLOSED, CycleState.CLOSED_WITH_DEVIATIONS, CycleState.CANCELLED})
_LABELS = {
    CycleState.OPENED: Text("dibuka", "opened"),
    CycleState.MATERIAL_SELECTED: Text("bahan ditentukan", "material selected"),
    CycleState.SCENARIOS_READY: Text("skenario siap", "scenarios ready"),
    CycleState.ASSIGNED: Text("ditugaskan", "assigned"),
    CycleState.EXECUTING: Text("pelaksanaan", "executing"),
    CycleState.COLLECTING: Text("pengumpulan form", "collecting forms"),
    CycleState.RECAPITULATED: Text("direkap", "recapitulated"),
    CycleState.REPORTED: Text("dilaporkan", "reported"),
    CycleState.CLOSED: Text("ditutup", "closed"),
    CycleState.CLOSED_WITH_DEVIATIONS: Text("ditutup dengan deviasi", "closed with deviations"),
    CycleState.CANCELLED: Text("dibatalkan", "cancelled"),
}


@attrs.frozen
class Step:
    """Something done once for the whole cycle: what, by whom, when, and at which version."""

    name: str
    by: Person
    at: datetime
    version: int


@attrs.frozen
class Cycle:
    """One month of one unit.

    Contacts, follow-ups and scenarios are numbered from 1 and kept in that order.
    `contact_counts` has one entry per `ContactState`, in its order. `version` is the number of
    events folded. `nonconformities` are the QCA's own notes beside the forms' findings.
    """

    id: str
    unit: str
    period: Period
    policy: Policy
    scorecard: Scorecard
    weeks: Weeks
    state: CycleState = CycleState.OPENED
    version: int = 0
    last_at: datetime | None = None
    steps: tuple[Step, ...] = ()
    ranking: ReasonRanking | None = None
    new_products: tuple[NewProduct, ...] = ()
    material: Material | None = None
    scenarios: Vector[Scenario] = attrs.field(factory=Vector)
    contacts: Vector[Contact] = attrs.field(factory=Vector)
    contact_counts: tuple[int, ...] = (0,) * len(ContactState)
    nonconformities: Vector[Nonconformity] = attrs.field(factory=Vector)
    recap: Recap | None = None
    report: Report | None = None
    follow_ups: Vector[FollowUp] = attrs.field(factory=Vector)
    deviations: Vector[Deviation] = attrs.field(factory=Vector)
    window_moves: Vector[WindowMove] = attrs.field(factory=Vector)
    end_reason: str | None = None

    def contact(self, number: int) -> Contact:
        """Return contact `number`.

        Raises:
            NotFound: when the cycle has no such contact.
        """
        return _numbered("contact", self.contacts, number)

    def scenario(self, number: int) -> Scenario:
        """Return scenario `number`, or raise `NotFound`."""
        return _numbered("scenario", self.scenarios, number)

    def follow_up(self, number: int) -> FollowUp:
        """Return follow-up `number`, or raise `NotFound`."""
        return _numbered("follow-up", self.follow_ups, number)

    def deviation(self, number: int) -> Deviation:
        """Return deviation `number`, or raise `NotFound`."""
        return _numbered("deviation", self.deviations, number)

    def window_move(self, number: int) -> WindowMove:
        """Return window move `number`, or raise `NotFound`."""
        return _numbered("window move", self.window_moves, number)

    def count(self, *states: ContactState) -> int:
        """Return how many contacts are in one of `states`."""
        return sum(self.contact_counts[_PLACES[state]] for state in states)

    def find_step(self, name: str) -> Step | None:
        """Return the last step of that name, `None` when it was not done."""
        return next((step for step in reversed(self.steps) if step.name == name), None)

    def find_deviation(self, clause: str) -> Deviation | None:
        """Return an approved deviation from `clause` as a whole, `None` without one."""
        for row in self.deviations:
            if row.clause == clause and row.follow_up is None and row.is_approved:
                return row
        return None


_PLACES = {state: place for place, state in enumerate(ContactState)}


def _numbered(kind: str, items: Vector[_T], number: int) -> _T:
    if type(number) is not int or not 1 <= number <= len(items):
        raise NotFound(kind=kind, key=number, known=(f"1..{len(items)}",) if items else ())
    return items[number - 1]
