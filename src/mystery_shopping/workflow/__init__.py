"""The month at work: commands decided by three tables into events, events folded into a cycle."""

from mystery_shopping.workflow.decide import Allowed, allowed, check, decide
from mystery_shopping.workflow.evolve import EVENTS, evolve, fold

__all__ = ["EVENTS", "Allowed", "allowed", "check", "decide", "evolve", "fold"]
