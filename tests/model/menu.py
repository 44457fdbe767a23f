"""What people may try in a real month: one concrete command for each that the model knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from mystery_shopping.model import (
    ContactState,
    Cycle,
    Measure,
    NewProduct,
    Outcome,
    PlannedContact,
)
from mystery_shopping.rules import MECHANISM
from mystery_shopping.values import Person, Role
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow.commands import Command
from tests.model.abstract import Reading
from tests.strategies import AGENTS, LEADER, QCOS, SPV, findings, ranking, recommendations, scenario

OTHERS = tuple(check.clause for check in MECHANISM if check.clause != "5.5")
_DAY = date(2026, 11, 9)
_NOON = datetime(2026, 11, 9, 5, 15, tzinfo=UTC)
_CONTACTER: dict[Role, Person] = {Role.QCO: QCOS[0], Role.SPV: SPV, Role.TL: LEADER}
_BAD = ("answer", "action")


class Offer(NamedTuple):
    """Commands to give one after the other; `paper` names what they sign, if anything.

    The deviation from the other clauses is one paper to the model and one for each clause here.
    """

    trigger: str
    commands: tuple[Command, ...]
    paper: str = ""


def menu(cycle: Cycle, *, roles: Sequence[Role], zeros: bool, world: Reading) -> Iterator[Offer]:
    """Give everything that can be tried in a cycle, whether it makes sense there or not."""
    for command in _CYCLE:
        yield Offer(command.trigger, (command,))
    if cycle.contacts:
        noted = c.NoteNonconformity(1, "greeting", "late", "at once")
        yield Offer(noted.trigger, (noted,))
    yield from _plans(cycle, roles, world)
    yield from _assignments(cycle, roles)
    for contact in cycle.contacts:
        for command in _of_contact(contact.number, roles, zeros=zeros):
            yield Offer(command.trigger, (command,))
    for follow_up in cycle.follow_ups:
        for command in _of_follow_up(follow_up.number):
            yield Offer(command.trigger, (command,))
    yield from _papers(cycle, world)


_CYCLE: tuple[Command, ...] = (
    c.CollectReasons(ranking(count=3)),
    c.AddNewProducts((NewProduct("p", "P"),)),
    c.SelectMaterial(),
    c.DraftScenario(scenario("r0")),
    c.ReviseScenario(1, scenario("r0", title="anew")),
    c.ApproveScenarios(),
    c.StartExecution(),
    c.FinishExecution(),
    c.Recapitulate(),
    c.PublishReport(recommendations()),
    c.HandOverNonconformities(),
    c.PassOnNonconformities(),
    c.Close(),
    c.CloseWithDeviations(),
    c.Cancel("given up"),
)


def _plans(cycle: Cycle, roles: Sequence[Role], world: Reading) -> Iterator[Offer]:
    if len(cycle.contacts) == world.contacts:
        return
    for who in (None, *(_CONTACTER[role] for role in roles)):
        reason = None if who is None or who.role is Role.QCO else "a QCO is ill"
        plan = PlannedContact(1, _DAY, "noon", who, reason)
        yield Offer("plan_contacts", (c.PlanContacts((plan,)),))


def _assignments(cycle: Cycle, roles: Sequence[Role]) -> Iterator[Offer]:
    yield Offer("assign_contacts", (c.AssignContacts(),))
    waiting = [row.number for row in cycle.contacts if row.state is ContactState.PLANNED]
    for role in roles:
        given = [c.Assignment(n, _CONTACTER[role], "a QCO is ill") for n in waiting]
        for count in range(1, len(given) + 1):
            yield Offer("assign_contacts", (c.AssignContacts(tuple(given[:count])),))
    if len(waiting) == 2:  # two contacts, and every pair of roles
        for first in roles:
            for second in roles:
                pair = zip(waiting, (first, second), strict=True)
                both = tuple(c.Assignment(n, _CONTACTER[r], "a QCO is ill") for n, r in pair)
                yield Offer("assign_contacts", (c.AssignContacts(both),))


def _of_contact(number: int, roles: Sequence[Role], *, zeros: bool) -> Iterator[Command]:
    bad = _BAD if zeros else ()
    marks = {
        code: int(code not in bad)
        for code in ("answer", "action", "greeting", "courtesy", "clarity")
    }
    for role in roles:
        yield c.ReassignContact(number, _CONTACTER[role], "ill", helper_reason="a QCO is ill")
    yield c.LogAttempt(number, Outcome.NO_ANSWER, _NOON)
    yield c.PerformContact(number, _NOON, AGENTS[0])
    yield c.EvaluateContact(number, marks, findings(bad))
    yield c.SubmitForm(number)
    yield c.ForwardForm(number)
    yield c.ReturnForm(number, {"answer": "look again"})
    yield c.AcceptForm(number)
    yield c.VoidContact(number, "recognised")


def _of_follow_up(number: int) -> Iterator[Command]:
    yield c.HandOverFollowUp(number)
    yield c.PassOnFollowUp(number)
    yield c.ScheduleFollowUp(number, Measure.COACHING, _DAY)
    yield c.DeliverFollowUp(number, _DAY)
    yield c.VerifyFollowUp(number)


def _papers(cycle: Cycle, world: Reading) -> Iterator[Offer]:
    for paper in world.papers:
        if paper == "move":
            move = c.MoveWindow(2, cycle.weeks.week_2, "holidays")
            yield Offer("move_window", (move,))
            numbers = tuple(range(1, len(cycle.window_moves) + 1))
            if numbers:
                yield Offer("approve_window_move", (c.ApproveWindowMove(numbers[-1]),), paper)
            continue
        single = 1 if paper == "single" and cycle.follow_ups else None
        clauses = OTHERS if paper == "other" else ("5.5",)
        if paper != "single" or single:
            yield Offer("record_deviation", tuple(_recorded(clauses, single)))
        signed = tuple(
            c.ApproveDeviation(row.number)
            for row in cycle.deviations
            if row.clause in clauses
            and row.follow_up == single
            and not (paper == "single" and not single)
        )
        if signed:
            yield Offer("approve_deviation", signed, paper)


def _recorded(clauses: Sequence[str], follow_up: int | None) -> Iterator[c.RecordDeviation]:
    for clause in clauses:
        yield c.RecordDeviation(clause, "so", "better", follow_up=follow_up)
