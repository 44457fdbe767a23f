"""What holds of intervals, charts, coefficients and weighted rates whatever the figures are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, comb, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.model import Figure
from mystery_shopping.statistics import (
    Agreement,
    Interval,
    Level,
    clopper_pearson,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    p_chart,
    percent_in_words,
    raw_agreement,
    sample_balance,
    scott_pi,
    share_in_words,
    stratify,
    wilson,
)
from mystery_shopping.values import Share

Measure = Callable[[Iterable[Any]], Agreement]
Rows = list[tuple[int | None, ...]]

OF_TWO = [raw_agreement, cohen_kappa, scott_pi, fleiss_kappa, gwet_ac1, krippendorff_alpha]
OF_ANY = [raw_agreement, fleiss_kappa, gwet_ac1, krippendorff_alpha]
INTERVALS = [wilson, clopper_pearson]

confidences = st.floats(0.5, 0.999999)
counts = st.integers(1, 1_000_000) | st.integers(1, 60)
both_intervals = pytest.mark.parametrize("interval", INTERVALS)


@st.composite
def shares(draw: st.DrawFn, most: int = 1_000_000) -> Share:
    """Draw some ones out of at least one trial, few or many."""
    count = draw(st.integers(1, most) | st.integers(1, min(60, most)))
    return Share(draw(st.integers(0, count)), count)


@st.composite
def ratings(draw: st.DrawFn, *, raters: int = 0, missing: bool = True) -> Rows:
    """Draw the ratings of some units by two to five raters, on a scale of one to four."""
    width = raters or draw(st.integers(2, 5))
    rating: st.SearchStrategy[int | None] = st.integers(1, draw(st.integers(1, 4)))
    cell = rating | st.none() if missing else rating
    return draw(st.lists(st.tuples(*[cell] * width), min_size=1, max_size=12))


@both_intervals
@given(share=shares(), confidence=confidences)
def test_an_interval_holds_the_share_it_was_made_of(
    interval: Callable[..., Interval], share: Share, confidence: float
) -> None:
    """A figure outside its own interval would make every reader doubt both."""
    likely = interval(share, confidence=confidence)

    assert 0 <= likely.low <= share.ones / share.count <= likely.high <= 1
    assert likely.low < likely.high


@both_intervals
@given(share=shares(), confidence=confidences)
def test_zeros_have_the_mirrored_interval_of_the_ones(
    interval: Callable[..., Interval], share: Share, confidence: float
) -> None:
    """Whether right or wrong answers are counted must not change what is known."""
    ones = interval(share, confidence=confidence)
    zeros = interval(Share(share.count - share.ones, share.count), confidence=confidence)

    assert ones.low == pytest.approx(1 - zeros.high, abs=1e-15)
    assert ones.high == pytest.approx(1 - zeros.low, abs=1e-15)


@both_intervals
@given(share=shares(), confidence=confidences)
def test_one_more_success_raises_both_ends(
    interval: Callable[..., Interval], share: Share, confidence: float
) -> None:
    """A better month with a lower interval could not be explained to anybody."""
    more = interval(Share(min(share.ones + 1, share.count), share.count), confidence=confidence)
    fewer = interval(Share(max(share.ones, 1) - 1, share.count), confidence=confidence)
    here = interval(share, confidence=confidence)

    assert fewer.low <= here.low <= more.low
    assert fewer.high <= here.high <= more.high


@both_intervals
@given(share=shares(), confidences=st.lists(confidences, min_size=2, max_size=2).map(sorted))
def test_more_confidence_makes_a_wider_interval(
    interval: Callable[..., Interval], share: Share, confidences: list[float]
) -> None:
    """Being surer of something costs saying less."""
    narrow, wide = (interval(share, confidence=confidence) for confidence in confidences)

    assert wide.low <= narrow.low + 1e-15
    assert narrow.high <= wide.high + 1e-15


@given(st.integers(1, 40), st.fractions(0, 1, max_denominator=100), confidences)
def test_the_exact_interval_misses_no_more_often_than_it_says(
    count: int, chance: Fraction, confidence: float
) -> None:
    """That is its promise for every true share; Wilson's keeps it on average only."""
    covered = sum(
        (
            comb(count, ones) * chance**ones * (1 - chance) ** (count - ones)
            for ones in range(count + 1)
            if chance in clopper_pearson(Share(ones, count), confidence=confidence)
        ),
        Fraction(0),
    )

    assert covered >= Fraction(confidence) - Fraction(1, 10**12)


@given(shares(45))
def test_up_to_forty_five_contacts_wilson_lies_inside_the_exact_interval(share: Share) -> None:
    """So the default never looks less sure than the exact one at the size of a month.

    From 46 on it does at none and at all: there Wilson's 95 % interval is the longer one.
    """
    score, exact = wilson(share), clopper_pearson(share)

    assert exact.low <= score.low
    assert score.high <= exact.high


@given(shares(1000), st.integers(2, 50))
def test_more_contacts_with_the_same_share_narrow_the_interval(share: Share, times: int) -> None:
    """Otherwise nobody would need forty."""
    more = wilson(Share(share.ones * times, share.count * times))
    here = wilson(share)

    assert more.high - more.low < here.high - here.low


@pytest.mark.parametrize("measure", OF_TWO)
@given(rows=ratings(raters=2), shift=st.permutations([1, 2, 3, 4]))
def test_other_names_of_the_categories_change_nothing(
    measure: Measure, rows: Rows, shift: list[int]
) -> None:
    """0 and 1, or no and yes: the people agreed as much."""
    renamed = [tuple(r if r is None else "abcd"[shift[r - 1] - 1] for r in row) for row in rows]

    assert measure(renamed) == measure(rows)


@pytest.mark.parametrize("measure", OF_TWO)
@given(rows=ratings(raters=2))
def test_it_does_not_matter_who_is_first(measure: Measure, rows: Rows) -> None:
    """Agreement is of both, not of one with the other."""
    assert measure([row[::-1] for row in rows]) == measure(rows)


@pytest.mark.parametrize("measure", OF_ANY)
@given(rows=ratings(), data=st.data())
def test_neither_units_nor_raters_have_an_order(
    measure: Measure, rows: Rows, data: st.DataObject
) -> None:
    """A spreadsheet sorted by another column shows the same contacters."""
    shuffled = [tuple(data.draw(st.permutations(row))) for row in rows]

    assert measure(data.draw(st.permutations(shuffled))) == measure(rows)


@pytest.mark.parametrize("measure", OF_TWO[:-1])
@given(rows=ratings(raters=2), times=st.integers(2, 4))
def test_the_same_units_again_change_nothing(measure: Measure, rows: Rows, times: int) -> None:
    """Of all but alpha, which corrects for how few there are."""
    assert measure(rows * times).value == measure(rows).value


@pytest.mark.parametrize("measure", OF_ANY)
@given(rows=ratings())
def test_a_coefficient_is_undefined_or_at_most_one(measure: Measure, rows: Rows) -> None:
    """And says why exactly when it is undefined."""
    result = measure(rows)

    assert (result.value is None) == (result.reason is not None)
    assert result.value is None or result.value <= 1


@given(ratings(missing=False))
def test_a_coefficient_is_one_exactly_where_everybody_agrees(rows: Rows) -> None:
    """Where it is defined at all; less than full agreement must never look like it."""
    alike = all(len(set(row)) == 1 for row in rows)

    for measure in OF_ANY:
        value = measure(rows).value
        assert value is None or (value == 1) == alike


@given(ratings())
def test_ac1_lies_between_minus_one_and_one(rows: Rows) -> None:
    """Agreement by chance is at most a half for it."""
    value = gwet_ac1(rows).value

    assert value is None or -1 <= value <= 1


@given(ratings(missing=False))
def test_alpha_is_fleiss_kappa_corrected_for_few_ratings(rows: Rows) -> None:
    """With nothing missing, 1 − alpha is (1 − kappa) times (n − 1) / n, of n ratings."""
    alpha, kappa = krippendorff_alpha(rows).value, fleiss_kappa(rows).value
    count = len(rows) * len(rows[0])

    assert (alpha is None) == (kappa is None)
    if alpha is not None and kappa is not None:
        assert 1 - alpha == (1 - kappa) * Fraction(count - 1, count)


@given(ratings(raters=2, missing=False))
def test_fleiss_kappa_of_two_raters_is_scotts_pi(rows: Rows) -> None:
    """One is the other for more people."""
    assert fleiss_kappa(rows).value == scott_pi(rows).value


@given(ratings(), st.integers(1, 9), st.integers(-5, 5))
def test_alpha_by_distance_does_not_know_the_unit_of_the_scale(
    rows: Rows, factor: int, shift: int
) -> None:
    """Points out of ten or out of a hundred are the same judgement."""
    other = [tuple(r if r is None else factor * r + shift for r in row) for row in rows]

    interval = krippendorff_alpha(rows, level=Level.INTERVAL)
    assert krippendorff_alpha(other, level=Level.INTERVAL) == interval


@given(ratings(), st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_alpha_by_order_does_not_know_the_distances(rows: Rows, steps: list[int]) -> None:
    """Only which value is higher counts."""
    places = [sum(steps[:end]) for end in range(5)]
    other = [tuple(r if r is None else places[r] for r in row) for row in rows]

    ordinal = krippendorff_alpha(rows, level=Level.ORDINAL)
    assert krippendorff_alpha(other, level=Level.ORDINAL) == ordinal


@given(ratings())
def test_of_two_categories_alpha_is_the_same_at_every_level(rows: Rows) -> None:
    """With 0 and 1 there is one distance, whatever it is called."""
    marks = [tuple(r if r is None else int(r > 2) for r in row) for row in rows]

    assert len({krippendorff_alpha(marks, level=level).value for level in Level}) == 1


@given(st.lists(shares(200), min_size=1, max_size=6))
def test_a_rate_of_equal_strata_is_the_mean_of_their_rates(parts: list[Share]) -> None:
    """The night counts as much as the morning, however many were contacted."""
    figures = [Figure(str(place), share.count, share) for place, share in enumerate(parts)]

    rate = stratify(figures, {figure.key: 7 for figure in figures})

    assert rate.rate == sum(share.fraction for share in parts) / len(parts)
    assert rate.rate in _widened(rate.interval)


@given(st.dictionaries(st.sampled_from("abcdef"), shares(200)), st.data())
def test_a_weighted_rate_never_hides_what_was_not_sampled(
    parts: dict[str, Share], data: st.DataObject
) -> None:
    """The unseen weight is all of the way from the least to the most, and never less."""
    weights = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 50)).filter(
        lambda drawn: any(drawn.values())
    )
    traffic = data.draw(weights)
    figures = [Figure(key, share.count, share) for key, share in parts.items() if key in traffic]
    unseen = sum(weight for key, weight in traffic.items() if key not in parts)

    rate = stratify(figures, traffic)

    assert rate.most - rate.least == 1 - rate.covered == Fraction(unseen, sum(traffic.values()))
    assert (rate.rate is None) == (unseen > 0) == bool(rate.unsampled)
    assert rate.least in _widened(rate.interval)
    assert rate.most in _widened(rate.interval)
    assert rate.effective_count <= sum(share.count for share in parts.values())


@given(st.lists(shares(), min_size=1, max_size=12), st.booleans())
def test_the_limits_of_a_chart_lie_around_its_centre(parts: list[Share], own: bool) -> None:  # noqa: FBT001
    """Also of a million trials, where both limits close in, and of all zeros or all ones."""
    standard = None if own else parts[0]

    chart = p_chart({str(place): share for place, share in enumerate(parts)}, standard=standard)

    assert chart.centre is not None
    for point in chart.points:
        assert point.low is not None
        assert point.high is not None
        assert point.exact_low is not None
        assert point.exact_high is not None
        assert 0 <= point.low <= float(chart.centre) <= point.high <= 1
        assert 0 <= point.exact_low <= point.exact_high <= 1
        expected = chart.centre * parts[int(point.label)].count
        assert point.exact_low * parts[int(point.label)].count <= ceil(expected)
        assert point.exact_high * parts[int(point.label)].count >= floor(expected)


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.data())
def test_evenness_lies_between_nothing_and_what_is_attainable(
    found: list[str], data: st.DataObject
) -> None:
    """A sample cannot be more even than whole contacts allow."""
    weight = st.integers(0, 20)
    weights = data.draw(
        st.fixed_dictionaries(dict.fromkeys("abcd", weight)).filter(lambda d: any(d.values()))
    )

    balance = sample_balance(found, weights)

    assert sum(row.gap for row in balance.rows) == 0
    if found:
        assert balance.evenness is not None
        assert balance.attainable is not None
        assert 0 <= balance.evenness <= balance.attainable <= 1


@given(shares())
def test_both_languages_say_the_same_figures(share: Share) -> None:
    """Only the decimal sign differs, and the words."""
    text = share_in_words(share)

    digits = [word for word in text.id.replace(",", ".").split() if word[0].isdigit()]
    assert digits == [word for word in text.en.split() if word[0].isdigit()]


@given(st.fractions(0, 1))
def test_nothing_and_all_are_said_of_nothing_and_all_alone(value: Fraction) -> None:
    """Down to a millionth; below that nobody would read the digits."""
    shown = percent_in_words(value).en

    if Fraction(1, 10**5) <= value <= 1 - Fraction(1, 10**5):
        assert shown not in {"0 %", "100 %"}
    assert (value == 0) <= (shown == "0 %")
    assert (value == 1) <= (shown == "100 %")


def _widened(interval: Interval) -> Interval:
    """Return an interval with room for the rounding of its ends."""
    return Interval(interval.low - 1e-12, interval.high + 1e-12, interval.confidence)
