"""A rule that stands in two rows of a table holds in the second row as in the first."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import mystery_shopping as ms
from tests.months import BUDI, CITRA, DEWI, RUDI, SARI, Month, S, even_plan, facts, nov, scenario

FINE = even_plan(4)[0]
BARE = attrs.evolve(FINE, contacter=None, team="team-1")
FAULTY: dict[str, tuple[dict[str, Any], str, str]] = {
    "scenario": ({"scenario": 6}, "MS331", "5.2.1.2"),
    "day_part": ({"day_part": "dawn"}, "MS332", "5.2.1.3"),
    "on": ({"on": date(2026, 11, 15)}, "MS333", "5.2.1.3"),
    "contacter": ({"contacter": DEWI}, "MS334", "5.2.2"),
    "helper_reason": ({"contacter": RUDI}, "MS335", "5.2.2"),
    "agent": ({"agent": "a1"}, "MS337", "3"),
}


@pytest.mark.clause("5.2.1.1", kind="refusal")
def test_a_scenario_is_not_revised_into_training_of_another_month() -> None:
    """What a draft may not say, a second wording of it may not say either."""
    month = Month().to(S.MATERIAL_SELECTED).do(ms.DraftScenario(scenario()), at=nov(3))
    stale = scenario("refresher", basis=ms.Basis.TRAINING, held_on=date(2026, 9, 30))

    unmet = month.refused(ms.ReviseScenario(1, stale))

    assert facts(unmet) == [("MS322", "5.2.1.1", "text.held_on")]


@pytest.mark.clause("5.2.1.2", kind="refusal")
@pytest.mark.parametrize("phase", [S.ASSIGNED, S.EXECUTING])
@pytest.mark.parametrize("path", FAULTY)
def test_a_faulty_contact_is_refused_after_the_assigning_too(
    path: str, phase: ms.CycleState
) -> None:
    """A contact planned in place of one that failed is a contact like any other."""
    changes, code, clause = FAULTY[path]
    month = Month.of_four().to(phase)

    unmet = month.refused(ms.PlanContacts((attrs.evolve(FINE, **changes),)))

    assert facts(unmet) == [(code, clause, f"contacts[0].{path}")]


@pytest.mark.clause("5.2.2", kind="refusal")
def test_no_team_leader_is_given_the_own_team_after_the_assigning() -> None:
    """Replacing a contact in a hurry must not make somebody test the own people."""
    month = Month.of_four().to(S.EXECUTING)
    own = attrs.evolve(FINE, contacter=SARI, helper_reason="a QCO is ill", team="team-1")

    unmet = month.refused(ms.PlanContacts((own,)))

    assert facts(unmet) == [("MS336", "5.2.2", "contacts[0].contacter")]


@pytest.mark.clause("5.2.2", kind="refusal")
@pytest.mark.parametrize(
    "assignments, code, path",
    [
        ((ms.Assignment(1, DEWI),), "MS334", "assignments[0].contacter"),
        ((ms.Assignment(1, RUDI),), "MS335", "assignments[0].helper_reason"),
        ((ms.Assignment(1, SARI, "ill"),), "MS336", "assignments[0].contacter"),
        ((ms.Assignment(1, BUDI), ms.Assignment(1, CITRA)), "MS339", "assignments[1].contact"),
    ],
    ids=["analyst", "no reason", "own team", "twice"],
)
def test_the_assignment_that_gives_the_last_contact_away_keeps_the_rules(
    assignments: tuple[ms.Assignment, ...], code: str, path: str
) -> None:
    """The command that ends the assigning walks another row than those before it."""
    month = Month.of_four().to(S.SCENARIOS_READY)
    month.do(ms.PlanContacts((BARE, *even_plan(4)[1:])), at=nov(5))

    unmet = month.refused(ms.AssignContacts(assignments))

    assert facts(unmet) == [(code, "5.2.2", path)]


@pytest.mark.clause("5.3.3", kind="refusal")
@pytest.mark.parametrize(
    "reasons, code, path",
    [({}, "MS375", "reasons"), ({"smile": "look"}, "MS372", "reasons.smile")],
    ids=["no parameter", "not on the form"],
)
def test_a_supervisor_does_not_return_a_form_without_saying_what_to_look_at(
    reasons: dict[str, str], code: str, path: str
) -> None:
    """A team leader needs to know what to look at again, whoever sends the form back."""
    month = Month.of_four()
    month.plan = even_plan(4, SARI)
    month.to(S.EXECUTING).perform(1).evaluate(1).do(ms.SubmitForm(1), by=SARI)

    unmet = month.refused(ms.ReturnForm(1, reasons), by=RUDI)

    assert facts(unmet) == [(code, "5.3.3", path)]
