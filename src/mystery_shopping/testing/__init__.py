"""The contracts that every plugin passes, as test classes for its author to run."""

from mystery_shopping.ports import CONTRACT
from mystery_shopping.testing._place import LogPlace, make_event, make_events
from mystery_shopping.testing._rules import Contract
from mystery_shopping.testing.log_contract import LogContract
from mystery_shopping.testing.log_races import LogRaceContract

__all__ = [
    "CONTRACT",
    "Contract",
    "LogContract",
    "LogPlace",
    "LogRaceContract",
    "make_event",
    "make_events",
]
