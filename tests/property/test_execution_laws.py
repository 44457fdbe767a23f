"""Laws of contacts, samples and forms: W-10 2.1, 3, 4.2, 5.2.1.2, 5.2.1.3, 5.3 and 5.6.1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, time, timedelta, timezone

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopping.errors import CommandRefused
from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    CycleState,
    Finding,
    NotApplicable,
    Occurrence,
    Outcome,
    OutsideWindow,
    Step,
)
from mystery_shopping.rules import Status, find_missing, judge, judge_range, make_recap, samples
from mystery_shopping.values import CONTACTERS, Period, Person, Role, Vector
from mystery_shopping.workflow import commands as c
from tests.strategies import (
    AGENTS,
    CONTACTER_PEOPLE,
    LEADER,
    NOVEMBER,
    PEOPLE,
    QCA,
    QCOS,
    SMALL_CARD,
    SPV,
    Month,
    contacts,
    cycle_of,
    cycles,
    findings,
    in_phase,
    small_policy,
    small_program,
)

JAKARTA = timezone(timedelta(hours=7))
quick = settings(max_examples=40)
END = datetime(2026, 12, 31, tzinfo=JAKARTA)


def counts_by_hand(cycle: Cycle) -> list[Contact]:
    """Return the samples of a November in Jakarta, read off the words of A5."""
    narrow = cycle.policy.outside_window is not OutsideWindow.COUNT_AND_FLAG
    found = []
    for contact in cycle.contacts:
        if contact.state == "accepted" and contact.performed_at is not None:
            day = contact.performed_at.astimezone(JAKARTA).date()
            in_month = (day.year, day.month) == (2026, 11)
            if in_month and (8 <= day.day <= 14 or not narrow):
                found.append(contact)
    return found


@st.composite
def november(draw: st.DrawFn, states: Collection[ContactState]) -> Cycle:
    """Draw a cycle under any reading of what counts."""
    outside = draw(st.sampled_from(OutsideWindow))
    policy = small_policy(outside_window=outside, minimum_samples=draw(st.integers(1, 6)))
    cycle: Cycle = draw(cycles(policy=policy, card=SMALL_CARD, states=states))
    return cycle


accepted_mostly = (*([ContactState.ACCEPTED] * 6), *ContactState)


@pytest.mark.clause("2.1", kind="law")
@quick
@given(november(states=accepted_mostly))
def test_a_sample_is_a_contact_that_an_agent_answered_and_whose_form_was_accepted(
    cycle: Cycle,
) -> None:
    """What was only planned, tried or typed in shows nothing of how agents serve."""
    counted = samples(cycle)

    assert list(counted) == counts_by_hand(cycle)
    for contact in counted:
        assert contact.agent is not None
        assert contact.agent.role is Role.AGENT
        assert contact.form is not None


@pytest.mark.clause("3", kind="law")
@quick
@given(st.sampled_from(PEOPLE), st.sampled_from(Outcome))
def test_only_reaching_an_agent_performs_a_contact(who: Person, outcome: Outcome) -> None:
    """The scope is a test contact to an agent: neither a supervisor nor a busy line is one."""
    month = Month(small_program()).up_to("executing")
    at = month.slot(1)
    owner = month.cycle.contact(1).contacter
    assert owner is not None

    def check(command: c.Command) -> set[str]:
        return {r.name for r in month.program.check(month.id, command, by=owner, at=at)}

    assert check(c.PerformContact(1, at, who)) == (
        set() if who.role is Role.AGENT else {"not_an_agent"}
    )
    reached = outcome is Outcome.REACHED
    assert check(c.LogAttempt(1, outcome, at)) == (
        {"attempt_reached_an_agent"} if reached else set()
    )


@pytest.mark.clause("5.2.1.2", kind="law")
@quick
@given(november(states=accepted_mostly))
def test_the_samples_are_enough_exactly_when_there_are_as_many_as_asked(cycle: Cycle) -> None:
    """Thirty-nine are not forty, and a contact outside the month is not one of them."""
    count, least = len(counts_by_hand(cycle)), cycle.policy.minimum_samples

    ended = in_phase(cycle, CycleState.CLOSED)
    missing = find_missing(cycle, END)

    assert judge(ended, END).row("5.2.1.2").status is (
        Status.MET if count >= least else Status.NOT_MET
    )
    assert missing.sample_count == count
    assert missing.samples_to_go == max(0, least - count)


@pytest.mark.clause("5.2.1.3", kind="law")
@quick
@given(november(states=accepted_mostly))
def test_week_2_is_covered_exactly_when_each_day_part_has_a_sample_in_it(cycle: Cycle) -> None:
    """Forty contacts in the morning say nothing of the night."""
    inside: Counter[str] = Counter()
    for contact in counts_by_hand(cycle):
        assert contact.performed_at is not None
        local = contact.performed_at.astimezone(JAKARTA)
        if 8 <= local.day <= 14:
            hour = local.hour
            inside[
                "morning" if 5 <= hour < 11 else "noon" if 11 <= hour < 15
                else "afternoon" if 15 <= hour < 18 else "night"
            ] += 1  # fmt: skip
    empty = {"morning", "noon", "afternoon", "night"} - set(inside)

    planned = Vector.of(
        attrs.evolve(row, plan=attrs.evolve(row.plan, on=date(2026, 11, 9)))
        for row in cycle.contacts
    )
    cycle = attrs.evolve(cycle, contacts=planned)

    assert {part for part, _ in find_missing(cycle, END).day_parts_to_go} == empty
    assert judge(in_phase(cycle, CycleState.CLOSED), END).row("5.2.1.3").status is (
        Status.NOT_MET if empty else Status.MET
    )


# 4.2: at least once a month.


@st.composite
def some_months(draw: st.DrawFn) -> list[Cycle]:
    """Draw up to five cycles of months around the new year, some cancelled, some empty."""
    first = Period(2026, 10)
    drawn = []
    for _ in range(draw(st.integers(0, 5))):
        period = first.shift(draw(st.integers(0, 4)))
        row = draw(contacts(SMALL_CARD, period=period))
        cycle = cycle_of(small_policy(), SMALL_CARD, [row] if draw(st.booleans()) else [])
        state = draw(st.sampled_from(CycleState))
        day = draw(st.dates(period.first_day, period.next.last_day))
        at = datetime.combine(day, time(12), tzinfo=JAKARTA)
        names = draw(st.sets(st.sampled_from(["publish_report", "close"])))
        steps = tuple(Step(name, QCA, at, 9) for name in sorted(names))
        drawn.append(attrs.evolve(cycle, period=period, state=state, steps=steps))
    return drawn


def occurred_by_hand(cycle: Cycle, reading: Occurrence) -> bool:
    """Tell whether a cycle counts for its month, read off the words of A4."""
    if cycle.state == "cancelled":
        return False
    if reading is Occurrence.PERFORMED:
        instants = [row.performed_at for row in cycle.contacts if row.state != "voided"]
    else:
        name = "publish_report" if reading is Occurrence.REPORTED else "close"
        instants = [step.at for step in cycle.steps if step.name == name]
    days = [at.astimezone(JAKARTA).date() for at in instants if at]
    return any((day.year, day.month) == (cycle.period.year, cycle.period.month) for day in days)


@pytest.mark.clause("4.2", kind="law")
@quick
@given(some_months(), st.sampled_from(Occurrence), st.dates(date(2026, 10, 1), date(2027, 4, 1)))
def test_a_month_counts_exactly_when_one_of_its_cycles_was_not_cancelled_and_took_place(
    drawn: list[Cycle], reading: Occurrence, today: date
) -> None:
    """A month given up is a month without mystery shopping, and it is listed as such."""
    policy = small_policy(occurrence=reading)
    cycles = [
        attrs.evolve(
            cycle,
            policy=policy,
            contacts=Vector.of(
                attrs.evolve(row, void_reason="x" if row.state == "voided" else None)
                for row in cycle.contacts
            ),
        )
        for cycle in drawn
    ]
    first, last = Period(2026, 9), Period(2027, 2)

    found = judge_range("malang", first=first, last=last, cycles=cycles, today=today)

    assert [row.period for row in found.rows] == list(first.until(last))
    held = {cycle.period for cycle in cycles if occurred_by_hand(cycle, reading)}
    over = {period for period in first.until(last) if today > period.last_day}
    assert {row.period for row in found.rows if row.status is Status.MET} == held
    assert set(found.missing) == over - held
    pending = set(first.until(last)) - held - over
    expected = Status.NOT_MET if over - held else Status.PENDING if pending else Status.MET
    assert found.status is expected


# 5.3: carrying out.


@pytest.mark.clause("5.3.1", kind="law")
@quick
@given(st.integers(8, 14), st.integers(0, 23), st.integers(0, 59))
def test_a_contact_is_as_planned_exactly_on_its_day_in_its_day_part(
    day: int, hour: int, minute: int
) -> None:
    """A contact planned for the night and made at noon tells of another shift."""
    month = Month(small_program()).up_to("executing")
    for number in month.in_order()[1:]:
        month.carry(number, "accepted")
    owner = month.cycle.contact(1).contacter or QCA
    at = month.on(day, hour, minute)
    month.do(c.PerformContact(1, at, AGENTS[0]), by=owner, at=month.on(15))
    month.carry(1, "accepted")
    if 5 <= hour < 11:
        month.do(c.FinishExecution())

    plan = month.cycle.contact(1).plan
    row = month.program.verdict(month.id, as_of=month.clock).row("5.3.1")

    assert plan.day_part == "morning"
    if day == plan.on.day and 5 <= hour < 11:
        assert row.status is Status.MET
    else:
        assert row.status is Status.NOT_MET
        assert row.evidence == (f"{month.id}#contact-1",)


@pytest.mark.clause("5.3.2", kind="law")
@quick
@given(st.lists(st.sampled_from([o for o in Outcome if o is not Outcome.REACHED]), max_size=5))
def test_the_execution_form_has_a_line_for_every_try_and_ends_with_the_one_that_reached(
    outcomes: list[Outcome],
) -> None:
    """Three busy lines before an answer say something of the centre, and must not be lost."""
    month = Month(small_program()).up_to("executing")
    owner = month.cycle.contact(1).contacter or QCA
    for minute, outcome in enumerate(outcomes):
        at = month.on(8, 5, minute)
        month.do(c.LogAttempt(1, outcome, at, f"try {minute}"), by=owner, at=at)
    month.carry(1, "performed")

    lines = month.cycle.contact(1).attempts

    assert [line.outcome for line in lines] == [*outcomes, Outcome.REACHED]
    assert [line.note for line in lines[:-1]] == [f"try {n}" for n in range(len(outcomes))]
    assert lines[-1].at == month.cycle.contact(1).performed_at


any_marks: st.SearchStrategy[dict[str, int | None]] = st.dictionaries(
    st.sampled_from([*SMALL_CARD.codes, "unheard"]), st.sampled_from([0, 1, 1, 2, -1, None])
)


@st.composite
def forms_as_typed(draw: st.DrawFn) -> tuple[dict[str, int | None], tuple[Finding, ...]]:
    """Draw the marks and findings somebody may type in, right ones mostly."""
    right: st.SearchStrategy[int | None] = st.sampled_from([0, 1, 1, None])
    marks = draw(st.fixed_dictionaries(dict.fromkeys(SMALL_CARD.codes, right)) | any_marks)
    zeros = [code for code, mark in marks.items() if mark == 0]
    noted = draw(st.just(zeros) | st.lists(st.sampled_from([*SMALL_CARD.codes, "unheard"])))
    return marks, findings(noted)


@pytest.mark.clause("5.3.3", kind="law")
@settings(max_examples=100)
@given(forms_as_typed(), st.sampled_from(NotApplicable))
def test_a_form_is_taken_exactly_when_every_parameter_has_a_1_or_a_0_with_its_finding(
    typed: tuple[dict[str, int | None], tuple[Finding, ...]], reading: NotApplicable
) -> None:
    """A blank taken for a 1, or a 2 for very good, would make shares of different forms unlike."""
    marks, found = typed
    lax = reading is not NotApplicable.FORBID
    month = Month(small_program(not_applicable=reading)).up_to("executing").carry(1, "performed")
    owner = month.cycle.contact(1).contacter or QCA
    zeros = sorted(code for code, mark in marks.items() if mark == 0)
    right = (
        set(marks) == set(SMALL_CARD.codes)
        and all(mark in ({0, 1, None} if lax else {0, 1}) for mark in marks.values())
        and sorted(row.parameter for row in found) == zeros
    )

    try:
        month.do(c.EvaluateContact(1, marks, found), by=owner)
    except CommandRefused:
        assert not right
        return

    assert right
    form = month.cycle.contact(1).form
    assert form is not None
    for place, code in enumerate(SMALL_CARD.codes):
        skips = marks[code] is None and reading is NotApplicable.EXCLUDE
        assert form.skipped >> place & 1 == int(skips)
        assert form.marks >> place & 1 == int(marks[code] != 0 and not skips)


@pytest.mark.clause("5.6.1", kind="law")
@quick
@given(st.dictionaries(st.integers(1, 4), st.sets(st.sampled_from(SMALL_CARD.codes))))
def test_every_0_of_the_month_is_a_nonconformity_with_its_right_solution_and_nothing_else_is(
    zeros: dict[int, set[str]],
) -> None:
    """What is not written down with the right answer cannot be taught."""
    typed = {number: sorted(codes) for number, codes in zeros.items()}
    month = Month(small_program(), zeros=typed).up_to("recapitulated")

    recap = month.cycle.recap
    assert recap is not None
    listed = [(row.contact, row.parameter) for row in recap.nonconformities]

    assert sorted(listed) == sorted((n, code) for n, codes in zeros.items() for code in codes)
    for row in recap.nonconformities:
        assert row.note
        assert row.solution
        assert row.by == month.cycle.contact(row.contact).contacter
    assert month.program.verdict(month.id, as_of=month.clock).row("5.6.1").status is Status.MET


@pytest.mark.clause("5.3.4", kind="law")
@quick
@given(st.frozensets(st.sampled_from(sorted(CONTACTERS))), st.data())
def test_no_way_of_a_form_to_the_analyst_skips_the_supervisor_where_it_goes_by_one(
    routes: frozenset[Role], data: st.DataObject
) -> None:
    """A team leader's form must have been seen by the supervisor, returned and redone or not."""
    month = Month(small_program(routes_by_supervisor=routes)).up_to("scenarios_ready")
    who = data.draw(st.sampled_from(CONTACTER_PEOPLE))
    plans = [month.planned(n) for n in range(1, 5)]
    reason = "illness" if who.role is not Role.QCO else None
    plans[0] = attrs.evolve(plans[0], contacter=who, helper_reason=reason)
    month.do(c.PlanContacts(tuple(plans)))
    month.up_to("executing").carry(1, "performed")
    back = c.ReturnForm(1, {"answer": "look again"})
    ways: dict[str, list[tuple[c.Command, Person]]] = {
        "performed": [(month.evaluate(1), who)],
        "returned": [(month.evaluate(1), who)],
        "evaluated": [(c.SubmitForm(1), who)],
        "with_supervisor": [(c.ForwardForm(1), SPV), (back, SPV)],
        "with_analyst": [(c.AcceptForm(1), QCA), (back, QCA)],
    }
    anything = [
        (command, by) for rows in ways.values() for command, _ in rows for by in (who, SPV, QCA)
    ]
    seen_by_supervisor = False

    for _ in range(data.draw(st.integers(1, 14))):
        sensible = ways.get(month.cycle.contact(1).state, anything)
        command, by = data.draw(st.sampled_from(sensible) | st.sampled_from(anything))
        try:
            month.do(command, by=by)
        except CommandRefused:
            continue
        state = month.cycle.contact(1).state
        if state in {"with_supervisor", "evaluated", "returned"}:
            seen_by_supervisor = state == "with_supervisor"
        if state in {"with_analyst", "accepted"}:
            assert seen_by_supervisor == (who.role in routes)
            assert month.cycle.contact(1).passed_supervisor == seen_by_supervisor


@pytest.mark.clause("5.3.4", kind="law")
@quick
@given(st.integers(1, 31), st.integers(15, 30))
def test_a_form_is_in_time_until_the_end_of_the_hand_in_day(limit: int, arrived: int) -> None:
    """A form of the 20th is of the 20th until midnight; a day later it holds the report up."""
    month = Month(small_program(hand_in_day=limit)).up_to("executing")
    for number in month.in_order():
        month.carry(number, "evaluated")
    for number in month.in_order():
        month.clock = max(month.clock, month.on(arrived, 23, 59))
        month.carry(number, "accepted")
    month.do(c.FinishExecution())

    row = month.program.verdict(month.id, as_of=month.clock).row("5.3.4")

    assert row.status is (Status.MET if arrived <= limit else Status.NOT_MET)


def test_a_form_once_accepted_never_changes_its_marks_again() -> None:
    """The recap must rest on what the QCA took over."""
    month = Month(small_program(), helpers=(1,), contacts=5).up_to("executing").carry(1, "accepted")
    before = month.cycle.contact(1)

    for command in (month.evaluate(1), c.SubmitForm(1), c.VoidContact(1, "x")):
        for by in (LEADER, QCA, QCOS[0]):
            with pytest.raises(CommandRefused):
                month.do(command, by=by)

    assert month.cycle.contact(1) == before


@quick
@given(cycles(card=SMALL_CARD, states=accepted_mostly))
def test_the_recap_counts_the_samples_and_no_other_contact(cycle: Cycle) -> None:
    """A figure in the report must be one that can be counted again."""
    recap = make_recap(cycle)

    assert recap.sample_count == len(counts_by_hand(cycle))
    assert recap.voided_count == sum(row.state == "voided" for row in cycle.contacts)
    assert recap.in_window_count <= recap.sample_count
    assert cycle.period == NOVEMBER
