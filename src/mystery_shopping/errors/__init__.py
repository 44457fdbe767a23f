"""Every error of the library: misuse, refusal, and what a port reports."""

from mystery_shopping.errors._base import Misuse, MysteryShoppingError, PortError, Refusal
from mystery_shopping.errors._misuse import InvalidInput, InvalidValue, NaiveDatetime, NotFound
from mystery_shopping.errors._port import (
    ChainBroken,
    Conflict,
    LogBusy,
    LogFailure,
    LogUnusable,
    SchemeClaimedTwice,
    TooManyConflicts,
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
    "PlanImpossible",
    "PortError",
    "Refusal",
    "SchemeClaimedTwice",
    "Text",
    "TooManyConflicts",
    "UnknownEvent",
    "UnknownScheme",
    "Unmet",
    "Wording",
    "as_text",
    "join",
    "same",
    "tell_unmet",
]
