"""Every month there is replays with fitness 1: the months built by hand and those played."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant

from mystery_shopping.model import ContactState, CycleState, FollowUpState
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping_mining import Fitness, make_net, make_traces, replay, total
from mystery_shopping_mining.pnml import PnmlExporter
from mystery_shopping_mining.xes import XesExporter
from tests.mining import dossier_of, ended, eventful, read_net, read_xes
from tests.months import BUDI, SARI, SOLUTION, S, even_plan
from tests.months import Month as Lived
from tests.property.test_cycle_machine import MonthMachine, Table, play
from tests.strategies import Month, small_program

PHASES = [state for state in CycleState if not state.is_final]
BADLY = {1: ("answer", "action"), 2: ("greeting",)}


def small(**changes: Any) -> Month:  # noqa: ANN401 - whatever a month takes
    """Return a small month with a helper and two bad forms."""
    return Month(small_program(), **{"contacts": 5, "helpers": (3,), "zeros": BADLY, **changes})


def fitness_of(program: Any, cycle_id: str) -> Fitness:  # noqa: ANN401 - of any month builder
    """Return the fitness of a month as the log has it, every case on its net."""
    traces = make_traces(program.cycle(cycle_id), program.history(cycle_id))
    assert sum(trace.lifecycle is Lifecycle.CONTACT for trace in traces) == len(
        program.cycle(cycle_id).contacts
    )
    return total(replay(make_net(trace.lifecycle), trace.run) for trace in traces)


MONTHS: dict[str, Callable[[], Any]] = {
    "forty, closed": lambda: Lived(plan=even_plan(40, BUDI, SARI)).to(S.CLOSED),
    "forty, with follow-ups": lambda: Lived(zeros={1: SOLUTION, 2: SOLUTION}).to(S.CLOSED),
    "eventful": eventful,
    "eventful, ended": lambda: ended(eventful()),
    "voided": lambda: small(contacts=8, voided=(2,)).up_to("closed"),
    **{f"up to {state}": partial(lambda to: small().up_to(to), state) for state in CycleState},
    **{
        f"cancelled when {state}": partial(lambda to: small().up_to(to).up_to("cancelled"), state)
        for state in PHASES
    },
    **{
        f"a contact {state}": partial(
            lambda to: small().up_to("executing").carry(1, to).carry(3, to), state
        )
        for state in ContactState
        if state not in {"planned", "with_supervisor"}
    },
    "a form with the supervisor": lambda: small().up_to("executing").carry(3, "with_supervisor"),
    **{
        f"a follow-up {state}": partial(
            lambda to: small().up_to("reported").follow_up(1, to), state
        )
        for state in FollowUpState
        if state != "waived"
    },
}


@pytest.mark.parametrize("name", MONTHS)
def test_a_month_as_exported_replays_with_fitness_1(name: str, tmp_path: Path) -> None:
    """The files themselves, read by another library: a net that refuses true months is useless."""
    month = MONTHS[name]()
    dossier = dossier_of(month.program, month.id)

    (log,) = XesExporter().export(dossier, tmp_path, language="en")
    nets = {
        Lifecycle(net.name): net
        for net in map(read_net, PnmlExporter().export(dossier, tmp_path, language="en"))
    }

    found = total(replay(nets[lifecycle], run) for lifecycle, run in read_xes(log))
    assert found.value == 1
    assert found == fitness_of(month.program, month.id)


def test_the_eventful_month_takes_every_activity_of_a_contact() -> None:
    """A month said to have everything in it, and that has not, would prove the easy part only."""
    month = ended(eventful())
    traces = make_traces(month.cycle, month.program.history(month.id))

    taken = {
        activity
        for trace in traces
        if trace.lifecycle is Lifecycle.CONTACT
        for activity in trace.run.activities
    }

    assert taken == set(make_net(Lifecycle.CONTACT).by_activity)


@given(
    seed=st.integers(0, 2**32),
    moves=st.integers(1, 200),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_month_played_by_chance_replays_with_fitness_1(seed: int, moves: int) -> None:
    """Sensible commands and odd ones, under six policies, cut off anywhere."""
    table, _ = play(seed, moves=moves)

    assert fitness_of(table.watcher, table.id).value == 1


class ReplayedMonths(MonthMachine):
    """The months of the core's own state machine, replayed after every step."""

    table: Table

    @invariant()
    def the_month_replays(self) -> None:
        """Whatever two programs did to the log, the log follows the nets."""
        assert fitness_of(self.table.watcher, self.table.id).value == 1


TestReplayedMonths = ReplayedMonths.TestCase
TestReplayedMonths.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
