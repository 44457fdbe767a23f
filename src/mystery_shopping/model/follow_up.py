"""A follow-up, form F-28: coaching or a small group discussion for an agent below the mark."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.values import Person


class FollowUpState(StrEnum):
    """Where a follow-up is."""

    OPENED = "opened"
    WITH_SUPERVISOR = "with_supervisor"
    WITH_TEAM_LEADER = "with_team_leader"
    SCHEDULED = "scheduled"
    DELIVERED = "delivered"
    VERIFIED = "verified"
    WAIVED = "waived"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    FollowUpState.OPENED: Text("dibuka", "opened"),
    FollowUpState.WITH_SUPERVISOR: Text("di SPV", "with the supervisor"),
    FollowUpState.WITH_TEAM_LEADER: Text("di TL", "with the team leader"),
    FollowUpState.SCHEDULED: Text("dijadwalkan", "scheduled"),
    FollowUpState.DELIVERED: Text("dilaksanakan", "delivered"),
    FollowUpState.VERIFIED: Text("diverifikasi", "verified"),
    FollowUpState.WAIVED: Text("dikecualikan", "waived"),
}


class Measure(StrEnum):
    """What the agent is given (5.5)."""

    COACHING = "coaching"
    SMALL_GROUP_DISCUSSION = "small_group_discussion"
    BOTH = "both"


class Trigger(StrEnum):
    """Why a form asks for a follow-up (5.5; A10)."""

    ZERO_ON_SOLUTION = "zero_on_solution"
    SERVICE_BELOW_TARGET = "service_below_target"

    @property
    def label(self) -> Text:
        """The trigger in words."""
        return _TRIGGER_LABELS[self]


_TRIGGER_LABELS = {
    Trigger.ZERO_ON_SOLUTION: Text("nol pada dimensi solusi", "zero on the solution dimension"),
    Trigger.SERVICE_BELOW_TARGET: Text(
        "proses & sikap di bawah target", "process & attitude below the target"
    ),
}


@attrs.frozen
class FollowUp:
    """What one agent's forms of the month call for; `contacts` are the forms that triggered it.

    Source: W-10 5.5 and form F-28; A10, A15.
    """

    number: int
    agent: Person
    contacts: tuple[int, ...]
    triggers: tuple[Trigger, ...]
    state: FollowUpState = FollowUpState.OPENED
    measure: Measure | None = None
    scheduled_for: date | None = None
    delivered_on: date | None = None
    note: str = ""
