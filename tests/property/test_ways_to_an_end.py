"""From every state that can be reached an end can be reached: on the tables, and lived."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from mystery_shopping.model import ContactState, CycleState, FollowUpState
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import STATES, TABLES
from tests.strategies import Month, small_program

GOING_ON = [state for state in CycleState if not state.is_final]
ENDS = [state for state in CycleState if state.is_final]
GOALS: dict[Lifecycle, Collection[str]] = {
    Lifecycle.CYCLE: ENDS,
    Lifecycle.CONTACT: (ContactState.ACCEPTED, ContactState.VOIDED),
    Lifecycle.FOLLOW_UP: (FollowUpState.VERIFIED, FollowUpState.WAIVED),
}
STARTS: dict[Lifecycle, Collection[str]] = {
    Lifecycle.CYCLE: (CycleState.OPENED,),
    Lifecycle.CONTACT: (ContactState.PLANNED, ContactState.ASSIGNED),
    Lifecycle.FOLLOW_UP: (FollowUpState.OPENED,),
}
BADLY = {1: ("answer", "action")}


def reached(lifecycle: Lifecycle, starts: Collection[str], *, without: str = "") -> set[str]:
    """Return the states a breadth-first walk over a table finds from `starts`."""
    found, edge = set(starts), list(starts)
    while edge:
        state = edge.pop(0)
        for row in TABLES[lifecycle]:
            goes = row.destination is not None and row.trigger != without
            if goes and state in row.sources and row.destination not in found:
                found.add(str(row.destination))
                edge.append(str(row.destination))
    return found


@pytest.mark.parametrize("lifecycle", list(Lifecycle))
def test_every_state_of_a_table_can_be_reached(lifecycle: Lifecycle) -> None:
    """A state nothing leads to is a promise nobody can keep."""
    found = reached(lifecycle, STARTS[lifecycle])

    assert found == {str(state) for state in STATES[lifecycle]}


@pytest.mark.parametrize("lifecycle", list(Lifecycle))
def test_from_every_state_of_a_table_a_goal_can_be_reached(lifecycle: Lifecycle) -> None:
    """A contact or follow-up that cannot be settled would hold the month open for ever."""
    stuck = [
        state
        for state in STATES[lifecycle]
        if not reached(lifecycle, [state]) & set(map(str, GOALS[lifecycle]))
    ]

    assert stuck == []


@pytest.mark.parametrize("lifecycle", list(Lifecycle))
def test_nothing_leads_out_of_a_goal(lifecycle: Lifecycle) -> None:
    """What is settled stays settled, or no record of it could be relied on."""
    ends = set(GOALS[lifecycle])

    assert [row.trigger for row in TABLES[lifecycle] if ends & set(row.sources)] == []


def test_a_month_can_close_from_every_phase_without_cancelling() -> None:
    """Giving up must never be the only way out."""
    closings = {CycleState.CLOSED, CycleState.CLOSED_WITH_DEVIATIONS}

    for state in GOING_ON:
        assert closings <= reached(Lifecycle.CYCLE, [state], without="cancel")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("phase", GOING_ON)
def test_each_end_is_lived_from_each_phase(phase: CycleState, end: CycleState) -> None:
    """An edge in a table is no way out as long as its guards cannot be satisfied."""
    month = Month(small_program(), zeros=BADLY, helpers=(2,)).up_to(phase)

    month.up_to(end)

    assert month.cycle.state is end


@pytest.mark.parametrize("state", [state for state in ContactState if state != "planned"])
def test_a_month_closes_whatever_state_a_contact_was_left_in(state: ContactState) -> None:
    """One form that lies somewhere must not keep the month from its end."""
    month = Month(small_program(), contacts=5, helpers=(1,), zeros=BADLY).up_to("executing")
    for number in month.in_order()[1:]:
        month.carry(number, "accepted")
    month.carry(1, state)

    month.up_to("closed")

    assert month.cycle.state is CycleState.CLOSED


@pytest.mark.parametrize("state", [state for state in FollowUpState if state != "waived"])
def test_a_month_closes_whatever_state_a_follow_up_was_left_in(state: FollowUpState) -> None:
    """A coaching under way, or given and verified already, leaves a way to the end."""
    month = Month(small_program(), zeros=BADLY).up_to("reported").follow_up(1, state)

    month.close()

    assert month.cycle.state is CycleState.CLOSED


def test_a_waived_follow_up_lets_the_month_close_with_deviations_only() -> None:
    """An agent who left cannot be coached; the month shows it in its end."""
    month = Month(small_program(), zeros=BADLY).up_to("reported")
    month.deviate("5.5", follow_up=1)
    month.hand_over()

    month.concede()

    assert month.cycle.follow_up(1).state is FollowUpState.WAIVED
    assert month.cycle.state is CycleState.CLOSED_WITH_DEVIATIONS
