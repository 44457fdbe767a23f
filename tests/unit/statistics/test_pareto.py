"""Pareto of zeros: over parameters and reasons, never over people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import mystery_shopping.statistics as ours
from mystery_shopping.errors import InvalidValue
from mystery_shopping.model import Figure, Recap
from mystery_shopping.statistics import Grouping, pareto_of_zeros
from mystery_shopping.values import Share


def recap(**zeros: int) -> Recap:
    """Return a recap of forty contacts with so many zeros on each parameter."""
    rows = tuple(Figure(key, 40, Share(40 - count, 40)) for key, count in zeros.items())
    nobody: tuple[Any, ...] = ()
    return Recap(
        sample_count=40,
        in_window_count=40,
        voided_count=0,
        total=Share(1, 1),
        parameters=rows,
        dimensions=(),
        kpis=(),
        day_parts=(),
        reasons=(),
        contacters=rows,
        agents=rows,
        nonconformities=nobody,
    )


def test_the_most_zeros_come_first_with_their_share_and_all_so_far() -> None:
    """The report's question is where to begin."""
    pareto = pareto_of_zeros(recap(P1=2, P2=6, P3=12))

    assert [(row.key, row.zeros, row.so_far) for row in pareto.rows] == [
        ("P3", Share(12, 20), Share(12, 20)),
        ("P2", Share(6, 20), Share(18, 20)),
        ("P1", Share(2, 20), Share(20, 20)),
    ]


def test_ties_go_by_code_and_say_so() -> None:
    """Whichever of two equals stands first must not look worse."""
    rows = pareto_of_zeros(recap(P3=3, P1=3, P2=1)).rows

    assert [(row.key, row.tied_with) for row in rows] == [
        ("P1", ("P3",)),
        ("P3", ("P1",)),
        ("P2", ()),
    ]


def test_what_has_no_zeros_is_left_out() -> None:
    """A list of faults is no place for what was right."""
    pareto = pareto_of_zeros(recap(P1=0, P2=0))

    assert (pareto.rows, pareto.zero_count, pareto.leading()) == ((), 0, ())


def test_the_leading_few_hold_four_fifths_of_the_zeros() -> None:
    """The few on which work pays most."""
    pareto = pareto_of_zeros(recap(P1=8, P2=8, P3=2, P4=2))

    assert [row.key for row in pareto.leading()] == ["P1", "P2"]


def test_who_is_tied_with_the_last_of_the_leading_leads_as_well() -> None:
    """A cut between equals would be drawn by the alphabet."""
    pareto = pareto_of_zeros(recap(P1=8, P2=4, P3=4, P4=4))

    assert [row.key for row in pareto.leading(Fraction(1, 2))] == ["P1", "P2", "P3", "P4"]


@pytest.mark.parametrize("people", ["agents", "contacters", "nobody"])
def test_people_are_not_put_in_an_order(people: str) -> None:
    """At one or two contacts each, a list of agents by zeros is a list of bad luck."""
    with pytest.raises(InvalidValue) as caught:
        pareto_of_zeros(recap(A1=3), by=people)

    assert caught.value.path == "by"
    assert people not in list(Grouping)


def test_no_function_here_ranks() -> None:
    """Nothing may be added that puts agents in an order under another name."""
    assert [name for name in ours.__all__ if "rank" in name.lower() or "sort" in name.lower()] == []
