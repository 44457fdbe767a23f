"""The program over a log."""

from mystery_shopping.service.clock import SystemClock
from mystery_shopping.service.history import HistoryEntry
from mystery_shopping.service.planning import propose_plan
from mystery_shopping.service.program import Program

__all__ = ["HistoryEntry", "Program", "SystemClock", "propose_plan"]
