"""The policy: its defaults are those of A1–A18, its faults are told where they are."""

from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

import mystery_shopping as ms
from tests.months import policy


def test_the_defaults_are_the_first_column_of_the_instructions_table() -> None:
    """A site that sets only its target gets the agreed readings; a change here is a decision."""
    default = policy()

    assert attrs.asdict(default, recurse=False) == {
        "qm_target": Fraction(85),
        "name": "default",
        "version": 1,
        "document_revision": "02",
        "timezone": "Asia/Jakarta",
        "week_rule": ms.FixedDays((1, 7), (8, 14)),
        "day_parts": ms.DayPartTable.standard(),
        "occurrence": ms.Occurrence.PERFORMED,
        "minimum_samples": 40,
        "outside_window": ms.OutsideWindow.COUNT_AND_FLAG,
        "shortfall": ms.Shortfall.CLOSE_WITH_DEVIATIONS,
        "coverage": ms.Coverage.MINIMUM,
        "minimum_per_day_part": 1,
        "top_reasons": 5,
        "ranking_scope": ms.RankingScope.OVERALL,
        "missing_kind": ms.MissingKind.WARNING,
        "routes_by_supervisor": frozenset({ms.Role.TL}),
        "hand_in_day": None,
        "zero_on_solution": ms.ZeroOnSolution.DIMENSION,
        "target_basis": ms.TargetBasis.COMBINED,
        "dimension_kpis": (
            (ms.Dimension.SOLUTION, ms.Kpi.SOLUTION_ACCURACY),
            (ms.Dimension.ATTITUDE, ms.Kpi.COURTESY),
            (ms.Dimension.COMMUNICATION, ms.Kpi.COMMUNICATION),
        ),
        "service_dimensions": (
            ms.Dimension.PROCESS,
            ms.Dimension.ATTITUDE,
            ms.Dimension.COMMUNICATION,
        ),
        "not_applicable": ms.NotApplicable.FORBID,
        "execution_form": "F-32",
        "evaluation_form": "F-31",
        "follow_up_done": ms.FollowUpDone.DELIVERED,
        "retention_years": 3,
        "retention_from": ms.RetentionFrom.CLOSING,
        "agent_planning": ms.AgentPlanning.RECORDED_AFTER,
        "own_team_allowed": False,
        "cycle_due_day": 3,
        "warning_days": 2,
        "agents_named_in_notices": False,
    }


@pytest.mark.parametrize("target", [85, "85", Decimal(85), Fraction(85)])
def test_the_target_is_exact_however_it_is_written(target: object) -> None:
    """It decides who is coached."""
    assert policy(qm_target=target).target == Fraction(17, 20)


@pytest.mark.parametrize(
    "field, value",
    [
        ("qm_target", 85.0),
        ("qm_target", 101),
        ("timezone", "Asia/Atlantis"),
        ("minimum_samples", 0),
        ("minimum_samples", True),
        ("minimum_per_day_part", 0),
        ("top_reasons", 0),
        ("hand_in_day", 32),
        ("hand_in_day", 0),
        ("retention_years", 0),
        ("execution_form", " "),
        ("evaluation_form", ""),
        ("name", ""),
        ("version", 0),
        ("document_revision", "01"),
        ("routes_by_supervisor", frozenset({ms.Role.AGENT})),
    ],
)
def test_a_reading_that_makes_no_sense_is_refused_by_its_name(field: str, value: object) -> None:
    """A policy is pinned for a month; a wrong one must not get that far."""
    with pytest.raises(ms.InvalidValue) as caught:
        policy(**{field: value})

    assert caught.value.path == field


def test_a_parameter_counts_to_its_own_kpi_before_its_dimensions() -> None:
    """A11: the finer statement wins, and a process parameter counts to none by default."""
    words = ms.Text("a", "a")
    own = ms.Parameter("a", words, ms.Dimension.ATTITUDE, kpi=ms.Kpi.SOLUTION_ACCURACY)
    usual = ms.Parameter("b", words, ms.Dimension.ATTITUDE)
    process = ms.Parameter("c", words, ms.Dimension.PROCESS)

    found = [policy().kpi_of(row) for row in (own, usual, process)]

    assert found == [ms.Kpi.SOLUTION_ACCURACY, ms.Kpi.COURTESY, None]
