"""Tails of the binomial distribution to about fourteen digits, also far out and of many trials."""

from __future__ import annotations

from fractions import Fraction
from math import exp, expm1, factorial, floor, log, pi, sqrt
from statistics import NormalDist

# ln(n!) less Stirling's formula: looked up below 16, five terms of its series above.
_SMALL = tuple(
    log(factorial(n)) - (n + 0.5) * log(n) + n - 0.5 * log(2 * pi) if n else 0.0 for n in range(16)
)
_SERIES = (1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188)
_SETTLED = 1e-9  # Newton's method squares the error: the step after this one changes nothing
_MOST_STEPS = 100


def chance_with_tail(ones: int, count: int, *, tail: float) -> tuple[float, float]:
    """Return the chance p, and 1 − p, for which `ones` or more of `count` have the chance `tail`.

    `ones` is at least 1. Newton's method on the logarithm of the tail over the log odds: that
    function is concave and rises, so that every start leads to its root.
    """
    if ones == count:
        each = log(tail) / count
        return exp(each), -expm1(each)
    odds = _start(ones, count, NormalDist().inv_cdf(tail))
    for _ in range(_MOST_STEPS):  # pragma: no branch - it settles in less than ten
        p, q = _logistic(odds)
        total = _tail_over_mass(ones, count, p / q)
        gap = _log_mass(ones, count, p=p, q=q) + log(total) - log(tail)
        step = gap * total / (ones * q)
        odds -= step
        if abs(step) < _SETTLED:
            break
    return _logistic(odds)


def plausible_counts(count: int, chance: Fraction, *, tail: float) -> tuple[int, int]:
    """Return the least and the most ones of `count` whose own tail still has the chance `tail`."""
    return count - _most(count, 1 - chance, tail), _most(count, chance, tail)


def _most(count: int, chance: Fraction, tail: float) -> int:
    if not chance:
        return 0
    p, q = float(chance), float(1 - chance)
    # Half of the chance lies at or above the whole part of the mean: it is always plausible.
    inside, outside = floor(count * chance), count + 1
    while outside - inside > 1:
        ones = (inside + outside) // 2
        mass = _log_mass(ones, count, p=p, q=q)
        if mass + log(_tail_over_mass(ones, count, p / q)) >= log(tail):
            inside = ones
        else:
            outside = ones
    return inside


def _tail_over_mass(ones: int, count: int, odds: float) -> float:
    """Sum P(`ones` or more) / P(`ones`): the terms shrink, since `ones` lies above the mean."""
    total = term = 1.0
    left, next_one = count - ones, ones + 1
    while left:
        term *= left / next_one * odds
        total += term
        if term < total * 1e-17:
            break
        left, next_one = left - 1, next_one + 1
    return total


def _log_mass(ones: int, count: int, *, p: float, q: float) -> float:
    """Return ln P(exactly `ones`), at least 1, by Loader's saddle-point formula (Loader 2000)."""
    zeros = count - ones
    if not zeros:
        return count * log(p)
    stirling = _stirling(count) - _stirling(ones) - _stirling(zeros)
    deviance = _deviance(ones, count * p) + _deviance(zeros, count * q)
    return stirling - deviance + 0.5 * log(count / (2 * pi * ones * zeros))


def _stirling(n: int) -> float:
    if n < len(_SMALL):
        return _SMALL[n]
    total, square = 0.0, n * n
    for term in reversed(_SERIES):
        total = term - total / square
    return total / n


def _deviance(seen: int, mean: float) -> float:
    """Return seen·ln(seen / mean) + mean − seen, without cancellation where the two are near."""
    gap = seen - mean
    if abs(gap) > 0.1 * (seen + mean):
        return seen * log(seen / mean) - gap
    ratio = gap / (seen + mean)
    total, term, square, odd = gap * ratio, 2 * seen * ratio, ratio * ratio, 1
    while True:
        term, odd = term * square, odd + 2
        longer = total + term / odd
        if longer == total:
            return total
        total = longer


def _start(ones: int, count: int, z: float) -> float:
    """Return the log odds of the lower end of Wilson's interval, which is near and below."""
    zeros = count - ones
    root = abs(z) * sqrt(z * z + 4 * ones * zeros / count)
    low = 2 * ones * ones / count
    high = 2 * zeros + z * z + root
    return log(low / (2 * ones + z * z + root)) - log(high / (2 * (count + z * z)))


def _logistic(odds: float) -> tuple[float, float]:
    return 1 / (1 + exp(-odds)), 1 / (1 + exp(odds))
