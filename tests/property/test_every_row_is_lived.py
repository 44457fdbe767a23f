"""Every row of the three tables, lived once from each of its states in each of its phases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import attrs
import pytest

from mystery_shopping.model import (
    ContactState,
    Cycle,
    CycleState,
    FollowUpState,
    Measure,
    NewProduct,
    Outcome,
)
from mystery_shopping.values import Person, Role
from mystery_shopping.workflow import EVENTS, _engine, allowed, decide, fold
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.commands import COMMANDS, Lifecycle, Order
from mystery_shopping.workflow.events import CycleOpened, Event, Stamp
from mystery_shopping.workflow.tables import TABLES, Row
from tests.strategies import (
    LEADER,
    MANAGER,
    PEOPLE,
    QCA,
    QCOS,
    SPV,
    Month,
    ranking,
    recommendations,
    scenario,
    small_program,
)

Act = tuple[c.Command, Person]
HELPED, OWN = 3, 2  # the contact a team leader performs, and one of a QCO
ZEROS = {1: ("answer", "action"), 2: ("greeting",)}


def month_at(phase: str) -> Month:
    """Return a month of five contacts in `phase`, some of them with zeros."""
    return Month(small_program(), contacts=5, helpers=(HELPED,), zeros=ZEROS).up_to(phase)


# How a row of the cycle's table is lived: what is done before, the command, and by whom.


def _second_text(month: Month) -> Act:
    month.do(c.DraftScenario(scenario("r0")))
    return c.ReviseScenario(1, scenario("r0", title="anew")), QCA


def _all_texts(month: Month) -> Act:
    for code in ("r0", "r1"):
        month.do(c.DraftScenario(scenario(code)))
    return c.ApproveScenarios(), QCA


def _select(month: Month) -> Act:
    month.do(c.CollectReasons(ranking()))
    return c.SelectMaterial(), QCA


def _plan_openly(month: Month) -> None:
    plans = map(month.planned, range(1, 5))
    month.do(
        c.PlanContacts(
            tuple(attrs.evolve(plan, contacter=None, helper_reason=None) for plan in plans)
        )
    )


def _partly(month: Month) -> Act:
    _plan_openly(month)
    return c.AssignContacts((c.Assignment(1, QCOS[0]),)), QCA


def _wholly(month: Month) -> Act:
    _plan_openly(month)
    return c.AssignContacts(tuple(c.Assignment(n, QCOS[0]) for n in (1, 2, 3, 4))), QCA


def _start(month: Month) -> Act:
    month.clock = month.on(month.cycle.weeks.week_2.first)
    return c.StartExecution(), QCA


def _after_settling(command: c.Command) -> Callable[[Month], Act]:
    def act(month: Month) -> Act:
        month.settle()
        return command, QCA

    return act


def _sign(month: Month) -> Act:
    month.do(c.RecordDeviation("5.3.1", "so", "better"))
    return c.ApproveDeviation(1), MANAGER


def _sign_move(month: Month) -> Act:
    month.do(c.MoveWindow(2, month.cycle.weeks.week_2, "holidays"))
    return c.ApproveWindowMove(1), SPV


def _move(month: Month) -> Act:
    return c.MoveWindow(2, month.cycle.weeks.week_2, "holidays"), QCA


def _pass_on(month: Month) -> Act:
    month.do(c.HandOverNonconformities())
    return c.PassOnNonconformities(), SPV


def _close(month: Month) -> Act:
    month.hand_over()
    for row in month.cycle.follow_ups:
        month.follow_up(row.number, FollowUpState.DELIVERED)
    return c.Close(), QCA


def _concede(month: Month) -> Act:
    for clause in ("5.5", "5.6.2"):
        month.deviate(clause)
    return c.CloseWithDeviations(), QCA


def _by_qca(command: c.Command) -> Callable[[Month], Act]:
    return lambda _: (command, QCA)


CYCLE_WAYS: dict[str, Callable[[Month], Act]] = {
    "collect_reasons": _by_qca(c.CollectReasons(ranking())),
    "add_new_products": _by_qca(c.AddNewProducts((NewProduct("p", "P"),))),
    "select_material": _select,
    "draft_scenario": _by_qca(c.DraftScenario(scenario("r0"))),
    "revise_scenario": _second_text,
    "approve_scenarios": _all_texts,
    "plan_contacts": lambda month: (c.PlanContacts((month.planned(6),)), QCA),
    "start_execution": _start,
    "finish_execution": _after_settling(c.FinishExecution()),
    "recapitulate": _after_settling(c.Recapitulate()),
    "note_nonconformity": _by_qca(c.NoteNonconformity(1, "greeting", "late", "at once")),
    "publish_report": _by_qca(c.PublishReport(recommendations())),
    "hand_over_nonconformities": _by_qca(c.HandOverNonconformities()),
    "pass_on_nonconformities": _pass_on,
    "record_deviation": _by_qca(c.RecordDeviation("5.3.1", "so", "better")),
    "approve_deviation": _sign,
    "move_window": _move,
    "approve_window_move": _sign_move,
    "close": _close,
    "close_with_deviations": _concede,
    "cancel": _by_qca(c.Cancel("given up")),
}

# How a row of the contacts' table is lived on contact `n` of a month.
CONTACT_WAYS: dict[str, Callable[[Month, int], c.Command]] = {
    "reassign_contact": lambda _, n: c.ReassignContact(n, QCOS[1], "illness"),
    "log_attempt": lambda month, n: c.LogAttempt(n, Outcome.NO_ANSWER, month.slot(n)),
    "perform_contact": lambda month, n: month.perform(n),
    "evaluate_contact": lambda month, n: month.evaluate(n),
    "submit_form": lambda _, n: c.SubmitForm(n),
    "forward_form": lambda _, n: c.ForwardForm(n),
    "return_form": lambda _, n: c.ReturnForm(n, {"answer": "look again"}),
    "accept_form": lambda _, n: c.AcceptForm(n),
    "void_contact": lambda _, n: c.VoidContact(n, "recognised"),
}
FOLLOW_UP_WAYS: dict[str, Callable[[Month], Act]] = {
    "hand_over_follow_up": _by_qca(c.HandOverFollowUp(1)),
    "pass_on_follow_up": lambda _: (c.PassOnFollowUp(1), SPV),
    "schedule_follow_up": lambda month: (
        c.ScheduleFollowUp(1, Measure.BOTH, month.clock.astimezone(month.site).date()),
        LEADER,
    ),
    "deliver_follow_up": lambda month: (
        c.DeliverFollowUp(1, month.clock.astimezone(month.site).date()),
        SPV,
    ),
    "verify_follow_up": lambda _: (c.VerifyFollowUp(1), QCA),
}


class Case(NamedTuple):
    """One row of a table from one of its states, in one phase of the cycle."""

    lifecycle: Lifecycle
    row: Row
    state: str
    phase: str

    def __str__(self) -> str:
        where = "" if self.lifecycle is Lifecycle.CYCLE else f"-{self.phase}"
        to = self.row.destination or self.state
        return f"{self.row.trigger}-{self.state}-{to}{where}"


def cases() -> Iterator[Case]:
    """Give every row with each of its states and phases that go together."""
    for lifecycle, rows in TABLES.items():
        for row in rows:
            for state in row.sources:
                phases = row.during or (CycleState(state),)
                yield from (
                    Case(lifecycle, row, state, phase)
                    for phase in phases
                    if lifecycle is not Lifecycle.CONTACT or _can_be(state, phase)
                )


def _can_be(state: str, phase: str) -> bool:
    """Tell whether a contact can be in a state while its cycle is in a phase."""
    if state == ContactState.PLANNED:
        return phase == CycleState.SCENARIOS_READY
    waiting = state == ContactState.ASSIGNED
    before = phase in {CycleState.SCENARIOS_READY, CycleState.ASSIGNED}
    return waiting if before else not waiting or phase == CycleState.EXECUTING


CASES = tuple(cases())


def prepare(case: Case) -> tuple[Month, Act, Callable[[Cycle], str]]:
    """Return a month brought to where the row applies, the command, and where to look after."""
    if case.row.trigger == "assign_contacts":
        month = month_at(CycleState.SCENARIOS_READY)
        stays = case.lifecycle is Lifecycle.CYCLE and case.row.destination is None
        act = (_partly if stays else _wholly)(month)
        contact = case.lifecycle is Lifecycle.CONTACT
        return month, act, (lambda cycle: cycle.contact(1).state) if contact else _phase
    if case.lifecycle is Lifecycle.CYCLE:
        month = month_at(case.state)
        return month, CYCLE_WAYS[case.row.trigger](month), _phase
    if case.lifecycle is Lifecycle.FOLLOW_UP:
        month = month_at(CycleState.REPORTED).follow_up(1, case.state)
        return month, _on_follow_up(case, month), lambda cycle: cycle.follow_up(1).state
    return _on_contact(case)


def _phase(cycle: Cycle) -> str:
    return cycle.state


def _on_follow_up(case: Case, month: Month) -> Act:
    if case.row.trigger == "approve_deviation":
        month.do(c.RecordDeviation("5.5", "the agent left", "none", follow_up=1))
        return c.ApproveDeviation(1), MANAGER
    return FOLLOW_UP_WAYS[case.row.trigger](month)


def _on_contact(case: Case) -> tuple[Month, Act, Callable[[Cycle], str]]:
    helped = ContactState.WITH_SUPERVISOR in {case.state, case.row.destination}
    number = HELPED if helped else OWN
    month = month_at(CycleState.SCENARIOS_READY)
    if case.state == ContactState.PLANNED:
        _plan_openly(month)
    else:
        month = _contact_in(case, number)
    contact = month.cycle.contact(number)
    people = {role: person for person in PEOPLE for role in [person.role]}
    owner = contact.contacter or QCA
    if case.phase == CycleState.EXECUTING:
        month.clock = max(month.clock, month.slot(number))
    by = owner if owner.role in case.row.who else people[min(case.row.who)]
    act = CONTACT_WAYS[case.row.trigger](month, number), by
    return month, act, lambda cycle: cycle.contact(number).state


def _contact_in(case: Case, number: int) -> Month:
    if case.state == ContactState.ASSIGNED:
        month = month_at(CycleState.SCENARIOS_READY)
        month.do(c.PlanContacts(tuple(month.planned(n) for n in range(1, 6))))
        return month if case.phase == CycleState.SCENARIOS_READY else month.up_to(case.phase)
    month = month_at(CycleState.EXECUTING)
    for other in month.in_order():
        month.carry(other, case.state if other == number else ContactState.PERFORMED)
    if case.phase == CycleState.COLLECTING:
        month.do(c.FinishExecution())
    return month


def lived(case: Case) -> tuple[Month, str, tuple[Event, ...]]:
    """Live a row by its command; return the month, the state after it, and the events."""
    month, (command, by), look = prepare(case)
    before, version = month.cycle, month.cycle.version
    assert before.state == case.phase
    assert look(before) == case.state
    month.do(command, by=by)
    happened = tuple(row.event for row in month.program.history(month.id)[version:])
    return month, look(month.cycle), happened


@pytest.mark.clause("4.1", kind="law")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_after_a_command_the_state_is_the_one_its_row_names(case: Case) -> None:
    """The table is what people read; an event that led elsewhere would make it a lie."""
    _, after, _ = lived(case)

    assert after == (case.row.destination or case.state)


scene = cache(prepare)  # for those who only look


@pytest.mark.parametrize("case", CASES, ids=str)
def test_walk_and_machine_take_the_same_row_in_a_real_month(case: Case) -> None:
    """With the guards really asked, both must let the same people through and no others."""
    month, (command, _), _ = scene(case)
    cycle = month.cycle

    for person in PEOPLE:
        situation = Situation(cycle, Order(command, person, month.clock))
        row, unmet = _engine.refusals(situation)
        walked = None if row is None or unmet else str(row.destination or situation.state)

        assert walked == _engine.fire(situation), person


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_done_was_listed_as_allowed_to_those_who_may(case: Case) -> None:
    """A person who asks what to do next must be told of everything that would pass."""
    month, (command, by), _ = scene(case)

    listed = allowed(month.cycle, Order(c.Command(), by, month.clock))

    mine = [row for row in listed if row.command == type(command).__name__]
    assert len(mine) == 1
    assert command.number is None or command.number in mine[0].numbers


@pytest.mark.parametrize("case", CASES, ids=str)
def test_deciding_twice_gives_equal_events_and_touches_nothing(case: Case) -> None:
    """A decision that depended on a clock or left something behind could not be tried or redone."""
    month, (command, by), _ = scene(case)
    before = month.cycle
    order = Order(command, by, month.clock)

    first, second = decide(before, order), decide(before, order)

    assert first == second
    assert month.cycle == before
    assert fold(before, _stamped(before, first, order)) != before


def _stamped(cycle: Cycle, happened: tuple[Event, ...], order: Order) -> Iterator[
    tuple[Event, Stamp]
]:  # fmt: skip
    for place, event in enumerate(happened, 1):
        yield event, Stamp(order.by, order.at, cycle.version + place)


def test_the_rows_lived_use_every_command_and_make_every_event() -> None:
    """What no row leads to is dead, and what no test lives may be broken."""
    acts = {type(scene(case)[1][0]) for case in CASES}
    made = {type(event) for case in CASES for event in lived(case)[2]}

    assert acts == set(COMMANDS)
    assert made | {CycleOpened} == set(EVENTS)


def test_every_role_but_the_agent_and_the_clock_has_something_to_do() -> None:
    """A role that may do nothing would be a name without a person."""
    idle = {Role.AGENT, Role.SYSTEM}

    assert {role for case in CASES for role in case.row.who} == set(Role) - idle
