"""What can happen to one follow-up."""

from __future__ import annotations

from datetime import date

import attrs

from mystery_shopping.model import Measure
from mystery_shopping.workflow.events._base import Event


@attrs.frozen
class FollowUpHandedOver(Event):
    """The supervisor has the follow-up."""

    follow_up: int


@attrs.frozen
class FollowUpPassedOn(Event):
    """The team leader has the follow-up."""

    follow_up: int


@attrs.frozen
class FollowUpScheduled(Event):
    """Day and measure are set."""

    follow_up: int
    measure: Measure
    on: date


@attrs.frozen
class FollowUpDelivered(Event):
    """The agent was coached."""

    follow_up: int
    on: date
    note: str


@attrs.frozen
class FollowUpVerified(Event):
    """The coaching showed its effect."""

    follow_up: int
    note: str


@attrs.frozen
class FollowUpWaived(Event):
    """An approved deviation waives the follow-up."""

    follow_up: int
    deviation: int
