"""What the figures suggest: only what they bear, and of no person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from mystery_shopping.errors import Text
from mystery_shopping.model import Figure
from mystery_shopping.reporting import MonthReport, Suggestion, make_report
from mystery_shopping.reporting.lines import line_of
from mystery_shopping.reporting.suggestions import suggest
from mystery_shopping.statistics import Pareto, ParetoRow
from mystery_shopping.values import Share
from tests.months import SOLUTION, Month, S, nov
from tests.reports import long_dossier

CODES = ("courtesy", "empathy", "greeting", "hold", "pace")


def report(zeros: Mapping[int, Iterable[str]]) -> MonthReport:
    """Return the report on a month of forty with these zeros."""
    cycle = Month(zeros=zeros).to(S.RECAPITULATED).cycle
    return make_report(cycle, header=long_dossier().report.header, as_of=nov(28))


def about_zeros(found: MonthReport) -> list[str]:
    """Return what is suggested about the zeros."""
    return [row.text.en for row in found.suggestions if "zeros" in row.text.en and not row.kpi]


def about_day_parts(*shares: Share) -> tuple[Suggestion, ...]:
    """Return what is suggested when the day parts have these shares, and nothing else is known."""
    names = ("morning", "noon", "afternoon", "night")
    lines = [
        line_of(Figure(name, share.count, share), Text(name, name))
        for name, share in zip(names, shares, strict=False)
    ]
    cycle = Month().cycle
    return suggest(cycle, kpis=(), day_parts=lines, pareto=Pareto((), 0), titles={})


@pytest.mark.clause("5.4.1", kind="story")
def test_a_kpi_below_the_target_is_named_with_its_figure() -> None:
    """A suggestion without its figure is an opinion."""
    found = report(dict.fromkeys(range(1, 11), SOLUTION)).suggestions[0]

    assert found.kpi == "solution_accuracy"
    assert found.text.en.startswith("Solution accuracy is below the target of 85 %: 120 of 160")


def test_a_kpi_that_may_be_below_the_target_is_said_to_be_unsure() -> None:
    """Forty contacts cannot tell 90 from 85, and a manager should know."""
    found = report(dict.fromkeys(range(1, 4), SOLUTION)).suggestions[0]

    assert "is not surely above the target of 85 %" in found.text.en


def test_a_month_without_a_zero_suggests_nothing() -> None:
    """A suggestion for its own sake is not read the next time."""
    assert report({}).suggestions == ()


def test_the_parameters_that_stand_out_are_named_with_what_they_hold() -> None:
    """Training begins where most is to be won."""
    zeros = {1: ("pace", "hold"), 2: ("pace", "hold"), 3: ("pace",), 4: ("empathy",)}

    (told,) = about_zeros(report({**zeros, 5: ("greeting",)}))

    assert told.startswith("71 % of all zeros are in: Keeps a fitting pace and tone; Asks before")
    assert "empathy" not in told


@pytest.mark.parametrize("count", [4, 5])
def test_of_parameters_with_as_many_zeros_none_is_picked_out(count: int) -> None:
    """Three of five that are alike would be chosen by their codes."""
    (told,) = about_zeros(report({number: (CODES[number - 1],) for number in range(1, count + 1)}))

    assert told == f"{count} zeros are spread over {count} parameters; none stands out."


def test_up_to_three_alike_are_all_named() -> None:
    """Nobody is left out, so nothing was picked."""
    (told,) = about_zeros(report({number: (CODES[number],) for number in range(1, 4)}))

    assert told.startswith("100 % of all zeros are in: Shows empathy")


def test_the_one_day_part_below_the_target_is_named() -> None:
    """A night shift without a supervisor is seen nowhere else."""
    (told,) = about_day_parts(Share(9, 10), Share(9, 10), Share(10, 10), Share(5, 10))

    assert told.text.en.startswith("night: 5 of 10 = 50 %")


@pytest.mark.parametrize(
    "shares",
    [
        (Share(5, 10), Share(5, 10), Share(10, 10), Share(10, 10)),
        (Share(5, 10),),
        (Share(5, 10), Share(0, 0), Share(0, 0), Share(0, 0)),
        (Share(10, 10), Share(10, 10)),
    ],
)
def test_a_day_part_is_only_named_when_it_alone_is_below_among_others(
    shares: tuple[Share, ...],
) -> None:
    """Where it says that the others are not below, there must be others."""
    assert about_day_parts(*shares) == ()


def test_suggestions_name_no_person() -> None:
    """They are about the service; coaching has its own form."""
    dossier = long_dossier()
    people = {line.person for line in dossier.report.people}

    assert dossier.report.suggestions
    assert not [name for name in people if name in repr(dossier.report.suggestions)]


def test_rows_of_one_parameter_stand_out_by_themselves() -> None:
    """The first of three has no rival, the second and third do."""
    rows = (
        ParetoRow("a", Share(5, 9), Share(5, 9)),
        *(
            ParetoRow(key, Share(1, 9), Share(6 + turn, 9), tuple("bcde".replace(key, "")))
            for turn, key in enumerate("bcde")
        ),
    )
    titles = {key: Text(key, key) for key in "abcde"}

    (told,) = suggest(Month().cycle, kpis=(), day_parts=(), pareto=Pareto(rows, 9), titles=titles)

    assert told.text.en == "56 % of all zeros are in: a. Begin the training there."
