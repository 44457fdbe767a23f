"""The fold: a log read again gives the cycle that was lived."""

import pytest

import mystery_shopping as ms
from tests.months import BUDI, CITRA, SARI, SOLUTION, Month, S, even_plan, nov


@pytest.mark.parametrize("state", S)
def test_a_log_read_again_is_the_cycle_that_was_lived(state: ms.CycleState) -> None:
    """The kept fold and the log must never tell two stories."""
    plan = even_plan(40, BUDI, CITRA, SARI)
    month = Month(plan=plan, zeros={3: SOLUTION, 9: ("pace",)})
    if state is S.CANCELLED:
        month.to(S.EXECUTING).do(ms.Cancel("the unit was closed"))
    if state is S.CLOSED_WITH_DEVIATIONS:
        month.to(S.EXECUTING).deviate("5.2.1.2").do(ms.VoidContact(40, "recognised"))
    month.to(state)

    again = ms.Program(month.program.log).cycle(month.id)

    assert again == month.cycle
    assert again.state is state


def test_a_cycle_knows_its_version_and_the_time_of_its_last_event() -> None:
    """Both are what the next writer is held against."""
    month = Month().to(S.MATERIAL_SELECTED)

    assert (month.cycle.version, month.cycle.last_at) == (3, nov(2))


def test_an_old_cycle_is_untouched_by_what_happens_next() -> None:
    """A screen, a thread or a verdict may still hold it."""
    month = Month.of_four().to(S.EXECUTING)
    before = month.cycle
    copy = month.program.cycle(month.id, as_of=nov(8, 7))

    month.perform(1, 2).do(ms.VoidContact(3, "x"))

    assert before == copy
    assert before.contact(1).state is ms.ContactState.ASSIGNED
