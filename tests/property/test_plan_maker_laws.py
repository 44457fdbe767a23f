"""Laws of the plan maker: what it returns keeps every rule, and it refuses only what it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product

import pytest
from hypothesis import event, given, reject
from hypothesis import strategies as st

from mystery_shopping.errors import PlanImpossible, Text
from mystery_shopping.model import PlannedContact
from mystery_shopping.rules.plan_maker import Contacter, PlanRequest, make_plan
from mystery_shopping.values import HELPERS, Person, Role, Window

Plan = tuple[PlannedContact, ...]
Slot = tuple[date, str]

FIRST = date(2026, 11, 8)
PARTS = ("morning", "noon", "afternoon", "night")
TEAMS = ("kenanga", "melati", "mawar")
ROLES = (Role.QCO, Role.QCO, Role.TL, Role.SPV)


@st.composite
def contacters(
    draw: st.DrawFn, days: Sequence[date], parts: Sequence[str], most: int
) -> tuple[Contacter, ...]:
    """Draw some people with their absences, mostly few."""
    slots = list(product(days, parts))
    people = []
    for number in range(draw(st.integers(1, most))):
        role = draw(st.sampled_from(ROLES))
        team = draw(st.sampled_from(TEAMS)) if role is Role.TL else None
        people.append(
            Contacter(
                Person(f"p{number}", role, team),
                away_days=draw(st.frozensets(st.sampled_from(days), max_size=1)),
                away_parts=draw(st.frozensets(st.sampled_from(parts), max_size=number % 2)),
                away=draw(st.frozensets(st.sampled_from(slots), max_size=3)),
                helper_reason="asked to" if role in HELPERS else None,
            )
        )
    return tuple(people)


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    """Draw a request as a site might make it: up to nine days, four parts, five people."""
    days = [FIRST + timedelta(days=count) for count in range(draw(st.integers(1, 9)))]
    parts = PARTS[: draw(st.integers(1, 4))]
    reasons = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=5))
    return PlanRequest(
        window=Window(days[0], days[-1]),
        day_parts=parts,
        scenarios=tuple(enumerate(reasons, 1)),
        contacters=draw(contacters(days, parts, 5)),
        minimum=draw(st.sampled_from([1, 8, 20, 40, 45])),
        per_cell=draw(st.integers(1, 3)),
        oversampling=draw(st.sampled_from([Fraction(1), Fraction(5, 4), Fraction(8, 5)])),
        teams=draw(st.sampled_from([(), TEAMS[:1], TEAMS[:2], TEAMS])),
        own_team_allowed=draw(st.booleans()),
        seed=draw(st.integers(0, 3)),
    )


@st.composite
def tiny_requests(draw: st.DrawFn) -> PlanRequest:
    """Draw a request so small that every plan can be looked at, with many absences."""
    days = [FIRST + timedelta(days=count) for count in range(draw(st.integers(1, 3)))]
    parts = PARTS[: draw(st.integers(1, 2))]
    slots = list(product(days, parts))
    people = [
        Contacter(
            Person(f"p{number}", Role.TL, draw(st.sampled_from(TEAMS[:2]))),
            away=draw(st.frozensets(st.sampled_from(slots))),
            helper_reason="asked to",
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    return PlanRequest(
        window=Window(days[0], days[-1]),
        day_parts=parts,
        scenarios=((1, "a"), (2, "b"))[: draw(st.integers(1, 2))],
        contacters=tuple(people),
        minimum=draw(st.integers(1, 4)),
        per_cell=1,
        teams=draw(st.sampled_from([(), TEAMS[:2]])),
        seed=draw(st.integers(0, 9)),
    )


def planned(request: PlanRequest) -> Plan:
    """Return the plan, and leave the requests that have none to the law on refusals."""
    try:
        plan = make_plan(request)
    except PlanImpossible:
        reject()
    event(f"{len(plan) // 20 * 20} contacts or more")
    return plan


def refusal(request: PlanRequest) -> tuple[Text, ...]:
    """Return why there is no plan; nothing when there is one."""
    try:
        make_plan(request)
    except PlanImpossible as impossible:
        return impossible.shortages
    return ()


def are_within_one(values: Iterable[object], keys: Iterable[object]) -> bool:
    """Tell whether each of the keys occurs as often as any other, or once more."""
    found = Counter(values)
    counts = [found[key] for key in keys]
    return max(counts) - min(counts) <= 1 and found.total() == sum(counts)


def has_a_plan(request: PlanRequest) -> bool:
    """Look at every way to place the contacts, by the rules as they are written."""
    days, teams = tuple(request.window), request.teams or (None,)
    places = [
        (on, part, who.person.id, team)
        for on, part, who, team in product(days, request.day_parts, request.contacters, teams)
        if who.is_free(on, part) and (team is None or team != who.person.team)
    ]
    wanted = (days, request.day_parts, [who.person.id for who in request.contacters], teams)
    for chosen in combinations_with_replacement(places, request.contact_count):
        on, part, who, team = zip(*chosen, strict=True)
        even = all(map(are_within_one, (on, who, team), (wanted[0], wanted[2], wanted[3])))
        if even and cells_can_be_within_one(request, Counter(part)):
            return True
    return False


def cells_can_be_within_one(request: PlanRequest, found: Counter[str]) -> bool:
    """Tell whether the contacts of each day part can be dealt over the reasons."""
    reasons = len(request.reasons)
    each, rest = divmod(request.contact_count, reasons * len(request.day_parts))
    most = each + (rest > 0)
    return all(each * reasons <= found[part] <= most * reasons for part in request.day_parts)


def exchanges(plan: Plan) -> Iterable[tuple[PlannedContact, PlannedContact]]:
    """Give each pair of contacts on two days and in two parts whose exchange evens the table."""
    size = Counter((row.on, row.day_part) for row in plan)
    for one, two in combinations(plan, 2):
        if one.on != two.on and one.day_part != two.day_part:
            own = size[one.on, one.day_part] + size[two.on, two.day_part]
            if own - size[one.on, two.day_part] - size[two.on, one.day_part] > 2:
                yield one, two


@pytest.mark.clause("5.2.1.2", kind="law")
@given(requests())
def test_a_plan_holds_the_minimum_and_every_cell_its_share(request_: PlanRequest) -> None:
    """A reason that is never tested in the evening is not known in the evening."""
    plan = planned(request_)

    reason_of = dict(request_.scenarios)
    cells = Counter((row.day_part, reason_of[row.scenario]) for row in plan)
    every = list(product(request_.day_parts, request_.reasons))
    needed = max(request_.minimum, request_.per_cell * len(every)) * request_.oversampling
    assert len(plan) - 1 < needed <= len(plan)
    assert all(cells[cell] >= request_.per_cell for cell in every)
    assert are_within_one(cells.elements(), every)
    for reason in request_.reasons:
        its = [number for number, code in request_.scenarios if code == reason]
        assert are_within_one((row.scenario for row in plan if row.scenario in its), its)


@pytest.mark.clause("5.2.1.3", kind="law")
@given(requests())
def test_a_plan_covers_the_window_and_every_day_part(request_: PlanRequest) -> None:
    """Nothing outside week II, no day favoured, no part left out."""
    plan = planned(request_)

    assert are_within_one((row.on for row in plan), request_.window)
    assert {row.day_part for row in plan} == set(request_.day_parts)


@given(requests())
def test_no_exchange_would_spread_a_day_part_better(request_: PlanRequest) -> None:
    """What looks bunched has its ground in somebody's absence."""
    plan = planned(request_)

    free = {who.person: who.is_free for who in request_.contacters}
    for one, two in exchanges(plan):
        assert one.contacter is not None
        assert two.contacter is not None
        first, second = free[one.contacter], free[two.contacter]
        assert not (first(one.on, two.day_part) and second(two.on, one.day_part))
        assert not (first(two.on, one.day_part) and second(one.on, two.day_part))


@pytest.mark.clause("5.2.2", kind="law")
@given(requests())
def test_everybody_gets_a_share_and_only_when_free(request_: PlanRequest) -> None:
    """A contact nobody can make is a gap in week II."""
    plan = planned(request_)

    known = {who.person: who for who in request_.contacters}
    assert are_within_one((row.contacter for row in plan), known)
    for row in plan:
        assert row.contacter is not None
        assert known[row.contacter].is_free(row.on, row.day_part)
        assert (row.helper_reason is not None) == (row.contacter.role in HELPERS)


@given(requests())
def test_teams_take_turns_and_are_spared_their_own_leader(request_: PlanRequest) -> None:
    """Every team is met as often as any other, by somebody else than its leader."""
    plan = planned(request_)

    assert are_within_one((row.team for row in plan), request_.teams or [None])
    for row in plan:
        assert row.contacter is not None
        is_own = row.contacter.role is Role.TL and row.team == row.contacter.team
        assert request_.own_team_allowed or not is_own


@given(requests())
def test_a_plan_depends_on_the_request_alone(request_: PlanRequest) -> None:
    """Two people with one request and one seed see one plan, refused or not."""
    outcomes = []
    for _ in range(2):
        try:
            outcomes.append(repr(make_plan(request_)))
        except PlanImpossible as impossible:
            outcomes.append(str(impossible))

    assert outcomes[0] == outcomes[1]


@pytest.mark.clause("5.2.1.2", kind="law")
@given(tiny_requests())
def test_a_plan_is_refused_only_when_there_is_none(request_: PlanRequest) -> None:
    """Whoever is told "impossible" stops looking; so it has to be true."""
    shortages = refusal(request_)

    event("refused" if shortages else "planned")
    assert has_a_plan(request_) == (not shortages)
    assert all(shortage.id and shortage.en for shortage in shortages)
