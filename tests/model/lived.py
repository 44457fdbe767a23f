"""Real months, decided by the library itself, walked breadth-first and held against the model."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

import attrs

from mystery_shopping.errors import CommandRefused, NotFound
from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    CycleState,
    Deviation,
    FollowUpDone,
    Policy,
)
from mystery_shopping.rules import Status, View, mechanism_rows
from mystery_shopping.values import DayPart, DayPartTable, Person, Role
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow import decide, evolve
from mystery_shopping.workflow.commands import Command, Order
from mystery_shopping.workflow.events import Stamp
from tests.model.abstract import ABSENT, NOBODY, Form, Paper, Papers, Reading, State, at_rest
from tests.model.menu import OTHERS, Offer, menu
from tests.strategies import (
    AGENTS,
    LEADER,
    MANAGER,
    QCA,
    QCOS,
    SPV,
    Month,
    ranking,
    small_policy,
    small_program,
)

ONE_PART = DayPartTable((DayPart("noon", time(0), time(0)),))
# Everybody tries everything, the QCA also in a supervisor's coat.
COAT = Person(QCA.id, Role.SPV)
TRYING = (QCA, SPV, MANAGER, LEADER, *QCOS, AGENTS[0], Person("clock", Role.SYSTEM), COAT)
BUSY = (QCA, SPV, LEADER, QCOS[0], COAT)
_EARLY = datetime(2026, 11, 2, 2, tzinfo=UTC)  # week I, at nine in the morning at the site
_LATER = datetime(2026, 11, 9, 5, 30, tzinfo=UTC)  # week II, half past noon
_PLANNING = {CycleState.OPENED, CycleState.MATERIAL_SELECTED, CycleState.SCENARIOS_READY}


@attrs.frozen
class World:
    """A bounded real month: what is followed of it, and how it goes where nobody chooses.

    With `zeros` every form calls for a follow-up. Only in a world of one day part are all checks
    green without a deviation. `roles` may be given contacts.
    """

    reading: Reading
    roles: tuple[Role, ...] = (Role.QCO, Role.SPV, Role.TL)
    zeros: bool = False
    one_part: bool = True
    trying: tuple[Person, ...] = TRYING

    @property
    def policy(self) -> Policy:
        """The policy that is pinned into the month."""
        parts = {"day_parts": ONE_PART} if self.one_part else {}
        return small_policy(
            minimum_samples=1,
            top_reasons=1,
            follow_up_done=self.reading.done,
            routes_by_supervisor=self.reading.routes,
            **parts,
        )


WORLDS: dict[str, World] = {
    "a contact given to anybody, nine people trying everything": World(Reading(papers=())),
    "a follow-up and its papers, closed when it is verified": World(
        Reading(done=FollowUpDone.VERIFIED, papers=("whole", "single")),
        roles=(Role.QCO,),
        zeros=True,
        trying=BUSY,
    ),
    "day parts left empty, a deviation from every other clause, a window moved": World(
        Reading(papers=("other", "move")), roles=(Role.QCO,), one_part=False, trying=BUSY
    ),
    "two contacts, the QCO's form by the supervisor": World(
        Reading(contacts=2, papers=(), routes=frozenset({Role.QCO})),
        roles=(Role.QCO, Role.TL),
        trying=BUSY[:-1],
    ),
}


class Deed(NamedTuple):
    """Something that the library let happen: who gave which command, and what came of it."""

    before: State
    trigger: str
    by: Person
    own: bool
    same: bool
    after: State


class Lived:
    """Every month of a world that is new to the model, one real cycle standing for each state."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.deeds: list[Deed] = []
        self.refusals = 0
        start = _begun(world)
        self.states = {seen(start, world.reading): start}
        edge = deque(self.states)
        while edge:
            before = edge.popleft()
            for deed, cycle in self._deeds(before):
                self.deeds.append(deed)
                if deed.after not in self.states:
                    self.states[deed.after] = cycle
                    edge.append(deed.after)

    def _deeds(self, before: State) -> Iterator[tuple[Deed, Cycle]]:
        cycle, world = self.states[before], self.world
        for offer in menu(cycle, roles=world.roles, zeros=world.zeros, world=world.reading):
            for by in world.trying:
                after = give(cycle, offer.commands, by=by)
                if after is None:
                    self.refusals += 1
                    continue
                own, same = _is_own(cycle, offer, by), offer.paper != "" and by.id == QCA.id
                yield (
                    Deed(before, offer.trigger, by, own, same, seen(after, world.reading)),
                    after,
                )


def give(cycle: Cycle, commands: tuple[Command, ...], *, by: Person) -> Cycle | None:
    """Return the cycle after some commands, `None` when the library refuses one of them."""
    at = now(cycle)
    for command in commands:
        try:
            happened = decide(cycle, Order(command, by, at))
        except (CommandRefused, NotFound):
            return None
        for event in happened:
            cycle = evolve(cycle, event, stamp=Stamp(by, at, cycle.version + 1))
    return cycle


def now(cycle: Cycle) -> datetime:
    """Return when a command is given: in week I while planning, afterwards in week II."""
    return _EARLY if cycle.state in _PLANNING else _LATER


def _begun(world: World) -> Cycle:
    month = Month(small_program(**_fields(world.policy)), contacts=0)
    month.do(c.CollectReasons(ranking(count=3)), at=_EARLY - timedelta(hours=1))
    cycle = month.cycle
    if "other" in world.reading.papers:
        return cycle
    for by, commands in (
        (QCA, tuple(c.RecordDeviation(clause, "so", "better") for clause in OTHERS)),
        (SPV, tuple(c.ApproveDeviation(n) for n in range(1, len(OTHERS) + 1))),
    ):
        cycle = give(cycle, commands, by=by) or cycle
    return cycle


def _fields(policy: Policy) -> dict[str, Any]:
    return {field.name: getattr(policy, field.name) for field in attrs.fields(Policy)}


def _is_own(cycle: Cycle, offer: Offer, by: Person) -> bool:
    number = getattr(offer.commands[0], "contact", None)
    if offer.trigger == "note_nonconformity" or not isinstance(number, int):
        return False
    contacter = cycle.contact(number).contacter
    return contacter is not None and contacter.id == by.id


# A real cycle as the model sees it.


def seen(cycle: Cycle, reading: Reading) -> State:
    """Return what the model knows of a real cycle."""
    forms = [_form(contact) for contact in cycle.contacts]
    absent = [Form()] * (reading.contacts - len(forms))
    return at_rest(
        State(
            phase=cycle.state,
            drafted=bool(cycle.scenarios),
            contacts=tuple(sorted((*absent, *forms))),
            follow_up=cycle.follow_ups[0].state if cycle.follow_ups else ABSENT,
            red=cycle.state is CycleState.REPORTED and _is_red(cycle),
            handed_over=cycle.find_step("hand_over_nonconformities") is not None,
            papers=_papers(cycle),
        )
    )


def _form(contact: Contact) -> Form:
    state, role = contact.state, contact.contacter.role if contact.contacter else NOBODY
    if state is ContactState.VOIDED:
        return Form(state, was_voided=True)
    with_analyst = state in {ContactState.WITH_ANALYST, ContactState.ACCEPTED}
    return Form(
        state,
        role,
        marked=len(contact.evaluations) > len(contact.returns),
        seen=contact.passed_supervisor and with_analyst,
    )


def _is_red(cycle: Cycle) -> bool:
    rows = mechanism_rows(View(cycle, now(cycle)))
    return any(row.status is not Status.MET for row in rows if row.clause != "5.5")


def _papers(cycle: Cycle) -> Papers:
    whole = [row for row in cycle.deviations if row.follow_up is None]
    return Papers(
        whole=_how_far([row for row in whole if row.clause == "5.5"], ("5.5",)),
        other=_how_far([row for row in whole if row.clause != "5.5"], OTHERS),
        single=_how_far([row for row in cycle.deviations if row.follow_up], ("5.5",)),
        move=max((Paper.APPROVED if m.is_approved else Paper.RECORDED for m in cycle.window_moves),
                 default=Paper.NONE),
    )  # fmt: skip


def _how_far(rows: list[Deviation], clauses: tuple[str, ...]) -> Paper:
    if {row.clause for row in rows if row.is_approved} >= set(clauses):
        return Paper.APPROVED
    return Paper.RECORDED if {row.clause for row in rows} >= set(clauses) else Paper.NONE
