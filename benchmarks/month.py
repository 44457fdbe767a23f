"""The month that is measured: its commands in order, and the rows they leave in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import Envelope, EventLog
from mystery_shopping.service import Program

Rows = tuple[tuple[Any, ...], ...]

UNIT, PERIOD = "malang", "2026-11"
CYCLE = f"{UNIT}/{PERIOD}"
DEWI = ms.Person("dewi", ms.Role.QCA)
RUDI = ms.Person("rudi", ms.Role.SPV)
SARI = ms.Person("sari", ms.Role.TL, "team-1")
CONTACTERS = (ms.Person("budi", ms.Role.QCO), ms.Person("citra", ms.Role.QCO))
HOURS = {"morning": 2, "noon": 6, "afternoon": 10, "night": 13}
CODES = ms.default_scorecard().codes
REASONS = tuple(ms.ReasonCount(f"r{n}", 100 - n, tuple(ms.Kind)[n % 4]) for n in range(7))
RANKING = ms.ReasonRanking(ms.Period(2026, 10), REASONS, "october.csv")
ADVICE = tuple(ms.Recommendation(kpi, "as the recap shows", "train it") for kpi in ms.Kpi)
MIX = 4  # commands a contact takes
COACHED = date(2026, 11, 20)


class Turn(NamedTuple):
    """A command still to be built, with who gives it and when."""

    kind: Callable[..., ms.Command]
    arguments: tuple[Any, ...]
    by: ms.Person
    at: datetime

    def take(self, program: Program) -> None:
        """Build the command and carry it out."""
        program.execute(CYCLE, self.kind(*self.arguments), by=self.by, at=self.at)

    def built(self) -> Turn:
        """Return the turn with its command built already."""
        command = self.kind(*self.arguments)
        return self._replace(kind=lambda: command, arguments=())


class Stretch(NamedTuple):
    """A part of a month: its turns, the rows of each, and the rows of all that came before."""

    past: Sequence[Rows]
    groups: Sequence[Rows]
    turns: Sequence[Turn]


class Story(NamedTuple):
    """A whole month: all its turns, and the rows of each after those of the opening."""

    turns: Sequence[Turn]
    groups: Sequence[Rows]
    prepared: int

    def whole(self) -> Stretch:
        """Return everything after the opening."""
        return Stretch(self.groups[:1], self.groups[1:], self.turns)

    def contacts(self, count: int) -> Stretch:
        """Return what happens to the last `count` contacts."""
        end = next(n for n, turn in enumerate(self.turns) if turn.kind is ms.FinishExecution)
        begin = max(self.prepared, end - count * MIX)
        past, groups = self.groups[: begin + 1], self.groups[begin + 1 : end + 1]
        return Stretch(past, groups, self.turns[begin:end])


class RowLog(MemoryLog):
    """A log in memory that notes the rows of each append."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[Rows] = []

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Note the rows and write them."""
        self.groups.append(
            tuple((stream, expected + place, *event) for place, event in enumerate(events, 1))
        )
        return super().append(stream, events, expected=expected)


def new_program(log: EventLog) -> Program:
    """Return a program with the month opened and nothing done."""
    program = Program(log, policy=ms.Policy(qm_target=85))
    program.open_cycle(unit=UNIT, period=PERIOD, by=DEWI, at=_on(1))
    return program


@cache
def story(contacts: int) -> Story:
    """Return the whole month with that many contacts, lived once in memory."""
    log, turns = RowLog(), [*preparation(contacts)]
    prepared = len(turns)
    for number in range(1, contacts + 1):
        turns += contact_turns(number)
    turns += _ending()
    program = new_program(log)
    take(program, turns)
    last = [turn for row in program.cycle(CYCLE).follow_ups for turn in _coaching(row.number)]
    last.append(Turn(ms.Close, (), DEWI, _on(22)))
    take(program, last)
    return Story((*turns, *last), tuple(log.groups), prepared)


def take(program: Program, turns: Iterable[Turn]) -> None:
    """Let turns follow one another."""
    for turn in turns:
        turn.take(program)


def preparation(contacts: int) -> Iterator[Turn]:
    """Yield everything from the reasons to the start of execution."""
    yield Turn(ms.CollectReasons, (RANKING,), DEWI, _on(1))
    yield Turn(ms.SelectMaterial, (), DEWI, _on(2))
    for row in REASONS[:5]:
        yield Turn(ms.DraftScenario, (_scenario(row.code),), DEWI, _on(3))
    yield Turn(ms.ApproveScenarios, (), DEWI, _on(4))
    yield planning(1, contacts)
    yield Turn(ms.AssignContacts, (), DEWI, _on(5))
    yield Turn(ms.StartExecution, (), DEWI, _on(8))


def planning(first: int, count: int) -> Turn:
    """Return the turn that plans contacts from number `first` on."""
    planned = tuple(_plan(number) for number in range(first, first + count))
    at = _on(5) if first == 1 else _at(first)
    return Turn(ms.PlanContacts, (planned,), DEWI, at)


def contact_turns(number: int) -> tuple[Turn, ...]:
    """Return what happens to one contact: performed, evaluated, submitted, accepted.

    Every tenth form has a zero, the third the zeros that call for coaching.
    """
    plan, at = _plan(number), _at(number)
    hour = HOURS[plan.day_part]
    tried = datetime(2026, 11, plan.on.day, hour, number % 60, tzinfo=UTC)
    agent = ms.Person(f"a{number % 10}", ms.Role.AGENT, "team-2")
    zeros = CODES[:4] if number == 3 else CODES[-1:] if number % 10 == 0 else ()
    marks = {code: int(code not in zeros) for code in CODES}
    findings = tuple(ms.Finding(code, "was not done", "do it") for code in zeros)
    who = _contacter(number)
    return (
        Turn(ms.PerformContact, (number, tried, agent), who, at),
        Turn(ms.EvaluateContact, (number, marks, findings), who, at),
        Turn(ms.SubmitForm, (number,), who, at),
        Turn(ms.AcceptForm, (number,), DEWI, at),
    )


def _ending() -> Iterator[Turn]:
    yield Turn(ms.FinishExecution, (), DEWI, _on(16))
    yield Turn(ms.Recapitulate, (), DEWI, _on(17))
    yield Turn(ms.PublishReport, (ADVICE,), DEWI, _on(18))
    yield Turn(ms.HandOverNonconformities, (), DEWI, _on(18))
    yield Turn(ms.PassOnNonconformities, (), RUDI, _on(19))


def _coaching(number: int) -> Iterator[Turn]:
    yield Turn(ms.HandOverFollowUp, (number,), DEWI, _on(19))
    yield Turn(ms.PassOnFollowUp, (number,), RUDI, _on(19))
    yield Turn(ms.ScheduleFollowUp, (number, ms.Measure.COACHING, COACHED), SARI, _on(19))
    yield Turn(ms.DeliverFollowUp, (number, COACHED), SARI, _on(20))


def _scenario(reason: str) -> ms.ScenarioText:
    return ms.ScenarioText(
        basis=ms.Basis.FREQUENT_PROBLEM,
        title=f"on {reason}",
        source=reason,
        brief="ask",
        solution="say",
    )


def _plan(number: int) -> ms.PlannedContact:
    day = date(2026, 11, 8 + number % 6)
    return ms.PlannedContact(number % 5 + 1, day, tuple(HOURS)[number % 4], _contacter(number))


def _contacter(number: int) -> ms.Person:
    return CONTACTERS[number % len(CONTACTERS)]


def _at(number: int) -> datetime:
    # A second apart, all on one day after the last planned one: forty thousand fit.
    return _on(14) + timedelta(seconds=number)


def _on(day: int) -> datetime:
    return datetime(2026, 11, day, 2, tzinfo=UTC)
