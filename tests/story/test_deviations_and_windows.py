"""Recorded concessions and moved weeks: W-10 4.1, 5.2.1.1, 5.2.1.3; A1, A6, A15, A17."""

from datetime import date

import attrs
import pytest

import mystery_shopping as ms
from tests.months import (
    BUDI,
    DEWI,
    MAYA,
    RUDI,
    SARI,
    SOLUTION,
    Month,
    S,
    even_plan,
    facts,
    nov,
)

RECORD = ms.RecordDeviation("5.2.1.2", "the site was flooded", "a second line at the other site")
LATER = ms.Window(date(2026, 11, 16), date(2026, 11, 20))
MOVE = ms.MoveWindow(2, LATER, "public holidays")


@pytest.mark.clause("4.1", kind="story")
def test_a_deviation_keeps_what_was_required_what_was_and_who_answers_for_it() -> None:
    """Whoever reads it in three years needs no other paper."""
    month = Month().to(S.EXECUTING).perform(1, 2).do(RECORD)

    month.do(ms.ApproveDeviation(1), by=MAYA)

    deviation = month.cycle.deviation(1)
    assert (deviation.recorded_by, deviation.approved_by) == (DEWI, MAYA)
    assert deviation.reason == "the site was flooded"
    assert deviation.corrective_action == "a second line at the other site"
    assert "40" in deviation.required
    assert deviation.actual.startswith("0 ")


@pytest.mark.clause("5.2.1.2", kind="refusal")
def test_a_deviation_nobody_approved_waives_nothing() -> None:
    """A note to oneself is no concession."""
    month = Month(plan=even_plan(12)).to(S.SCENARIOS_READY).do(RECORD)
    month.do(ms.PlanContacts(month.plan))

    assert facts(month.refused(ms.AssignContacts())) == [("MS340", "5.2.1.2", "")]


def test_a_deviation_waives_its_own_clause_only() -> None:
    """A signature under the number of samples says nothing of the day parts."""
    plan = tuple(attrs.evolve(row, day_part="noon") for row in even_plan(12))
    month = Month().to(S.SCENARIOS_READY).deviate("5.2.1.2").do(ms.PlanContacts(plan))

    assert {row.code for row in month.refused(ms.AssignContacts())} == {"MS341"}


BOUND = [
    pytest.param("1", marks=pytest.mark.clause("1", kind="refusal")),
    pytest.param("2.1", marks=pytest.mark.clause("2.1", kind="refusal")),
    pytest.param("2.2", marks=pytest.mark.clause("2.2", kind="refusal")),
    pytest.param("3", marks=pytest.mark.clause("3", kind="refusal")),
    pytest.param("4.2", marks=pytest.mark.clause("4.2", kind="refusal")),
    pytest.param("6", marks=pytest.mark.clause("6", kind="refusal")),
    pytest.param("7", marks=pytest.mark.clause("7", kind="refusal")),
    *("2", "4.1", "5", "5.2.1", "9.9"),
]


@pytest.mark.parametrize("clause", BOUND)
def test_nobody_may_deviate_from_what_is_no_check(clause: str) -> None:
    """The reference, the purpose, the scope, "once a month" and the records bind every month."""
    unmet = Month().refused(ms.RecordDeviation(clause, "no time", "next month"))

    assert facts(unmet) == [("MS391", "5", "clause")]
    assert "5.2.1.2" in unmet[0].required.en


def test_a_follow_up_is_waived_under_5_5_and_no_other_clause() -> None:
    """Otherwise the waiver would show up in the wrong row of the verdict."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED)

    unmet = month.refused(attrs.evolve(RECORD, follow_up=1))

    assert facts(unmet) == [("MS392", "5.5", "clause")]


@pytest.mark.clause("5.5", kind="story")
def test_a_deviation_waives_one_follow_up() -> None:
    """An agent who left the company cannot be coached; the row says so for ever."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED)

    month.deviate("5.5", follow_up=1)

    assert month.cycle.follow_up(1).state is ms.FollowUpState.WAIVED
    assert month.statuses("5.5", as_of=nov(18)) == ["deviated"]


def test_a_deviation_for_a_follow_up_does_not_waive_the_whole_clause() -> None:
    """One agent's leave must not excuse the others' coaching."""
    month = Month.of_four(zeros={2: SOLUTION, 3: SOLUTION}).to(S.REPORTED)

    month.deviate("5.5", follow_up=1)

    assert month.statuses("5.5", as_of=nov(18)) == ["pending"]
    assert month.cycle.find_deviation("5.5") is None


def test_a_follow_up_that_is_not_there_cannot_be_waived() -> None:
    """A wrong number is the caller's mistake."""
    with pytest.raises(ms.NotFound, match="follow-up 3"):
        Month().do(ms.RecordDeviation("5.5", "left", "none", follow_up=3))


def test_a_verified_follow_up_is_not_waived_any_more() -> None:
    """What was done needs no excuse, and an excuse would hide that it was done."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED)
    month.do(ms.RecordDeviation("5.5", "left", "none", follow_up=1)).pass_on().coach(1)
    month.do(ms.VerifyFollowUp(1), by=RUDI)

    unmet = month.refused(ms.ApproveDeviation(1), by=RUDI)

    assert facts(unmet) == [("MS301", "5.5", "deviation")]


def test_a_delivered_follow_up_may_be_waived_where_it_has_to_be_verified() -> None:
    """The agent was coached and left before anybody could hear the effect (A15)."""
    month = Month.of_four(zeros={2: SOLUTION}, follow_up_done=ms.FollowUpDone.VERIFIED)
    month.to(S.REPORTED).pass_on().coach(1)

    month.deviate("5.5", follow_up=1)

    assert month.statuses("5.5", as_of=nov(20)) == ["deviated"]


@pytest.mark.parametrize("command", [RECORD, MOVE], ids=["deviation", "window"])
def test_the_one_who_asks_does_not_approve(command: ms.Command) -> None:
    """Even with another hat on: the person counts, not the role."""
    month = Month().do(command)
    approve: ms.Command = ms.ApproveDeviation(1)
    if command is MOVE:
        approve = ms.ApproveWindowMove(1)

    unmet = month.refused(approve, by=ms.Person("dewi", ms.Role.SPV))

    assert [(row.code, row.actual.en) for row in unmet] == [("MS393", "dewi")]


@pytest.mark.parametrize("by", [DEWI, BUDI, SARI])
def test_only_a_supervisor_or_a_manager_approves(by: ms.Person) -> None:
    """A concession needs somebody who can be asked for it."""
    unmet = Month().do(RECORD).refused(ms.ApproveDeviation(1), by=by)

    assert ("MS303", "4.1", "by") in facts(unmet)


def test_nothing_is_approved_twice() -> None:
    """The second signature would overwrite who really decided."""
    month = Month().do(RECORD, MOVE)
    month.do(ms.ApproveDeviation(1), ms.ApproveWindowMove(1), by=RUDI)

    assert facts(month.refused(ms.ApproveDeviation(1), by=MAYA)) == [("MS394", "5", "")]
    assert facts(month.refused(ms.ApproveWindowMove(1), by=MAYA)) == [("MS394", "5", "")]


@pytest.mark.clause("5.2.1.3", kind="story")
def test_an_approved_move_puts_week_2_on_other_days() -> None:
    """Public holidays move; from the approval on, plan and verdict know the new days (A1)."""
    month = Month().to(S.SCENARIOS_READY).do(MOVE)
    asked = month.cycle.weeks.week_2

    month.do(ms.ApproveWindowMove(1), by=RUDI)

    assert asked == ms.Window(date(2026, 11, 8), date(2026, 11, 14))
    assert month.cycle.weeks.week_2 == LATER
    assert month.cycle.window_move(1).approved_by == RUDI


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_days_of_the_old_week_are_refused_after_the_move() -> None:
    """A moved week is moved, not made longer."""
    month = Month().to(S.SCENARIOS_READY).do(MOVE).do(ms.ApproveWindowMove(1), by=RUDI)

    unmet = month.refused(ms.PlanContacts(even_plan(1)))

    assert facts(unmet) == [("MS333", "5.2.1.3", "contacts[0].on")]
    assert unmet[0].required.en == "2026-11-16..2026-11-20"


@pytest.mark.clause("5.2.1.1", kind="story")
def test_week_1_moves_too() -> None:
    """A month that begins with holidays writes its scenarios in the days after."""
    month = Month().to(S.MATERIAL_SELECTED)
    month.do(ms.MoveWindow(1, ms.Window(date(2026, 11, 3), date(2026, 11, 9)), "holidays"))

    month.do(ms.ApproveWindowMove(1), by=MAYA)

    assert month.cycle.weeks.week_1.last == date(2026, 11, 9)


@pytest.mark.clause("5.2.1.3", kind="refusal")
@pytest.mark.parametrize(
    "window",
    [
        ms.Window(date(2026, 11, 28), date(2026, 12, 4)),
        ms.Window(date(2026, 10, 31), date(2026, 11, 6)),
    ],
    ids=["into December", "out of October"],
)
def test_a_week_outside_its_month_is_refused(window: ms.Window) -> None:
    """A month's samples are made in that month, whatever the week is called."""
    unmet = Month().refused(attrs.evolve(MOVE, window=window))

    assert facts(unmet) == [("MS395", "5.2.1.3", "window")]


def test_a_week_is_not_moved_once_the_contacts_are_made() -> None:
    """Moving the goal to where the ball lies is no concession."""
    unmet = Month.of_four().to(S.COLLECTING).refused(MOVE)

    assert [row.code for row in unmet] == ["MS301"]


@pytest.mark.parametrize("command", [ms.ApproveDeviation(4), ms.ApproveWindowMove(4)])
def test_approving_what_is_not_there_finds_nothing(command: ms.Command) -> None:
    """A wrong number is the caller's mistake."""
    with pytest.raises(ms.NotFound, match="4"):
        Month().do(command, by=RUDI)
