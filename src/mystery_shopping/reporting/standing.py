"""How a figure stands to the target: below it, above it, or above it but not surely."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from mystery_shopping.reporting.lines import Line


class Standing(StrEnum):
    """How a share and its interval stand to the target."""

    ABOVE = "above"
    UNSURE = "unsure"
    BELOW = "below"
    UNKNOWN = "unknown"


def standing_of(line: Line, target: Fraction) -> Standing:
    """Return how a line stands: `UNSURE` when its share is not below, but the true one may be.

    The share is held against the target exactly, as in 5.5; at the target is not below it.
    """
    if line.interval is None:
        return Standing.UNKNOWN
    if line.share.is_below(target):
        return Standing.BELOW
    return Standing.UNSURE if line.interval.low < target else Standing.ABOVE
