"""Ratings as people hand them in, checked, and the counts that every coefficient is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.statistics._given import whole

Row = Sequence[Hashable]  # one unit: a rating by each rater, `None` where there is none


@attrs.frozen
class Counts:
    """Ratings of units, gathered by how many raters a unit had, so that sums stay whole numbers.

    `units`, `agreeing` (ordered pairs of equal ratings within a unit) and `categories` (how often
    each category was given) are by the number of ratings of the unit.
    """

    units: Counter[int]
    agreeing: Counter[int]
    categories: dict[int, Counter[Hashable]]

    @property
    def known(self) -> set[Hashable]:
        """Every category that was given at least once."""
        return {category for counter in self.categories.values() for category in counter}

    def observed(self) -> Fraction | None:
        """Return the mean share of agreeing pairs over the units with two ratings or more."""
        twice = sum(count for raters, count in self.units.items() if raters > 1)
        if not twice:
            return None
        parts = (Fraction(n, m * (m - 1)) for m, n in self.agreeing.items())
        return sum(parts, Fraction(0)) / twice

    def prevalence(self) -> dict[Hashable, Fraction]:
        """Return the mean share of each category over the units rated at all."""
        total = sum(self.units.values())
        return {
            category: sum(
                (Fraction(given[category], raters) for raters, given in self.categories.items()),
                Fraction(0),
            )
            / total
            for category in self.known
        }


def count_up(rows: Iterable[Row]) -> Counts:
    """Return the counts of checked rows; a unit without any rating does not count."""
    counts = Counts(Counter(), Counter(), {})
    for row in read(rows):
        given = Counter(rating for rating in row if rating is not None)
        raters = given.total()
        if raters:
            counts.units[raters] += 1
            counts.categories.setdefault(raters, Counter()).update(given)
        if raters > 1:
            counts.agreeing[raters] += sum(n * (n - 1) for n in given.values())
    return counts


def read(rows: Iterable[Row]) -> list[Row]:
    """Return the rows as lists of ratings, or refuse the first that is none."""
    checked: list[Row] = []
    for place, row in enumerate(rows):
        if isinstance(row, str) or not isinstance(row, Sequence):
            required = Text("daftar penilaian satu butir", "a list of the ratings of one unit")
            raise InvalidValue(path=f"rows[{place}]", required=required, actual=row)
        for rater, rating in enumerate(row):
            if not _is_rating(rating):
                required = Text("nilai yang dapat dibandingkan", "a value that can be compared")
                raise InvalidValue(path=f"rows[{place}][{rater}]", required=required, actual=rating)
        checked.append(row)
    return checked


def _is_rating(rating: Hashable) -> bool:
    try:
        hash(rating)
    except TypeError:
        return False
    return bool(rating == rating)  # noqa: PLR0124 - NaN alone differs from itself


def rows_of_table(table: Sequence[Sequence[int]]) -> list[Row]:
    """Return the ratings of a square table of two raters as rows; categories are numbered from 0.

    `table[i][j]` units were put into category i by the first rater and into j by the second.

    >>> rows_of_table([[2, 1], [0, 0]])
    [(0, 0), (0, 0), (0, 1)]
    """
    for place, line in enumerate(table):
        whole(len(line), f"len(table[{place}])", least=len(table), most=len(table))
    return [
        (first, second)
        for first, line in enumerate(table)
        for second, count in enumerate(line)
        for _ in range(whole(count, f"table[{first}][{second}]"))
    ]


def rows_of_counts(counts: Iterable[Sequence[int]]) -> list[Row]:
    """Return rows made of how many raters put each unit into each category, numbered from 0.

    Who gave which rating is not known, so the rows do for coefficients that do not ask.

    >>> rows_of_counts([[0, 2, 1]])
    [(1, 1, 2)]
    """
    return [
        tuple(
            category
            for category, count in enumerate(line)
            for _ in range(whole(count, f"counts[{place}][{category}]"))
        )
        for place, line in enumerate(counts)
    ]
