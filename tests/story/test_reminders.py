"""What the clock reminds people of: each deadline on its day, while something is undone."""

from datetime import date, datetime

import pytest

import mystery_shopping as ms
from tests.months import BUDI, CITRA, DEWI, RUDI, SARI, SOLUTION, Month, S, even_plan, nov
from tests.notifying import Office


@pytest.mark.clause("4.2", kind="story")
def test_a_month_without_a_cycle_is_told_on_its_day() -> None:
    """A month fails because nobody noticed that it had begun."""
    month = Month.of_four().to(S.CLOSED)
    office = Office(month)

    before, on_the_day = office.heard(nov(32, 23)), office.heard(nov(33, 0))

    assert before == []
    assert on_the_day == [("dewi", "no_cycle"), ("maya", "no_cycle")]
    assert "Desember 2026" in list(office.box.messages.values())[-1].subject


@pytest.mark.clause("4.2", kind="refusal")
def test_a_month_with_a_cycle_is_not_told() -> None:
    """A false alarm teaches people to look away."""
    month = Month.of_four()
    office = Office(month)
    month.program.open_cycle(unit="malang", period="2026-12", by=DEWI, at=nov(31))

    assert ("dewi", "no_cycle") not in office.heard(nov(33))


@pytest.mark.clause("4.2", kind="story")
def test_a_cancelled_month_is_a_month_without_a_cycle() -> None:
    """A cancelled cycle never satisfies 4.2, so its month is told again at once."""
    month = Month.of_four()
    office = Office(month)
    month.do(ms.Cancel("the site moves"), at=nov(9))

    assert office.heard(nov(9)) == [("dewi", "no_cycle"), ("maya", "no_cycle")]


def test_a_unit_that_stopped_long_ago_brings_no_flood_of_letters() -> None:
    """A worker started after a year tells of this month, not of twelve that are over."""
    month = Month.of_four().to(S.CLOSED)
    office = Office(month)

    told = office.heard(datetime(2027, 11, 20, tzinfo=nov(1).tzinfo))

    assert [code for _, code in told] == ["no_cycle", "no_cycle"]


@pytest.mark.clause("5.1.2", kind="story")
@pytest.mark.parametrize("state, told", [(S.OPENED, True), (S.MATERIAL_SELECTED, False)])
def test_week_1_ending_without_material_is_told_on_its_last_day(
    state: ms.CycleState, *, told: bool
) -> None:
    """On the last day there are still hours left to choose the material."""
    month = Month.of_four().to(state)
    office = Office(month)

    heard = office.heard(nov(6, 23)) + office.heard(nov(7, 0))

    assert (heard == [("dewi", "week_1_without_material")]) is told


@pytest.mark.clause("5.2.1.3", kind="story")
def test_the_opening_window_is_told_to_those_with_contacts_to_make() -> None:
    """Week II begins in the morning of its first day, for the contacters and for the QCA."""
    month = Month(plan=even_plan(40, BUDI, CITRA)).to(S.ASSIGNED)
    office = Office(month)

    assert office.heard(nov(8, 0)) == [
        ("budi", "window_opens"),
        ("citra", "window_opens"),
        ("dewi", "window_opens"),
    ]


@pytest.mark.clause("5.2.1.3", kind="story")
def test_day_parts_still_empty_are_told_with_two_days_left() -> None:
    """Two days before the end an empty night can still be filled; afterwards it cannot."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2)
    office = Office(month)

    (message,) = [row for row in office.read(nov(13, 0)) if row.notice == "day_parts_empty"]

    assert message.to == "dewi"
    titles = [month.cycle.policy.day_parts.named(code).title.id for code in ("afternoon", "night")]
    assert " dan ".join(titles) in message.body
    assert "berakhir pada 14 November 2026" in message.body


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_a_covered_week_is_not_told_and_neither_is_one_that_is_over() -> None:
    """Late or needless, a reminder says nothing."""
    covered = Month.of_four().to(S.EXECUTING).perform(1, 2, 3, 4)
    short = Month.of_four().to(S.EXECUTING).perform(1)

    assert ("dewi", "day_parts_empty") not in Office(covered).heard(nov(13))
    assert ("dewi", "day_parts_empty") not in Office(short).heard(nov(15))


@pytest.mark.clause("5.2.1.3", kind="story")
def test_a_moved_window_takes_its_reminders_along() -> None:
    """After the approval the old days say nothing any more, and the new ones do."""
    month = Month.of_four().to(S.ASSIGNED)
    office = Office(month)
    holidays = ms.Window(date(2026, 11, 15), date(2026, 11, 21))
    month.do(ms.MoveWindow(2, holidays, "public holidays"), at=nov(5))
    month.do(ms.ApproveWindowMove(1), by=RUDI)
    office.heard(nov(7))

    old_days = office.heard(nov(8)) + office.heard(nov(13))
    new_days = office.heard(nov(15)) + office.heard(nov(20))

    assert old_days == []
    assert [code for _, code in new_days] == ["window_opens", "window_opens", "day_parts_empty"]


@pytest.mark.clause("5.3.4", kind="story")
def test_the_hand_in_date_is_told_near_and_past_to_whom_it_concerns() -> None:
    """Two days before and the day after (A9), each contacter with forms, and who waits for them."""
    month = Month.of_four(hand_in_day=20).to(S.COLLECTING)
    office = Office(month)

    near, passed = office.heard(nov(19)), office.heard(nov(21))

    assert near == [("budi", "hand_in_near"), ("dewi", "hand_in_near")]
    assert passed == [(who, "hand_in_passed") for who in ("budi", "dewi", "rudi")]


@pytest.mark.clause("5.3.4", kind="refusal")
def test_no_hand_in_date_no_reminder_and_none_after_all_is_handed_in() -> None:
    """A9: unset is not checked. And who has handed in is left in peace."""
    unset = Month.of_four().to(S.COLLECTING)
    done = Month.of_four(hand_in_day=20).to(S.COLLECTING).evaluate(1, 2, 3, 4).hand_in(1, 2, 3, 4)

    for month in (unset, done):
        office = Office(month)
        assert office.heard(nov(19)) + office.heard(nov(21)) == []


@pytest.mark.clause("5.5", kind="story")
def test_coaching_that_was_scheduled_and_not_delivered_is_told_the_day_after() -> None:
    """A date in F-28 that passes in silence is an agent nobody helped."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED).pass_on()
    schedule = ms.ScheduleFollowUp(1, ms.Measure.COACHING, date(2026, 11, 20))
    month.do(schedule, by=SARI, at=nov(19))
    office = Office(month)

    on_the_day, after = office.heard(nov(20, 23)), office.heard(nov(21))

    assert on_the_day == []
    assert after == [(who, "follow_up_overdue") for who in ("sari", "rudi", "dewi")]


@pytest.mark.clause("5.5", kind="refusal")
def test_delivered_coaching_is_not_overdue() -> None:
    """Done on its day, nothing is said."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED).pass_on()
    month.coach(1)

    assert Office(month).heard(nov(21)) == []


@pytest.mark.clause("6", kind="story")
def test_records_kept_long_enough_are_told_the_day_after() -> None:
    """Three years after the end the QCA decides; nothing is deleted by itself (A16)."""
    month = Month.of_four().to(S.CLOSED)
    office = Office(month)
    ended = datetime(2029, 11, 23, 12, tzinfo=nov(1).tzinfo)

    before = office.heard(ended)
    after = office.heard(ended.replace(day=24))

    assert ("dewi", "retention_due") not in before
    assert after == [("dewi", "retention_due")]


@pytest.mark.clause("6", kind="refusal")
def test_records_on_hold_are_not_told_until_they_are_released() -> None:
    """A legal hold suspends the date; released, it is told at once."""
    month = Month.of_four().to(S.CLOSED)
    keeping = ms.Retention(month.program)
    keeping.hold(month.id, reason="a claim", holder="legal", by=DEWI, at=nov(25))
    office = Office(month)
    later = datetime(2029, 12, 1, 9, tzinfo=nov(1).tzinfo)

    held = [code for _, code in office.heard(later)]
    keeping.release(month.id, reason="settled", by=DEWI, at=later)
    free = office.heard(later)

    assert "retention_due" not in held
    assert free == [("dewi", "retention_due")]


@pytest.mark.parametrize("late", [0, 1, 2])
def test_a_reminder_fired_again_is_said_once(late: int) -> None:
    """Two workers, a restart, an index built anew: the log remembers what was said."""
    month = Month.of_four()
    offices = [Office(month) for _ in range(2)]
    first = [office.heard(nov(7, hour)) for hour, office in enumerate(offices)]

    offices[0].notifier.rebuild_deadlines(nov(7, 3))
    again = offices[late % 2].heard(nov(7, 4 + late))

    assert sorted(map(len, first)) == [0, 1]
    assert again == []
    said = list(month.program.log.read("reminder/malang"))
    assert [row.type for row in said] == ["reminder.due"]
    assert (said[0].actor, said[0].role) == ("clock", "system")


def test_the_clock_may_do_nothing_else() -> None:
    """The system reminds; it never takes a step of the month."""
    month = Month.of_four()
    clock = ms.Person("clock", ms.Role.SYSTEM)

    assert month.program.allowed(month.id, by=clock) == ()
