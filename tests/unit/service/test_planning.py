"""A plan proposed for a cycle is one the cycle takes."""

import attrs
import pytest

import mystery_shopping as ms
from tests.months import BUDI, CITRA, SARI, Month, S, nov, policy


def test_a_proposed_plan_is_accepted_as_it_is() -> None:
    """Maker and guards read the same rules; otherwise one of them is wrong."""
    month = Month().to(S.SCENARIOS_READY)
    people = [ms.Contacter(BUDI), ms.Contacter(CITRA), ms.Contacter(SARI, helper_reason="ill")]

    plan = ms.propose_plan(month.cycle, people, seed=7)
    month.do(ms.PlanContacts(plan), ms.AssignContacts(), at=nov(5))

    assert month.cycle.state is S.ASSIGNED
    assert len(plan) == 40
    assert {row.scenario for row in plan} == {1, 2, 3, 4, 5}


def test_proposing_records_nothing() -> None:
    """A QCA may look at ten plans before taking one."""
    month = Month().to(S.SCENARIOS_READY)

    ms.propose_plan(month.cycle, [ms.Contacter(BUDI)])

    assert month.cycle.version == 9


def test_a_plan_follows_the_cycles_own_policy_and_windows() -> None:
    """Its week, its day parts, its number of samples."""
    reading = policy(minimum_samples=50, day_parts=ms.DayPartTable.cldr())
    month = Month(reading=attrs.evolve(reading, week_rule=ms.FixedDays((1, 7), (15, 21))))

    plan = ms.propose_plan(month.to(S.SCENARIOS_READY).cycle, [ms.Contacter(BUDI)])

    assert len(plan) >= 50
    assert {row.on.day for row in plan} == set(range(15, 22))
    assert {row.day_part for row in plan} == set(reading.day_parts.codes)


def test_an_impossible_plan_says_what_is_short() -> None:
    """Nobody but a team leader for the own team: to be settled before week II."""
    month = Month().to(S.SCENARIOS_READY)

    with pytest.raises(ms.PlanImpossible) as caught:
        ms.propose_plan(month.cycle, [ms.Contacter(SARI, helper_reason="ill")], teams=["team-1"])

    assert all(short.id and short.en for short in caught.value.shortages)
