"""What a policy says of notices and reminders: days, clock, and whether an agent is named."""

import pytest

from tests.months import SOLUTION, Month, S, even_plan, nov, policy
from tests.notifying import Office


def test_policy_days_are_the_sites_own() -> None:
    """`cycle_due_day` and `warning_days` are readings like any other; so is the clock (A3)."""
    reading = policy(minimum_samples=4, cycle_due_day=5, warning_days=4, timezone="Asia/Jayapura")
    month = Month(reading=reading, plan=even_plan(4)).to(S.EXECUTING)
    office = Office(month)
    office.heard(nov(9))

    eve, day = office.heard(nov(10, 21)), office.heard(nov(10, 22))

    assert eve == []
    assert day == [("dewi", "day_parts_empty")]
    assert ("dewi", "no_cycle") not in office.heard(nov(34, 21))
    assert ("dewi", "no_cycle") in office.heard(nov(34, 22))


@pytest.mark.parametrize("named", [False, True])
def test_no_notice_names_an_agent_unless_the_policy_says_so(*, named: bool) -> None:
    """A letter lies open on a desk: an agent's weakness is not to be read in it."""
    month = Month.of_four(zeros={2: SOLUTION}, agents_named_in_notices=named).to(S.REPORTED)
    office = Office(month)
    month.pass_on()

    bodies = [message.subject + message.body for message in office.read(nov(19))]

    assert any("Agent: a2" in body for body in bodies) is named
    assert any("a2" in body.replace("malang", "") for body in bodies) is named
