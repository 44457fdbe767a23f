"""What is missing now, for the person who has to bring it: W-10 5.2.1.2, 5.2.1.3, 5.3.4, 5.5."""

from datetime import date

import attrs
import pytest

import mystery_shopping as ms
from tests.months import (
    BUDI,
    CITRA,
    RANKING,
    RUDI,
    SARI,
    SOLUTION,
    Month,
    S,
    even_plan,
    nov,
    policy,
)

K = ms.ContactState


def looked(month: Month) -> ms.Missing:
    """Return what is missing at the month's present."""
    return month.program.missing(month.id, as_of=month.now)


@pytest.mark.clause("5.2.1.2", kind="story")
def test_the_samples_to_go_count_down_with_every_accepted_form() -> None:
    """A performed contact is not yet a sample; an accepted form is."""
    month = Month().to(S.EXECUTING).perform(1, 2, 3).evaluate(1, 2).hand_in(1, 2)
    before = looked(month)

    month.accept(1, 2)

    after = looked(month)
    assert (before.sample_count, before.samples_to_go) == (0, 40)
    assert (after.sample_count, after.samples_to_go) == (2, 38)


def test_more_than_enough_leaves_nothing_to_go() -> None:
    """A surplus is no debt."""
    month = Month(reading=policy(minimum_samples=3), plan=even_plan(4)).to(S.RECAPITULATED)

    assert looked(month).samples_to_go == 0


@pytest.mark.clause("5.2.1.3", kind="story")
def test_the_empty_day_parts_are_named_with_how_many_they_lack() -> None:
    """While the week lasts, a supervisor can still send somebody at night."""
    month = Month.of_four(minimum_per_day_part=2, minimum_samples=8)
    month.plan = even_plan(8)
    month.to(S.EXECUTING).perform(1, 2, 3).evaluate(1, 2, 3).hand_in(1, 2, 3).accept(1, 2, 3)

    found = looked(month)

    made = [month.cycle.contact(n).plan.day_part for n in (1, 2, 3)]
    lacking = {code: 2 - made.count(code) for code in ("morning", "noon", "afternoon", "night")}
    assert dict(found.day_parts_to_go) == {code: n for code, n in lacking.items() if n}


@pytest.mark.parametrize("day, left", [(1, 7), (8, 7), (9, 6), (14, 1), (15, 0), (30, 0)])
def test_the_days_left_are_those_of_week_2(day: int, left: int) -> None:
    """Today counts: there is still an evening to call in."""
    month = Month().to(S.OPENED)

    found = month.program.missing(month.id, as_of=nov(day, 10))

    assert (found.days_left, len(found.window)) == (left, 7)


def test_a_moved_week_moves_the_days_left() -> None:
    """The counter follows the week that was approved."""
    month = Month()
    later = ms.Window(date(2026, 11, 16), date(2026, 11, 20))
    month.do(ms.MoveWindow(2, later, "holidays")).do(ms.ApproveWindowMove(1), by=RUDI)

    found = month.program.missing(month.id, as_of=nov(17))

    assert (found.window, found.days_left) == (later, 4)


@pytest.mark.parametrize("day, left", [(18, 2), (20, 0), (21, -1)])
def test_the_days_to_the_hand_in_date_run_below_zero(day: int, left: int) -> None:
    """A late form should look late, and how late."""
    month = Month(reading=policy(hand_in_day=20))

    assert month.program.missing(month.id, as_of=nov(day)).hand_in_days_left == left


def test_a_hand_in_day_the_month_does_not_have_is_its_last() -> None:
    """A policy that says "by the 31st" must hold in November and February, too."""
    month = Month(reading=policy(hand_in_day=31))

    assert month.program.missing(month.id, as_of=nov(28)).hand_in_days_left == 2


def test_in_proportion_to_traffic_every_part_lacks_its_own_number() -> None:
    """A7: most where most customers call, and never less than the minimum anywhere."""
    traffic = (("morning", 70), ("noon", 20), ("afternoon", 10))
    reasons = (attrs.evolve(RANKING.reasons[0], day_parts=traffic), *RANKING.reasons[1:])
    month = Month(reading=policy(coverage=ms.Coverage.PROPORTIONAL))

    month.do(ms.CollectReasons(attrs.evolve(RANKING, reasons=reasons)))

    assert dict(looked(month).day_parts_to_go) == {
        "morning": 28,
        "noon": 8,
        "afternoon": 4,
        "night": 1,
    }


def test_without_a_hand_in_date_nothing_is_counted() -> None:
    """A9: unset is not checked, and not the end of the month by accident."""
    assert looked(Month()).hand_in_days_left is None


@pytest.mark.clause("5.3.4", kind="story")
def test_every_outstanding_form_is_named_with_whose_it_is_and_where_it_lies() -> None:
    """Instead of "six forms are missing": go to this person, ask for that one."""
    month = Month.of_four()
    month.plan = even_plan(4, BUDI, SARI)
    month.to(S.EXECUTING).perform(1, 2, 3).evaluate(1, 2).hand_in(1).accept(1)

    month.do(ms.SubmitForm(2), by=SARI)

    assert looked(month).forms == (
        ms.OutstandingForm(2, "sari", K.WITH_SUPERVISOR),
        ms.OutstandingForm(3, "budi", K.PERFORMED),
        ms.OutstandingForm(4, "sari", K.ASSIGNED),
    )


def test_a_returned_form_lies_with_its_contacter_again() -> None:
    """It must not be looked for on the QCA's desk."""
    month = Month.of_four().to(S.EXECUTING).perform(1).evaluate(1).hand_in(1)

    month.do(ms.ReturnForm(1, {"pace": "look again"}))

    assert looked(month).forms[0].state is K.RETURNED
    assert month.cycle.contact(1).received_at is None


def test_a_void_contact_is_not_waited_for() -> None:
    """It has no form that could still come."""
    month = Month.of_four().to(S.EXECUTING).do(ms.VoidContact(1, "recognised"))

    assert [row.contact for row in looked(month).forms] == [2, 3, 4]


@pytest.mark.clause("5.2.2", kind="story")
def test_every_contacter_is_counted_from_assigned_to_accepted() -> None:
    """Who is behind can be asked before the week is over."""
    month = Month.of_four()
    month.plan = even_plan(4, BUDI, CITRA)
    month.to(S.EXECUTING).perform(1, 2, 3).evaluate(1, 3).hand_in(1, 3).accept(1)

    assert looked(month).contacters == (
        ms.ContacterLoad("budi", 2, 2, 2, 1),
        ms.ContacterLoad("citra", 2, 1, 0, 0),
    )


def test_contacts_without_a_contacter_are_counted_apart() -> None:
    """Nobody is behind with them yet but the one who assigns."""
    bare = attrs.evolve(even_plan(1)[0], contacter=None)
    month = Month().to(S.SCENARIOS_READY).do(ms.PlanContacts((bare, bare, *even_plan(1))))

    found = looked(month)

    assert (found.unassigned_count, [row.contacter for row in found.contacters]) == (2, ["budi"])
    assert found.forms[0] == ms.OutstandingForm(1, "", K.PLANNED)


@pytest.mark.clause("5.5", kind="story")
def test_open_follow_ups_are_listed_until_they_are_done_or_waived() -> None:
    """The list that stands between the QCA and the closed month."""
    month = Month.of_four(zeros={1: SOLUTION, 2: SOLUTION, 3: SOLUTION}).to(S.REPORTED).pass_on()
    before = [row.number for row in looked(month).follow_ups]

    month.coach(1).deviate("5.5", follow_up=2)

    assert (before, [row.number for row in looked(month).follow_ups]) == ([1, 2, 3], [3])


def test_a_closed_month_misses_nothing() -> None:
    """The list that is empty when the work is done."""
    found = looked(Month.of_four(zeros={1: SOLUTION}).to(S.CLOSED))

    assert (found.samples_to_go, found.day_parts_to_go, found.forms, found.follow_ups) == (
        0,
        (),
        (),
        (),
    )


def test_what_was_missing_on_a_past_day_can_be_asked_for() -> None:
    """Why nobody called the night shift is a question for the week after."""
    month = Month.of_four().to(S.CLOSED)

    found = month.program.missing(month.id, as_of=nov(8, 10))

    assert (found.samples_to_go, [row.state for row in found.forms]) == (
        4,
        [K.PERFORMED, K.ASSIGNED, K.ASSIGNED, K.ASSIGNED],
    )
