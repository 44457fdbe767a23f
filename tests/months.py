"""One unit's November 2026, lived by fixed people at fixed times up to any point of the month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest

import mystery_shopping as ms
from mystery_shopping.errors import CommandRefused, Unmet

ZONE = ZoneInfo("Asia/Jakarta")
DEWI = ms.Person("dewi", ms.Role.QCA)
BUDI = ms.Person("budi", ms.Role.QCO)
CITRA = ms.Person("citra", ms.Role.QCO)
RUDI = ms.Person("rudi", ms.Role.SPV)
SARI = ms.Person("sari", ms.Role.TL, "team-1")
MAYA = ms.Person("maya", ms.Role.MANAGER)
AGENT = ms.Person("a1", ms.Role.AGENT, "team-2")
HOURS = {"morning": 8, "noon": 12, "afternoon": 16, "night": 20}
KINDS = tuple(ms.Kind)
REASONS = tuple(ms.ReasonCount(f"r{n}", 100 - n, KINDS[n % 4]) for n in range(7))
RANKING = ms.ReasonRanking(ms.Period(2026, 10), REASONS, "october.csv")
ADVICE = tuple(ms.Recommendation(kpi, "as the recap shows", "train it") for kpi in ms.Kpi)
SOLUTION = ("root_need", "right_answer", "right_action", "closure")
S = ms.CycleState


def policy(**changes: object) -> ms.Policy:
    """Return the default policy with a target of 85 per cent, changed as said."""
    fields: dict[str, Any] = {"qm_target": 85} | changes
    return ms.Policy(**fields)


def nov(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of November 2026 at the site; a day after the 30th runs on."""
    return datetime(2026, 11, 1, hour, minute, tzinfo=ZONE) + timedelta(days=day - 1)


def even_plan(count: int, *contacters: ms.Person) -> tuple[ms.PlannedContact, ...]:
    """Return a plan over the days, day parts, scenarios and contacters in turn, in time's order."""
    people = contacters or (BUDI,)
    slots = sorted((n % 7, n % 4) for n in range(count))
    return tuple(
        ms.PlannedContact(
            turn % 5 + 1,
            date(2026, 11, 8 + day),
            tuple(HOURS)[part],
            people[turn % len(people)],
            None if people[turn % len(people)].role is ms.Role.QCO else "a QCO is ill",
        )
        for turn, (day, part) in enumerate(slots)
    )


def scenario(source: str = "r0", **changes: object) -> ms.ScenarioText:
    """Return a scenario on a frequent problem."""
    words: dict[str, Any] = {"basis": ms.Basis.FREQUENT_PROBLEM, "title": f"on {source}"}
    return ms.ScenarioText(
        **words | {"source": source, "brief": "ask", "solution": "say"} | changes
    )


def facts(unmet: Iterable[Unmet]) -> list[tuple[str, str, str]]:
    """Return code, clause and path of each unmet condition."""
    return [(row.code, row.clause, row.path) for row in unmet]


class Month:
    """A program with one cycle; `zeros` names the parameters to mark 0 by contact number.

    `now` is the time of a command that comes without one: that of the last that came with one.
    """

    def __init__(
        self,
        *,
        url: str = "memory:",
        reading: ms.Policy | None = None,
        scorecard: ms.Scorecard | None = None,
        plan: tuple[ms.PlannedContact, ...] | None = None,
        zeros: Mapping[int, Iterable[str]] | None = None,
    ) -> None:
        self.program = ms.open_program(url, policy=reading or policy(), scorecard=scorecard)
        self.plan = even_plan(40) if plan is None else plan
        self.zeros = dict(zeros or {})
        self.now = nov(1)
        self.id = self.program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1)).id

    @property
    def cycle(self) -> ms.Cycle:
        """The cycle as it stands."""
        return self.program.cycle(self.id)

    def do(self, *commands: ms.Command, by: ms.Person = DEWI, at: datetime | None = None) -> Self:
        """Carry the commands out one after the other."""
        self.now = at or self.now
        for command in commands:
            self.program.execute(self.id, command, by=by, at=self.now)
        return self

    def refused(
        self, command: ms.Command, *, by: ms.Person = DEWI, at: datetime | None = None
    ) -> tuple[Unmet, ...]:
        """Return why a command is refused; log and cycle stay as they are, both languages speak."""
        log, before = tuple(self.program.log.tail(limit=100_000)), self.cycle
        with pytest.raises(CommandRefused) as caught:
            self.program.execute(self.id, command, by=by, at=at or self.now)
        assert (tuple(self.program.log.tail(limit=100_000)), self.cycle) == (log, before)
        unmet = caught.value.unmet
        assert self.program.check(self.id, command, by=by, at=at or self.now) == unmet
        texts = [text for row in unmet for text in (row.sentence, row.remedy, row.required)]
        assert all(text.id and text.en for text in texts)
        return unmet

    @classmethod
    def of_four(
        cls, *, zeros: Mapping[int, Iterable[str]] | None = None, **changes: object
    ) -> Month:
        """Return a month that asks for four contacts only, one in each day part."""
        reading = policy(**{"minimum_samples": 4} | changes)
        return cls(reading=reading, plan=even_plan(4), zeros=zeros)

    def to(self, state: ms.CycleState) -> Self:
        """Live on until the cycle is in `state`."""
        steps: dict[ms.CycleState, Callable[[], object]] = {
            S.OPENED: self._choose,
            S.MATERIAL_SELECTED: self._write,
            S.SCENARIOS_READY: self._assign,
            S.ASSIGNED: lambda: self.do(ms.StartExecution(), at=nov(8, 7)),
            S.EXECUTING: self._carry_out,
            S.COLLECTING: self._collect,
            S.RECAPITULATED: lambda: self.do(ms.PublishReport(ADVICE), at=nov(18)),
            S.REPORTED: lambda: self._end(state),
        }
        while (reached := self.cycle.state) is not state:
            steps[reached]()
        return self

    def perform(self, *numbers: int, agent: ms.Person | None = None) -> Self:
        """Let contacts be made at their planned time."""
        for number in numbers:
            plan = self.cycle.contact(number).plan
            at = nov(plan.on.day, HOURS[plan.day_part])
            reached = agent or ms.Person(f"a{number % 10}", ms.Role.AGENT, "team-2")
            self.now = max(self.now, at)
            self.do(ms.PerformContact(number, at, reached), by=self.contacter(number))
        return self

    def evaluate(self, *numbers: int) -> Self:
        """Let forms be filled: 1 everywhere but for the zeros."""
        for number in numbers:
            zeros = tuple(self.zeros.get(number, ()))
            marks = {code: int(code not in zeros) for code in self.cycle.scorecard.codes}
            findings = tuple(ms.Finding(code, "was not done", "do it") for code in zeros)
            self.do(ms.EvaluateContact(number, marks, findings), by=self.contacter(number))
        return self

    def hand_in(self, *numbers: int) -> Self:
        """Let filled forms be submitted and, where the route wants it, forwarded to the QCA."""
        for number in numbers:
            self.do(ms.SubmitForm(number), by=self.contacter(number))
            if self.cycle.contact(number).state is ms.ContactState.WITH_SUPERVISOR:
                self.do(ms.ForwardForm(number), by=RUDI)
        return self

    def accept(self, *numbers: int) -> Self:
        """Let forms be taken over by the QCA."""
        return self.do(*(ms.AcceptForm(number) for number in numbers))

    def contacter(self, number: int) -> ms.Person:
        """Return who performs a contact."""
        return self.cycle.contact(number).contacter or DEWI

    def deviate(self, clause: str, *, follow_up: int | None = None) -> Self:
        """Record a deviation and have the supervisor approve it."""
        recorded = ms.RecordDeviation(
            clause, "flood at the site", "plan ahead", follow_up=follow_up
        )
        self.do(recorded)
        return self.do(ms.ApproveDeviation(len(self.cycle.deviations)), by=RUDI)

    def pass_on(self) -> Self:
        """Let nonconformities and follow-ups go to the supervisor and on to the team leaders."""
        numbers = [row.number for row in self.cycle.follow_ups if row.state == "opened"]
        self.do(ms.HandOverNonconformities(), *map(ms.HandOverFollowUp, numbers), at=nov(18, 10))
        steps = (ms.PassOnNonconformities(), *map(ms.PassOnFollowUp, numbers))
        return self.do(*steps, by=RUDI, at=nov(19))

    def coach(self, *numbers: int) -> Self:
        """Let follow-ups be scheduled and delivered by the team leader."""
        day = date(2026, 11, 20)
        self.do(*(ms.ScheduleFollowUp(n, ms.Measure.COACHING, day) for n in numbers), by=SARI)
        return self.do(*(ms.DeliverFollowUp(n, day) for n in numbers), by=SARI, at=nov(20))

    def statuses(self, *clauses: str, as_of: datetime) -> list[str]:
        """Return how clauses stand on a day."""
        verdict = self.program.verdict(self.id, as_of=as_of)
        return [verdict.row(clause).status.value for clause in clauses]

    def _choose(self) -> None:
        self.do(ms.CollectReasons(RANKING), at=nov(1, 9, 30)).do(ms.SelectMaterial(), at=nov(2))

    def _write(self) -> None:
        codes = self.cycle.material.codes if self.cycle.material else ()
        kind = ms.Basis.NEW_PRODUCT if self.cycle.new_products else ms.Basis.FREQUENT_PROBLEM
        self.do(*(ms.DraftScenario(scenario(code, basis=kind)) for code in codes), at=nov(3))
        self.do(ms.ApproveScenarios(), at=nov(4))

    def _assign(self) -> None:
        self.do(ms.PlanContacts(self.plan), ms.AssignContacts(), at=nov(5))

    def _carry_out(self) -> None:
        self.perform(*(row.number for row in self.cycle.contacts if row.state == "assigned"))
        self.do(ms.FinishExecution(), at=nov(15))

    def _collect(self) -> None:
        waiting = [row.number for row in self.cycle.contacts if row.state == "performed"]
        self.now = max(self.now, nov(15, 10))
        self.evaluate(*waiting).hand_in(*waiting)
        self.now = max(self.now, nov(16))
        self.accept(*waiting).do(ms.Recapitulate(), at=nov(17))

    def _end(self, state: ms.CycleState) -> None:
        self.pass_on()
        waiting = (row.number for row in self.cycle.follow_ups if row.state == "with_team_leader")
        self.coach(*waiting)
        if state is S.CLOSED:
            self.do(ms.Close(), at=nov(23))
        else:
            red = self.program.check(self.id, ms.Close(), by=DEWI, at=nov(23))
            for clause in [row.clause for row in red if "deviated" not in row.actual.en]:
                self.deviate(clause)
            self.do(ms.CloseWithDeviations(), at=nov(23))
