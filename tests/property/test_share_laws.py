"""Shares and percentages are exact: nothing is decided or printed by a binary fraction."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import InvalidValue
from mystery_shopping.model import Policy
from mystery_shopping.values import Share, exact_percent


@st.composite
def shares(draw: st.DrawFn, *, least: int = 0) -> Share:
    """Draw some ones out of some marks."""
    count = draw(st.integers(least, 5000))
    return Share(draw(st.integers(0, count)), count)


targets = st.fractions(0, 1, max_denominator=1000)


@given(shares(least=1))
def test_a_share_is_the_exact_fraction(share: Share) -> None:
    """17 of 20 is 85 hundredths, not a number close to it."""
    assert share.fraction == Fraction(share.ones, share.count)
    assert share.is_defined


@pytest.mark.clause("5.5", kind="law")
@given(shares(least=1), targets)
def test_below_the_target_is_strict_and_exact(share: Share, target: Fraction) -> None:
    """An agent exactly on the target is not coached, one mark less is."""
    assert share.is_below(target) == (Fraction(share.ones, share.count) < target)
    assert not share.is_below(share.fraction)


@given(targets)
def test_a_share_of_nothing_is_never_below(target: Fraction) -> None:
    """Who was not marked on anything has not failed on it."""
    assert not Share(0, 0).is_below(target)
    assert Share(0, 0).percent() == "–"


@given(shares(), shares(), shares())
def test_shares_add_up_in_any_order(one: Share, two: Share, three: Share) -> None:
    """The mean over an agent's forms must not depend on which came first."""
    assert one.plus(two) == two.plus(one)
    assert one.plus(two).plus(three) == one.plus(two.plus(three))
    assert one.plus(Share(0, 0)) == one


@given(shares(least=1), st.integers(0, 6))
def test_per_cent_is_rounded_half_up(share: Share, digits: int) -> None:
    """2 of 16 is 12.5: printed as 12 it would show less than was earned."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(share.ones) * 100 / Decimal(share.count)
        rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    expected = f"{rounded:f}".rstrip("0").rstrip(".") if digits else f"{rounded:f}"

    assert share.percent("en", digits) == f"{expected} %"
    assert share.percent("id", digits) == f"{expected.replace('.', ',')} %"


@given(shares(least=1), shares(least=1))
def test_printed_per_cents_keep_the_order_of_the_shares(one: Share, other: Share) -> None:
    """A ranking by the printed figure must not turn the true one around."""
    if one.fraction <= other.fraction:
        printed = [Decimal(share.percent().removesuffix(" %")) for share in (one, other)]

        assert printed == sorted(printed)


@given(st.decimals(0, 100, allow_nan=False, places=4))
def test_a_percentage_is_taken_exactly_from_text_and_decimals(value: Decimal) -> None:
    """A target of 82.7 in a TOML file is 827 thousandths, whatever a float makes of it."""
    assert exact_percent(value) == exact_percent(str(value)) == Fraction(value)
    assert Policy(qm_target=value).target == Fraction(value) / 100


@given(st.floats() | st.booleans() | st.none())
def test_a_binary_fraction_is_no_percentage(value: object) -> None:
    """0.1 as a float is another number than the one that was written."""
    with pytest.raises(InvalidValue):
        exact_percent(value)


@given(st.fractions().filter(lambda value: not 0 <= value <= 100))
def test_a_percentage_lies_between_0_and_100(value: Fraction) -> None:
    """A target of 850 would send everybody into coaching."""
    with pytest.raises(InvalidValue):
        exact_percent(value)


@given(st.text(max_size=6))
def test_text_that_is_no_number_is_refused_and_no_other_error_escapes(text: str) -> None:
    """Whatever a person types into the policy, the answer names the place and the fault."""
    try:
        value = exact_percent(text)
    except InvalidValue:
        return

    assert value == Fraction(text)
