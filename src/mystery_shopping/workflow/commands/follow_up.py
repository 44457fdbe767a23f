"""Commands on one follow-up."""

from __future__ import annotations

from datetime import date

import attrs

from mystery_shopping.model import Measure
from mystery_shopping.values._check import day, kind, whole
from mystery_shopping.workflow.commands._base import Command, Lifecycle


@attrs.frozen
class FollowUpCommand(Command):
    """A command on the follow-up with that number."""

    lifecycle = Lifecycle.FOLLOW_UP
    follow_up: int = attrs.field(validator=whole(1))

    @property
    def number(self) -> int:
        """The number of the follow-up."""
        return self.follow_up


@attrs.frozen
class HandOverFollowUp(FollowUpCommand):
    """Hand a follow-up to the supervisor (5.5, 5.6.2)."""


@attrs.frozen
class PassOnFollowUp(FollowUpCommand):
    """Pass a follow-up on to the team leader (5.6.2)."""


@attrs.frozen
class ScheduleFollowUp(FollowUpCommand):
    """Set the day and the measure: coaching, small group discussion or both (5.5)."""

    measure: Measure = attrs.field(validator=kind(Measure))
    on: date = attrs.field(validator=day)


@attrs.frozen
class DeliverFollowUp(FollowUpCommand):
    """Record that the agent was coached, on which day and what was agreed (5.5)."""

    on: date = attrs.field(validator=day)
    note: str = ""


@attrs.frozen
class VerifyFollowUp(FollowUpCommand):
    """Record that the coaching showed its effect (5.5; A15)."""

    note: str = ""
