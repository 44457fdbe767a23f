"""How evenly a sample lies over day parts, weekdays, scenarios or people, against what was due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import TypeVar

import attrs

from mystery_shopping.errors import InvalidValue
from mystery_shopping.statistics._given import mapping, whole

Cell = TypeVar("Cell", bound=Hashable)


@attrs.frozen
class BalanceRow:
    """One cell: how many contacts lie in it, and how many were due, perhaps no whole number."""

    key: Hashable
    actual: int
    expected: Fraction

    @property
    def gap(self) -> Fraction:
        """How many contacts too many; negative when too few."""
        return self.actual - self.expected


@attrs.frozen
class Balance:
    """The cells in their order, and how even they are: 1 is as was due, 0 all in the wrong place.

    `evenness` is the share of the contacts that could stay where they are; `attainable` is the
    best that whole contacts allow. Both are `None` when there are no contacts.
    """

    rows: tuple[BalanceRow, ...]
    evenness: Fraction | None
    attainable: Fraction | None

    @property
    def contact_count(self) -> int:
        """How many contacts lie in the cells."""
        return sum(row.actual for row in self.rows)

    @property
    def largest_gap(self) -> BalanceRow:
        """The cell furthest from what was due; of several the first."""
        return max(self.rows, key=lambda row: abs(row.gap))

    @property
    def empty(self) -> tuple[Hashable, ...]:
        """The cells where contacts were due and none lies, in order."""
        return tuple(row.key for row in self.rows if row.expected and not row.actual)


def sample_balance(found: Iterable[Cell], expected: Mapping[Cell, int]) -> Balance:
    """Return how the contacts lie over the cells, against weights for what was due.

    Args:
        found: the cell of each contact: a code, or a tuple of codes where cells are crossed.
        expected: a weight for each cell, 0 or more, together at least 1: all alike for an even
            plan, the traffic for a proportional one.

    Raises:
        InvalidValue: for a cell without a weight, or weights that are not whole.

    Source: the index of dissimilarity, Duncan and Duncan 1955, taken from 1; the attainable one
    by largest remainders.

    >>> parts = ["morning"] * 14 + ["noon"] * 10 + ["night"] * 16
    >>> even = sample_balance(parts, dict.fromkeys(["morning", "noon", "afternoon", "night"], 1))
    >>> even.evenness, even.largest_gap.key, even.empty
    (Fraction(3, 4), 'afternoon', ('afternoon',))
    >>> from itertools import product
    >>> cells = dict.fromkeys(product(["noon"], ["mon", "tue"]), 1)
    >>> crossed = sample_balance([("noon", "mon")], cells)
    >>> crossed.evenness == crossed.attainable == Fraction(1, 2)
    True
    """
    mapping(expected, "expected")
    for key, weight in expected.items():
        whole(weight, f"expected[{key!r}]")
    total = whole(sum(expected.values()), "sum(expected)", least=1)
    counts = Counter(found)
    for key in counts:
        if key not in expected:
            raise InvalidValue(path="found", required=", ".join(map(str, expected)), actual=key)
    due = {key: Fraction(counts.total() * w, total) for key, w in expected.items()}
    return Balance(
        tuple(BalanceRow(key, counts[key], due[key]) for key in expected),
        _evenness(counts, due),
        _evenness(_whole_contacts(due), due),
    )


def _evenness(counts: Mapping[Cell, int], due: Mapping[Cell, Fraction]) -> Fraction | None:
    total = sum(due.values(), Fraction(0))
    if not total:
        return None
    return sum((min(due[key], Fraction(counts[key])) for key in due), Fraction(0)) / total


def _whole_contacts(due: Mapping[Cell, Fraction]) -> dict[Cell, int]:
    dealt = {key: floor(count) for key, count in due.items()}
    left = int(sum(due.values())) - sum(dealt.values())
    for key in sorted(due, key=lambda key: dealt[key] - due[key])[:left]:
        dealt[key] += 1
    return dealt
