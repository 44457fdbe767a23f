"""The replay counts tokens as the textbook does, and fits exactly what the tables allow."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import STATES
from mystery_shopping_mining import Fitness, Net, Run, Transition, make_net, replay, total
from tests.mining import accepted, activities


def step(name: str, takes: str, gives: str) -> Transition:
    """Return a transition between places of one letter each."""
    return Transition(name, name, tuple(takes), tuple(gives))


# a, then b and c in any order, then d: two tokens at once, which none of our lifecycles has.
SPLIT = Net(
    "split",
    tuple("spqrtz"),
    (step("a", "s", "pq"), step("b", "p", "r"), step("c", "q", "t"), step("d", "rt", "z")),
    "s",
)


@pytest.mark.parametrize(
    "names, fitness",
    [
        ("abcd", Fitness(6, 6, 0, 0)),
        ("acbd", Fitness(6, 6, 0, 0)),
        ("abd", Fitness(5, 5, 1, 1)),
        ("bcd", Fitness(4, 5, 2, 1)),
        ("abbcd", Fitness(7, 7, 1, 1)),
        ("abc", Fitness(5, 4, 1, 2)),
        ("", Fitness(1, 1, 1, 1)),
        ("abxcd", Fitness(7, 7, 1, 1)),
    ],
)
def test_tokens_are_counted_as_by_hand(names: str, fitness: Fitness) -> None:
    """Each line was played with coins on paper: in order, left out, twice, cut off, unknown."""
    assert replay(SPLIT, Run(tuple(names), "z")) == fitness


def test_the_fitness_is_the_formula_of_the_paper_in_exact_fractions() -> None:
    """Half for what was missing of all consumed, half for what remained of all produced."""
    fitness = Fitness(produced=5, consumed=4, missing=1, remaining=2)

    expected = Fraction(1, 2) * (1 - Fraction(1, 4)) + Fraction(1, 2) * (1 - Fraction(2, 5))
    assert fitness.value == expected == Fraction(27, 40)


def test_the_fitness_of_a_log_adds_the_tokens_and_not_the_fractions() -> None:
    """A mean of fractions would let one long bad case hide behind many short good ones."""
    good, bad = Fitness(2, 2, 0, 0), Fitness(8, 8, 4, 4)

    assert total([good, bad]) == Fitness(10, 10, 4, 4)
    assert total([good, bad]).value == Fraction(3, 5) < (good.value + bad.value) / 2
    assert total([]).value == 1


def test_a_life_that_stands_elsewhere_than_it_says_does_not_fit() -> None:
    """The state a case is said to be in is held against the one its events lead to."""
    run = Run(("publish_report", "hand_over_follow_up"), "opened")

    fitness = replay(make_net(Lifecycle.FOLLOW_UP), run)

    assert fitness == Fitness(3, 3, 1, 1)
    assert replay(make_net(Lifecycle.FOLLOW_UP), Run(run.activities, "with_supervisor")).value == 1


@st.composite
def runs(draw: st.DrawFn) -> tuple[Lifecycle, Run]:
    """Draw a life out of any activities, mostly such as can follow on each other."""
    lifecycle = draw(st.sampled_from(Lifecycle))
    net, names, state = make_net(lifecycle), list[str](), "start"
    for _ in range(draw(st.integers(0, 12))):
        fitting = [row for row in net.transitions if state in row.takes]
        if draw(st.integers(0, 5)) and fitting:
            row = draw(st.sampled_from(fitting))
            names.append(row.activity)
            state = row.gives[0]
        else:
            names.append(draw(st.sampled_from([*activities(lifecycle), "unheard_of"])))
    states = list(map(str, STATES[lifecycle]))
    ends = draw(st.sampled_from([*([state] if state in states else []), *states]))
    return lifecycle, Run(tuple(names), ends)


@given(runs())
@settings(deadline=None)
def test_the_fitness_is_1_exactly_when_the_tables_allow_the_run(
    drawn: tuple[Lifecycle, Run],
) -> None:
    """Below 1 for all they refuse, and 1 for all they allow: the replay is no weaker than they."""
    lifecycle, run = drawn

    fitness = replay(make_net(lifecycle), run)

    assert (fitness.value == 1) == fitness.is_perfect == accepted(lifecycle, run)


@given(runs())
@settings(deadline=None)
def test_no_token_comes_from_nowhere(drawn: tuple[Lifecycle, Run]) -> None:
    """What was produced or missing is what was consumed or remains: the books of a replay."""
    lifecycle, run = drawn

    tokens = replay(make_net(lifecycle), run)

    assert tokens.produced + tokens.missing == tokens.consumed + tokens.remaining
    assert 0 <= tokens.value <= 1
