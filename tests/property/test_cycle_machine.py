"""A month under random commands does what a model in plain dictionaries says it must do."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mystery_shopping.codec import decode, verify
from mystery_shopping.errors import CommandRefused, Misuse, NotFound
from mystery_shopping.memory import MemoryLog
from mystery_shopping.model import (
    ContactState,
    Cycle,
    CycleState,
    FollowUpDone,
    NotApplicable,
    OutsideWindow,
    Shortfall,
)
from mystery_shopping.ports import Recorded
from mystery_shopping.rules import Status
from mystery_shopping.service import Program
from mystery_shopping.values import Person, Role
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow import fold
from mystery_shopping.workflow.events import Stamp
from tests.property.month_model import SKEW, UNKNOWN, MonthModel
from tests.property.month_player import Move, Player
from tests.strategies import NOVEMBER, QCA, SMALL_CARD, small_policy

POLICIES: tuple[dict[str, Any], ...] = (
    {},
    {"minimum_samples": 2, "follow_up_done": FollowUpDone.VERIFIED},
    {"follow_up_done": FollowUpDone.SCHEDULED, "shortfall": Shortfall.BLOCK},
    {"outside_window": OutsideWindow.REJECT, "own_team_allowed": True},
    {"outside_window": OutsideWindow.EXCLUDE, "not_applicable": NotApplicable.EXCLUDE},
    {"timezone": "Asia/Jayapura", "not_applicable": NotApplicable.PASS, "qm_target": 60},
)
OFFSETS = {"Asia/Jakarta": 7, "Asia/Jayapura": 9}
WORKERS = st.integers(0, 1)
GREEN = {Status.MET, Status.UNVERIFIABLE}


class Table:
    """A month played on two programs over one log, with a third that only looks on."""

    def __init__(self, changes: dict[str, Any], pick: Callable[[Sequence[Any]], Any]) -> None:
        self.log = MemoryLog()
        policy = small_policy(**changes)
        self.programs = [
            Program(self.log, policy=policy, scorecard=SMALL_CARD) for _ in ("one", "other")
        ]
        self.watcher = Program(self.log)
        at = datetime(2026, 11, 1, 2, tzinfo=UTC)
        opened = self.programs[0].open_cycle(unit="malang", period=NOVEMBER, by=QCA, at=at)
        self.id = opened.id
        self.model = MonthModel(policy=_facts(changes), card=_dimensions(), at=at)
        self.player = Player(self.model, pick)
        self.given: list[tuple[str, c.Command, Person, int]] = []

    @property
    def rows(self) -> Sequence[Recorded]:
        """Everything in the log."""
        return self.log.tail(limit=1_000_000)

    @property
    def stream(self) -> list[Recorded]:
        """The events of the cycle."""
        return list(self.log.read(f"cycle/{self.id}"))

    def give(self, move: Move, *, by_program: int = 0) -> bool:
        """Give a command, hold what comes of it against the model; return whether it was done."""
        command, by, at = move
        before, cycle = self.rows, self.watcher.cycle(self.id)
        listed = self.watcher.allowed(self.id, by=by, at=at)
        checked = self._check(move)
        name, program = f"command-{len(self.given)}", self.programs[by_program]
        got = _refusals(lambda: program.execute(self.id, command, by=by, at=at, command_id=name))
        assert got in self._expected(move), move
        assert got == checked, move
        if got:
            assert self.rows == before, "a refused command wrote something"
            assert self.watcher.cycle(self.id) == program.cycle(self.id) == cycle
            return False
        assert _is_listed(command, listed), move
        self.model.take(command, by=by, at=at)
        self.given.append((name, command, by, len(self.rows)))
        return True

    def _expected(self, move: Move) -> list[set[str]]:
        """Return what may come of a command.

        Clocks differ by minutes: judged by its own time or by the last event's, both will do.
        """
        command, by, at = move
        told_at = max(at, self.model.last) if self.model.last - at <= SKEW else at
        answers = [self.model.answer(command, by=by, at=when) for when in (at, told_at)]
        return [{UNKNOWN} if UNKNOWN in answer else answer for answer in answers]

    def _check(self, move: Move) -> set[str]:
        command, by, at = move
        try:
            return {row.name for row in self.watcher.check(self.id, command, by=by, at=at)}
        except NotFound:
            return {UNKNOWN}

    def give_again(self, place: int, *, by_program: int, later: timedelta) -> None:
        """Give a command that was done once more, later, under the id it had."""
        name, command, by, version = self.given[place]
        before = self.rows
        at = self.model.last + later
        cycle = self.programs[by_program].execute(self.id, command, by=by, at=at, command_id=name)
        assert self.rows == before, "a repeated command was done twice"
        assert cycle.version >= version
        assert cycle == fold(None, map(_read, self.stream[: cycle.version]))

    def hold_everything_together(self) -> Cycle:
        """Compare live cycle, replayed log and model, and walk the chain."""
        live, rows = self.watcher.cycle(self.id), self.stream
        assert verify(f"cycle/{self.id}", rows).event_count == live.version == len(rows)
        assert fold(None, map(_read, rows)) == live
        self._compare(live)
        if live.state in {CycleState.CLOSED, CycleState.CLOSED_WITH_DEVIATIONS}:
            self._look_back(live)
        return live

    def _compare(self, live: Cycle) -> None:
        model = self.model
        assert live.state == model.phase
        held = {
            row.number: (row.state, row.plan.on, row.plan.day_part, len(row.attempts))
            for row in live.contacts
        }
        assert held == {
            number: (row["state"], row["on"], row["part"], row["attempts"])
            for number, row in model.contacts.items()
        }
        for row in live.contacts:
            told = model.contacts[row.number]
            assert row.contacter == told["who"]
            assert row.performed_at == told["at"]
            assert len(row.evaluations) == told["versions"]
            if row.state is not ContactState.VOIDED:
                with_the_analyst = row.state in {"with_analyst", "accepted"}
                assert (row.received_at is not None) == with_the_analyst
        assert sum(live.contact_counts) == len(live.contacts)
        assert {row.number: (row.agent.id, row.state) for row in live.follow_ups} == {
            number: (row["agent"], row["state"]) for number, row in model.follow_ups.items()
        }
        assert [row.is_approved for row in live.deviations] == [
            row["approved"] for row in model.deviations.values()
        ]
        weeks = (live.weeks.week_1, live.weeks.week_2)
        assert [(week.first, week.last) for week in weeks] == list(model.weeks.values())
        assert [row.text for row in live.scenarios] == model.scenarios

    def _look_back(self, live: Cycle) -> None:
        """Find no obligation of an ended month unmet and unwaived, by verdict and by model."""
        rows = [
            row
            for row in self.watcher.verdict(self.id, as_of=self.model.last).rows
            if row.clause.startswith("5") and not row.is_heading
        ]
        red = self.model.red()
        assert {row.clause for row in rows if row.status not in GREEN} == set(red)
        if live.state is CycleState.CLOSED:
            assert not red
            return
        assert red, "a clean month was closed with deviations"
        for clause, how in red.items():
            assert how == "waived" or self.model.waived(clause)
        assert {row.status for row in rows if row.status not in GREEN} == {Status.DEVIATED}


def _facts(changes: dict[str, Any]) -> dict[str, Any]:
    """Return what the model must know of a policy, the usual readings where it says nothing."""
    return {
        "month": (2026, 11),
        "offset": OFFSETS[changes.get("timezone", "Asia/Jakarta")],
        "target": Fraction(changes.get("qm_target", 85), 100),
        "top_reasons": 2,
        "minimum_samples": 4,
        "follow_up_done": "delivered",
        "shortfall": "close_with_deviations",
        "outside_window": "count_and_flag",
        "not_applicable": "forbid",
        "own_team_allowed": False,
        **{key: value for key, value in changes.items() if key not in {"timezone", "qm_target"}},
    }


def _dimensions() -> dict[str, str]:
    return {row.code: row.dimension.value for row in SMALL_CARD.parameters}


def _refusals(execute: Callable[[], Cycle]) -> set[str]:
    try:
        execute()
    except NotFound:
        return {UNKNOWN}
    except CommandRefused as refused:
        return {row.name for row in refused.unmet}
    return set()


def _read(row: Recorded) -> tuple[Any, Stamp]:
    stamp = Stamp(Person(row.actor, Role(row.role)), row.recorded_at, row.version)
    return decode(row.type, schema=row.schema, data=row.data), stamp


def _is_listed(command: c.Command, listed: Sequence[Any]) -> bool:
    return any(
        row.command == type(command).__name__
        and (command.number is None or command.number in row.numbers)
        for row in listed
    )


class MonthMachine(RuleBasedStateMachine):
    """Random commands from two programs, most of them sensible, against the model."""

    @initialize(changes=st.sampled_from(POLICIES))
    def open_the_month(self, changes: dict[str, Any]) -> None:
        """Open one cycle under one of several policies."""
        self.table = Table(changes, self._pick)
        self._data: st.DataObject | None = None
        self._chance = random.Random(0)  # noqa: S311 - a player, not a secret

    def _pick(self, things: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever is in there
        if self._data is not None:
            return self._data.draw(st.sampled_from(list(things)))
        return self._chance.choice(list(things))

    @rule(seed=st.integers(0, 2**32), count=st.integers(1, 12), program=WORKERS)
    def live_on(self, seed: int, count: int, program: int) -> None:
        """Bring the month on by some sensible commands."""
        self._chance.seed(seed)
        for _ in range(count):
            self.table.give(self.table.player.sensible(), by_program=program)

    @rule(data=st.data(), program=WORKERS)
    def ask_anything(self, data: st.DataObject, program: int) -> None:
        """Give any command, by anybody, at some time."""
        self._data = data
        try:
            move = self.table.player.anything()
        finally:
            self._data = None
        self.table.give(move, by_program=program)

    @precondition(lambda self: self.table.given)
    @rule(data=st.data(), program=WORKERS, hours=st.integers(0, 48))
    def repeat(self, data: st.DataObject, program: int, hours: int) -> None:
        """Give some earlier command again under its id."""
        place = data.draw(st.integers(0, len(self.table.given) - 1))
        self.table.give_again(place, by_program=program, later=timedelta(hours=hours))

    @rule(seed=st.integers(0, 2**32))
    def retry_elsewhere(self, seed: int) -> None:
        """Let another program, behind by one command, give that command again a little later."""
        self._chance.seed(seed)
        self.table.programs[1].cycle(self.table.id)
        if self.table.give(self.table.player.sensible()):
            later = timedelta(minutes=1)
            self.table.give_again(len(self.table.given) - 1, by_program=1, later=later)
            self.table.give(self.table.player.sensible(), by_program=1)

    @rule(wrong=st.sampled_from(range(8)))
    def misspell(self, wrong: int) -> None:
        """Make a command that cannot be meant; nothing of it reaches the log."""
        before = self.table.rows
        with pytest.raises(Misuse):
            self.table.programs[0].execute(self.table.id, MALFORMED[wrong](), by=QCA)
        assert self.table.rows == before

    @invariant()
    def everything_holds_together(self) -> None:
        """Live cycle, log and model tell the same story."""
        self.table.hold_everything_together()


_NAIVE = datetime(2026, 11, 9, 8)  # noqa: DTZ001 - naive on purpose
MALFORMED: tuple[Callable[[], c.Command], ...] = (
    lambda: c.AcceptForm(0),
    lambda: c.AcceptForm(True),  # noqa: FBT003 - True is no number
    lambda: c.VoidContact(1, " "),
    lambda: c.PerformContact(1, _NAIVE, QCA),
    lambda: c.LogAttempt(1, "no_answer", _NAIVE),  # type: ignore[arg-type]
    lambda: c.MoveWindow(3, NOVEMBER, "holidays"),  # type: ignore[arg-type]
    lambda: c.ReassignContact(1, "bima", "illness"),  # type: ignore[arg-type]
    lambda: c.PlanContacts(()),
)

TestMonthMachine = pytest.mark.clause("4.1", kind="law")(MonthMachine.TestCase)
TestMonthMachine.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def play(seed: int, *, moves: int = 150) -> tuple[Table, set[str]]:
    """Play a month by sensible commands and, every third time, odd ones; return its phases."""
    chance = random.Random(seed)  # noqa: S311 - a player, not a secret
    table = Table(POLICIES[seed % len(POLICIES)], lambda things: chance.choice(list(things)))
    seen = {table.model.phase}
    while moves and not CycleState(table.model.phase).is_final:
        odd = seed % 3 == 0 and chance.random() < 0.2
        move = table.player.anything() if odd else table.player.sensible()
        table.give(move, by_program=chance.randrange(2))
        seen.add(table.model.phase)
        moves -= 1
    table.hold_everything_together()
    return table, seen


def test_the_machine_reaches_every_phase_and_both_ways_to_close() -> None:
    """A machine that never gets to the end proves nothing about the end."""
    months = [play(seed) for seed in range(24)]

    seen = set().union(*(phases for _, phases in months))

    assert seen >= set(CycleState) - {CycleState.CANCELLED}


@pytest.mark.parametrize("seed", range(12))
def test_from_wherever_a_month_is_sensible_commands_lead_to_an_end(seed: int) -> None:
    """A month that can neither be closed nor given up would block its unit for ever."""
    table, _ = play(seed * 3, moves=5 * seed)

    for _ in range(200):
        if CycleState(table.model.phase).is_final:
            break
        table.give(table.player.sensible())

    assert table.hold_everything_together().state.is_final


@pytest.mark.parametrize("seed", range(4))
def test_a_month_can_be_given_up_wherever_it_is(seed: int) -> None:
    """Without cancellation a month begun by mistake could only end in a false record."""
    table, _ = play(seed * 3, moves=9 * seed)

    done = table.give((c.Cancel("begun by mistake"), QCA, table.model.last))

    assert done
    assert table.hold_everything_together().state is CycleState.CANCELLED
