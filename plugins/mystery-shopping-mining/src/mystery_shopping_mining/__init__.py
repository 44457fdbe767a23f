"""The log of mystery shopping as process evidence: event logs, Petri nets, and the replay."""

from mystery_shopping_mining.net import Net, Transition, make_net
from mystery_shopping_mining.replay import Fitness, Run, replay, total
from mystery_shopping_mining.traces import Trace, TraceEvent, make_traces

__all__ = [
    "Fitness",
    "Net",
    "Run",
    "Trace",
    "TraceEvent",
    "Transition",
    "make_net",
    "make_traces",
    "replay",
    "total",
]
