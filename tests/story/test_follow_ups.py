"""Coaching, and nonconformities on their way to the team leaders: W-10 5.5 and 5.6.2."""

from datetime import date

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
    facts,
    nov,
)

F = ms.FollowUpState
SERVICE = ("greeting", "verification", "hold")  # 3 of 12: 75 %, below the target of 85
COACHING = ms.ScheduleFollowUp(1, ms.Measure.COACHING, date(2026, 11, 20))
NOTE = ms.NoteNonconformity(1, "pace", "spoke too fast", "slow down")


def reported(**zeros: tuple[str, ...]) -> Month:
    """Return a reported month; ``c2=...`` marks zeros on contact 2."""
    return Month.of_four(zeros={int(key[1:]): codes for key, codes in zeros.items()}).to(S.REPORTED)


@pytest.mark.clause("5.5", kind="story")
def test_a_zero_on_the_solution_opens_a_follow_up_for_that_agent() -> None:
    """The agent who left a customer without an answer is helped, and only that one."""
    month = reported(c2=SOLUTION)

    assert list(month.cycle.follow_ups) == [
        ms.FollowUp(
            1, ms.Person("a2", ms.Role.AGENT, "team-2"), (2,), (ms.Trigger.ZERO_ON_SOLUTION,)
        )
    ]


@pytest.mark.clause("5.5", kind="story")
def test_a_service_below_the_target_opens_a_follow_up() -> None:
    """Process and attitude count as much as the answer itself."""
    month = reported(c3=SERVICE)

    (follow_up,) = month.cycle.follow_ups
    assert (follow_up.agent.id, follow_up.triggers) == ("a3", (ms.Trigger.SERVICE_BELOW_TARGET,))


def test_three_of_four_solution_parameters_wrong_is_not_yet_a_zero() -> None:
    """A10: the dimension is zero when nothing of it was right."""
    assert not reported(c2=SOLUTION[:3]).cycle.follow_ups


def test_exactly_on_the_target_is_not_below_it() -> None:
    """Exact arithmetic: 9 of 12 against 75 per cent must not coach anybody by a rounding error."""
    month = Month.of_four(zeros={3: SERVICE}, qm_target=75).to(S.REPORTED)

    assert not month.cycle.follow_ups


def test_both_reasons_and_several_forms_of_one_agent_make_one_follow_up() -> None:
    """One talk with one person, about everything there is to talk about."""
    month = Month.of_four(zeros={1: SOLUTION, 4: SERVICE}).to(S.EXECUTING)
    month.perform(1, 2, 3, 4, agent=AGENT).do(ms.FinishExecution(), at=nov(15)).to(S.REPORTED)

    (follow_up,) = month.cycle.follow_ups
    assert (follow_up.contacts, follow_up.triggers) == ((1, 4), tuple(ms.Trigger))


@pytest.mark.clause("5.5", kind="refusal")
def test_a_good_form_calls_for_nothing() -> None:
    """Coaching handed out without cause would soon be taken seriously by nobody."""
    month = reported()

    assert not month.cycle.follow_ups
    with pytest.raises(ms.NotFound, match="follow-up 1"):
        month.do(ms.HandOverFollowUp(1))


@pytest.mark.clause("5.5", kind="story")
@pytest.mark.clause("5.6.2", kind="story")
def test_a_follow_up_goes_from_the_analyst_to_the_supervisor_to_the_team_leader() -> None:
    """Each hand-over is stamped, so that a lost one is found where it lies (A14)."""
    month = reported(c2=SOLUTION)
    seen = []

    for command, by in [
        (ms.HandOverFollowUp(1), DEWI),
        (ms.PassOnFollowUp(1), RUDI),
        (COACHING, SARI),
        (ms.DeliverFollowUp(1, date(2026, 11, 20), "agreed to listen first"), SARI),
        (ms.VerifyFollowUp(1, "heard it in the next recording"), RUDI),
    ]:
        month.do(command, by=by, at=nov(20))
        seen.append(month.cycle.follow_up(1).state)

    assert seen == [F.WITH_SUPERVISOR, F.WITH_TEAM_LEADER, F.SCHEDULED, F.DELIVERED, F.VERIFIED]
    done = month.cycle.follow_up(1)
    assert (done.measure, done.delivered_on) == (ms.Measure.COACHING, date(2026, 11, 20))
    assert done.note == "agreed to listen first"
    stamps = [row.by.id for row in month.program.history(month.id)[-5:]]
    assert stamps == ["dewi", "rudi", "sari", "sari", "rudi"]


@pytest.mark.clause("5.5", kind="story")
@pytest.mark.parametrize("measure", ms.Measure)
def test_the_measure_is_coaching_a_small_group_or_both(measure: ms.Measure) -> None:
    """The clause says "and/or"."""
    month = reported(c2=SOLUTION).pass_on()

    month.do(ms.ScheduleFollowUp(1, measure, date(2026, 11, 20)), by=SARI)

    assert month.cycle.follow_up(1).measure is measure


@pytest.mark.clause("5.6.2", kind="refusal")
@pytest.mark.parametrize(
    "command, by",
    [
        (ms.HandOverFollowUp(1), RUDI),
        (ms.HandOverFollowUp(1), SARI),
        (ms.HandOverFollowUp(1), AGENT),
    ],
)
def test_only_the_analyst_hands_a_follow_up_over(command: ms.Command, by: ms.Person) -> None:
    """The chain begins with the one who has the figures."""
    unmet = reported(c2=SOLUTION).refused(command, by=by)

    assert facts(unmet) == [("MS303", "5.6.2", "by")]


@pytest.mark.clause("5.6.2", kind="refusal")
def test_a_follow_up_skips_no_station() -> None:
    """A team leader who coaches before the supervisor knows leaves the supervisor out."""
    month = reported(c2=SOLUTION)

    assert facts(month.refused(ms.PassOnFollowUp(1), by=RUDI)) == [("MS301", "5.6.2", "")]
    assert facts(month.refused(COACHING, by=SARI)) == [("MS301", "5.5", "")]


@pytest.mark.clause("5.5", kind="refusal")
def test_coaching_for_a_day_that_is_gone_is_refused() -> None:
    """A date in the past is a plan that was never made."""
    month = reported(c2=SOLUTION).pass_on()
    command = ms.ScheduleFollowUp(1, ms.Measure.COACHING, date(2026, 11, 18))

    unmet = month.refused(command, by=SARI)

    assert facts(unmet) == [("MS384", "5.5", "on")]
    assert unmet[0].required.en == "2026-11-19"


@pytest.mark.clause("5.5", kind="refusal")
def test_coaching_that_has_not_taken_place_is_refused_as_delivered() -> None:
    """Ticking it off in advance would close the month over an untrained agent."""
    month = reported(c2=SOLUTION).pass_on().do(COACHING, by=SARI)

    unmet = month.refused(ms.DeliverFollowUp(1, date(2026, 11, 20)), by=SARI)

    assert facts(unmet) == [("MS383", "5.5", "on")]


def test_a_date_may_be_moved_until_the_coaching_is_delivered() -> None:
    """Agents fall ill; a follow-up is not lost by that."""
    month = reported(c2=SOLUTION).pass_on().do(COACHING, by=SARI)

    month.do(ms.ScheduleFollowUp(1, ms.Measure.BOTH, date(2026, 11, 25)), by=SARI)

    assert month.cycle.follow_up(1).scheduled_for == date(2026, 11, 25)


@pytest.mark.clause("5.5", kind="refusal")
@pytest.mark.parametrize("by", [BUDI, DEWI, AGENT])
def test_only_team_leaders_and_supervisors_coach(by: ms.Person) -> None:
    """The one who tested an agent is not the one who trains them (A18)."""
    unmet = reported(c2=SOLUTION).pass_on().refused(COACHING, by=by)

    assert facts(unmet) == [("MS303", "5.5", "by")]


@pytest.mark.clause("5.5", kind="refusal")
def test_the_coach_does_not_verify_the_own_coaching() -> None:
    """Whether it helped is for the supervisor or the analyst to hear."""
    month = reported(c2=SOLUTION).pass_on().coach(1)

    assert facts(month.refused(ms.VerifyFollowUp(1), by=SARI)) == [("MS303", "5.5", "by")]


@pytest.mark.clause("5.5", kind="story")
def test_the_clause_is_met_once_every_follow_up_is_delivered() -> None:
    """The last talk turns the row green, on the day it was held."""
    month = reported(c2=SOLUTION, c3=SERVICE).pass_on().coach(1)
    before = month.statuses("5.5", as_of=nov(20))

    month.coach(2)

    assert (before, month.statuses("5.5", as_of=nov(20))) == (["pending"], ["met"])


@pytest.mark.clause("5.6.2", kind="story")
def test_the_recap_gathers_every_nonconformity_and_the_analysts_own() -> None:
    """What contacters noted and what the QCA saw reach the team leaders as one list."""
    month = Month.of_four(zeros={2: ("hold",)}).to(S.COLLECTING).do(NOTE)

    recap = month.to(S.RECAPITULATED).cycle.recap

    assert recap is not None
    assert [(row.contact, row.parameter, row.by.id) for row in recap.nonconformities] == [
        (2, "hold", "budi"),
        (1, "pace", "dewi"),
    ]


@pytest.mark.clause("5.6.2", kind="refusal")
def test_a_note_on_a_parameter_that_is_not_on_the_form_is_refused() -> None:
    """A nonconformity has to be one with the standard of the form."""
    note = ms.NoteNonconformity(1, "smile", "did not smile", "smile")

    unmet = Month.of_four().to(S.COLLECTING).refused(note)

    assert facts(unmet) == [("MS372", "5.3.3", "parameter")]


@pytest.mark.clause("5.6.2", kind="story")
def test_nonconformities_are_handed_to_the_supervisor_and_passed_on() -> None:
    """The chain of A14, from red to green in two stamps."""
    month = reported(c2=("hold",))
    pending = month.statuses("5.6.2", as_of=nov(18))

    month.do(ms.HandOverNonconformities()).do(ms.PassOnNonconformities(), by=RUDI)

    assert (pending, month.statuses("5.6.2", as_of=nov(18))) == (["pending"], ["met"])


@pytest.mark.clause("5.6.2", kind="refusal")
def test_passing_on_what_was_not_handed_over_is_refused() -> None:
    """The supervisor cannot pass on what never came."""
    unmet = reported(c2=("hold",)).refused(ms.PassOnNonconformities(), by=RUDI)

    assert facts(unmet) == [("MS382", "5.6.2", "")]


def test_a_month_without_nonconformities_has_nothing_to_hand_over() -> None:
    """A perfect month must not be held up by an empty list."""
    assert reported().statuses("5.6.2", as_of=nov(18)) == ["met"]


@pytest.mark.clause("5.6.1", kind="refusal")
def test_the_analyst_notes_nothing_once_the_recap_is_frozen() -> None:
    """A late note would be in the log and not in the recap that was handed over."""
    unmet = Month.of_four().to(S.RECAPITULATED).refused(NOTE)

    assert facts(unmet) == [("MS301", "5.6.2", "")]


def test_follow_ups_wait_for_the_report() -> None:
    """Before the report nobody knows whom it concerns."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.RECAPITULATED)

    assert not month.cycle.follow_ups
    with pytest.raises(ms.NotFound):
        month.do(ms.HandOverFollowUp(1))
