"""Who hears of what, as the table of notices says: one story for each row, in the month's order."""

from datetime import date

import pytest

import mystery_shopping as ms
from mystery_shopping.workflow.notices import NOTICES
from tests.months import BUDI, CITRA, DEWI, RUDI, SARI, SOLUTION, Month, S, even_plan, nov
from tests.notifying import PEOPLE, Office

TWINS = ("dewi", "eka")


@pytest.mark.clause("5.2.2", kind="story")
def test_every_contacter_hears_once_which_contacts_are_theirs() -> None:
    """Forty letters about forty contacts are read by nobody; one is."""
    month = Month(plan=even_plan(40, BUDI, CITRA)).to(S.SCENARIOS_READY)
    office = Office(month)

    plan = ms.PlanContacts(month.plan)

    assert office.after(lambda: month.do(plan, at=nov(5)), at=nov(5)) == [
        ("budi", "contacts_assigned"),
        ("citra", "contacts_assigned"),
    ]
    first = next(iter(office.box.messages.values()))
    assert "20 kontak malang/2026-11" in first.body
    assert "dari 8 November 2026 sampai 14 November 2026" in first.body


@pytest.mark.clause("5.2.2", kind="story")
def test_who_gets_a_contact_later_hears_of_it() -> None:
    """A contact that changes hands must not fall between two people."""
    month = Month.of_four().to(S.EXECUTING)
    office = Office(month)
    change = ms.ReassignContact(1, CITRA, "budi is ill")

    told = office.after(lambda: month.do(change, at=nov(8, 10)), at=nov(8, 10))

    assert told == [("citra", "contacts_assigned")]


@pytest.mark.clause("5.3.4", kind="story")
def test_a_team_leaders_form_is_told_to_the_supervisor_and_then_to_the_analyst() -> None:
    """The route of the form is the route of the news."""
    month = Month(plan=even_plan(40, SARI)).to(S.EXECUTING).perform(1).evaluate(1)
    office = Office(month)

    first = office.after(lambda: month.do(ms.SubmitForm(1), by=SARI), at=month.now)
    then = office.after(lambda: month.do(ms.ForwardForm(1), by=RUDI), at=month.now)

    assert first == [("rudi", "form_with_supervisor")]
    assert then == [("dewi", "form_received")]


@pytest.mark.clause("5.3.4", kind="story")
def test_a_returned_form_comes_with_its_reasons() -> None:
    """To hear that it came back without why is a riddle; the contacter reads each reason."""
    month = Month.of_four().to(S.EXECUTING).perform(1).evaluate(1).hand_in(1)
    office = Office(month)
    back = ms.ReturnForm(1, {"greeting": "the call has none"})

    office.heard(month.now)
    month.do(back)
    (message,) = office.read(month.now)

    assert (message.to, message.notice, message.clause) == ("budi", "form_returned", "5.3.4")
    wordings = {row.code: row.wording.id for row in month.cycle.scorecard.parameters}
    assert f"- {wordings['greeting']}: the call has none" in message.body
    assert "1 hal yang perlu diperbaiki" in message.body


@pytest.mark.clause("5.3.4", kind="story")
def test_the_last_form_accepted_tells_the_analyst_that_all_are_in() -> None:
    """Nobody should have to count forms to know that the recap can begin."""
    month = Month.of_four().to(S.COLLECTING)
    month.evaluate(1, 2, 3, 4).hand_in(1, 2, 3, 4).accept(1, 2, 3)
    office = Office(month)

    assert office.after(lambda: month.accept(4), at=month.now) == [("dewi", "all_forms_in")]


@pytest.mark.clause("5.3.4", kind="refusal")
def test_forms_accepted_while_contacts_still_come_do_not_make_all() -> None:
    """Too early an all-clear is worse than none."""
    month = Month.of_four().to(S.EXECUTING).perform(1).evaluate(1).hand_in(1)
    office = Office(month)

    assert office.after(lambda: month.accept(1), at=month.now) == []


@pytest.mark.clause("5.4.1", kind="story")
def test_the_report_is_told_to_those_who_act_on_it() -> None:
    """Supervisor, manager and team leaders read the report; the analyst wrote it."""
    month = Month.of_four().to(S.RECAPITULATED)
    office = Office(month)

    told = office.after(lambda: month.to(S.REPORTED), at=nov(18))

    assert told == [(who, "report_published") for who in ("rudi", "maya", "sari")]


@pytest.mark.clause("5.5", kind="story")
@pytest.mark.clause("5.6.2", kind="story")
def test_what_is_handed_over_goes_to_the_supervisor_and_on_to_the_team_leader() -> None:
    """QCA → SPV → TL: each hears when it is their turn (A14)."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED)
    office = Office(month)

    told = office.after(month.pass_on, at=nov(19))

    assert told == [
        ("rudi", "nonconformities_handed_over"),
        ("rudi", "follow_up_handed_over"),
        ("sari", "nonconformities_handed_over"),
        ("sari", "follow_up_handed_over"),
    ]


@pytest.mark.clause("5.5", kind="refusal")
def test_a_team_leader_does_not_hear_of_another_teams_agent() -> None:
    """Who was coached is the business of the agent's own team leader alone."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED)
    office = Office(month, directory=PEOPLE.replace("team-2", "team-9"))

    told = office.after(month.pass_on, at=nov(19))

    assert ("sari", "follow_up_handed_over") not in told
    assert office.report.unheard_count == 1


@pytest.mark.clause("4.1", kind="story")
@pytest.mark.clause("5.2.1.3", kind="story")
def test_what_waits_for_approval_is_told_to_those_who_may_approve() -> None:
    """A deviation or a moved week that nobody knows of stops the month."""
    month = Month.of_four()
    office = Office(month)
    deviation = ms.RecordDeviation("5.2.1.1", "flood at the site", "plan ahead")
    move = ms.MoveWindow(2, ms.Window(date(2026, 11, 15), date(2026, 11, 21)), "public holidays")

    month.do(deviation, move, at=nov(2))
    messages = office.read(nov(2))

    assert [(row.to, row.notice) for row in messages] == [
        ("rudi", "deviation_waiting"),
        ("maya", "deviation_waiting"),
        ("rudi", "window_move_waiting"),
        ("maya", "window_move_waiting"),
    ]
    assert "week II of malang/2026-11 to lie on 15 November 2026 to 21" in messages[2].body


def test_every_notice_speaks_both_languages_with_its_clause() -> None:
    """Each row of the table is worded, ends in its clause, and reads differently in the two."""
    month = Month.of_four()
    twin = PEOPLE + '[people.eka]\nrole = "qca"\nlanguage = "en"\nreach = { box = "eka" }\n'
    office = Office(month, directory=twin)
    month.to(S.EXECUTING)
    office.heard(nov(8))
    month.to(S.CLOSED)

    letters = office.read(nov(33))
    indonesian, english = ({row.notice: row for row in letters if row.to == who} for who in TWINS)

    assert indonesian.keys() == english.keys() >= {"no_cycle", "form_received", "all_forms_in"}
    for code, message in indonesian.items():
        clause = next(row.clause for row in NOTICES if row.code == code)
        assert message.body.split("\n\n")[-1].startswith(f"W-10 {clause} · malang/2026-1")
        assert message.subject != english[code].subject


def test_the_reader_of_one_unit_hears_nothing_of_another() -> None:
    """Two sites in one log are two houses."""
    month = Month.of_four().to(S.RECAPITULATED)
    elsewhere = PEOPLE.replace('role = "spv"', 'role = "spv"\nunits = ["bandung"]')
    office = Office(month, directory=elsewhere)

    told = office.after(lambda: month.to(S.REPORTED), at=nov(18))

    assert told == [("maya", "report_published"), ("sari", "report_published")]


def test_the_analyst_is_found_by_role_not_by_who_opened_the_cycle() -> None:
    """People are on leave; the directory says who stands in."""
    month = Month.of_four().to(S.EXECUTING).perform(1).evaluate(1)
    deputy = PEOPLE + '[people.eka]\nrole = "qca"\nreach = { box = "eka" }\n'
    office = Office(month, directory=deputy)

    told = office.after(lambda: month.do(ms.SubmitForm(1), by=BUDI), at=month.now)

    assert told == [("dewi", "form_received"), ("eka", "form_received")]
    assert DEWI.id == "dewi"
