"""A ranking of reasons: sorted, distinct, cut at its places."""

from typing import Any

import pytest

import mystery_shopping as ms

OCTOBER = ms.Period(2026, 10)
K = ms.Kind


def ranking(*rows: tuple[str, int, ms.Kind | None]) -> ms.ReasonRanking:
    """Return a ranking of code, count and kind."""
    return ms.ReasonRanking(OCTOBER, tuple(ms.ReasonCount(*row) for row in rows), "export.csv")


MIXED = ranking(
    ("d", 5, K.REQUEST), ("a", 5, K.INFORMATION), ("b", 9, K.REQUEST), ("z", 0, K.REQUEST)
)


def test_reasons_are_ranked_by_count_and_then_by_code() -> None:
    """A8: the order of an export's lines must not choose the month's material."""
    assert [row.code for row in MIXED.reasons] == ["b", "a", "d", "z"]
    assert MIXED.contact_count == 19


def test_a_reason_nobody_called_about_is_never_among_the_largest() -> None:
    """A catalogue of reasons holds many with a count of 0."""
    assert [row.code for row in MIXED.top(5)] == ["b", "a", "d"]


def test_the_largest_in_each_kind_stand_in_the_order_of_the_clause() -> None:
    """Information, request, complaint solved, complaint escalated."""
    assert [row.code for row in MIXED.top(1, per_kind=True)] == ["a", "b"]


@pytest.mark.parametrize("place, tied", [(1, ()), (2, ("a", "d")), (3, ()), (9, ())])
def test_a_tie_is_told_only_where_the_cut_goes_through_it(
    place: int, tied: tuple[str, ...]
) -> None:
    """Equal counts inside or outside the chosen places trouble nobody."""
    assert tuple(row.code for row in MIXED.tied_at(place)) == tied


def test_a_code_listed_twice_is_refused() -> None:
    """Two half counts would both miss the five places."""
    with pytest.raises(ms.InvalidValue) as caught:
        ranking(("a", 1, None), ("a", 2, None))

    assert caught.value.path == "reasons"


@pytest.mark.parametrize(
    "values, path",
    [
        (("", 1), "code"),
        (("a", -1), "count"),
        (("a", 1.0), "count"),
        (("a", True), "count"),
        ((" a", 1), "code"),
    ],
)
def test_a_count_that_is_none_is_refused(values: tuple[Any, ...], path: str) -> None:
    """A spreadsheet's 3.0 or a stray blank is found at the border."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.ReasonCount(*values)

    assert caught.value.path == path


def test_a_ranking_says_where_it_comes_from() -> None:
    """5.1.1 is shown by its source."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.ReasonRanking(OCTOBER, (), " ")

    assert caught.value.path == "source"
