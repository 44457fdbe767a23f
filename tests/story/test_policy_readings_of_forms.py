"""What W-10 leaves open about forms, follow-ups, records and blindness: A10 to A18."""

from datetime import date
from typing import Any

import attrs
import pytest

import mystery_shopping as ms
from tests.months import (
    AGENT,
    BUDI,
    DEWI,
    RUDI,
    SARI,
    SOLUTION,
    Month,
    S,
    even_plan,
    facts,
    nov,
    policy,
)

FIRST = even_plan(1)[0]
CODES = ms.default_scorecard().codes


@pytest.mark.clause("5.5", kind="story")
@pytest.mark.parametrize(
    "reading, zeros, count",
    [
        (ms.ZeroOnSolution.DIMENSION, SOLUTION, 1),
        (ms.ZeroOnSolution.DIMENSION, ("right_answer",), 0),
        (ms.ZeroOnSolution.ANY_PARAMETER, ("closure",), 1),
        (ms.ZeroOnSolution.CRITICAL_PARAMETER, ("closure",), 0),
        (ms.ZeroOnSolution.CRITICAL_PARAMETER, ("right_answer",), 1),
    ],
)
def test_a10_what_a_zero_on_the_solution_is(
    reading: ms.ZeroOnSolution, zeros: tuple[str, ...], count: int
) -> None:
    """Nothing right, not everything right, or the one thing wrong that must never be."""
    month = Month.of_four(zero_on_solution=reading, zeros={1: zeros}).to(S.REPORTED)

    assert len(month.cycle.follow_ups) == count


@pytest.mark.clause("5.5", kind="story")
@pytest.mark.parametrize(
    "basis, zeros, numbers",
    [
        (ms.TargetBasis.COMBINED, {1: ("empathy",)}, []),
        (ms.TargetBasis.EACH, {1: ("empathy",)}, [(1,)]),
        (ms.TargetBasis.COMBINED, {1: ("hold", "pace", "empathy")}, [(1,)]),
        (ms.TargetBasis.AGENT_MEAN, {1: ("hold", "pace", "empathy")}, []),
        (
            ms.TargetBasis.AGENT_MEAN,
            dict.fromkeys((1, 2, 3, 4), ("hold", "empathy")),
            [(1, 2, 3, 4)],
        ),
    ],
)
def test_a10_what_is_held_against_the_target(
    basis: ms.TargetBasis, zeros: dict[int, tuple[str, ...]], numbers: list[tuple[int, ...]]
) -> None:
    """11 of 12 together, 2 of 3 in one dimension, 45 of 48 in the month: one form, three scores."""
    month = Month.of_four(target_basis=basis, zeros=zeros).to(S.EXECUTING)
    month.perform(1, 2, 3, 4, agent=AGENT).do(ms.FinishExecution(), at=nov(15)).to(S.REPORTED)

    assert [row.contacts for row in month.cycle.follow_ups] == numbers


@pytest.mark.clause("5.5", kind="refusal")
def test_a10_the_target_has_no_default() -> None:
    """The instruction keeps it secret; a guess would coach people by a number of ours."""
    with pytest.raises(TypeError, match="qm_target"):
        ms.Policy()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "dimensions, count",
    [
        ((ms.Dimension.PROCESS, ms.Dimension.ATTITUDE, ms.Dimension.COMMUNICATION), 0),
        ((ms.Dimension.PROCESS, ms.Dimension.ATTITUDE), 1),
    ],
)
@pytest.mark.clause("5.5", kind="story")
def test_a11_which_dimensions_are_process_and_attitude(
    dimensions: tuple[ms.Dimension, ...], count: int
) -> None:
    """10 of 12 with communication, 6 of 8 without: only the second is below 80."""
    zeros = {1: ("hold", "empathy")}
    month = Month.of_four(service_dimensions=dimensions, zeros=zeros, qm_target=80)

    assert len(month.to(S.REPORTED).cycle.follow_ups) == count


@pytest.mark.clause("5.4.1.2", kind="story")
def test_a11_which_dimension_counts_to_which_kpi() -> None:
    """A site that sees the greeting as courtesy maps the process there too."""
    pairs = (
        (ms.Dimension.SOLUTION, ms.Kpi.SOLUTION_ACCURACY),
        (ms.Dimension.PROCESS, ms.Kpi.COURTESY),
        (ms.Dimension.ATTITUDE, ms.Kpi.COURTESY),
        (ms.Dimension.COMMUNICATION, ms.Kpi.COMMUNICATION),
    )

    recap = Month.of_four(dimension_kpis=pairs).to(S.RECAPITULATED).cycle.recap

    assert recap is not None
    assert recap.kpi(ms.Kpi.COURTESY).share == ms.Share(32, 32)


@pytest.mark.clause("5.3.3", kind="refusal")
@pytest.mark.parametrize(
    "reading, share",
    [
        (ms.NotApplicable.FORBID, None),
        (ms.NotApplicable.EXCLUDE, ms.Share(15, 15)),
        (ms.NotApplicable.PASS, ms.Share(16, 16)),
    ],
)
def test_a12_a_parameter_that_does_not_apply(
    reading: ms.NotApplicable, share: ms.Share | None
) -> None:
    """There is no hold in a chat: a gap, a smaller form or a gift, as the site decides."""
    month = Month.of_four(not_applicable=reading).to(S.EXECUTING).perform(1)
    command = ms.EvaluateContact(1, {code: None if code == "hold" else 1 for code in CODES})

    if share is None:
        assert facts(month.refused(command, by=BUDI)) == [("MS371", "5.3.3", "marks.hold")]
    else:
        form = month.do(command, by=BUDI).cycle.contact(1).form
        assert form is not None
        assert form.share(month.cycle.scorecard.full_mask) == share


@pytest.mark.clause("5.3.2", kind="story")
@pytest.mark.clause("5.3.3", kind="story")
def test_a13_the_verdict_calls_the_forms_as_the_site_does() -> None:
    """The text names one form three ways; the verdict says the number on the site's own sheet."""
    month = Month.of_four(execution_form="F-132", evaluation_form="F-131").to(S.EXECUTING)

    verdict = month.perform(1).program.verdict(month.id, as_of=nov(9))

    assert "F-132" in verdict.row("5.3.2").sentence.id
    assert "F-131" in verdict.row("5.3.3").sentence.en


@pytest.mark.clause("5.6.2", kind="refusal")
def test_a14_the_chain_has_no_other_reading() -> None:
    """QCA, then SPV, then TL: no policy shortens it."""
    month = Month.of_four(zeros={2: ("hold",)}).to(S.REPORTED)

    assert facts(month.refused(ms.PassOnNonconformities(), by=SARI))[0][0] == "MS303"
    assert facts(month.refused(ms.PassOnNonconformities(), by=RUDI))[0][0] == "MS382"


@pytest.mark.clause("5.5", kind="refusal")
@pytest.mark.parametrize(
    "reading, statuses",
    [
        (ms.FollowUpDone.SCHEDULED, ["met", "met", "met"]),
        (ms.FollowUpDone.DELIVERED, ["pending", "met", "met"]),
        (ms.FollowUpDone.VERIFIED, ["pending", "pending", "met"]),
    ],
)
def test_a15_how_far_a_follow_up_must_be(reading: ms.FollowUpDone, statuses: list[str]) -> None:
    """Promised, given, or shown to have helped."""
    month = Month.of_four(follow_up_done=reading, zeros={2: SOLUTION}).to(S.REPORTED).pass_on()
    day = date(2026, 11, 20)
    steps = (
        (ms.ScheduleFollowUp(1, ms.Measure.COACHING, day), SARI),
        (ms.DeliverFollowUp(1, day), SARI),
        (ms.VerifyFollowUp(1), RUDI),
    )

    found = []
    for command, by in steps:
        month.do(command, by=by, at=nov(20))
        found += month.statuses("5.5", as_of=nov(20))

    assert found == statuses


@pytest.mark.clause("6", kind="story")
@pytest.mark.parametrize(
    "changes, until",
    [
        ({}, "2029-11-23"),
        ({"retention_from": ms.RetentionFrom.FORM}, "2029-11-16"),
        ({"retention_from": ms.RetentionFrom.YEAR_END}, "2029-12-31"),
        ({"retention_years": 10}, "2036-11-23"),
    ],
    ids=["closing", "form", "year's end", "ten years"],
)
def test_a16_from_when_and_for_how_long_records_are_kept(
    changes: dict[str, Any], until: str
) -> None:
    """Three years from when, the text does not say; the law of a country may say more."""
    month = Month.of_four(**changes).to(S.CLOSED)

    row = month.program.verdict(month.id, as_of=nov(24)).row("6")

    assert until in row.actual.en


@pytest.mark.clause("5.1.1", kind="story")
def test_a17_a_month_without_data_goes_on_with_products_or_a_deviation() -> None:
    """Two ways out of an empty October, and only one of them is green."""
    products = Month().do(ms.AddNewProducts((ms.NewProduct("fibre", "Fibre"),)))
    deviation = Month().deviate("5.1.1")

    products.do(ms.SelectMaterial(new_products=True), at=nov(2))
    deviation.do(ms.SelectMaterial(("r0",)), at=nov(2))

    assert products.statuses("5.1.1", as_of=nov(2)) == ["met"]
    assert deviation.statuses("5.1.1", as_of=nov(2)) == ["deviated"]


@pytest.mark.clause("3", kind="refusal")
@pytest.mark.parametrize(
    "reading, found",
    [(ms.AgentPlanning.RECORDED_AFTER, ["MS337"]), (ms.AgentPlanning.PLANNED, [])],
)
def test_a18_an_agent_may_be_planned_only_where_the_policy_says_so(
    reading: ms.AgentPlanning, found: list[str]
) -> None:
    """A planned agent is one who can be told."""
    month = Month(reading=policy(agent_planning=reading)).to(S.SCENARIOS_READY)
    command = ms.PlanContacts((attrs.evolve(FIRST, agent="a1"),))

    unmet = month.program.check(month.id, command, by=DEWI, at=nov(5))

    assert [row.code for row in unmet] == found


@pytest.mark.clause("5.2.2", kind="refusal")
@pytest.mark.parametrize("own_team_allowed, found", [(False, ["MS358"]), (True, [])])
def test_a_team_leader_may_reach_the_own_team_only_where_the_policy_says_so(
    own_team_allowed: bool,  # noqa: FBT001 - the value of the policy under test
    found: list[str],
) -> None:
    """A site of one team has nobody else to ask."""
    month = Month(reading=policy(own_team_allowed=own_team_allowed), plan=even_plan(40, SARI))
    month.to(S.EXECUTING)
    own = attrs.evolve(AGENT, team="team-1")

    unmet = month.program.check(
        month.id, ms.PerformContact(1, nov(8, 8), own), by=SARI, at=nov(8, 8)
    )

    assert [row.code for row in unmet] == found
