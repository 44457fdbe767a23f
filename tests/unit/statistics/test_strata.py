"""Rates weighted by traffic: the weight of what was not sampled goes nowhere in silence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mystery_shopping.errors import InvalidValue
from mystery_shopping.model import Figure
from mystery_shopping.statistics import stratify, wilson
from mystery_shopping.values import Share


def figure(key: str, ones: int, count: int) -> Figure:
    """Return a figure of one mark a contact."""
    return Figure(key, count, Share(ones, count))


MORNING, NIGHT = figure("morning", 9, 10), figure("night", 15, 30)


def test_the_weighted_rate_and_the_raw_one_stand_side_by_side() -> None:
    """Thirty of the forty samples at night, where a tenth of the customers call."""
    rate = stratify([MORNING, NIGHT], {"morning": 90, "night": 10})

    assert rate.raw == Share(24, 40)
    assert rate.rate == Fraction(86, 100)
    assert rate.least == rate.most == rate.rate
    assert rate.covered == 1


def test_the_variance_is_that_of_a_stratified_rate() -> None:
    """Each stratum adds its own, by the square of its weight."""
    rate = stratify([MORNING, NIGHT], {"morning": 1, "night": 1})

    expected = Fraction(9, 100) / 9 / 4 + Fraction(1, 4) / 29 / 4
    assert rate.variance == expected


def test_a_stratum_without_samples_is_said_and_its_weight_is_kept() -> None:
    """Nobody knows what happens at night if nobody contacted at night."""
    rate = stratify([MORNING], {"morning": 80, "night": 20})

    assert (rate.rate, rate.variance) == (None, None)
    assert (rate.unsampled, rate.covered) == (("night",), Fraction(4, 5))
    assert (rate.least, rate.most) == (Fraction(72, 100), Fraction(92, 100))


def test_the_interval_reaches_over_what_was_not_sampled() -> None:
    """An interval of the seen part alone would promise too much of the whole."""
    rate = stratify([MORNING], {"morning": 80, "night": 20})

    seen = wilson(Share(9, 10))
    assert rate.interval.low == pytest.approx(0.8 * seen.low)
    assert rate.interval.high == pytest.approx(0.8 * seen.high + 0.2)


def test_without_any_sample_everything_is_possible() -> None:
    """The first day of a month has traffic and no contacts."""
    rate = stratify([], {"morning": 1})

    assert (rate.interval.low, rate.interval.high, rate.rate) == (0.0, 1.0, None)
    assert [rate.least, rate.most, rate.effective_count] == [0, 1, 0]


def test_a_stratum_without_traffic_counts_in_the_raw_share_alone() -> None:
    """Contacts were made where no customer calls; that is a fact, but not the customers'."""
    rate = stratify([MORNING, NIGHT], {"morning": 5, "night": 0})

    assert (rate.rate, rate.raw) == (Fraction(9, 10), Share(24, 40))
    assert rate.interval == wilson(Share(9, 10))


def test_a_stratum_with_neither_traffic_nor_samples_is_no_gap() -> None:
    """A night shift that does not exist cannot be missed."""
    rate = stratify([MORNING], {"morning": 5, "night": 0})

    assert (rate.unsampled, rate.rate) == ((), Fraction(9, 10))


def test_a_single_contact_shows_no_spread() -> None:
    """Its variance would read 0, as if one look were certainty."""
    rate = stratify([MORNING, figure("night", 1, 1)], {"morning": 9, "night": 1})

    assert rate.variance is None
    assert rate.rate is not None


def test_samples_in_proportion_to_traffic_are_worth_their_number() -> None:
    """Nothing is lost by weights that are all alike."""
    rate = stratify([MORNING, NIGHT], {"morning": 25, "night": 75})

    assert rate.effective_count == 40
    assert rate.interval == wilson(rate.raw)


def test_samples_against_the_traffic_are_worth_fewer() -> None:
    """Ten contacts that stand for ninety per cent make the rate as unsure as some twelve."""
    rate = stratify([MORNING, NIGHT], {"morning": 90, "night": 10})

    assert 12 < rate.effective_count < 13


def test_marks_weigh_by_their_contacts() -> None:
    """A stratum of two contacts with twenty marks each is two contacts."""
    marks = Figure("morning", 2, Share(36, 40))

    assert stratify([marks], {"morning": 1}).effective_count == 2


@pytest.mark.parametrize(
    "figures, traffic, path",
    [
        ([MORNING], {}, "traffic['morning']"),
        ([MORNING], {"morning": 0}, "sum(traffic)"),
        ([MORNING], {"morning": -1}, "traffic['morning']"),
        ([MORNING], {"morning": 0.9}, "traffic['morning']"),
        ([MORNING], [("morning", 1)], "traffic"),
        ([MORNING, MORNING], {"morning": 1}, "figures[1]"),
        ([Share(1, 2)], {"morning": 1}, "figures[0]"),
        ([figure("morning", 3, 2)], {"morning": 1}, "figures[0].share.ones"),
        ([Figure("morning", 0, Share(1, 2))], {"morning": 1}, "figures[0].form_count"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_weighed_is_refused(figures: Any, traffic: Any, path: str) -> None:  # noqa: ANN401
    """Samples of unknown traffic would have to get a weight out of thin air."""
    with pytest.raises(InvalidValue) as caught:
        stratify(figures, traffic)

    assert caught.value.path == path


def test_two_contacts_show_a_spread() -> None:
    """It is the fewest from which one can be told, and is divided by one."""
    rate = stratify([figure("night", 1, 2)], {"night": 1})

    assert rate.variance == Fraction(1, 4)


def test_a_stratum_without_traffic_takes_no_variance_away() -> None:
    """Its one contact says nothing of the customers, so it hides nothing, either."""
    rate = stratify([MORNING, figure("night", 1, 1)], {"morning": 9, "night": 0})

    assert rate.variance == Fraction(9, 100) / 9


def test_many_marks_of_one_contact_are_a_figure() -> None:
    """One form has twenty marks, and no second form is asked for."""
    assert stratify([Figure("morning", 1, Share(17, 20))], {"morning": 1}).effective_count == 1


def test_what_was_not_sampled_has_a_figure_of_nothing() -> None:
    """A row of a table is there for every stratum, and tells no more than is known."""
    (row,) = stratify([], {"night": 3}).strata

    assert (row.traffic, row.figure) == (Share(3, 3), Figure("night", 0, Share(0, 0)))


def test_the_interval_is_held_with_the_confidence_asked_for() -> None:
    """A narrower one that still says 95 % would promise too much."""
    rate = stratify([MORNING, NIGHT], {"morning": 25, "night": 75}, confidence=0.8)

    assert rate.interval == wilson(rate.raw, confidence=0.8)


def test_a_confidence_is_looked_at_even_where_there_is_nothing_to_hold() -> None:
    """The slip would show only months later, with the first sample."""
    with pytest.raises(InvalidValue, match="confidence"):
        stratify([], {"morning": 1}, confidence=95)
