"""Exact shares: no binary float decides about a person."""

from decimal import Decimal
from fractions import Fraction

import pytest

from mystery_shopping import InvalidValue, Share
from mystery_shopping.values import exact_percent


@pytest.mark.parametrize(
    "share, below",
    [
        (Share(17, 20), False),
        (Share(16, 20), True),
        (Share(18, 20), False),
        (Share(0, 20), True),
        (Share(0, 0), False),
    ],
)
def test_below_means_strictly_below(share: Share, below: bool) -> None:  # noqa: FBT001
    """Exactly on the target is on the target."""
    assert share.is_below(Fraction(85, 100)) is below


def test_a_share_that_floats_get_wrong_is_compared_exactly() -> None:
    """0.1 + 0.2 is not 0.3 in binary; an agent must not be coached for that."""
    assert not Share(3, 10).is_below(Fraction("0.1") + Fraction("0.2"))


@pytest.mark.parametrize(
    "share, english, indonesian",
    [
        (Share(17, 20), "85 %", "85 %"),
        (Share(2, 3), "66.7 %", "66,7 %"),
        (Share(1, 16), "6.3 %", "6,3 %"),
        (Share(1999, 2000), "100 %", "100 %"),
        (Share(0, 0), "–", "–"),
    ],
)
def test_a_share_is_shown_rounded_half_up(share: Share, english: str, indonesian: str) -> None:
    """People read one digit; a share of nothing is no 0 %."""
    assert (share.percent(), share.percent("id")) == (english, indonesian)


def test_more_digits_on_request() -> None:
    """A statistician asks for more than a manager."""
    assert Share(1, 3).percent(digits=3) == "33.333 %"


def test_shares_add_by_their_counts() -> None:
    """A mean of percentages would give three forms the weight of forty."""
    assert Share(1, 2).plus(Share(3, 3)) == Share(4, 5)
    assert Share(4, 5).fraction == Fraction(4, 5)


def test_a_share_of_nothing_has_no_value() -> None:
    """Neither 0 nor 1 would be true."""
    assert not Share(0, 0).is_defined
    with pytest.raises(ZeroDivisionError):
        _ = Share(0, 0).fraction


@pytest.mark.parametrize(
    "value, exact",
    [(85, 85), ("82.5", Fraction(165, 2)), (Decimal("82.5"), Fraction(165, 2)), (0, 0), (100, 100)],
)
def test_exact_numbers_of_per_cent_are_taken(value: object, exact: Fraction) -> None:
    """Whatever way a site writes its target, it is the same number."""
    assert exact_percent(value) == exact


@pytest.mark.parametrize(
    "value", [82.5, True, -1, 101, "many", "1/0", Decimal("NaN"), Decimal("Infinity"), None]
)
def test_anything_inexact_or_out_of_range_is_refused(value: object) -> None:
    """82.5 happens to be exact in binary; 82.1 is not, and both look alike to the person typing."""
    with pytest.raises(InvalidValue):
        exact_percent(value)
