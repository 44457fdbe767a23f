"""How far people who rated the same things agree, by itself and beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from enum import StrEnum
from fractions import Fraction

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.statistics._ratings import Row, count_up, read

NOTHING_TWICE = Text(
    "tidak ada yang dinilai oleh dua orang atau lebih", "nothing was rated by two people or more"
)
ONE_CATEGORY = Text(
    "semua memberi nilai yang sama di mana-mana, jadi kesepakatan tidak dapat dibedakan dari "
    "kebetulan",
    "everybody gave the same value everywhere, so agreement cannot be told from chance",
)


class Coefficient(StrEnum):
    """Which measure of agreement a figure is."""

    RAW = "raw"
    COHEN = "cohen_kappa"
    SCOTT = "scott_pi"
    FLEISS = "fleiss_kappa"
    KRIPPENDORFF = "krippendorff_alpha"
    GWET = "gwet_ac1"


@attrs.frozen(kw_only=True)
class Agreement:
    """One coefficient over `unit_count` units: an exact `value` of at most 1, or why there is none.

    `observed` is the agreement seen and `expected` that of chance, both `None` where they have
    no meaning. `value` is `None` exactly when `reason` says why.
    """

    coefficient: Coefficient
    value: Fraction | None
    unit_count: int
    observed: Fraction | None = None
    expected: Fraction | None = None
    reason: Text | None = None

    @property
    def is_defined(self) -> bool:
        """Whether the ratings say anything about this coefficient."""
        return self.value is not None


def raw_agreement(rows: Iterable[Row]) -> Agreement:
    """Return the share of pairs of raters that agree, averaged over the units.

    Rows are units, with one rating by each rater; `None` is a missing rating, and a unit with
    fewer than two ratings is left out.

    Raises:
        InvalidValue: for a row that is no list, or a rating that cannot be compared.

    >>> raw_agreement([(1, 1), (1, 0), (0, None)]).value
    Fraction(1, 2)
    """
    counts = count_up(rows)
    observed = counts.observed()
    return Agreement(
        coefficient=Coefficient.RAW,
        value=observed,
        unit_count=_compared(counts.units),
        observed=observed,
        reason=NOTHING_TWICE if observed is None else None,
    )


def cohen_kappa(rows: Iterable[Row]) -> Agreement:
    """Return Cohen's kappa of two raters; chance follows what each of them gave.

    Rows are pairs; one with a missing rating is left out.

    Raises:
        InvalidValue: for a row that is no pair, or a rating that cannot be compared.

    Source: Cohen 1960.

    >>> from mystery_shopping.statistics import rows_of_table
    >>> round(float(cohen_kappa(rows_of_table([[38, 1], [1, 0]])).value), 4)
    -0.0256
    """
    pairs = _pairs(rows)
    first, second = (Counter(side) for side in zip(*pairs, strict=True)) if pairs else ({}, {})
    product = sum(count * second[category] for category, count in first.items())
    expected = Fraction(product, max(1, len(pairs)) ** 2)
    return _beyond_chance(Coefficient.COHEN, _agreeing(pairs), expected, len(pairs))


def scott_pi(rows: Iterable[Row]) -> Agreement:
    """Return Scott's pi of two raters; chance follows what both gave together.

    Rows are pairs; one with a missing rating is left out.

    Raises:
        InvalidValue: for a row that is no pair, or a rating that cannot be compared.

    Source: Scott 1955.

    >>> scott_pi([(1, 1), (0, 0), (1, 0), (0, 0)]).value
    Fraction(7, 15)
    """
    pairs = _pairs(rows)
    both = Counter(rating for pair in pairs for rating in pair)
    square = sum(count * count for count in both.values())
    expected = Fraction(square, max(1, both.total()) ** 2)
    return _beyond_chance(Coefficient.SCOTT, _agreeing(pairs), expected, len(pairs))


def fleiss_kappa(rows: Iterable[Row]) -> Agreement:
    """Return Fleiss' kappa of any number of raters, who need not be the same for each unit.

    Units of fewer ratings weigh as much as the others; one rated once tells what chance gives,
    not whether people agree.

    Raises:
        InvalidValue: for a row that is no list, or a rating that cannot be compared.

    Source: Fleiss 1971; with missing ratings, Gwet 2014, *Handbook of Inter-Rater Reliability*.

    >>> fleiss_kappa([(1, 1, 1), (0, 0, 0), (1, 1, 0)]).value
    Fraction(11, 20)
    """
    counts = count_up(rows)
    expected = sum((p * p for p in counts.prevalence().values()), Fraction(0))
    return _beyond_chance(Coefficient.FLEISS, counts.observed(), expected, _compared(counts.units))


def gwet_ac1(rows: Iterable[Row], *, categories: Collection[Hashable] | None = None) -> Agreement:
    """Return Gwet's AC1, which stays sensible where nearly all ratings are alike.

    Args:
        rows: units, with one rating by each rater; `None` is a missing rating.
        categories: all that could have been given, such as ``(0, 1)``; left out, those that were.

    Raises:
        InvalidValue: for a row that is no list, a rating that cannot be compared or is none of
            the `categories`.

    Source: Gwet 2008.

    >>> everybody_always = [(1, 1), (1, 1)]
    >>> gwet_ac1(everybody_always).value, gwet_ac1(everybody_always, categories=(0, 1)).value
    (None, Fraction(1, 1))
    """
    counts = count_up(rows)
    possible = counts.known if categories is None else set(categories)
    for rating in counts.known - possible:
        required = Text(f"juga memuat {rating!r}", f"such that {rating!r} is one of them")
        raise InvalidValue(path="categories", required=required, actual=categories)
    shares = counts.prevalence().values()
    spread = sum((p * (1 - p) for p in shares), Fraction(0))
    expected = spread / (len(possible) - 1) if len(possible) > 1 else Fraction(1)
    return _beyond_chance(Coefficient.GWET, counts.observed(), expected, _compared(counts.units))


def _beyond_chance(
    coefficient: Coefficient, observed: Fraction | None, expected: Fraction, unit_count: int
) -> Agreement:
    reason = NOTHING_TWICE if observed is None else ONE_CATEGORY if expected == 1 else None
    value = None
    if observed is not None and reason is None:
        value = (observed - expected) / (1 - expected)
    return Agreement(
        coefficient=coefficient,
        value=value,
        unit_count=unit_count,
        observed=observed,
        expected=None if observed is None else expected,
        reason=reason,
    )


def _compared(units: Counter[int]) -> int:
    return sum(count for raters, count in units.items() if raters > 1)


def _pairs(rows: Iterable[Row]) -> list[Row]:
    checked = read(rows)
    for place, row in enumerate(checked):
        if len(row) != 2:
            required = Text("dua penilai", "two raters")
            raise InvalidValue(path=f"rows[{place}]", required=required, actual=row)
    return [row for row in checked if None not in row]


def _agreeing(pairs: list[Row]) -> Fraction | None:
    return Fraction(sum(one == other for one, other in pairs), len(pairs)) if pairs else None
