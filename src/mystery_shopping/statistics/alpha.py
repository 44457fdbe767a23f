"""Krippendorff's alpha: agreement of any raters with any ratings missing, at three levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import isfinite

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.statistics._ratings import Row, read
from mystery_shopping.statistics.agreement import (
    NOTHING_TWICE,
    ONE_CATEGORY,
    Agreement,
    Coefficient,
)

Pair = tuple[Hashable, Hashable]
Distance = Callable[[Hashable, Hashable], Fraction | int]


class Level(StrEnum):
    """What the ratings are: names, numbers in an order, or numbers with distances."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def krippendorff_alpha(rows: Iterable[Row], *, level: Level | str = Level.NOMINAL) -> Agreement:
    """Return Krippendorff's alpha, exactly.

    Args:
        rows: units, with one rating by each rater; `None` is a missing rating. Units with fewer
            than two ratings are left out.
        level: how far apart two ratings are; an order or a distance needs numbers.

    Raises:
        InvalidValue: for a row that is no list, a rating that cannot be compared, an unknown
            level, or a rating that is no number where one is needed.

    Source: Krippendorff 2011, *Computing Krippendorff's alpha-reliability*.

    >>> krippendorff_alpha([(1, 1), (1, 0), (0, 0), (0, None)]).value
    Fraction(4, 9)
    >>> krippendorff_alpha([(1, 1), (1, 1)]).reason.en.partition(",")[0]
    'everybody gave the same value everywhere'
    """
    kind = _level(level)
    units = _comparable(rows, kind)
    values = Counter(rating for unit in units for rating in unit.elements())
    distance = _distance(kind, values)
    expected = sum(
        values[one] * values[other] * distance(one, other) for one, other in combinations(values, 2)
    )
    value, reason = None, ONE_CATEGORY if units else NOTHING_TWICE
    if expected:
        observed = sum(n * distance(*pair) for pair, n in _coincidences(units).items())
        value = 1 - (values.total() - 1) * Fraction(observed) / expected
    return Agreement(
        coefficient=Coefficient.KRIPPENDORFF,
        value=value,
        unit_count=len(units),
        reason=reason if value is None else None,
    )


def _level(level: Level | str) -> Level:
    try:
        return Level(level)
    except ValueError as error:
        wanted = ", ".join(Level)
        raise InvalidValue(path="level", required=wanted, actual=level) from error


def _comparable(rows: Iterable[Row], level: Level) -> list[Counter[Hashable]]:
    units = []
    for place, row in enumerate(read(rows)):
        ratings = {rater: rating for rater, rating in enumerate(row) if rating is not None}
        if level is not Level.NOMINAL:
            ratings = {at: _number(r, f"rows[{place}][{at}]") for at, r in ratings.items()}
        if len(ratings) > 1:
            units.append(Counter(ratings.values()))
    return units


def _number(rating: Hashable, path: str) -> Fraction:
    numbers = (int, Fraction, Decimal, float)
    if isinstance(rating, numbers) and not isinstance(rating, bool) and isfinite(rating):
        return Fraction(rating)
    raise InvalidValue(path=path, required=Text("bilangan", "a number"), actual=rating)


def _coincidences(units: list[Counter[Hashable]]) -> dict[Pair, Fraction]:
    """Return how often two unequal ratings met in a unit, each unordered pair weighed 1/(m − 1)."""
    met: dict[int, Counter[Pair]] = {}
    for unit in units:
        pairs = met.setdefault(unit.total() - 1, Counter())
        for one, other in combinations(unit, 2):
            pairs[one, other] += unit[one] * unit[other]
    total: dict[Pair, Fraction] = {}
    for others, pairs in met.items():
        for pair, count in pairs.items():
            total[pair] = total.get(pair, Fraction(0)) + Fraction(count, others)
    return total


def _distance(level: Level, values: Counter[Hashable]) -> Distance:
    if level is Level.NOMINAL:
        return lambda _one, _other: 1
    place: dict[Hashable, Fraction] = {}
    below = 0
    for value in sorted(value for value in values if isinstance(value, Fraction)):
        # An ordinal value stands in the middle of the ratings that share it.
        place[value] = below + Fraction(values[value], 2) if level is Level.ORDINAL else value
        below += values[value]
    return lambda one, other: (place[one] - place[other]) ** 2
