"""Between which shares the true one likely lies, given the ones that were counted."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from statistics import NormalDist

import attrs

from mystery_shopping.statistics._binomial import chance_with_tail
from mystery_shopping.statistics._given import USUAL_CONFIDENCE, measured, one_tail, whole
from mystery_shopping.values import Share


@attrs.frozen
class Interval:
    """From `low` to `high`, both between 0 and 1, held with `confidence`.

    >>> Fraction(9, 10) in Interval(0.77, 0.96)
    True
    """

    low: float
    high: float
    confidence: float = USUAL_CONFIDENCE

    def __contains__(self, value: float | Fraction) -> bool:
        return self.low <= value <= self.high


def wilson(
    share: Share,
    *,
    confidence: float | Fraction = USUAL_CONFIDENCE,
    contact_count: int | None = None,
) -> Interval:
    """Return Wilson's score interval, the default: close to its confidence also for few trials.

    It takes the trials as independent. Several marks on one form are not: give the number of
    contacts they come from, and the interval is as wide as if each contact had one mark. That is
    the cautious end, right when the marks of a form all stand or fall together.

    Args:
        share: ones out of 1 to 10**9 trials.
        confidence: more than 0, less than 1.
        contact_count: how many contacts the marks come from; left out, each mark is its own.

    Raises:
        InvalidValue: for a share of nothing, counts that are not whole or not in order, or a
            confidence that is not between 0 and 1; its `path` names the argument.

    Source: Wilson 1927; Newcombe 1998, method 3.

    >>> narrow, wide = wilson(Share(36, 40)), wilson(Share(720, 800), contact_count=40)
    >>> f"{narrow.low:.6f} {narrow.high:.6f}", narrow == wide
    ('0.769482 0.960420', True)
    """
    counted = measured(share).count
    if contact_count is not None:
        counted = min(counted, whole(contact_count, "contact_count", least=1))
    return score_interval(share, counted, confidence=confidence)


def score_interval(
    share: Share, trials: Fraction | int, *, confidence: float | Fraction = USUAL_CONFIDENCE
) -> Interval:
    """Return Wilson's interval as if a share, checked before, came from so many `trials`.

    >>> score_interval(Share(9, 10), Fraction(40)) == wilson(Share(36, 40))
    True
    """
    z = -NormalDist().inv_cdf(one_tail(confidence))
    ones = float(trials * share.ones / share.count)
    zeros = float(trials * (share.count - share.ones) / share.count)
    count, seen = float(trials), share.ones / share.count
    root = z * sqrt(z * z + 4 * ones * zeros / count)
    # The product of both ends is known; dividing by it keeps the digits that subtracting loses.
    low = 2 * ones * ones / count / (2 * ones + z * z + root)
    high = (2 * ones + z * z + root) / (2 * (count + z * z))
    return Interval(min(low, seen), min(max(high, seen), 1.0), float(confidence))


def clopper_pearson(share: Share, *, confidence: float | Fraction = USUAL_CONFIDENCE) -> Interval:
    """Return the exact interval: it misses the true share at most as often as it says.

    Each end is the chance at which the binomial tail beyond the counted ones is half of what
    the confidence leaves, to about twelve digits of that end. Trials are taken as independent.

    Raises:
        InvalidValue: as `wilson` does.

    Source: Clopper and Pearson 1934.

    >>> exact = clopper_pearson(Share(36, 40))
    >>> f"{exact.low:.6f} {exact.high:.6f}"
    '0.763363 0.972075'
    """
    tail = one_tail(confidence)
    ones, count = measured(share).ones, share.count
    low = chance_with_tail(ones, count, tail=tail)[0] if ones else 0.0
    high = chance_with_tail(count - ones, count, tail=tail)[1] if ones < count else 1.0
    return Interval(low, high, float(confidence))
