"""Control charts: limits, signals, and what a chart does not claim to know."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mystery_shopping.errors import InvalidValue, NotFound
from mystery_shopping.statistics import ChartStatus, Signal, c_chart, p_chart
from mystery_shopping.values import Share

TWENTY = {f"{month:02}": Share(36, 40) for month in range(1, 21)}


def test_a_year_of_months_is_too_few_and_is_drawn_all_the_same() -> None:
    """Limits from six months move with each further one; a manager should know that."""
    chart = p_chart(dict(list(TWENTY.items())[:6]))

    assert chart.status is ChartStatus.TOO_FEW
    assert (chart.centre, chart.limit_point_count) == (Fraction(9, 10), 6)


def test_twenty_points_are_enough_and_are_a_trial() -> None:
    """The points that made the limits cannot be strangers to them."""
    chart = p_chart(TWENTY)

    assert (chart.status, chart.is_trial) == (ChartStatus.IN_CONTROL, True)


def test_against_a_standard_one_point_is_enough() -> None:
    """Limits from an earlier, steady time do not need the new months to be many."""
    chart = p_chart({"21": Share(25, 40)}, standard=Share(720, 800))

    assert (chart.is_trial, chart.limit_point_count) == (False, 0)
    assert (chart.status, chart.beyond_limits) == (ChartStatus.OUT_OF_CONTROL, ("21",))


@pytest.mark.parametrize("points", [{}, {"01": Share(0, 0)}])
def test_a_chart_of_nothing_is_too_few_and_no_crash(points: dict[str, Share]) -> None:
    """The first month of a new unit has nothing to be charted yet."""
    chart = p_chart(points)

    assert (chart.status, chart.centre) == (ChartStatus.TOO_FEW, None)
    assert (chart.is_trial, chart.is_rough) == (True, False)
    assert [point.value for point in chart.points] == [None] * len(points)


def test_a_standard_without_a_point_against_it_is_too_few() -> None:
    """Nothing was found because nothing was looked at."""
    chart = p_chart({"01": Share(0, 0)}, standard=Share(9, 10))

    assert chart.status is ChartStatus.TOO_FEW


def test_leaving_out_every_point_leaves_a_chart_of_nothing() -> None:
    """What is known to be special says nothing of the usual."""
    chart = p_chart({"01": Share(1, 2)}, leaving_out=["01"])

    assert (chart.centre, chart.points[0].value) == (None, Fraction(1, 2))


def test_limits_follow_the_count_of_each_point() -> None:
    """Ten contacts scatter twice as far as forty."""
    few, many = p_chart({"a": Share(5, 10), "b": Share(20, 40)}, standard=Share(1, 2)).points

    assert few.low is not None
    assert few.high is not None
    assert (few.low, few.high) == pytest.approx((0.5 - 3 * 0.025**0.5, 0.5 + 3 * 0.025**0.5))
    assert many.high == pytest.approx(0.5 + 3 * 0.00625**0.5)


def test_limits_end_at_nothing_and_at_everything() -> None:
    """No month can have 105 % right, so no limit says so."""
    point = p_chart({"01": Share(9, 10)}, standard=Share(9, 10)).points[0]
    other = p_chart({"01": Share(1, 10)}, standard=Share(1, 10)).points[0]

    assert (point.high, other.low) == (1.0, 0.0)


def test_the_exact_limits_are_those_of_the_binomial_tail() -> None:
    """At 40 contacts and 95 %, the normal lower limit calls rare what is not.

    P(33 or fewer of 40 at 0.95) = 0.0034 and P(32 or fewer) = 0.0007, around the 0.00135 of
    3 sigma.
    """
    point = p_chart({"01": Share(33, 40)}, standard=Share(95, 100)).points[0]

    assert [point.exact_low, point.exact_high] == [Fraction(33, 40), 1]
    assert point.signals == (Signal.BEYOND_THREE_SIGMA,)


def test_a_point_may_lie_beyond_the_exact_limits_alone() -> None:
    """Where the distribution leans, the normal limits miss what is rare on the short side."""
    point = p_chart({"01": Share(40, 40)}, standard=Share(84, 100)).points[0]

    assert point.signals[0] is Signal.BEYOND_EXACT_LIMITS
    assert Signal.BEYOND_THREE_SIGMA not in point.signals


def test_points_too_small_for_normal_limits_are_said_to_be() -> None:
    """Below five zeros to expect, the 3-sigma limits are a rough guide."""
    assert p_chart(TWENTY).is_rough
    assert p_chart({"01": Share(180, 200), "02": Share(0, 0)}).is_rough is False


@pytest.mark.parametrize("ones", [0, 40])
def test_a_standard_without_spread_makes_every_other_point_a_signal(ones: int) -> None:
    """What never happened before is news, and no division by zero."""
    standard = Share(ones, 40)

    chart = p_chart({"same": standard, "other": Share(39, 40)}, standard=standard)

    assert chart.beyond_limits == ("other",)
    assert not chart.is_rough


def test_a_point_of_nothing_or_left_out_does_not_end_a_run() -> None:
    """A month without samples is no evidence that things got better."""
    months = {f"{n}": Share(18, 40) for n in range(10)}
    months |= {"3": Share(0, 0), "5": Share(40, 40)}

    chart = p_chart(months, standard=Share(1, 2), leaving_out=["5"])

    assert chart.signalled == ("9",)
    assert chart.points[9].signals == (Signal.EIGHT_IN_A_ROW,)
    assert [point.label for point in chart.points if not point.is_judged] == ["3", "5"]


def test_counts_have_a_chart_of_their_own() -> None:
    """Nonconformities of a month are counted, and there is no most of them."""
    chart = c_chart({"a": 4, "b": 16, "c": 4}, standard=Fraction(4))

    assert (chart.points[0].low, chart.points[0].high) == (0.0, 10.0)
    assert chart.beyond_limits == ("b",)
    assert chart.is_rough


def test_counts_of_nothing_are_too_few() -> None:
    """A chart without a month is asked for in a unit's first month."""
    assert c_chart({}).status is ChartStatus.TOO_FEW


@pytest.mark.parametrize(
    "points, path",
    [
        ({"01": Share(3, 2)}, "points['01'].ones"),
        ({"01": (1, 2)}, "points['01']"),
        ([("01", Share(1, 2))], "points"),
    ],
    ids=str,
)
def test_points_that_are_no_shares_are_refused(points: Any, path: str) -> None:  # noqa: ANN401
    """The faulty month is named, not found by trial."""
    with pytest.raises(InvalidValue) as caught:
        p_chart(points)

    assert caught.value.path == path


@pytest.mark.parametrize("standard", [-1, 2.5, True, "3"])
def test_a_mean_count_is_exact_and_not_negative(standard: Any) -> None:  # noqa: ANN401
    """A limit is compared exactly, so it cannot come from a float."""
    with pytest.raises(InvalidValue, match="standard"):
        c_chart({"a": 1}, standard=standard)


@pytest.mark.parametrize("count", [-1, 1.0, True])
def test_counts_are_whole(count: Any) -> None:  # noqa: ANN401
    """Half a nonconformity has not been seen yet."""
    with pytest.raises(InvalidValue, match="points"):
        c_chart({"a": count})


def test_a_standard_of_nothing_is_refused() -> None:
    """No earlier time is not the same as an earlier time without samples."""
    with pytest.raises(InvalidValue, match=r"standard\.count"):
        p_chart(TWENTY, standard=Share(0, 0))


def test_leaving_out_a_month_that_is_not_there_is_refused() -> None:
    """A slip in the label would leave the special month in the limits, unnoticed."""
    with pytest.raises(NotFound, match=r"'99'.*01"):
        p_chart(TWENTY, leaving_out=["99"])


def test_counts_without_a_standard_lie_around_their_own_mean() -> None:
    """A site that has no earlier months judges its complaints by the ones it counted."""
    chart = c_chart({"07": 9, "08": 30, "09": 12}, leaving_out=["08"])

    assert (chart.centre, chart.is_trial, chart.limit_point_count) == (Fraction(21, 2), True, 2)


@pytest.mark.parametrize(
    "standard, count, is_rough",
    [
        (Share(9, 10), 49, True),
        (Share(9, 10), 50, False),
        (Share(99, 100), 40, True),
        (Share(1, 10), 50, False),
        (Share(1, 1), 40, False),
    ],
)
def test_five_of_the_rarer_kind_are_enough_for_normal_limits(
    standard: Share, count: int, *, is_rough: bool
) -> None:
    """Where nothing at all is to be expected, the limits are exact and not rough."""
    assert p_chart({"01": Share(count, count)}, standard=standard).is_rough is is_rough


@pytest.mark.parametrize(
    "standard, is_rough", [(0, False), (Fraction(1, 2), True), (4, True), (5, False)]
)
def test_five_counts_to_expect_are_enough_for_normal_limits(
    standard: Fraction | int, *, is_rough: bool
) -> None:
    """A standard of none is one: nothing of the kind ever happened."""
    chart = c_chart({"a": 0}, standard=standard)

    assert (chart.centre, chart.is_rough) == (standard, is_rough)


def test_a_standard_stands_though_every_count_is_left_out() -> None:
    """It came from another time, so no month of this one can take it away."""
    assert c_chart({"a": 1}, standard=2, leaving_out=["a"]).centre == 2


def test_the_exact_limits_themselves_are_no_signal() -> None:
    """The most that is still plausible is plausible."""
    point = p_chart({"01": Share(39, 40)}, standard=Share(84, 100)).points[0]

    assert (point.value, point.signals) == (point.exact_high, ())


def test_counts_come_by_month() -> None:
    """A list of counts would be judged in an order nobody gave."""
    with pytest.raises(InvalidValue, match="points"):
        c_chart([4, 5])  # type: ignore[arg-type]
