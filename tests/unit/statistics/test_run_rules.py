"""Run rules: which patterns of points are signals, and which almost are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mystery_shopping.statistics import Signal
from mystery_shopping.statistics._run_rules import signals, zone

THREE, TWO_OF_THREE, FOUR_OF_FIVE, EIGHT = (
    signal for signal in Signal if signal is not Signal.BEYOND_EXACT_LIMITS
)


@pytest.mark.parametrize(
    "gap, expected",
    [("0", 0), ("1", 1), ("1.1", 2), ("-2", -2), ("-2.1", -3), ("3", 3), ("3.1", 4)],
)
def test_a_point_on_a_line_lies_inside_it(gap: str, expected: int) -> None:
    """A float would put some of these points on the wrong side."""
    assert zone(Fraction(gap), Fraction(1)) == expected


@pytest.mark.parametrize(
    "zones, signal",
    [
        ((4,), THREE),
        ((-4,), THREE),
        ((3, 3), TWO_OF_THREE),
        ((3, -1, 3), TWO_OF_THREE),
        ((-3, 1, -3), TWO_OF_THREE),
        ((2, 2, -1, 2, 2), FOUR_OF_FIVE),
        ((-2, -2, -2, -2), FOUR_OF_FIVE),
        ((1,) * 8, EIGHT),
        ((-1,) * 8, EIGHT),
    ],
    ids=str,
)
def test_a_pattern_is_signalled_at_the_point_that_completes_it(
    zones: tuple[int, ...], signal: Signal
) -> None:
    """The cause is looked for where the pattern becomes one."""
    found = signals(zones)

    assert found[-1] == {signal}
    assert not any(found[:-1])


@pytest.mark.parametrize(
    "zones",
    [
        (3, -3),
        (3, 1, 1, 3),
        (3, 3 - 1, 1),
        (2, 2, 1, 1, 2, 2),
        (2, 2, -2, -2, 2),
        (1,) * 7 + (0,),
        (1,) * 7 + (-1,),
        (1,) * 4 + (0,) + (1,) * 4,
        (0,) * 20,
        (),
    ],
    ids=str,
)
def test_what_is_almost_a_pattern_is_none(zones: tuple[int, ...]) -> None:
    """Each false alarm costs a search for a cause that is not there."""
    assert not any(signals(zones))


def test_a_run_is_not_signalled_by_the_point_that_leaves_it() -> None:
    """Two months far out and one back at the centre: the third is the good news."""
    assert signals((3, 3, 1))[-1] == frozenset()


def test_one_point_may_complete_several_patterns() -> None:
    """Each rule stands for another kind of cause."""
    assert signals((1, 1, 1, 2, 2, 2, 3, 4))[-1] == {THREE, TWO_OF_THREE, FOUR_OF_FIVE, EIGHT}
