"""What laws and stories share: a month that can be driven to any phase, and values to draw."""

# Fields of a value are handed on by name, of whatever type they are.
# ruff: noqa: ANN401

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

import attrs
from hypothesis import strategies as st

from mystery_shopping.errors import Text
from mystery_shopping.memory import MemoryLog
from mystery_shopping.model import (
    Basis,
    Contact,
    ContactState,
    Cycle,
    CycleState,
    Dimension,
    Evaluation,
    Finding,
    FollowUpState,
    Kind,
    Kpi,
    Measure,
    Parameter,
    PlannedContact,
    Policy,
    ReasonCount,
    ReasonRanking,
    Recommendation,
    Scenario,
    ScenarioText,
    Scorecard,
)
from mystery_shopping.ports import EventLog
from mystery_shopping.rules import Status
from mystery_shopping.service import Program
from mystery_shopping.values import (
    Period,
    Person,
    Role,
    Vector,
    Window,
    zone,
)
from mystery_shopping.workflow import commands as c

QCA = Person("dewi", Role.QCA)
SPV = Person("rudi", Role.SPV)
MANAGER = Person("agus", Role.MANAGER)
LEADER = Person("sari", Role.TL, "team-1")
QCOS = (Person("bima", Role.QCO), Person("citra", Role.QCO))
AGENTS = tuple(Person(f"agent-{place}", Role.AGENT, "team-2") for place in range(1, 6))
PEOPLE = (QCA, SPV, MANAGER, LEADER, *QCOS, AGENTS[0])

NOVEMBER = Period(2026, 11)


def parameter(code: str, dimension: Dimension, **more: Any) -> Parameter:
    """Return a line of a form whose wording does not matter."""
    return Parameter(code, Text(code, code), dimension, **more)


SMALL_CARD = Scorecard(
    "small",
    1,
    (
        parameter("answer", Dimension.SOLUTION, critical=True),
        parameter("action", Dimension.SOLUTION),
        parameter("greeting", Dimension.PROCESS),
        parameter("courtesy", Dimension.ATTITUDE),
        parameter("clarity", Dimension.COMMUNICATION),
    ),
)


def small_policy(**changes: Any) -> Policy:
    """Return the default policy, asking for four samples and two reasons only."""
    return Policy(**{"qm_target": 85, "minimum_samples": 4, "top_reasons": 2, **changes})


def small_program(log: EventLog | None = None, **changes: Any) -> Program:
    """Return a program over a log in memory whose months are quickly lived."""
    policy = small_policy(**changes)
    return Program(log or MemoryLog(), policy=policy, scorecard=SMALL_CARD)


def ranking(period: Period = NOVEMBER.previous, count: int = 7) -> ReasonRanking:
    """Return a ranking of so many reasons of every kind, none tied."""
    kinds = tuple(Kind)
    reasons = (ReasonCount(f"r{n}", 100 - n, kinds[n % len(kinds)]) for n in range(count))
    return ReasonRanking(period, tuple(reasons), "export.csv")


def scenario(source: str, **changes: Any) -> ScenarioText:
    """Return a scenario on a reason for contact."""
    usual: dict[str, Any] = {
        "title": f"on {source}",
        "basis": Basis.FREQUENT_PROBLEM,
        "source": source,
        "brief": "ask",
        "solution": "answer",
    }
    return ScenarioText(**{**usual, **changes})


def recommendations() -> tuple[Recommendation, ...]:
    """Return one recommendation on each KPI."""
    return tuple(Recommendation(kpi, "analysis", "advice") for kpi in Kpi)


def findings(codes: Collection[str]) -> tuple[Finding, ...]:
    """Return a finding on each of `codes`."""
    return tuple(Finding(code, "was wrong", "would be right") for code in codes)


class Month:
    """One unit's month, lived by fixed people at fixed times through a program's public face.

    `helpers` are the numbers of the contacts the team leader performs, `zeros` the codes marked
    0 on a contact's form, `voided` the contacts that are taken out instead of performed, `agents`
    answer in turn.

    >>> Month(small_program(), zeros={1: ("answer", "action")}).up_to("reported").cycle.state
    <CycleState.REPORTED: 'reported'>
    """

    def __init__(
        self,
        program: Program,
        *,
        unit: str = "malang",
        period: Period | str = NOVEMBER,
        contacts: int = 4,
        helpers: Collection[int] = (),
        voided: Collection[int] = (),
        zeros: Mapping[int, Sequence[str]] | None = None,
        agents: Sequence[Person] = AGENTS,
    ) -> None:
        self.program, self.unit, self.period = program, unit, Period.parse(period)
        self.contact_count, self.helpers, self.voided = contacts, helpers, voided
        self.zeros, self.agents = zeros or {}, agents
        policy = program.policy or small_policy()
        self.site = zone(policy.timezone)
        self.clock = self.on(policy.week_rule.weeks(self.period).week_1.first)
        self.id = program.open_cycle(unit=unit, period=self.period, by=QCA, at=self.clock).id

    @property
    def cycle(self) -> Cycle:
        """The cycle as it is now."""
        return self.program.cycle(self.id)

    def on(self, day: date | int, hour: int = 9, minute: int = 0) -> datetime:
        """Return a time on the site's clock; a number is a day of the month."""
        if isinstance(day, int):
            day = self.period.first_day.replace(day=day)
        return datetime.combine(day, time(hour, minute), tzinfo=self.site)

    def do(
        self,
        command: c.Command,
        *,
        by: Person = QCA,
        at: datetime | None = None,
        command_id: str | None = None,
    ) -> Cycle:
        """Carry out a command, not before anything done earlier, and return the cycle."""
        self.clock = max(self.clock, at or self.clock)
        return self.program.execute(self.id, command, by=by, at=self.clock, command_id=command_id)

    def up_to(self, phase: str) -> Self:
        """Live the month on until it is in `phase`; an end is reached from wherever it is."""
        if phase == CycleState.CANCELLED:
            self.do(c.Cancel("given up"))
        steps = {
            CycleState.OPENED: self.choose_material,
            CycleState.MATERIAL_SELECTED: self.write_scenarios,
            CycleState.SCENARIOS_READY: self.plan,
            CycleState.ASSIGNED: self.start,
            CycleState.EXECUTING: self.carry_out,
            CycleState.COLLECTING: self.recapitulate,
            CycleState.RECAPITULATED: self.publish,
            CycleState.REPORTED: self.close if phase == CycleState.CLOSED else self.concede,
        }
        while self.cycle.state != phase:
            steps[self.cycle.state]()
        return self

    def choose_material(self) -> None:
        """Collect the reasons of the month before and choose the largest."""
        places = self.cycle.policy.top_reasons
        self.do(c.CollectReasons(ranking(self.period.previous, places + 2)))
        self.do(c.SelectMaterial())

    def write_scenarios(self) -> None:
        """Write one scenario on each chosen reason, and approve them."""
        material = self.cycle.material
        for code in material.codes if material else ():
            self.do(c.DraftScenario(scenario(code)))
        self.do(c.ApproveScenarios())

    def plan(self) -> None:
        """Plan the contacts over the days and day parts of week II, contacters along with them."""
        self.do(c.PlanContacts(tuple(map(self.planned, range(1, self.contact_count + 1)))))
        self.do(c.AssignContacts())

    def planned(self, number: int) -> PlannedContact:
        """Return the plan of contact `number`."""
        cycle = self.cycle
        days, parts = tuple(cycle.weeks.week_2), cycle.policy.day_parts.codes
        helps = number in self.helpers
        return PlannedContact(
            scenario=(number - 1) % len(cycle.scenarios) + 1,
            on=days[(number - 1) % len(days)],
            day_part=parts[(number - 1) % len(parts)],
            contacter=LEADER if helps else QCOS[number % 2],
            helper_reason="a QCO is ill" if helps else None,
        )

    def start(self) -> None:
        """Let the contacters begin, at the first hour of week II."""
        self.do(c.StartExecution(), at=self.on(self.cycle.weeks.week_2.first, 0))

    def carry_out(self) -> None:
        """Perform every contact as planned, hand its form in, and finish."""
        for number in self.in_order():
            if number in self.voided:
                self.carry(number, "voided")
        self.settle()
        self.do(c.FinishExecution())

    def settle(self) -> None:
        """Have every form accepted that is not voided."""
        for number in self.in_order():
            if self.cycle.contact(number).state is not ContactState.VOIDED:
                self.carry(number, "accepted")

    def in_order(self) -> list[int]:
        """Return the numbers of the contacts in the order of their planned times."""
        return sorted((row.number for row in self.cycle.contacts), key=self.slot)

    def slot(self, number: int) -> datetime:
        """Return when contact `number` is performed: a few minutes into its day part."""
        plan, policy = self.cycle.contact(number).plan, self.cycle.policy
        start = policy.day_parts.named(plan.day_part).start
        begin = datetime.combine(plan.on, start, tzinfo=self.site)
        late = policy.day_parts.business_date(begin) != plan.on
        return begin + timedelta(days=int(late), minutes=number % 60)

    def carry(self, number: int, to: str) -> Self:
        """Bring one contact on its usual way until it is in the state `to`."""
        while (state := self.cycle.contact(number).state) != to:
            if to == ContactState.VOIDED:
                self.do(c.VoidContact(number, "no longer needed"))
            elif to == ContactState.RETURNED and state == ContactState.WITH_ANALYST:
                self.do(c.ReturnForm(number, {self.cycle.scorecard.codes[0]: "look again"}))
            else:
                self._next_of_contact(number, state)
        return self

    def _next_of_contact(self, number: int, state: ContactState) -> None:
        owner = self.cycle.contact(number).contacter or QCOS[0]
        match state:
            case ContactState.ASSIGNED:
                self.do(self.perform(number), by=owner, at=self.slot(number))
            case ContactState.PERFORMED | ContactState.RETURNED:
                self.do(self.evaluate(number), by=owner)
            case ContactState.EVALUATED:
                self.do(c.SubmitForm(number), by=owner)
            case ContactState.WITH_SUPERVISOR:
                self.do(c.ForwardForm(number), by=SPV)
            case ContactState.WITH_ANALYST:
                self.do(c.AcceptForm(number))
            case _:
                raise AssertionError(f"no way on from {state}")

    def perform(self, number: int) -> c.PerformContact:
        """Return the command by which a contact is performed as planned."""
        agent = self.agents[(number - 1) % len(self.agents)]
        return c.PerformContact(number, self.slot(number), agent)

    def evaluate(self, number: int) -> c.EvaluateContact:
        """Return the command by which a contact's form is filled."""
        zeros = self.zeros.get(number, ())
        marks = {code: int(code not in zeros) for code in self.cycle.scorecard.codes}
        return c.EvaluateContact(number, marks, findings(zeros))

    def recapitulate(self) -> None:
        """Take over every form that is not voided, and freeze the figures."""
        self.settle()
        self.do(c.Recapitulate())

    def publish(self) -> None:
        """Publish the report."""
        self.do(c.PublishReport(recommendations()))

    def hand_over(self) -> None:
        """Give the nonconformities to the supervisor and on to the team leaders."""
        self.do(c.HandOverNonconformities())
        self.do(c.PassOnNonconformities(), by=SPV)

    def follow_up(self, number: int, to: str) -> Self:
        """Bring one follow-up on its usual way until it is in the state `to`."""
        today = self.clock.astimezone(self.site).date()
        ways: dict[FollowUpState, tuple[c.Command, Person]] = {
            FollowUpState.OPENED: (c.HandOverFollowUp(number), QCA),
            FollowUpState.WITH_SUPERVISOR: (c.PassOnFollowUp(number), SPV),
            FollowUpState.WITH_TEAM_LEADER: (
                c.ScheduleFollowUp(number, Measure.COACHING, today),
                LEADER,
            ),
            FollowUpState.SCHEDULED: (c.DeliverFollowUp(number, today), LEADER),
            FollowUpState.DELIVERED: (c.VerifyFollowUp(number), QCA),
        }
        while (state := self.cycle.follow_up(number).state) != to:
            command, by = ways[state]
            self.do(command, by=by)
        return self

    def close(self) -> None:
        """Hand over, follow up as far as the policy asks, and close without a deviation."""
        self.hand_over()
        goal = self.cycle.policy.follow_up_done.value
        far_enough = list(FollowUpState)[list(FollowUpState).index(FollowUpState(goal)) :]
        for row in self.cycle.follow_ups:
            if row.state not in far_enough:
                self.follow_up(row.number, goal)
        self.do(c.Close())

    def concede(self) -> None:
        """Have a deviation approved for every check that is red, and close with them."""
        for row in self.program.verdict(self.id, as_of=self.clock).rows:
            red = row.status in {Status.NOT_MET, Status.PENDING} and not row.is_heading
            if red and row.clause.startswith("5"):
                self.deviate(row.clause)
        self.do(c.CloseWithDeviations())

    def deviate(self, clause: str, *, follow_up: int | None = None) -> None:
        """Record a deviation and have the manager approve it."""
        recorded = c.RecordDeviation(clause, "it was so", "do better", follow_up=follow_up)
        number = len(self.do(recorded).deviations)
        self.do(c.ApproveDeviation(number), by=MANAGER)


# Values to draw.

CONTACTER_PEOPLE = (*QCOS, SPV, LEADER)
periods = st.builds(Period, st.integers(1900, 2300), st.integers(1, 12))
instants = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    datetime(2099, 12, 31),  # noqa: DTZ001 - likewise
    timezones=st.just(UTC),
)


def codes(least: int = 1, most: int = 6) -> st.SearchStrategy[list[str]]:
    """Return lists of distinct codes."""
    return st.lists(st.from_regex(r"[a-z]{1,4}", fullmatch=True), unique=True,
                    min_size=least, max_size=most)  # fmt: skip


@st.composite
def scorecards(draw: st.DrawFn) -> Scorecard:
    """Draw a form of two to seven parameters, at least one of them on the solution."""
    names = draw(codes(2, 7))
    rows = [
        parameter(
            name,
            Dimension.SOLUTION if place == 0 else draw(st.sampled_from(Dimension)),
            kpi=draw(st.none() | st.sampled_from(Kpi)),
            critical=draw(st.booleans()),
        )
        for place, name in enumerate(names)
    ]
    return Scorecard("drawn", 1, tuple(draw(st.permutations(rows))))


@st.composite
def forms(draw: st.DrawFn, card: Scorecard, *, skips: bool = True) -> Evaluation:
    """Draw a filled form: a bit for every 1, another for every parameter that does not apply."""
    skipped = draw(st.integers(0, card.full_mask)) if skips else 0
    marks = draw(st.integers(0, card.full_mask)) & ~skipped
    zeros = [code for place, code in enumerate(card.codes) if not (marks | skipped) >> place & 1]
    return Evaluation(1, marks, skipped, findings(zeros), datetime(2026, 11, 9, tzinfo=UTC))


@st.composite
def contacts(
    draw: st.DrawFn,
    card: Scorecard,
    *,
    number: int = 1,
    period: Period = NOVEMBER,
    states: Collection[ContactState] = tuple(ContactState),
    skips: bool = True,
) -> Contact:
    """Draw a contact in one of `states`, in or near `period`, with the form its state has."""
    state = draw(st.sampled_from(tuple(states)))
    contacter = draw(st.sampled_from(CONTACTER_PEOPLE))
    day = period.first_day + timedelta(days=draw(st.integers(-2, 32)))
    at = datetime.combine(day, draw(st.times()), tzinfo=UTC)
    reached = state not in {ContactState.PLANNED, ContactState.ASSIGNED}
    filled = reached and state is not ContactState.PERFORMED
    return Contact(
        number,
        PlannedContact(1 + draw(st.integers(0, 1)), day, "noon", contacter),
        state,
        performed_at=at if reached else None,
        agent=draw(st.sampled_from(AGENTS)) if reached else None,
        evaluations=(draw(forms(card, skips=skips)),) if filled else (),
    )


@st.composite
def cycles(
    draw: st.DrawFn,
    *,
    policy: Policy | None = None,
    card: Scorecard | None = None,
    states: Collection[ContactState] = tuple(ContactState),
    skips: bool = True,
) -> Cycle:
    """Draw a cycle with up to a dozen contacts, each in one of `states`."""
    card, policy = card or draw(scorecards()), policy or small_policy()
    numbers = range(1, draw(st.integers(0, 12)) + 1)
    return cycle_of(
        policy,
        card,
        [draw(contacts(card, number=number, states=states, skips=skips)) for number in numbers],
    )


def cycle_of(policy: Policy, card: Scorecard, contacts: Sequence[Contact]) -> Cycle:
    """Return a cycle in execution that holds just these contacts, on two scenarios."""
    counts = [sum(row.state is state for row in contacts) for state in ContactState]
    texts = (scenario("r0"), scenario("r1"))
    return Cycle(
        id=f"malang/{NOVEMBER}",
        unit="malang",
        period=NOVEMBER,
        policy=policy,
        scorecard=card,
        weeks=policy.week_rule.weeks(NOVEMBER),
        state=CycleState.EXECUTING,
        scenarios=Vector.of(Scenario(n, text) for n, text in enumerate(texts, 1)),
        contacts=Vector.of(contacts),
        contact_counts=tuple(counts),
    )


def in_phase(cycle: Cycle, state: CycleState, **changes: Any) -> Cycle:
    """Return a cycle as if it were in another phase."""
    return attrs.evolve(cycle, state=state, **changes)


@st.composite
def windows(draw: st.DrawFn, period: Period = NOVEMBER) -> Window:
    """Draw some days of a month in a row."""
    days = st.dates(period.first_day, period.last_day)
    first, last = sorted((draw(days), draw(days)))
    return Window(first, last)
