"""The recap on F-27 and the report on the three KPIs: W-10 5.3.4, 5.4, and the purpose 2.2."""

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.rules import nonconformities
from tests.months import (
    ADVICE,
    BUDI,
    CITRA,
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

KPI_ROWS = [
    pytest.param(ms.Kpi.SOLUTION_ACCURACY, "5.4.1.1", ms.Share(156, 160), id="5.4.1.1"),
    pytest.param(ms.Kpi.COURTESY, "5.4.1.2", ms.Share(119, 120), id="5.4.1.2"),
    pytest.param(ms.Kpi.COMMUNICATION, "5.4.1.3", ms.Share(159, 160), id="5.4.1.3"),
]
ZEROS = {3: SOLUTION, 7: ("courtesy", "clarity", "greeting")}


def recapped() -> ms.Recap:
    """Return the recap of forty forms by two contacters, three of the contacts with zeros."""
    month = Month(plan=even_plan(40, BUDI, CITRA), zeros=ZEROS).to(S.RECAPITULATED)
    assert month.cycle.recap is not None
    return month.cycle.recap


@pytest.mark.clause("2.2", kind="story")
@pytest.mark.clause("5.4.1", kind="story")
def test_every_figure_of_the_recap_has_its_count_beside_it() -> None:
    """97 % of 40 forms and 97 % of 3 are not the same picture of a contact centre."""
    recap = recapped()

    assert (recap.sample_count, recap.in_window_count, recap.voided_count) == (40, 40, 0)
    assert recap.total == ms.Share(633, 640)
    assert [(row.key, row.form_count, row.share.ones) for row in recap.dimensions] == [
        ("solution", 40, 156),
        ("process", 40, 199),
        ("attitude", 40, 119),
        ("communication", 40, 159),
    ]
    assert [row.key for row in recap.parameters] == list(ms.default_scorecard().codes)
    assert recap.parameters[0].share == ms.Share(39, 40)


def test_the_recap_tells_the_groups_apart() -> None:
    """Who, when and on what: each cut of the same forms adds up to the whole."""
    recap = recapped()

    cuts = (recap.day_parts, recap.reasons, recap.contacters, recap.agents)
    assert [[row.key for row in cut] for cut in cuts] == [
        ["morning", "noon", "afternoon", "night"],
        ["r0", "r1", "r2", "r3", "r4"],
        ["budi", "citra"],
        [f"a{n}" for n in range(10)],
    ]
    assert [sum(row.form_count for row in cut) for cut in cuts] == [40] * 4
    assert [sum(row.share.ones for row in cut) for cut in cuts] == [633] * 4


@pytest.mark.parametrize("kpi, clause, share", KPI_ROWS)
@pytest.mark.clause("5.4.1.1", kind="story")
@pytest.mark.clause("5.4.1.2", kind="story")
@pytest.mark.clause("5.4.1.3", kind="story")
def test_each_kpi_is_reported_with_its_figure_analysis_and_advice(
    kpi: ms.Kpi, clause: str, share: ms.Share
) -> None:
    """The three KPIs are what the whole month is for."""
    month = Month(zeros=ZEROS).to(S.REPORTED)

    cycle = month.cycle
    assert cycle.recap is not None
    assert cycle.recap.kpi(kpi).share == share
    row = month.program.verdict(month.id, as_of=nov(18)).row(clause)
    assert (row.status, f"{share.ones}/{share.count}" in row.actual.en) == (ms.Status.MET, True)


@pytest.mark.parametrize("kpi, clause, share", KPI_ROWS)
@pytest.mark.clause("5.4.1.1", kind="refusal")
@pytest.mark.clause("5.4.1.2", kind="refusal")
@pytest.mark.clause("5.4.1.3", kind="refusal")
def test_a_report_that_leaves_a_kpi_out_is_refused(
    kpi: ms.Kpi, clause: str, share: ms.Share
) -> None:
    """A report on two of three KPIs usually leaves out the bad one."""
    assert share.is_defined
    month = Month.of_four().to(S.RECAPITULATED)

    unmet = month.refused(ms.PublishReport(tuple(row for row in ADVICE if row.kpi is not kpi)))

    assert facts(unmet) == [("MS381", clause, "recommendations")]
    assert unmet[0].waivable


@pytest.mark.clause("2.2", kind="refusal")
def test_a_report_without_any_recommendation_is_refused() -> None:
    """A picture nobody draws a conclusion from improves nothing; each KPI is asked for."""
    unmet = Month.of_four().to(S.RECAPITULATED).refused(ms.PublishReport(()))

    assert [row.clause for row in unmet] == ["5.4.1.1", "5.4.1.2", "5.4.1.3"]


@pytest.mark.clause("5.4.1.2", kind="refusal")
def test_two_recommendations_on_one_kpi_are_refused() -> None:
    """Two analyses of one figure leave the reader to choose."""
    month = Month.of_four().to(S.RECAPITULATED)

    unmet = month.refused(ms.PublishReport((*ADVICE, ADVICE[1])))

    assert facts(unmet) == [("MS381", "5.4.1.2", "recommendations")]
    assert unmet[0].actual.en == "2"


@pytest.mark.clause("5.4.1.1", kind="story")
def test_a_deviation_lets_a_report_without_one_kpi_out() -> None:
    """Where one KPI cannot be judged this month, that is signed for and shows."""
    month = Month.of_four().to(S.RECAPITULATED).deviate("5.4.1.1")

    month.do(ms.PublishReport(ADVICE[1:]))

    assert month.statuses("5.4.1.1", "5.4.1.2", as_of=nov(18)) == ["deviated", "met"]


@pytest.mark.clause("5.4.1", kind="refusal")
def test_a_report_before_the_recap_is_refused() -> None:
    """The report is made "on the recap"; without one it is an opinion."""
    unmet = Month.of_four().to(S.COLLECTING).refused(ms.PublishReport(ADVICE))

    assert facts(unmet) == [("MS301", "5.4.1", "")]
    assert unmet[0].required.en == "recapitulated"


@pytest.mark.parametrize("by", [BUDI, RUDI, SARI])
def test_only_the_analyst_recaps_and_reports(by: ms.Person) -> None:
    """One owner for the four records, as section 6 has it."""
    collecting, recapitulated = (
        Month.of_four().to(S.COLLECTING),
        Month.of_four().to(S.RECAPITULATED),
    )

    unmet = collecting.refused(ms.Recapitulate(), by=by)
    assert "MS303" in {row.code for row in unmet}
    assert facts(recapitulated.refused(ms.PublishReport(ADVICE), by=by)) == [
        ("MS303", "5.4.1", "by")
    ]


@pytest.mark.clause("5.4.1", kind="story")
def test_the_figures_are_frozen_with_the_recap() -> None:
    """What was reported must be what was recapped, whatever is asked for afterwards."""
    month = Month.of_four(zeros={1: ("pace",)}).to(S.RECAPITULATED)
    frozen = month.cycle.recap

    month.refused(ms.VoidContact(1, "unwelcome"))

    assert month.to(S.REPORTED).cycle.recap == frozen


def test_samples_inside_and_outside_week_2_are_both_counted_and_told_apart() -> None:
    """A5: the number that satisfies the clause never hides the number made in time."""
    plan = (*even_plan(40), attrs.evolve(even_plan(1)[0], on=nov(17).date()))
    month = Month(plan=plan).to(S.SCENARIOS_READY).deviate("5.2.1.3").to(S.EXECUTING)
    month.perform(*range(1, 42)).do(ms.FinishExecution(), at=nov(18))
    month.evaluate(*range(1, 42)).hand_in(*range(1, 42)).accept(*range(1, 42))

    month.do(ms.Recapitulate())

    assert month.cycle.recap is not None
    assert (month.cycle.recap.sample_count, month.cycle.recap.in_window_count) == (41, 40)


@pytest.mark.clause("5.4.1.1", kind="story")
def test_a_parameter_may_count_to_a_kpi_of_its_own() -> None:
    """A11: a site that counts empathy to accuracy says so on the parameter."""
    card = ms.default_scorecard()
    moved = tuple(
        attrs.evolve(row, kpi=ms.Kpi.SOLUTION_ACCURACY) if row.code == "empathy" else row
        for row in card.parameters
    )
    month = Month(
        reading=policy(minimum_samples=4),
        plan=even_plan(4),
        scorecard=ms.Scorecard("own", 2, moved),
        zeros={1: ("empathy",)},
    )

    recap = month.to(S.RECAPITULATED).cycle.recap

    assert recap is not None
    assert [row.share for row in recap.kpis] == [ms.Share(19, 20), ms.Share(8, 8), ms.Share(16, 16)]


@pytest.mark.parametrize(
    "reading, total",
    [(ms.NotApplicable.EXCLUDE, ms.Share(63, 63)), (ms.NotApplicable.PASS, ms.Share(64, 64))],
)
def test_a_parameter_that_did_not_apply_is_left_out_of_every_figure_or_counted_as_right(
    reading: ms.NotApplicable, total: ms.Share
) -> None:
    """A12: the recap counts a skipped parameter as the form itself does."""
    month = Month.of_four(not_applicable=reading).to(S.COLLECTING)
    marks: dict[str, int | None] = dict.fromkeys(month.cycle.scorecard.codes, 1)
    month.do(ms.EvaluateContact(1, marks | {"hold": None}), by=BUDI).hand_in(1).accept(1)

    recap = month.to(S.RECAPITULATED).cycle.recap

    assert recap is not None
    assert recap.total == total
    assert sum(row.share.count for row in recap.parameters) == total.count


def test_a_month_without_a_sample_says_that_its_kpis_cannot_be_shown() -> None:
    """No forms give no share: neither 0 % nor 100 % would be true."""
    month = Month.of_four().to(S.EXECUTING).deviate("5.2.1.2").deviate("5.2.1.3")
    month.do(*(ms.VoidContact(n, "flood") for n in (1, 2, 3, 4))).do(ms.FinishExecution())

    month.do(ms.Recapitulate(), ms.PublishReport(ADVICE), by=DEWI)

    assert month.statuses("5.4.1.1", "5.4.1.2", "5.3.1", as_of=nov(18)) == ["unverifiable"] * 3


@pytest.mark.clause("5.6.2", kind="refusal")
def test_a_note_on_a_contact_that_was_voided_does_not_enter_the_recap() -> None:
    """A contact that counts no more has nothing to be put right."""
    month = Month.of_four().to(S.COLLECTING)
    month.do(ms.NoteNonconformity(1, "pace", "slow", "faster"), ms.VoidContact(1, "wrong queue"))

    noted = [row.contact for row in nonconformities(month.cycle)]

    assert 1 not in noted
