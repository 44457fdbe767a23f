"""Carrying out the contacts in week II: W-10 5.3.1, 5.3.2, and the purpose and scope behind it."""

from datetime import datetime, timedelta

import attrs
import pytest

import mystery_shopping as ms
from tests.months import (
    AGENT,
    BUDI,
    CITRA,
    DEWI,
    RUDI,
    SARI,
    Month,
    S,
    even_plan,
    facts,
    nov,
    policy,
)

FAILED = [outcome for outcome in ms.Outcome if outcome is not ms.Outcome.REACHED]
EIGHT = nov(8, 8)  # when contact 1 of the even plan is due: the 8th, in the morning


@pytest.mark.clause("5.2.1.3", kind="story")
def test_execution_starts_with_the_first_minute_of_week_2() -> None:
    """The site's midnight decides, not the server's."""
    month = Month().to(S.ASSIGNED)

    month.do(ms.StartExecution(), at=nov(8, 0))

    assert month.cycle.state is S.EXECUTING


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_execution_before_week_2_is_refused() -> None:
    """Agents know the material a week early, and the month's figures would not compare."""
    month = Month().to(S.ASSIGNED)

    unmet = month.refused(ms.StartExecution(), at=nov(7, 23, 59))

    assert facts(unmet) == [("MS351", "5.2.1.3", "at")]
    assert (unmet[0].required.en, unmet[0].actual.en) == ("2026-11-08", "2026-11-07")


@pytest.mark.clause("2.1", kind="story")
@pytest.mark.clause("3", kind="story")
@pytest.mark.clause("5.3.1", kind="story")
def test_a_contact_that_reached_an_agent_is_performed() -> None:
    """What is seen at first hand is one agent's service at one moment: both are recorded."""
    month = Month().to(S.EXECUTING)

    month.do(ms.PerformContact(1, EIGHT, AGENT), by=BUDI, at=EIGHT)

    contact = month.cycle.contact(1)
    assert (contact.state, contact.agent) == (ms.ContactState.PERFORMED, AGENT)
    assert contact.performed_at == EIGHT


@pytest.mark.clause("5.3.2", kind="story")
def test_every_attempt_is_a_line_of_the_execution_form() -> None:
    """F-32 shows how hard it was to get through, not only that it worked in the end."""
    month = Month().to(S.EXECUTING)
    tries = [ms.LogAttempt(1, outcome, EIGHT, "tried") for outcome in FAILED]

    month.do(*tries, ms.PerformContact(1, EIGHT, AGENT), by=BUDI, at=EIGHT)

    lines = month.cycle.contact(1).attempts
    assert [line.outcome for line in lines] == [*FAILED, ms.Outcome.REACHED]
    assert lines[0] == ms.Attempt(EIGHT, FAILED[0], "tried")


@pytest.mark.clause("2.1", kind="refusal")
@pytest.mark.clause("3", kind="refusal")
@pytest.mark.parametrize("outcome", FAILED)
def test_an_attempt_that_reached_no_agent_is_no_sample(outcome: ms.Outcome) -> None:
    """Nobody's service was seen, so nothing may be marked or counted."""
    month = Month().to(S.EXECUTING).do(ms.LogAttempt(1, outcome, EIGHT), by=BUDI, at=EIGHT)

    unmet = month.refused(ms.EvaluateContact(1, ()), by=BUDI)

    assert unmet[0].code == "MS301"
    assert month.cycle.contact(1).state is ms.ContactState.ASSIGNED
    assert month.program.missing(month.id, as_of=nov(8)).samples_to_go == 40


@pytest.mark.clause("5.3.2", kind="refusal")
def test_a_reached_agent_is_no_mere_attempt() -> None:
    """An unwelcome answer must not vanish as one more try."""
    month = Month().to(S.EXECUTING)

    unmet = month.refused(ms.LogAttempt(1, ms.Outcome.REACHED, EIGHT), by=BUDI, at=EIGHT)

    assert facts(unmet) == [("MS353", "5.3.2", "outcome")]


@pytest.mark.clause("5.3.2", kind="refusal")
@pytest.mark.parametrize("by", [CITRA, RUDI, SARI])
@pytest.mark.parametrize(
    "command", [ms.PerformContact(1, EIGHT, AGENT), ms.LogAttempt(1, FAILED[0], EIGHT)]
)
def test_nobody_enters_another_contacters_contact(command: ms.Command, by: ms.Person) -> None:
    """A form filled in somebody's name is no evidence of anything."""
    month = Month().to(S.EXECUTING)

    unmet = month.refused(command, by=by, at=EIGHT)

    assert facts(unmet) == [("MS352", "5.3.2", "")]
    assert (unmet[0].required.en, unmet[0].actual.en) == ("budi", by.id)


@pytest.mark.clause("5.3.2", kind="refusal")
@pytest.mark.parametrize(
    "path, command",
    [
        ("performed_at", ms.PerformContact(1, nov(8, 12), AGENT)),
        ("tried_at", ms.LogAttempt(1, FAILED[0], nov(8, 12))),
    ],
)
def test_what_has_not_happened_yet_is_refused(path: str, command: ms.Command) -> None:
    """A form filled in advance is invented."""
    month = Month().to(S.EXECUTING)

    unmet = month.refused(command, by=BUDI, at=nov(8, 11, 54))

    assert facts(unmet) == [("MS354", "5.3.2", path)]


def test_clocks_may_differ_by_five_minutes() -> None:
    """The contacter's phone and the server never agree to the second."""
    month = Month().to(S.EXECUTING)

    month.do(ms.PerformContact(1, nov(8, 12), AGENT), by=BUDI, at=nov(8, 11, 55))

    assert month.cycle.contact(1).performed_at == nov(8, 12)


@pytest.mark.clause("5.2.1.2", kind="refusal")
@pytest.mark.parametrize("performed_at", [nov(0, 23, 59), nov(31, 0)], ids=["before", "after"])
def test_a_contact_of_another_month_is_refused(performed_at: datetime) -> None:
    """Forty a month means forty of that month; a reserve from October is no sample."""
    month = Month().to(S.EXECUTING)

    unmet = month.refused(ms.PerformContact(1, performed_at, AGENT), by=BUDI, at=nov(31, 9))

    assert facts(unmet) == [("MS355", "5.2.1.2", "performed_at")]


@pytest.mark.clause("5.2.1.3", kind="refusal")
@pytest.mark.parametrize("performed_at", [nov(7, 23, 59), nov(15, 0)], ids=["before", "after"])
def test_a_contact_outside_week_2_is_refused_where_the_policy_rejects_it(
    performed_at: datetime,
) -> None:
    """A5, third reading: a strict site takes nothing from outside the week."""
    month = Month(reading=policy(outside_window=ms.OutsideWindow.REJECT)).to(S.EXECUTING)

    unmet = month.refused(ms.PerformContact(1, performed_at, AGENT), by=BUDI, at=nov(16))

    assert facts(unmet) == [("MS356", "5.2.1.3", "performed_at")]
    assert unmet[0].waivable


@pytest.mark.clause("3", kind="refusal")
@pytest.mark.parametrize("answered", [RUDI, BUDI, DEWI])
def test_the_one_who_answered_is_an_agent(answered: ms.Person) -> None:
    """The scope is a test contact to an agent; a colleague on the line tests nothing."""
    month = Month().to(S.EXECUTING)

    unmet = month.refused(ms.PerformContact(1, EIGHT, answered), by=BUDI, at=EIGHT)

    assert facts(unmet) == [("MS357", "3", "agent")]


@pytest.mark.clause("5.2.2", kind="refusal")
def test_a_team_leader_answered_by_the_own_team_is_refused() -> None:
    """Marks given to one's own people are marks given to oneself."""
    month = Month(plan=even_plan(40, SARI)).to(S.EXECUTING)
    own = attrs.evolve(AGENT, team="team-1")

    unmet = month.refused(ms.PerformContact(1, EIGHT, own), by=SARI, at=EIGHT)

    assert facts(unmet) == [("MS358", "5.2.2", "agent")]


def test_two_unknown_teams_are_not_one_team() -> None:
    """Where a site records no teams, nobody is refused for what nobody knows."""
    leader = ms.Person("tono", ms.Role.TL)
    month = Month(plan=even_plan(40, leader)).to(S.EXECUTING)
    answered = ms.Person("a1", ms.Role.AGENT)

    month.do(ms.PerformContact(1, EIGHT, answered), by=leader, at=EIGHT)

    assert month.cycle.contact(1).agent == answered


@pytest.mark.clause("5.3.1", kind="refusal")
def test_a_contact_before_the_start_is_refused_with_the_phase_it_needs() -> None:
    """The refusal says what would work: start the execution."""
    unmet = Month().to(S.ASSIGNED).refused(ms.PerformContact(1, EIGHT, AGENT), by=BUDI, at=EIGHT)

    assert facts(unmet) == [("MS302", "5.3.1", "")]
    assert unmet[0].remedy.en == "bring the cycle to executing first"


@pytest.mark.clause("5.3.1", kind="story")
def test_contacts_on_their_day_and_in_their_part_meet_the_clause() -> None:
    """The planned minute does not matter; the planned part of the day does."""
    month = Month().to(S.COLLECTING)

    assert month.statuses("5.3.1", as_of=nov(15)) == ["met"]


@pytest.mark.clause("5.3.1", kind="refusal")
@pytest.mark.parametrize("moved", [nov(8, 11), nov(9, 8)], ids=["another part", "another day"])
def test_a_contact_off_its_plan_turns_the_clause_red_at_once(moved: datetime) -> None:
    """Contacts at the contacter's convenience miss the hours nobody likes to call in."""
    month = Month().to(S.EXECUTING)

    month.do(ms.PerformContact(1, moved, AGENT), by=BUDI, at=moved)

    row = month.program.verdict(month.id, as_of=moved).row("5.3.1")
    assert (row.status, row.evidence) == (ms.Status.NOT_MET, ("malang/2026-11#contact-1",))


@pytest.mark.clause("6", kind="refusal")
def test_an_order_dated_before_the_last_event_is_refused() -> None:
    """A record that can be dated back proves nothing of when things happened."""
    month = Month().to(S.EXECUTING).do(ms.LogAttempt(1, FAILED[0], EIGHT), by=BUDI, at=EIGHT)
    too_early = EIGHT - timedelta(minutes=5, microseconds=1)

    unmet = month.refused(ms.LogAttempt(1, FAILED[0], too_early), by=BUDI, at=too_early)

    assert facts(unmet) == [("MS304", "6", "at")]


def test_an_order_from_a_clock_a_little_slow_is_recorded_at_the_last_event() -> None:
    """Two machines' clocks differ; the order of the record stays the order of time."""
    month = Month().to(S.EXECUTING).do(ms.LogAttempt(1, FAILED[0], EIGHT), by=BUDI, at=EIGHT)
    slow = EIGHT - timedelta(minutes=5)

    month.do(ms.LogAttempt(2, FAILED[0], slow), by=BUDI, at=slow)

    assert month.cycle.last_at == EIGHT
