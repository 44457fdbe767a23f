"""Every error of the library: misuse, refusal, and what a port reports."""

from mystery_shopping.errors._base import Misuse, MysteryShoppingError, PortError, Refusal
from mystery_shopping.errors._misuse import InvalidInput, InvalidValue, NaiveDatetime, NotFound
from mystery_shopping.errors._port import (
    ChainBroken,
    ChannelFailure,
    Conflict,
    LogBusy,
    LogFailure,
    LogUnusable,
    PermanentFailure,
    SchemeClaimedTwice,
    TooManyConflicts,
    TransientFailure,
    UnknownEvent,
    UnknownScheme,
)
from mystery_shopping.errors._refusal import (
    CommandRefused,
    CycleAlreadyOpen,
    PlanImpossible,
    Unmet,
    Wording,
    tell_unmet,
)
from mystery_shopping.errors._text import LANGUAGES, Text, as_text, join, same

__all__ = [
    "LANGUAGES",
    "ChainBroken",
    "ChannelFailure",
    "CommandRefused",
    "Conflict",
    "CycleAlreadyOpen",
    "InvalidInput",
    "InvalidValue",
    "LogBusy",
    "LogFailure",
    "LogUnusable",
    "Misuse",
    "MysteryShoppingError",
    "NaiveDatetime",
    "NotFound",
    "PermanentFailure",
    "PlanImpossible",
    "PortError",
    "Refusal",
    "SchemeClaimedTwice",
    "Text",
    "TooManyConflicts",
    "TransientFailure",
    "UnknownEvent",
    "UnknownScheme",
    "Unmet",
    "Wording",
    "as_text",
    "join",
    "same",
    "tell_unmet",
]
