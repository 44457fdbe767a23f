"""A cycle looked at on one day: what the checks and the missing-list count from, counted once."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

import attrs

from mystery_shopping.errors import Text, as_text
from mystery_shopping.model import Contact, ContactState, Cycle, CycleState
from mystery_shopping.rules.coverage import count_by_day_part
from mystery_shopping.rules.samples import (
    PERFORMED_STATES,
    is_inside_week_2,
    is_sample,
    may_count,
    today_of,
)
from mystery_shopping.values import Window


class Status(StrEnum):
    """How a clause stands. A deviation never turns a red one green."""

    MET = "met"
    NOT_MET = "not_met"
    DEVIATED = "deviated"
    PENDING = "pending"
    UNVERIFIABLE = "unverifiable"

    @property
    def label(self) -> Text:
        """The status in words."""
        return _LABELS[self]


_LABELS = {
    Status.MET: Text("terpenuhi", "met"),
    Status.NOT_MET: Text("tidak terpenuhi", "not met"),
    Status.DEVIATED: Text("deviasi disetujui", "deviated"),
    Status.PENDING: Text("belum jatuh tempo", "pending"),
    Status.UNVERIFIABLE: Text("tidak dapat dibuktikan", "unverifiable"),
}

_ORDER = {state: place for place, state in enumerate(CycleState)}


@attrs.frozen
class Judgement:
    """What one check found: the status, what was required, what is, and where it is shown."""

    status: Status
    required: Text = attrs.field(converter=as_text)
    actual: Text = attrs.field(converter=as_text)
    evidence: tuple[str, ...] = ()


class View:
    """One cycle on one day, with everything the checks share computed at most once."""

    def __init__(self, cycle: Cycle, as_of: datetime) -> None:
        self.cycle = cycle
        self.today = today_of(cycle.policy, as_of)

    @cached_property
    def live(self) -> tuple[Contact, ...]:
        """The contacts that are not voided."""
        return tuple(c for c in self.cycle.contacts if c.state is not ContactState.VOIDED)

    @cached_property
    def performed(self) -> tuple[Contact, ...]:
        """The contacts that reached an agent and are not voided."""
        return tuple(c for c in self.live if c.state in PERFORMED_STATES)

    @cached_property
    def samples(self) -> tuple[Contact, ...]:
        """The contacts that count (A5)."""
        return tuple(c for c in self.performed if is_sample(self.cycle, c))

    @cached_property
    def inside(self) -> tuple[Contact, ...]:
        """The samples made inside week II."""
        return tuple(c for c in self.samples if is_inside_week_2(self.cycle, c))

    @cached_property
    def per_day_part(self) -> Counter[str]:
        """The samples inside week II by day part."""
        return count_by_day_part(self.cycle, self.samples)

    @cached_property
    def candidates(self) -> tuple[Contact, ...]:
        """The contacts that count, or still may once their forms are accepted."""
        return tuple(c for c in self.performed if may_count(self.cycle, c))

    def may_cover(self, needed: dict[str, int]) -> bool:
        """Return whether the candidates cover the day parts once their forms are accepted."""
        counts = count_by_day_part(self.cycle, self.candidates)
        return all(counts[code] >= least for code, least in needed.items())

    @property
    def has_ended(self) -> bool:
        """Whether nothing more can happen."""
        return self.cycle.state.is_final

    @property
    def forms_are_in(self) -> bool:
        """Whether every contact is accepted or voided, and no further one can come."""
        return (
            self.has_ended
            or self.is_past(CycleState.COLLECTING)
            or (
                self.cycle.state is CycleState.COLLECTING
                and all(c.state is ContactState.ACCEPTED for c in self.live)
            )
        )

    def is_past(self, state: CycleState) -> bool:
        """Return whether the cycle has got further than `state`, or has ended."""
        return _ORDER[self.cycle.state] > _ORDER[state]

    def is_over(self, window: Window | date) -> bool:
        """Return whether the last day of a window, or a day, has gone by."""
        return self.today > (window.last if isinstance(window, Window) else window)

    def step(self, *names: str) -> tuple[str, ...]:
        """Return the evidence ids of the steps of those names that were done."""
        found = (self.cycle.find_step(name) for name in names)
        return tuple(f"{self.cycle.id}@{step.version}" for step in found if step)

    def contacts(self, contacts: tuple[Contact, ...]) -> tuple[str, ...]:
        """Return the evidence ids of contacts."""
        return tuple(f"{self.cycle.id}#contact-{contact.number}" for contact in contacts)

    def judge(
        self,
        met: bool,  # noqa: FBT001 - every check ends in this one call
        *,
        due: bool,
        required: object,
        actual: object,
        evidence: tuple[str, ...] = (),
    ) -> Judgement:
        """Return MET when `met`, else NOT_MET when `due` or the cycle has ended, else PENDING."""
        red = Status.NOT_MET if due or self.has_ended else Status.PENDING
        return Judgement(Status.MET if met else red, required, actual, evidence)

    def unshown(self, required: object) -> Judgement:
        """Return PENDING while nothing was done that could show it, UNVERIFIABLE at the end."""
        status = Status.UNVERIFIABLE if self.forms_are_in else Status.PENDING
        return Judgement(status, required, Text("belum ada kontak", "no contacts"))
