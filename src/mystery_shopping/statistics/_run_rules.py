"""The run rules: patterns of points that chance alone seldom makes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction


class Signal(StrEnum):
    """Why a point asks for a cause.

    The first two are of the point alone, the others of the run that it completes, all on one
    side of the centre line. Source: Western Electric 1956, *Statistical
    Quality Control Handbook*.
    """

    BEYOND_THREE_SIGMA = "beyond_three_sigma"
    BEYOND_EXACT_LIMITS = "beyond_exact_limits"
    TWO_OF_THREE_BEYOND_TWO_SIGMA = "two_of_three_beyond_two_sigma"
    FOUR_OF_FIVE_BEYOND_ONE_SIGMA = "four_of_five_beyond_one_sigma"
    EIGHT_IN_A_ROW = "eight_in_a_row"


# Of the last so many points, so many lie in this zone or further out, on one side.
_RULES = (
    (Signal.BEYOND_THREE_SIGMA, 1, 1, 4),
    (Signal.TWO_OF_THREE_BEYOND_TWO_SIGMA, 3, 2, 3),
    (Signal.FOUR_OF_FIVE_BEYOND_ONE_SIGMA, 5, 4, 2),
    (Signal.EIGHT_IN_A_ROW, 8, 8, 1),
)
_LONGEST = max(last for _, last, _, _ in _RULES)


def zone(gap: Fraction, variance: Fraction) -> int:
    """Return the zone of a point, signed by its side: 1 up to one sigma, 4 beyond three.

    A point on the centre line is in zone 0, of no side; one on a line between two zones in the
    inner one. Squares are compared, exactly.
    """
    if not gap:
        return 0
    square = gap * gap
    outer = 1 + sum(square > sigmas * sigmas * variance for sigmas in (1, 2, 3))
    return outer if gap > 0 else -outer


def signals(zones: Sequence[int]) -> list[frozenset[Signal]]:
    """Return the signals of each point, given the zones of the points in their order."""
    return [_signals(zones[max(0, end - _LONGEST) : end]) for end in range(1, len(zones) + 1)]


def _signals(zones: Sequence[int]) -> frozenset[Signal]:
    side = 1 if zones[-1] > 0 else -1
    return frozenset(
        signal
        for signal, last, least, outer in _RULES
        if side * zones[-1] >= outer
        and sum(side * zone >= outer for zone in zones[-last:]) >= least
    )
