"""Planning the contacts and giving them to contacters: W-10 5.2.1.2, 5.2.1.3, 5.2.2."""

from datetime import date

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

FINE = even_plan(1)[0]
BARE = attrs.evolve(FINE, contacter=None)


def ready(**changes: object) -> Month:
    """Return a month whose scenarios are approved."""
    return Month(reading=policy(**changes)).to(S.SCENARIOS_READY)


@pytest.mark.clause("5.2.1.2", kind="story")
@pytest.mark.clause("5.2.1.3", kind="story")
@pytest.mark.clause("5.2.2", kind="story")
def test_forty_contacts_over_week_2_and_all_day_parts_are_assigned() -> None:
    """The plan the clauses describe goes through without a word."""
    month = ready()

    month.do(ms.PlanContacts(even_plan(40, BUDI, CITRA)), ms.AssignContacts(), at=nov(5))

    assert month.cycle.state is S.ASSIGNED
    assert month.cycle.count(ms.ContactState.ASSIGNED) == 40
    assert month.statuses("5.2.2", "5.2.1.2", as_of=nov(5)) == ["met", "pending"]


@pytest.mark.clause("5.2.1.2", kind="refusal")
def test_thirty_nine_contacts_are_refused() -> None:
    """One short is short; the refusal says how many are planned."""
    month = ready().do(ms.PlanContacts(even_plan(39)))

    unmet = month.refused(ms.AssignContacts())

    assert facts(unmet) == [("MS340", "5.2.1.2", "")]
    assert (unmet[0].required.en, unmet[0].actual.en, unmet[0].waivable) == (">= 40", "39", True)


def test_a_voided_contact_does_not_count_among_the_planned() -> None:
    """Forty numbers of which one is void are thirty-nine contacts."""
    month = ready().do(ms.PlanContacts(even_plan(40)), ms.VoidContact(7, "planned twice"))

    unmet = month.refused(ms.AssignContacts())

    assert facts(unmet) == [("MS340", "5.2.1.2", "")]


def test_a_deviation_lets_a_smaller_plan_through() -> None:
    """A flooded site may do less, signed for before the week and not after it."""
    month = ready().deviate("5.2.1.2").do(ms.PlanContacts(even_plan(12)), ms.AssignContacts())

    assert month.cycle.state is S.ASSIGNED


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_a_day_part_without_a_planned_contact_is_refused() -> None:
    """Customers of the night shift are customers; each empty part is named."""
    plan = tuple(row for row in even_plan(60) if row.day_part in {"morning", "noon"})
    month = ready(minimum_samples=20).do(ms.PlanContacts(plan))

    unmet = month.refused(ms.AssignContacts())

    assert facts(unmet) == [("MS341", "5.2.1.3", "")] * 2
    assert [row.actual.id.split()[0] for row in unmet] == ["sore", "malam"]


@pytest.mark.parametrize(
    "bad, code, clause, path, waivable",
    [
        pytest.param(
            attrs.evolve(FINE, scenario=6), "MS331", "5.2.1.2", "scenario", False,
            marks=pytest.mark.clause("5.2.1.2", kind="refusal"),
        ),
        pytest.param(
            attrs.evolve(FINE, day_part="dawn"), "MS332", "5.2.1.3", "day_part", False,
            marks=pytest.mark.clause("5.2.1.3", kind="refusal"),
        ),
        pytest.param(
            attrs.evolve(FINE, on=date(2026, 11, 15)), "MS333", "5.2.1.3", "on", True,
            marks=pytest.mark.clause("5.2.1.3", kind="refusal"),
        ),
        pytest.param(
            attrs.evolve(FINE, contacter=DEWI), "MS334", "5.2.2", "contacter", False,
            marks=pytest.mark.clause("5.2.2", kind="refusal"),
        ),
        pytest.param(
            attrs.evolve(FINE, contacter=RUDI), "MS335", "5.2.2", "helper_reason", False,
            marks=pytest.mark.clause("5.2.2", kind="refusal"),
        ),
        pytest.param(
            attrs.evolve(FINE, contacter=SARI, helper_reason="ill", team="team-1"),
            "MS336", "5.2.2", "contacter", False,
            marks=pytest.mark.clause("5.2.2", kind="refusal"),
        ),
        pytest.param(
            attrs.evolve(FINE, agent="a1"), "MS337", "3", "agent", False,
            marks=pytest.mark.clause("3", kind="refusal"),
        ),
    ],
    ids=["scenario", "day part", "day", "analyst", "no reason to help", "own team", "agent"],
)  # fmt: skip
def test_a_faulty_planned_contact_is_refused_by_its_place(
    bad: ms.PlannedContact, code: str, clause: str, path: str, *, waivable: bool
) -> None:
    """Among forty lines the refusal points at the one that is wrong."""
    month = ready()

    unmet = month.refused(ms.PlanContacts((FINE, bad)))

    assert facts(unmet) == [(code, clause, f"contacts[1].{path}")]
    assert unmet[0].waivable is waivable


def test_every_fault_of_a_plan_comes_back_at_once() -> None:
    """Nobody should have to send a plan in seven times to learn of seven faults."""
    bad = attrs.evolve(FINE, scenario=6, day_part="dawn", on=date(2026, 11, 1), agent="a1")

    unmet = ready().refused(ms.PlanContacts((bad,)), by=BUDI)

    assert [row.code for row in unmet] == ["MS303", "MS331", "MS332", "MS333", "MS337"]


@pytest.mark.clause("3", kind="refusal")
@pytest.mark.parametrize("command", [ms.PlanContacts((FINE,)), ms.AssignContacts()])
def test_an_agent_may_neither_plan_nor_assign(command: ms.Command) -> None:
    """Who is tested knows nothing of the test (A18)."""
    unmet = ready().refused(command, by=AGENT)

    assert ("MS303", "by") in [(row.code, row.path) for row in unmet]
    assert ms.Role.AGENT.label.en in unmet[0].sentence.en


@pytest.mark.clause("3", kind="story")
def test_an_agent_is_shown_nothing_to_do() -> None:
    """A view built on `allowed` gives an agent no plan and no contacter's name away (A18)."""
    month = Month().to(S.EXECUTING)

    assert month.program.allowed(month.id, by=AGENT, at=nov(9)) == ()


@pytest.mark.clause("5.2.2", kind="story")
def test_contacts_may_be_given_out_in_parts() -> None:
    """The cycle goes on with the last contact that gets its contacter, not before."""
    plan = (BARE, attrs.evolve(BARE, day_part="noon"), *even_plan(40))
    month = ready().do(ms.PlanContacts(plan))

    month.do(ms.AssignContacts((ms.Assignment(1, BUDI),)))
    waiting = month.cycle.state
    month.do(ms.AssignContacts((ms.Assignment(2, RUDI, "a QCO is ill"),)))

    assert (waiting, month.cycle.state) == (S.SCENARIOS_READY, S.ASSIGNED)
    assert (month.contacter(1), month.contacter(2)) == (BUDI, RUDI)
    assert month.cycle.contact(2).plan.helper_reason == "a QCO is ill"


@pytest.mark.clause("5.2.2", kind="story")
def test_helpers_are_counted_in_the_verdict() -> None:
    """Team leaders help "if needed": how often that was shows."""
    month = ready().do(ms.PlanContacts(even_plan(40, BUDI, SARI)), ms.AssignContacts())

    row = month.program.verdict(month.id, as_of=nov(5)).row("5.2.2")

    assert (row.status, row.actual.en) == (ms.Status.MET, "40 of 40, 20 by helpers")


@pytest.mark.clause("5.2.2", kind="refusal")
@pytest.mark.parametrize(
    "assignments, code, path",
    [
        ((ms.Assignment(1, DEWI),), "MS334", "assignments[0].contacter"),
        ((ms.Assignment(1, RUDI),), "MS335", "assignments[0].helper_reason"),
        ((ms.Assignment(1, RUDI, "  "),), "MS335", "assignments[0].helper_reason"),
        ((ms.Assignment(1, SARI, "ill"),), "MS336", "assignments[0].contacter"),
        ((ms.Assignment(1, BUDI), ms.Assignment(1, CITRA)), "MS339", "assignments[1].contact"),
    ],
    ids=["analyst", "no reason", "blank reason", "own team", "twice"],
)
def test_a_faulty_assignment_is_refused_by_its_place(
    assignments: tuple[ms.Assignment, ...], code: str, path: str
) -> None:
    """The same rules hold for those who get their contacts later."""
    month = ready().do(ms.PlanContacts((attrs.evolve(BARE, team="team-1"), BARE)))

    unmet = month.refused(ms.AssignContacts(assignments))

    assert facts(unmet) == [(code, "5.2.2", path)]


def test_a_contact_that_has_a_contacter_is_not_assigned_again() -> None:
    """Taking a contact away is a reassignment, and that needs a reason."""
    month = ready().do(ms.PlanContacts((FINE, BARE)))

    unmet = month.refused(ms.AssignContacts((ms.Assignment(1, CITRA),)))

    assert ("MS301", "5.2.2", "assignments[0].contact") in facts(unmet)


def test_further_contacts_come_with_their_contacters() -> None:
    """Once assigning is over, nothing would ever give a bare contact to anybody."""
    month = Month().to(S.EXECUTING)

    unmet = month.refused(ms.PlanContacts((FINE, BARE)))

    assert facts(unmet) == [("MS338", "5.2.2", "contacts[1].contacter")]
    assert month.do(ms.PlanContacts((FINE,))).cycle.contact(41).contacter == BUDI


@pytest.mark.clause("5.2.2", kind="story")
def test_a_contact_moves_to_another_contacter_day_and_part() -> None:
    """People fall ill in week II; the plan follows, and the log keeps the reason."""
    month = Month().to(S.EXECUTING)
    on = date(2026, 11, 12)

    month.do(ms.ReassignContact(3, CITRA, "budi is ill", on=on, day_part="night"))

    plan = month.cycle.contact(3).plan
    assert (plan.contacter, plan.on, plan.day_part) == (CITRA, on, "night")
    assert "budi is ill" in str(month.program.history(month.id)[-1].event)


@pytest.mark.parametrize(
    "command, code, clause, path",
    [
        (ms.ReassignContact(1, CITRA, "ill", day_part="dawn"), "MS332", "5.2.1.3", "day_part"),
        (ms.ReassignContact(1, CITRA, "ill", on=date(2026, 11, 7)), "MS333", "5.2.1.3", "on"),
        (ms.ReassignContact(1, DEWI, "ill"), "MS334", "5.2.2", "contacter"),
        (ms.ReassignContact(1, RUDI, "ill"), "MS335", "5.2.2", "helper_reason"),
        (
            ms.ReassignContact(1, SARI, "ill", helper_reason="alone"),
            "MS336",
            "5.2.2",
            "contacter",
        ),
    ],
    ids=["day part", "day", "analyst", "no reason to help", "own team"],
)
def test_a_reassignment_keeps_the_rules_of_the_plan(
    command: ms.Command, code: str, clause: str, path: str
) -> None:
    """A later change is no way around what the first plan had to obey."""
    plan = (attrs.evolve(FINE, team="team-1"), *even_plan(40))
    month = ready().do(ms.PlanContacts(plan))

    assert facts(month.refused(command)) == [(code, clause, path)]


@pytest.mark.clause("5.2.1.3", kind="story")
def test_a_deviation_lets_a_day_outside_week_2_be_planned() -> None:
    """A maintenance window may eat a day of week II."""
    month = ready().deviate("5.2.1.3")

    month.do(ms.PlanContacts((attrs.evolve(FINE, on=date(2026, 11, 16)),)))

    assert month.cycle.contact(1).plan.on == date(2026, 11, 16)
