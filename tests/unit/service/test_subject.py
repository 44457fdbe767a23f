"""What an agent who asks is shown of the log, and what never."""

import json
from datetime import date

import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from tests.months import AGENT, BUDI, CITRA, DEWI, RUDI, SARI, SOLUTION, Month, S, even_plan, nov

NOTE = "the tone was right, the tariff was not"


def lived() -> Month:
    """Return a month of four contacts, two of them answered by one agent, one of them badly."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.EXECUTING)
    month.perform(1, 2, agent=AGENT).perform(3, 4, agent=ms.Person("b2", ms.Role.AGENT, "team-2"))
    month.do(ms.FinishExecution(), at=nov(15))
    month.do(ms.NoteNonconformity(1, "greeting", NOTE, "the standard words"))
    return month.to(S.REPORTED)


@pytest.fixture(scope="module")
def month() -> Month:
    """Return a month whose follow-up is delivered and verified, each with a note."""
    month = lived().pass_on()
    day = date(2026, 11, 20)
    month.do(ms.ScheduleFollowUp(1, ms.Measure.COACHING, day), by=SARI)
    month.do(ms.DeliverFollowUp(1, day, "went well"), by=SARI, at=nov(20))
    return month.do(ms.VerifyFollowUp(1, "holds"), by=RUDI, at=nov(22))


def test_an_agent_is_shown_every_contact_answered_mark_by_mark(month: Month) -> None:
    """The right to know what is on file is a right to all of it."""
    records = ms.agent_records(month.program, "a1")

    assert [(row.cycle, row.contact, row.team) for row in records.contacts] == [
        (month.id, 1, "team-2"),
        (month.id, 2, "team-2"),
    ]
    good, bad = (row.forms[-1] for row in records.contacts)
    assert set(dict(good.marks).values()) == {1}
    assert [code for code, mark in bad.marks if mark == 0] == list(SOLUTION)
    assert tuple(code for code, _ in bad.marks) == month.cycle.scorecard.codes
    assert [row.parameter for row in bad.findings] == list(SOLUTION)


def test_an_agent_is_shown_what_the_qca_noted_on_these_contacts(month: Month) -> None:
    """A note beside the form speaks of the agent as much as the form does."""
    first, second = ms.agent_records(month.program, "a1").contacts

    assert first.nonconformities == (ms.Finding("greeting", NOTE, "the standard words"),)
    assert second.nonconformities == ()


def test_an_agent_is_shown_the_follow_ups_with_every_note(month: Month) -> None:
    """The cycle keeps the last note only; the log holds them all, and so must the answer."""
    (row,) = ms.agent_records(month.program, "a1").follow_ups

    assert (row.contacts, row.state) == ((2,), ms.FollowUpState.VERIFIED)
    assert row.triggers == (ms.Trigger.ZERO_ON_SOLUTION,)
    assert row.notes == ("went well", "holds")
    assert row.waiver is None


def test_an_agent_is_shown_why_a_follow_up_was_waived() -> None:
    """The reason stands in the deviation, and is about nobody else."""
    month = lived().deviate("5.5", follow_up=1)

    (row,) = ms.agent_records(month.program, "a1").follow_ups

    assert (row.state, row.waiver) == (ms.FollowUpState.WAIVED, "flood at the site")


def test_an_agent_is_shown_the_own_line_of_the_recap(month: Month) -> None:
    """The share that F-27 prints beside the agent's id is held on the agent, too."""
    ((cycle, figure),) = ms.agent_records(month.program, "a1").figures

    assert (cycle, figure.key, figure.form_count) == (month.id, "a1", 2)
    assert figure.share == ms.Share(28, 32)


def test_every_version_of_a_form_is_shown() -> None:
    """A corrected form does not unsay the first one: both are on file."""
    month = Month.of_four().to(S.EXECUTING).perform(1, agent=AGENT).evaluate(1).hand_in(1)
    month.do(ms.ReturnForm(1, {"hold": "look again"})).evaluate(1)

    (row,) = ms.agent_records(month.program, "a1").contacts

    assert [form.version for form in row.forms] == [1, 2]


def test_a_mark_that_does_not_apply_is_shown_as_none() -> None:
    """Neither right nor wrong must not read as wrong."""
    month = Month.of_four(not_applicable="exclude").to(S.EXECUTING).perform(1, agent=AGENT)
    marks = dict.fromkeys(month.cycle.scorecard.codes, 1) | {"hold": None}
    month.do(ms.EvaluateContact(1, marks), by=BUDI)

    (row,) = ms.agent_records(month.program, "a1").contacts

    assert dict(row.forms[0].marks)["hold"] is None


@pytest.mark.clause("5.3.1", "refusal")
def test_an_agent_is_never_shown_plan_scenario_or_contacter(month: Month) -> None:
    """Who knows them once recognises the next test contact (A18)."""
    text = json.dumps(ms.plain(ms.agent_records(month.program, "a1")))
    contact = month.cycle.contact(1)

    secrets = {BUDI.id, CITRA.id, DEWI.id, SARI.id, contact.plan.day_part}
    secrets |= {word for row in month.cycle.scenarios for word in (row.text.title, row.text.source)}
    secrets |= {"brief", "scenario", "contacter", "plan", "helper"}
    assert [word for word in sorted(secrets) if f'"{word}' in text] == []


def test_an_agent_is_shown_nothing_of_colleagues(month: Month) -> None:
    """One person's request is no door to another person's file."""
    text = json.dumps(ms.plain(ms.agent_records(month.program, "a1")))

    assert "b2" not in text
    assert ms.agent_records(month.program, "a") == ms.AgentRecords("a", (), (), ())


def test_contacts_come_from_every_cycle_of_the_log() -> None:
    """An agent moves between units; the request is about the person."""
    log = MemoryLog()
    program = ms.Program(log, policy=ms.Policy(qm_target=85, minimum_samples=4))
    for unit in ("malang", "solo"):
        month = Month(plan=even_plan(4))
        month.program = program
        month.id = program.open_cycle(unit=unit, period="2026-11", by=DEWI, at=nov(1)).id
        month.to(S.EXECUTING).perform(3, agent=AGENT)

    found = ms.agent_records(program, "a1").contacts

    assert [(row.cycle, row.contact) for row in found] == [
        ("malang/2026-11", 3),
        ("solo/2026-11", 3),
    ]
