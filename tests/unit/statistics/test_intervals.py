"""Intervals: the published figures, the exact tails they stand for, and what is refused."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb, factorial, nan
from typing import Any

import pytest

from mystery_shopping.errors import InvalidValue
from mystery_shopping.statistics import Interval, clopper_pearson, wilson
from mystery_shopping.statistics._binomial import _stirling, plausible_counts
from mystery_shopping.values import Share

PUBLISHED = [
    (Share(81, 263), 4, (0.2553, 0.3662), (0.2527, 0.3676)),
    (Share(15, 148), 4, (0.0624, 0.1605), (0.0578, 0.1617)),
    (Share(0, 20), 4, (0, 0.1611), (0, 0.1684)),
    (Share(1, 29), 4, (0.0061, 0.1718), (0.0009, 0.1776)),
    (
        Share(18, 20),
        13,
        (0.6989663547715, 0.9721335187862),
        # Printed as …9810 elsewhere; forty digits give …980918, which is also what is meant.
        (0.6830172859809, 0.9876514728297),
    ),
    (
        Share(4, 200),
        13,
        (0.0078044264163, 0.0502870869058),
        (0.0054755658796, 0.0504136090899),
    ),
    (Share(30, 30), 7, (0.8864866, 1), (0.8842967, 1)),
    (Share(36, 40), 6, (0.769482, 0.960420), (0.763363, 0.972075)),
    (Share(40, 40), 6, (0.912378, 1), (0.911903, 1)),
    (Share(0, 40), 6, (0, 0.087622), (0, 0.088097)),
]


def rounded(interval: Interval, digits: int) -> tuple[float, float]:
    """Return both ends as a table prints them."""
    return round(interval.low, digits), round(interval.high, digits)


def tail(ones: int, count: int, chance: Fraction) -> Fraction:
    """Return the exact chance of `ones` or more."""
    return sum(
        (comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(ones, count + 1)),
        Fraction(0),
    )


@pytest.mark.parametrize("share, digits, score, exact", PUBLISHED, ids=lambda v: str(v)[:12])
def test_both_intervals_are_the_published_ones(
    share: Share, digits: int, score: tuple[float, float], exact: tuple[float, float]
) -> None:
    """A manager who recomputes a figure elsewhere must find the same one."""
    assert rounded(wilson(share), digits) == score
    assert rounded(clopper_pearson(share), digits) == exact


@pytest.mark.parametrize(
    "share", [Share(36, 40), Share(1, 7), Share(39, 40), Share(3, 200)], ids=str
)
@pytest.mark.parametrize("confidence", [0.5, 0.95, 1 - 2**-40])
def test_the_tail_at_each_exact_end_is_half_of_what_the_confidence_leaves(
    share: Share, confidence: float
) -> None:
    """That is what the interval is by definition; here it is checked in exact fractions."""
    interval = clopper_pearson(share, confidence=confidence)

    half = float(1 - Fraction(confidence)) / 2
    above = tail(share.ones, share.count, Fraction(interval.low))
    below = 1 - tail(share.ones + 1, share.count, Fraction(interval.high))
    assert float(above) == pytest.approx(half, rel=1e-11)
    assert float(below) == pytest.approx(half, rel=1e-11)


# From a 40-digit computation of the same tails.
FAR_OUT = [
    (Share(1, 10**6), 0.95, 2.53178076637942e-8, 5.5716306551722433e-6),
    (Share(999_999, 10**6), 0.95, 0.99999442836934483, 0.99999997468219234),
    (Share(500_000, 10**6), 1 - 1e-9, 0.49694482417548886, 0.50305517582451114),
    (Share(37, 10**6), 1 - 2**-50, 6.7241534563921025e-6, 0.00011050584323509497),
]


@pytest.mark.parametrize("share, confidence, low, high", FAR_OUT, ids=str)
def test_a_million_trials_keep_twelve_digits(
    share: Share, confidence: float, low: float, high: float
) -> None:
    """Logarithms of factorials of a million lose nine digits where they are taken carelessly."""
    interval = clopper_pearson(share, confidence=confidence)

    assert interval.low == pytest.approx(low, rel=1e-12, abs=0)
    assert interval.high == pytest.approx(high, rel=1e-12, abs=0)


@pytest.mark.parametrize("count", [1, 40, 10**6, 10**9])
def test_none_and_all_have_an_end_in_closed_form(count: int) -> None:
    """At the edge the exact tail is a power, so nothing needs to be searched for."""
    none, everything = clopper_pearson(Share(0, count)), clopper_pearson(Share(count, count))

    assert (none.low, everything.high) == (0.0, 1.0)
    assert (1 - none.high) ** count == pytest.approx(0.025, rel=1e-6)
    assert everything.low == pytest.approx(0.025 ** (1 / count), rel=1e-14)


def test_many_marks_on_few_contacts_make_no_narrow_interval() -> None:
    """Twenty marks on one form are one contact's luck, not twenty independent looks."""
    marks = Share(720, 800)

    assert wilson(marks, contact_count=40) == wilson(Share(36, 40))
    assert wilson(marks).high - wilson(marks).low < 0.05


def test_more_contacts_than_marks_do_not_narrow_the_interval() -> None:
    """A parameter left out on some forms has fewer marks than there are contacts."""
    assert wilson(Share(18, 20), contact_count=40) == wilson(Share(18, 20))


@pytest.mark.parametrize(
    "share, path",
    [
        (Share(0, 0), "share.count"),
        (Share(-1, 5), "share.ones"),
        (Share(0, -5), "share.count"),
        (Share(6, 5), "share.ones"),
        (Share(1.0, 5), "share.ones"),  # type: ignore[arg-type]
        (Share(1, 5.0), "share.count"),  # type: ignore[arg-type]
        (Share(ones=True, count=5), "share.ones"),
        (Share(0, 10**9 + 1), "share.count"),
        ((36, 40), "share"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_counts_that_make_no_share_are_refused(interval: Any, share: Any, path: str) -> None:  # noqa: ANN401
    """An interval of nonsense looks as sure as any other."""
    with pytest.raises(InvalidValue) as caught:
        interval(share)

    assert caught.value.path == path


@pytest.mark.parametrize(
    "confidence", [0, 1, 95, 0.0, 1.0, -0.5, nan, True, "0.95", None, Fraction(10**30 - 1, 10**30)]
)
@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_a_confidence_outside_0_and_1_is_refused(interval: Any, confidence: Any) -> None:  # noqa: ANN401
    """95 for 0.95 is the slip everybody makes once; the last one is 1 to a computer."""
    with pytest.raises(InvalidValue) as caught:
        interval(Share(36, 40), confidence=confidence)

    assert caught.value.path == "confidence"


def test_a_confidence_may_be_an_exact_fraction() -> None:
    """It says the same as the number beside it."""
    assert wilson(Share(36, 40), confidence=Fraction(19, 20)) == wilson(Share(36, 40))


@pytest.mark.parametrize("contact_count", [0, -1, 1.0, True, Decimal(3)])
def test_a_number_of_contacts_is_whole_and_at_least_one(contact_count: Any) -> None:  # noqa: ANN401
    """No contact at all cannot have left marks."""
    with pytest.raises(InvalidValue, match="contact_count"):
        wilson(Share(1, 2), contact_count=contact_count)


TAIL = 0.00135


@pytest.mark.parametrize("count", [1, 2, 7, 16, 40, 90])
@pytest.mark.parametrize("chance", [Fraction(0), Fraction(1, 50), Fraction(84, 100), Fraction(1)])
def test_the_plausible_counts_are_those_whose_exact_tail_is_not_too_small(
    count: int, chance: Fraction
) -> None:
    """The same in exact fractions, count by count."""
    least = min(k for k in range(count + 1) if 1 - tail(k + 1, count, chance) >= TAIL)
    most = max(k for k in range(count + 1) if tail(k, count, chance) >= TAIL)

    assert plausible_counts(count, chance, tail=TAIL) == (least, most)


@pytest.mark.parametrize("n", [1, 15, 16, 17, 40])
def test_what_stirlings_formula_leaves_keeps_fourteen_decimals(n: int) -> None:
    """Tails far out are differences of such terms, so none may be lost here."""
    with localcontext(prec=40):
        root = (2 * Decimal("3.14159265358979323846264338327950288") * n).sqrt().ln()
        exact = Decimal(factorial(n)).ln() - root - n * Decimal(n).ln() + n

    assert _stirling(n) == pytest.approx(float(exact), abs=1e-14)


@pytest.mark.parametrize(
    "share, required", [(Share(6, 5), "an integer 0..5"), (Share(0, 0), "an integer >= 1")]
)
def test_a_refused_count_comes_with_its_bounds(share: Share, required: str) -> None:
    """What would have been right is the quickest way to what went wrong."""
    with pytest.raises(InvalidValue) as caught:
        wilson(share)

    assert caught.value.required.en == required
