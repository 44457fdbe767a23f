"""Laws of material, scenarios and assignment: W-10 5.1 and 5.2."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopping.errors import CommandRefused, Unmet
from mystery_shopping.model import (
    Basis,
    ContactState,
    CycleState,
    Kind,
    MissingKind,
    PlannedContact,
    RankingScope,
    ReasonCount,
    ReasonRanking,
)
from mystery_shopping.rules import Status
from mystery_shopping.values import Period, Person, Role
from mystery_shopping.workflow import commands as c
from tests.strategies import (
    LEADER,
    NOVEMBER,
    QCA,
    QCOS,
    SPV,
    Month,
    ranking,
    scenario,
    small_program,
)

quick = settings(max_examples=50)


def names(unmet: tuple[Unmet, ...]) -> set[str]:
    """Return why something was refused."""
    return {row.name for row in unmet}


@st.composite
def rankings(draw: st.DrawFn) -> ReasonRanking:
    """Draw a ranking of up to eight reasons, many of them tied, some without contacts."""
    counts = draw(st.lists(st.integers(0, 4), max_size=8))
    kinds = st.none() | st.sampled_from(Kind)
    rows = (ReasonCount(f"r{n}", count, draw(kinds)) for n, count in enumerate(counts))
    return ReasonRanking(NOVEMBER.previous, tuple(rows), "export.csv")


@pytest.mark.clause("5.1.1", kind="law")
@quick
@given(st.integers(-14, 14))
def test_reasons_of_the_month_before_are_taken_and_of_no_other_month(months: int) -> None:
    """What customers asked half a year ago is no base for what agents are tested on today."""
    month = Month(small_program())
    command = c.CollectReasons(ranking(NOVEMBER.shift(months)))

    unmet = month.program.check(month.id, command, by=QCA, at=month.clock)

    assert names(unmet) == (set() if months == -1 else {"not_the_month_before"})


@pytest.mark.clause("5.1.2", kind="law")
@quick
@given(rankings(), st.data())
def test_a_choice_passes_exactly_when_nothing_left_out_was_more_frequent(
    drawn: ReasonRanking, data: st.DataObject
) -> None:
    """Whoever chooses by taste tests what is easy; only a tie leaves a choice."""
    places = 2
    month = Month(small_program(top_reasons=places))
    month.do(c.CollectReasons(drawn))
    codes = [row.code for row in drawn.reasons]
    chosen = data.draw(st.lists(st.sampled_from(codes), unique=True, max_size=4)) if codes else []
    counts = {row.code: row.count for row in drawn.reasons}

    unmet = month.program.check(month.id, c.SelectMaterial(tuple(chosen)), by=QCA, at=month.clock)

    if chosen:
        left_out = [count for code, count in counts.items() if code not in chosen]
        least = min(counts[code] for code in chosen)
        right = len(chosen) == places and least > 0 and least >= max(left_out, default=0)
        assert ("not_the_top_reasons" in names(unmet)) != right


@pytest.mark.clause("5.1.2", kind="law")
@quick
@given(rankings())
def test_material_tells_every_kind_no_chosen_reason_has(drawn: ReasonRanking) -> None:
    """Four kinds are asked for; the one that is lacking must be seen, even where it may lack."""
    month = Month(small_program(top_reasons=2))
    month.do(c.CollectReasons(drawn))

    try:
        month.do(c.SelectMaterial())
    except CommandRefused:
        return

    material = month.cycle.material
    assert material is not None
    found = {row.kind for row in drawn.reasons if row.code in material.codes}
    assert set(material.missing_kinds) == set(Kind) - found
    strict = small_program(top_reasons=2, missing_kind=MissingKind.ERROR)
    other = Month(strict)
    other.do(c.CollectReasons(drawn))
    unmet = strict.check(other.id, c.SelectMaterial(), by=QCA, at=other.clock)
    assert ("kind_missing" in names(unmet)) == bool(material.missing_kinds)


@quick
@given(st.lists(st.tuples(st.sampled_from(Kind), st.integers(0, 4)), max_size=12))
def test_per_kind_the_largest_of_each_kind_are_asked_for(rows: list[tuple[Kind, int]]) -> None:
    """Under this reading a rare kind has its own five, however large the others are (A8)."""
    reasons = tuple(ReasonCount(f"r{n:02}", count, kind) for n, (kind, count) in enumerate(rows))
    drawn = ReasonRanking(NOVEMBER, reasons, "export.csv")

    chosen = drawn.top(2, per_kind=True)

    for kind in Kind:
        own = sorted(
            (row for row in reasons if row.kind is kind and row.count),
            key=lambda row: (-row.count, row.code),
        )
        assert [row for row in chosen if row.kind is kind] == own[:2]


def test_per_kind_a_tie_within_a_kind_leaves_the_choice_too() -> None:
    """Two requests of one count are as good as each other, whatever the other kinds count."""
    month = Month(small_program(top_reasons=1, ranking_scope=RankingScope.PER_KIND))
    counts = {"i": (9, Kind.INFORMATION), "q1": (5, Kind.REQUEST), "q2": (5, Kind.REQUEST)}
    reasons = tuple(ReasonCount(code, *rest) for code, rest in counts.items())
    month.do(c.CollectReasons(ReasonRanking(NOVEMBER.previous, reasons, "export.csv")))

    for chosen in (("i", "q1"), ("i", "q2")):
        unmet = month.program.check(month.id, c.SelectMaterial(chosen), by=QCA, at=month.clock)
        assert names(unmet) == set(), chosen


@pytest.mark.clause("5.2.1.1", kind="law")
@quick
@given(st.integers(1, 30), st.sets(st.sampled_from(["r0", "r1"])))
def test_scenarios_are_approved_in_week_1_on_every_reason_or_not_at_all(
    day: int, written: set[str]
) -> None:
    """A scenario written in the week of the contacts was not thought through."""
    month = Month(small_program()).up_to("material_selected")
    for code in sorted(written):
        month.do(c.DraftScenario(scenario(code)))

    unmet = month.program.check(month.id, c.ApproveScenarios(), by=QCA, at=month.on(day))

    assert ("outside_week_1" in names(unmet)) == (day > 7)
    assert ("reason_without_scenario" in names(unmet)) == (written != {"r0", "r1"})
    assert ("no_scenario" in names(unmet)) == (not written)


@pytest.mark.clause("5.2.1.1", kind="law")
@quick
@given(st.dates(NOVEMBER.shift(-3).first_day, NOVEMBER.next.last_day) | st.none())
def test_training_is_a_basis_only_when_held_in_the_month_before(held_on: date | None) -> None:
    """Agents are tested on what they were just taught, not on what they are about to be."""
    month = Month(small_program()).up_to("material_selected")
    text = scenario("any title", basis=Basis.TRAINING, held_on=held_on)

    unmet = month.program.check(month.id, c.DraftScenario(text), by=QCA, at=month.clock)

    held = held_on is not None and Period.of(held_on) == NOVEMBER.previous
    assert names(unmet) == (set() if held else {"training_not_last_month"})


def _plans(draw: st.DrawFn, count: int) -> list[PlannedContact]:
    first = NOVEMBER.first_day
    return [
        PlannedContact(
            scenario=draw(st.integers(1, 3)),
            on=first + timedelta(days=draw(st.integers(5, 16))),
            day_part=draw(st.sampled_from(["morning", "noon", "afternoon", "night", "dawn"])),
            contacter=draw(st.sampled_from([None, *QCOS, SPV, LEADER, QCA])),
            helper_reason=draw(st.sampled_from([None, " ", "illness"])),
            team=draw(st.sampled_from([None, "team-1", "team-2"])),
        )
        for _ in range(count)
    ]


@st.composite
def plans(draw: st.DrawFn) -> list[PlannedContact]:
    """Draw a plan of one to three contacts, each of them good or bad in some way."""
    return _plans(draw, draw(st.integers(1, 3)))


def faults(plan: PlannedContact) -> set[str]:
    """Return what is wrong with a planned contact, read off W-10 5.2 by hand."""
    who = plan.contacter
    helps = who is not None and who.role in {Role.SPV, Role.TL}
    checks = {
        "scenario_unknown": plan.scenario > 2,
        "planned_outside_week_2": not 8 <= plan.on.day <= 14,
        "day_part_unknown": plan.day_part == "dawn",
        "not_a_contacter": who is not None and who.role is Role.QCA,
        "helper_without_reason": helps and not (plan.helper_reason or "").strip(),
        "own_team_planned": who == LEADER and plan.team == "team-1",
    }
    return {name for name, wrong in checks.items() if wrong}


@pytest.mark.clause("5.2.2", kind="law")
@settings(max_examples=100)
@given(plans())
def test_a_plan_is_taken_exactly_when_each_contact_of_it_is_right(
    drawn: list[PlannedContact],
) -> None:
    """QCOs test, others help with a reason, nobody tests the own team; faults are told by place."""
    month = Month(small_program()).up_to("scenarios_ready")

    unmet = month.program.check(month.id, c.PlanContacts(tuple(drawn)), by=QCA, at=month.clock)

    wrong = {(place, name) for place, plan in enumerate(drawn) for name in faults(plan)}
    told = {(int(row.path.split("[")[1].split("]")[0]), row.name) for row in unmet}
    assert told == wrong


@pytest.mark.clause("5.2.2", kind="law")
@quick
@given(st.lists(st.sampled_from([*QCOS, SPV, LEADER]), min_size=4, max_size=4), st.integers(0, 3))
def test_the_cycle_is_assigned_exactly_when_no_contact_is_left_without_somebody(
    people: list[Person], left: int
) -> None:
    """Forty contacts with thirty-nine contacters are thirty-nine contacts."""
    month = Month(small_program()).up_to("scenarios_ready")
    parts = month.cycle.policy.day_parts.codes
    month.do(c.PlanContacts(tuple(PlannedContact(1, month.on(9).date(), part) for part in parts)))
    given = [
        c.Assignment(n, who, "illness" if who.role is not Role.QCO else None)
        for n, who in enumerate(people, 1)
        if n > left
    ]

    month.do(c.AssignContacts(tuple(given)))

    cycle = month.cycle
    assert (cycle.state is CycleState.ASSIGNED) == (left == 0)
    assert cycle.count(ContactState.PLANNED) == left
    row = month.program.verdict(month.id, as_of=month.clock).row("5.2.2")
    assert row.status is (Status.MET if left == 0 else Status.PENDING)
