"""Every state, trigger, role and outcome of the guards: compiled walk and machine answer alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from mystery_shopping.codec import EVENT_TYPES
from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    CycleState,
    Deviation,
    FollowUp,
    FollowUpState,
    PlannedContact,
    Trigger,
)
from mystery_shopping.rules import MECHANISM
from mystery_shopping.values import CLAUSES, Person, Role, Vector
from mystery_shopping.workflow import EVENTS, _engine, allowed, events
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.commands import COMMANDS, Lifecycle, Order
from mystery_shopping.workflow.decide import _DECISIONS
from mystery_shopping.workflow.guards import (
    Guard,
    always,
    ending,
    execution,
    forms,
    material,
    planning,
)
from mystery_shopping.workflow.guards._guard import FINE, Gap
from mystery_shopping.workflow.tables import STATES, TABLES, Row
from tests.strategies import (
    AGENTS,
    LEADER,
    NOVEMBER,
    QCA,
    QCOS,
    SMALL_CARD,
    cycle_of,
    in_phase,
    small_policy,
)

AT = datetime(2026, 11, 9, tzinfo=UTC)
AT_LENGTH = "at length"
PEOPLE = {role: Person(f"some-{role}", role) for role in Role}
TRIGGERS = sorted({row.trigger for rows in TABLES.values() for row in rows})
GUARD_MODULES = (always, ending, execution, forms, material, planning)
WALK = [(life, trigger) for life in Lifecycle for trigger in TRIGGERS]


def rows_of(lifecycle: Lifecycle, trigger: str) -> list[Row]:
    """Return the rows of one trigger in one table."""
    return [row for row in TABLES[lifecycle] if row.trigger == trigger]


@pytest.fixture
def failing() -> Iterator[set[str]]:
    """Let every guard pass but those whose names are put into this set.

    With "at length" in it, those that pass say so by an empty answer instead of the short one.
    """
    names: set[str] = set()

    def outcome(guard: Guard) -> Callable[[Situation], Iterable[Gap]]:
        def test(_: Situation) -> Iterable[Gap]:
            if guard.name in names:
                return (Gap("1", "0"),)
            return iter(()) if AT_LENGTH in names else FINE

        return test

    asked = [guard for guard in guards().values() if guard is not always.time_runs_backwards]
    real = [guard.test for guard in asked]
    for guard in asked:
        object.__setattr__(guard, "test", outcome(guard))
    yield names
    for guard, test in zip(asked, real, strict=True):
        object.__setattr__(guard, "test", test)


def subjects(lifecycle: Lifecycle, state: str) -> Iterator[Cycle]:
    """Give cycles whose own, or whose contact's or follow-up's state is `state`."""
    cycle_itself, contact_itself = lifecycle is Lifecycle.CYCLE, lifecycle is Lifecycle.CONTACT
    phases = (CycleState(state),) if cycle_itself else tuple(CycleState)
    waiting = (ContactState.PLANNED, ContactState.ASSIGNED)
    states = (ContactState(state),) if contact_itself else waiting if cycle_itself else waiting[:1]
    people = (QCOS[0], LEADER) if contact_itself else (QCOS[0],)
    for phase, contact_state, contacter in product(phases, states, people):
        plan = PlannedContact(1, NOVEMBER.first_day, "noon", contacter)
        cycle = in_phase(
            cycle_of(small_policy(), SMALL_CARD, [Contact(1, plan, contact_state)]),
            phase,
            follow_ups=Vector.of([_follow_up(lifecycle, state)]),
            deviations=Vector.of([_deviation()]),
        )
        yield cycle
        if contacter is people[0] and contact_state is states[0]:
            yield attrs.evolve(cycle, last_at=AT + timedelta(hours=1))


def _follow_up(lifecycle: Lifecycle, state: str) -> FollowUp:
    if lifecycle is not Lifecycle.FOLLOW_UP:
        state = FollowUpState.OPENED
    return FollowUp(1, AGENTS[0], (1,), (Trigger.ZERO_ON_SOLUTION,), FollowUpState(state))


def _deviation(follow_up: int | None = None) -> Deviation:
    return Deviation(1, "5.5", "1", "0", "so", "better", QCA, follow_up)


def stand(lifecycle: Lifecycle, trigger: str, cycle: Cycle, role: Role) -> Situation:
    """Return a situation with a stand-in for the command: the walk reads no more of it."""
    number = None if lifecycle is Lifecycle.CYCLE else 1
    command: Any = SimpleNamespace(
        trigger=trigger,
        lifecycle=lifecycle,
        number=number,
        assignments=(),
        deviation=1,
        scenario=1,
        contact=1,
    )
    return Situation(cycle, Order(command, PEOPLE[role], AT))


def both(situation: Situation) -> tuple[str | None, str | None]:
    """Return where the compiled walk and the machine go, `None` where they refuse."""
    row, unmet = _engine.refusals(situation)
    walked = None if row is None or unmet else str(row.destination or situation.state)
    return walked, _engine.fire(situation)


def passes(situation: Situation, failing: set[str]) -> bool:
    """Tell whether some row lets the situation pass, read off the table by itself."""
    last = situation.cycle.last_at
    return any(
        situation.state in row.sources
        and (row.when is None or row.when(situation))
        and (not row.during or situation.cycle.state in row.during)
        and situation.by.role in row.who
        and (last is None or situation.at >= last)
        and not {guard.name for guard in row.guards} & failing
        for row in rows_of(situation.lifecycle, situation.command.trigger)
    )


@pytest.mark.parametrize("lifecycle, trigger", WALK)
def test_walk_and_machine_answer_alike_for_every_state_role_and_outcome(
    lifecycle: Lifecycle, trigger: str, failing: set[str]
) -> None:
    """Two answers to one question would make the tested one and the used one drift apart."""
    names = {guard.name for row in rows_of(lifecycle, trigger) for guard in row.guards}
    outcomes = (set(), {AT_LENGTH}, names, *({name} for name in sorted(names)))
    passed = refused = 0
    for state in STATES[lifecycle]:
        for cycle, role in product(subjects(lifecycle, state), Role):
            situation = stand(lifecycle, trigger, cycle, role)
            for outcome in outcomes:
                failing.clear()
                failing.update(outcome)

                walked, fired = both(situation)

                assert walked == fired, (state, role, outcome, cycle.state)
                assert (walked is not None) == passes(situation, failing)
                passed += fired is not None
                refused += fired is None

    assert refused
    assert bool(passed) == bool(rows_of(lifecycle, trigger))


@pytest.mark.parametrize("state", list(FollowUpState))
@pytest.mark.parametrize("phase", list(CycleState))
def test_walk_and_machine_answer_alike_on_a_deviation_that_waives_a_follow_up(
    state: FollowUpState, phase: CycleState, failing: set[str]
) -> None:
    """One command moves two lifecycles here; both must allow it, or neither moves."""
    cycle = in_phase(
        cycle_of(small_policy(), SMALL_CARD, []),
        phase,
        follow_ups=Vector.of([_follow_up(Lifecycle.FOLLOW_UP, state)]),
        deviations=Vector.of([_deviation(1)]),
    )
    settled = state in {"verified", "waived"}

    walked, fired = both(stand(Lifecycle.CYCLE, "approve_deviation", cycle, Role.MANAGER))

    assert failing == set()
    assert walked == fired
    assert (walked is not None) == (not settled and phase is CycleState.REPORTED)


@pytest.mark.parametrize("state", list(ContactState))
def test_walk_and_machine_answer_alike_on_assigning_a_contact_in_any_state(
    state: ContactState, failing: set[str]
) -> None:
    """Assigning moves the cycle and its contacts; a contact given already is not given twice."""
    plan = PlannedContact(1, NOVEMBER.first_day, "noon")
    cycle = in_phase(
        cycle_of(small_policy(), SMALL_CARD, [Contact(1, plan, state)]), CycleState.SCENARIOS_READY
    )
    command = c.AssignContacts((c.Assignment(1, QCOS[0]),))

    walked, fired = both(Situation(cycle, Order(command, QCA, AT)))

    assert failing == set()
    assert walked == fired
    assert walked == (CycleState.ASSIGNED if state is ContactState.PLANNED else None)


@pytest.mark.parametrize("lifecycle", list(Lifecycle))
def test_the_compiled_table_holds_each_row_once_for_each_of_its_sources(
    lifecycle: Lifecycle,
) -> None:
    """A row lost or doubled in compiling would refuse or allow what nobody wrote down."""
    compiled = [
        (state, id(row)) for (state, _), rows in _engine.compiled(lifecycle).items() for row in rows
    ]
    written = [(str(source), id(row)) for row in TABLES[lifecycle] for source in row.sources]

    assert sorted(compiled) == sorted(written)


# Nothing is orphaned.


def guards() -> dict[str, Guard]:
    """Return every guard that is written down, by its name."""
    found = (
        value
        for module in GUARD_MODULES
        for value in vars(module).values()
        if isinstance(value, Guard)
    )
    return {guard.name: guard for guard in found}


def test_every_trigger_is_a_command_and_every_command_a_trigger() -> None:
    """A row without a command can never be walked; a command without a row never be obeyed."""
    written = {(row.trigger, life) for life, rows in TABLES.items() for row in rows}
    asked = {(kind.trigger, kind.lifecycle) for kind in COMMANDS}
    also_moves = {
        ("assign_contacts", Lifecycle.CONTACT),
        ("approve_deviation", Lifecycle.FOLLOW_UP),
    }

    assert written == asked | also_moves


def test_every_command_that_can_be_imported_is_listed_once() -> None:
    """A command left out of the list is missing from `allowed` and from every front end."""
    kinds = {
        getattr(c, name) for name in c.__all__ if name not in {"COMMANDS", "Lifecycle", "Order"}
    }
    concrete = {kind for kind in kinds if issubclass(kind, c.Command)} - {c.Command}

    assert set(COMMANDS) == concrete
    assert len(set(COMMANDS)) == len(COMMANDS) == len({kind.trigger for kind in COMMANDS})


def test_every_command_has_a_decision_and_nothing_else_has() -> None:
    """A command that passes its guards and then is not understood would break in the field."""
    assert set(_DECISIONS) == set(COMMANDS)


def test_every_event_has_an_evolution_and_a_name_in_the_log() -> None:
    """An event that cannot be stored, read or folded would be lost after it happened."""
    written = {getattr(events, name) for name in events.__all__} - {events.Event, events.Stamp}
    stored = [kind for _, _, kind in EVENT_TYPES]

    assert set(EVENTS) == written == set(stored)
    assert len(EVENTS) == len(stored) == len({name for name, _, _ in EVENT_TYPES})


def test_every_guard_stands_in_a_row_with_a_code_of_its_own() -> None:
    """A guard that no row asks protects nothing; a shared code would explain two refusals."""
    used = {guard.name for rows in TABLES.values() for row in rows for guard in row.guards}
    codes = [guard.code for guard in guards().values()]

    assert used | {"time_runs_backwards"} == set(guards())
    assert len(set(codes)) == len(codes)


def test_every_row_and_guard_names_a_clause_of_the_instruction() -> None:
    """A refusal that names a clause nobody finds helps nobody."""
    named = {row.clause for rows in TABLES.values() for row in rows}
    named |= {guard.clause for guard in guards().values()}

    assert named <= set(CLAUSES)


def test_only_obligations_with_a_check_of_their_clause_can_be_waived() -> None:
    """A guard that waives a clause without a check would let a month go on with no red row."""
    checked = {check.clause for check in MECHANISM} | {"4.1"}

    assert {guard.clause for guard in guards().values() if guard.is_obligation} <= checked


@pytest.mark.parametrize("lifecycle", list(Lifecycle))
def test_rows_of_one_trigger_and_state_never_leave_a_choice(lifecycle: Lifecycle) -> None:
    """Two rows that both apply would make the order of a table decide."""
    for (state, trigger), rows in _engine.compiled(lifecycle).items():
        for cycle in subjects(lifecycle, state):
            situation = stand(lifecycle, trigger, cycle, Role.QCA)
            apply = [row for row in rows if row.when is None or row.when(situation)]

            assert len(apply) == 1, (state, trigger)


@pytest.mark.parametrize("phase", list(CycleState))
def test_an_agent_may_never_do_anything(phase: CycleState) -> None:
    """Who is tested neither plans nor marks nor signs, whatever the month is at (A18)."""
    plan = PlannedContact(1, NOVEMBER.first_day, "noon", QCOS[0])
    contacts = [Contact(n, plan, state) for n, state in enumerate(ContactState, 1)]
    follow_ups = [
        FollowUp(n, AGENTS[0], (1,), (Trigger.ZERO_ON_SOLUTION,), state)
        for n, state in enumerate(FollowUpState, 1)
    ]
    cycle = in_phase(
        cycle_of(small_policy(), SMALL_CARD, contacts), phase, follow_ups=Vector.of(follow_ups)
    )

    assert allowed(cycle, Order(c.Command(), AGENTS[0], AT)) == ()
