"""Agreement between raters: what the coefficients say, and where they have nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import nan
from typing import Any

import pytest

from mystery_shopping.errors import InvalidValue
from mystery_shopping.statistics import (
    Agreement,
    Coefficient,
    Level,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
    rows_of_counts,
    rows_of_table,
    scott_pi,
)

Measure = Callable[[Iterable[Any]], Agreement]

BEYOND_CHANCE = [cohen_kappa, scott_pi, fleiss_kappa, gwet_ac1, krippendorff_alpha]
ALL = [raw_agreement, *BEYOND_CHANCE]


def test_kappa_is_low_where_nearly_all_marks_are_ones_and_ac1_is_not() -> None:
    """38 of 40 forms marked alike: a QCA who saw kappa alone would retrain good contacters."""
    rows = rows_of_table([[38, 1], [1, 0]])

    assert raw_agreement(rows).value == Fraction(95, 100)
    assert round(float(cohen_kappa(rows).value or 9), 4) == -0.0256
    assert round(float(gwet_ac1(rows).value or 9), 4) == 0.9474


@pytest.mark.parametrize("measure", BEYOND_CHANCE)
def test_always_one_value_leaves_agreement_beyond_chance_undefined(measure: Measure) -> None:
    """A parameter everybody always passes shows neither that people agree nor that they do not."""
    result = measure([(1, 1), (1, 1)])

    assert result.value is None
    assert not result.is_defined
    assert result.reason is not None
    assert result.reason.en.startswith("everybody gave the same value")
    assert result.unit_count == 2


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("rows", [[], [(1, None)], [(None, None)]], ids=str)
def test_without_two_ratings_of_one_thing_nothing_is_defined(
    measure: Measure, rows: list[Any]
) -> None:
    """One contacter alone agrees with nobody."""
    result = measure(rows)

    assert (result.value, result.unit_count) == (None, 0)
    assert result.reason is not None
    assert result.reason.id.startswith("tidak ada yang dinilai oleh dua orang")


@pytest.mark.parametrize("measure", ALL)
def test_full_agreement_over_several_values_is_one(measure: Measure) -> None:
    """The best there is; and exactly 1, not a float near it."""
    result = measure([(1, 1), (0, 0), (1, 1)])

    assert result.value == 1
    assert result.reason is None


def test_ac1_is_one_where_all_agree_and_zeros_were_possible() -> None:
    """The form offers 0 and 1, though only 1 was given: chance could have disagreed."""
    assert gwet_ac1([(1, 1), (1, 1)], categories=(0, 1)).value == 1


def test_a_rating_outside_the_categories_is_refused() -> None:
    """A 2 among marks is a slip of the pen, not a third category."""
    with pytest.raises(InvalidValue) as caught:
        gwet_ac1([(1, 2)], categories=(0, 1))

    assert caught.value.path == "categories"


def test_a_thing_rated_once_tells_what_is_usual_and_not_whether_people_agree() -> None:
    """It moves the agreement by chance and leaves the one observed alone."""
    rows = [(1, 1), (0, 0), (1, 0)]

    more = fleiss_kappa([*rows, (1, None)])

    assert more.observed == fleiss_kappa(rows).observed
    assert more.expected == Fraction(5, 8) ** 2 + Fraction(3, 8) ** 2
    assert more.unit_count == 3


def test_alpha_leaves_a_thing_rated_once_out_altogether() -> None:
    """Krippendorff pairs values; a single one has no partner."""
    rows = [(1, 1), (0, 0), (1, 0)]

    assert krippendorff_alpha([*rows, (1, None)]) == krippendorff_alpha(rows)


def test_near_misses_count_less_where_values_have_an_order_or_a_distance() -> None:
    """4 against 5 is a smaller quarrel than 1 against 5."""
    rows = [(1, 1), (4, 5), (9, 8), (2, 2), (3, 3), (8, 8)]

    nominal, ordinal, interval = (
        float(krippendorff_alpha(rows, level=level).value or 0) for level in Level
    )

    assert nominal < ordinal < interval


def test_the_coefficients_name_themselves() -> None:
    """A figure without its name would be taken for another one."""
    assert [measure([(1, 1), (0, 1)]).coefficient for measure in ALL] == [
        Coefficient.RAW,
        Coefficient.COHEN,
        Coefficient.SCOTT,
        Coefficient.FLEISS,
        Coefficient.GWET,
        Coefficient.KRIPPENDORFF,
    ]


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize(
    "rows, path",
    [
        (["11"], "rows[0]"),
        ([(1, 1), 5], "rows[1]"),
        ([(1, [1])], "rows[0][1]"),
        ([(nan, 1)], "rows[0][0]"),
    ],
    ids=str,
)
def test_what_is_no_row_of_ratings_is_refused(measure: Measure, rows: list[Any], path: str) -> None:
    """NaN differs from itself, so that even a person would not agree with herself."""
    with pytest.raises(InvalidValue) as caught:
        measure(rows)

    assert caught.value.path == path


@pytest.mark.parametrize("measure", [cohen_kappa, scott_pi])
def test_a_measure_of_two_raters_refuses_a_third(measure: Measure) -> None:
    """Leaving the third out in silence would say something of other people."""
    with pytest.raises(InvalidValue) as caught:
        measure([(1, 1), (1, 1, 0)])

    assert caught.value.path == "rows[1]"


@pytest.mark.parametrize("rating", ["3", True, nan, float("inf")])
def test_an_order_or_a_distance_needs_numbers(rating: Any) -> None:  # noqa: ANN401
    """By their letters, 10 comes before 9."""
    with pytest.raises(InvalidValue, match=r"rows\[0\]\[1\]"):
        krippendorff_alpha([(1, rating)], level="ordinal")


def test_an_unknown_level_is_refused_with_those_there_are() -> None:
    """A misspelt level must not fall back to another."""
    with pytest.raises(InvalidValue, match="nominal, ordinal, interval"):
        krippendorff_alpha([(1, 1)], level="ordinall")


@pytest.mark.parametrize("count", [-1, 1.0, True])
def test_counts_in_tables_are_whole(count: Any) -> None:  # noqa: ANN401
    """A share in place of a count would be rounded in silence."""
    with pytest.raises(InvalidValue, match=r"table\[0\]\[0\]"):
        rows_of_table([[count]])
    with pytest.raises(InvalidValue, match=r"counts\[0\]\[0\]"):
        rows_of_counts([[count]])


def test_where_nothing_was_rated_twice_there_is_no_chance_to_speak_of() -> None:
    """A figure beside "undefined" would be read as one."""
    result = cohen_kappa([(1, None)])

    assert (result.observed, result.expected) == (None, None)


@pytest.mark.parametrize("table", [[[1, 2], [3]], [[1, 2], [3, 4, 5]], [[1, 2, 3], [4, 5, 6]]])
def test_a_table_that_is_not_square_is_refused(table: list[list[int]]) -> None:
    """Two raters choose among the same categories."""
    with pytest.raises(InvalidValue, match=r"len\(table\[[01]\]\)"):
        rows_of_table(table)


@pytest.mark.parametrize("measure", [raw_agreement, cohen_kappa, scott_pi, fleiss_kappa, gwet_ac1])
def test_the_agreement_seen_stands_beside_every_coefficient(measure: Measure) -> None:
    """A low kappa beside high agreement is understood; alone it is feared."""
    assert measure([(1, 1), (1, 0), (0, 0), (0, 0)]).observed == Fraction(3, 4)
