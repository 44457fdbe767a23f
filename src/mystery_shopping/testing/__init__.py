"""The contracts that every plugin passes, as test classes for its author to run."""

from mystery_shopping.ports import CONTRACT
from mystery_shopping.testing._book_place import BookkeepingPlace, make_deadline, make_delivery
from mystery_shopping.testing._channel_place import Arrival, ChannelPlace, make_message
from mystery_shopping.testing._place import LogPlace, make_event, make_events
from mystery_shopping.testing._rules import Contract
from mystery_shopping.testing.bookkeeping_contract import BookkeepingContract
from mystery_shopping.testing.bookkeeping_races import BookkeepingRaceContract
from mystery_shopping.testing.channel_contract import ChannelContract
from mystery_shopping.testing.log_contract import LogContract
from mystery_shopping.testing.log_races import LogRaceContract

__all__ = [
    "CONTRACT",
    "Arrival",
    "BookkeepingContract",
    "BookkeepingPlace",
    "BookkeepingRaceContract",
    "ChannelContract",
    "ChannelPlace",
    "Contract",
    "LogContract",
    "LogPlace",
    "LogRaceContract",
    "make_deadline",
    "make_delivery",
    "make_event",
    "make_events",
    "make_message",
]
