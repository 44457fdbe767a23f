"""Every condition a command can meet, one module per part of the month."""

from mystery_shopping.workflow.guards._guard import Gap, Guard
from mystery_shopping.workflow.guards.always import CLOCK_SKEW

__all__ = ["CLOCK_SKEW", "Gap", "Guard"]
