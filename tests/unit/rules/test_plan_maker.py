"""The plan maker: forty contacts over week II, dealt so that nobody and no time is favoured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

from mystery_shopping.errors import InvalidInput, InvalidValue, PlanImpossible
from mystery_shopping.model import PlannedContact
from mystery_shopping.rules.plan_maker import Contacter, PlanRequest, make_plan
from mystery_shopping.values import Person, Role, Window

PARTS = ("morning", "noon", "afternoon", "night")
WEEK_2 = Window(date(2026, 11, 8), date(2026, 11, 14))
DAYS = tuple(WEEK_2)
ANI, BUDI, CITRA, DIAN = (Contacter(Person(id, Role.QCO)) for id in "ani budi citra dian".split())
SARI = Contacter(Person("sari", Role.TL, "kenanga"), helper_reason="two QCOs are ill")
FIVE_REASONS = tuple(enumerate(("billing", "coverage", "refund", "upgrade", "promo"), 1))


def asked(*contacters: Contacter, **changes: Any) -> PlanRequest:  # noqa: ANN401
    """Return the usual request: forty contacts, four parts, five reasons; but for the changes."""
    usual = PlanRequest(
        window=WEEK_2,
        day_parts=PARTS,
        scenarios=FIVE_REASONS,
        contacters=contacters or (ANI, BUDI, CITRA, DIAN),
    )
    return attrs.evolve(usual, **changes)


def small(*contacters: Contacter, **changes: Any) -> PlanRequest:  # noqa: ANN401
    """Return a request for one contact in each of three days and two parts, one reason."""
    few = {"window": Window(DAYS[0], DAYS[2]), "day_parts": ("day", "night"), "minimum": 6}
    return asked(*contacters, scenarios=((1, "billing"),), **(few | changes))


def away(who: Contacter, *slots: str) -> Contacter:
    """Return the contacter away in slots such as "8 night": a day of November, a day part."""
    parted = (slot.split() for slot in slots)
    return attrs.evolve(
        who, away=frozenset((date(2026, 11, int(day)), part) for day, part in parted)
    )


def counted(plan: Iterable[PlannedContact], *names: str) -> Counter[Any]:
    """Count contacts by one field, or by a tuple of several."""
    return Counter(
        tuple(getattr(contact, name) for name in names)
        if len(names) > 1
        else getattr(contact, names[0])
        for contact in plan
    )


def faults(request: PlanRequest) -> list[str]:
    """Return the paths of the faults for which a request is turned away."""
    with pytest.raises(InvalidInput) as caught:
        make_plan(request)
    return [fault.path for fault in caught.value.exceptions if isinstance(fault, InvalidValue)]


def shortages(request: PlanRequest, language: str = "en") -> list[str]:
    """Return why a plan is impossible."""
    with pytest.raises(PlanImpossible) as caught:
        make_plan(request)
    return [shortage.say(language) for shortage in caught.value.shortages]


@pytest.mark.clause("5.2.1.2", kind="story")
def test_a_usual_month_gets_forty_contacts_two_in_every_cell() -> None:
    """Four day parts with five reasons is how a QCA comes to forty without counting twice."""
    plan = make_plan(asked())

    assert len(plan) == 40
    assert set(counted(plan, "day_part", "scenario").values()) == {2}
    assert len(counted(plan, "day_part", "scenario")) == 20


@pytest.mark.clause("5.2.1.3", kind="story")
def test_every_day_of_week_2_and_every_day_part_has_its_share() -> None:
    """A centre that is tested on Monday mornings only knows its Monday mornings."""
    plan = make_plan(asked())

    assert sorted(counted(plan, "on").values()) == [5, 5, 6, 6, 6, 6, 6]
    assert set(counted(plan, "day_part").values()) == {10}
    assert set(counted(plan, "on", "day_part").values()) == {1, 2}
    assert set(counted(plan, "on")) == set(DAYS)


@pytest.mark.clause("5.2.2", kind="story")
def test_the_work_is_shared_evenly_over_contacters_and_over_their_days() -> None:
    """Ten contacts on one day are no longer inconspicuous, and forty are no job for one."""
    plan = make_plan(asked())

    assert set(counted(plan, "contacter").values()) == {10}
    assert set(counted(plan, "contacter", "on").values()) == {1, 2}


def test_the_plan_reads_as_the_week_goes_by() -> None:
    """A QCA reads a plan from top to bottom, day by day."""
    plan = make_plan(asked(seed=3))

    places = [(row.on, PARTS.index(row.day_part), row.scenario) for row in plan]
    assert places == sorted(places)


def test_one_seed_gives_one_plan() -> None:
    """What cannot be made again cannot be audited."""
    people = [attrs.evolve(ANI, away_days=frozenset(DAYS[:4])), BUDI, SARI]
    again = [attrs.evolve(ANI, away_days=frozenset(reversed(DAYS[:4]))), BUDI, SARI]

    assert make_plan(asked(*people, seed=5)) == make_plan(asked(*again, seed=5))


def test_another_seed_gives_another_plan() -> None:
    """Agents who know last month's plan must not know this month's."""
    plans = {make_plan(asked(seed=seed)) for seed in range(8)}

    assert len(plans) == 8


def test_more_cells_than_the_minimum_holds_make_the_plan_larger() -> None:
    """Three in each of twenty cells are sixty, whatever the minimum says."""
    plan = make_plan(asked(per_cell=3))

    assert set(counted(plan, "day_part", "scenario").values()) == {3}


@pytest.mark.parametrize("factor, count", [(Fraction(5, 4), 50), (Fraction(101, 100), 41), (1, 40)])
def test_oversampling_plans_ahead_for_contacts_that_fail(factor: Fraction, count: int) -> None:
    """Forty planned are thirty-seven reached; a fraction of a contact is a whole one."""
    plan = make_plan(asked(oversampling=factor))

    assert len(plan) == count
    cells = counted(plan, "day_part", "scenario").values()
    assert max(cells) - min(cells) <= 1


def test_scenarios_of_one_reason_take_turns() -> None:
    """Two wordings of one problem are two chances not to be recognised."""
    plan = make_plan(asked(scenarios=((1, "billing"), (2, "coverage"), (3, "coverage"))))

    assert counted(plan, "scenario") == {1: 20, 2: 10, 3: 10}


def test_absences_of_all_three_kinds_are_kept() -> None:
    """A plan that somebody cannot carry out is found out too late, in week II."""
    absent = away(
        attrs.evolve(ANI, away_days=frozenset(DAYS[:2]), away_parts=frozenset({"night"})), "12 noon"
    )

    plan = make_plan(asked(absent, BUDI, CITRA))

    hers = [row for row in plan if row.contacter == ANI.person]
    assert len(hers) in {13, 14}
    assert all(absent.is_free(row.on, row.day_part) for row in hers)
    assert all((row.on, row.day_part) != (DAYS[4], "noon") for row in hers)


def test_a_contacter_free_on_two_days_only_still_gets_the_full_share() -> None:
    """Ten of the twelve contacts of two days: anybody would find that by hand."""
    weekend = attrs.evolve(ANI, away_days=frozenset(DAYS[2:]))

    plan = make_plan(asked(weekend, BUDI, CITRA, DIAN))

    assert counted(plan, "contacter")[ANI.person] == 10
    assert max(counted(plan, "on").values()) == 6


def test_a_day_part_is_bunched_no_more_than_somebodys_absence_asks() -> None:
    """The only one for the nights is there on two days: nights go there, all else stays even."""
    nights = attrs.evolve(ANI, away_days=frozenset(DAYS[2:]), away_parts=frozenset(PARTS[:3]))
    others = [attrs.evolve(who, away_parts=frozenset({"night"})) for who in (BUDI, CITRA, DIAN)]

    plan = make_plan(asked(nights, *others))

    assert [counted(plan, "on", "day_part")[day, "night"] for day in DAYS] == [5, 5, 0, 0, 0, 0, 0]
    rest = [counted(plan, "on", "day_part")[day, part] for day in DAYS[2:] for part in PARTS[:3]]
    assert set(rest) <= {1, 2}


@pytest.mark.clause("5.2.2", kind="story")
def test_a_helper_carries_the_reason_for_being_asked() -> None:
    """The clause says "if needed": the need is on record; a QCO needs none."""
    talkative = attrs.evolve(ANI, helper_reason="always ready")

    plan = make_plan(asked(talkative, SARI))

    assert counted(plan, "contacter", "helper_reason") == {
        (ANI.person, None): 20,
        (SARI.person, "two QCOs are ill"): 20,
    }


def test_contacts_are_aimed_at_the_teams_in_turn() -> None:
    """A team that is never tested looks like the best one."""
    plan = make_plan(asked(teams=("kenanga", "melati", "mawar")))

    assert sorted(counted(plan, "team").values()) == [13, 13, 14]


def test_without_teams_nothing_is_aimed() -> None:
    """Whoever answers is recorded after the contact, not planned."""
    plan = make_plan(asked())

    assert {(row.team, row.agent) for row in plan} == {(None, None)}


def test_no_team_leader_is_aimed_at_the_own_team() -> None:
    """Voices are known, and nobody marks the own people like a stranger."""
    plan = make_plan(asked(ANI, SARI, teams=("kenanga", "melati")))

    assert counted(plan, "contacter", "team") == {
        (ANI.person, "kenanga"): 20,
        (SARI.person, "melati"): 20,
    }


def test_the_own_team_may_be_allowed() -> None:
    """Where there is one team only, somebody has to."""
    plan = make_plan(asked(SARI, teams=("kenanga",), own_team_allowed=True))

    assert counted(plan, "team") == {"kenanga": 40}


def test_a_supervisor_may_be_aimed_at_any_team() -> None:
    """The rule is about team leaders; a supervisor leads none."""
    spv = Contacter(Person("rudi", Role.SPV, "kenanga"), helper_reason="two QCOs are ill")

    plan = make_plan(asked(spv, teams=("kenanga",)))

    assert counted(plan, "team") == {"kenanga": 40}


def test_day_parts_give_way_before_a_plan_is_refused() -> None:
    """Cells within one allow four in one part and two in the other: better than no plan."""
    two_nights = away(ANI, "8 day", "9 day", "10 day", "8 night")
    days = attrs.evolve(BUDI, away_parts=frozenset({"night"}))
    request = small(two_nights, days, attrs.evolve(CITRA, away_parts=frozenset({"night"})))

    plan = make_plan(attrs.evolve(request, scenarios=((1, "billing"), (2, "refund")), per_cell=1))

    assert counted(plan, "day_part") == {"day": 4, "night": 2}
    assert set(counted(plan, "day_part", "scenario").values()) == {1, 2}


def test_four_thousand_contacts_stay_balanced() -> None:
    """A centre of many sites plans them in one go."""
    people = tuple(Contacter(Person(f"qco-{number}", Role.QCO)) for number in range(40))
    nights = attrs.evolve(people[0], away_parts=frozenset(PARTS[:3]))
    weekend = attrs.evolve(people[1], away_days=frozenset(DAYS[2:]))

    plan = make_plan(asked(nights, weekend, *people[2:], minimum=4000))

    assert set(counted(plan, "contacter").values()) == {100}
    assert set(counted(plan, "day_part", "scenario").values()) == {200}
    assert set(counted(plan, "on", "day_part").values()) == {142, 143}


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_a_day_part_with_nobody_is_named() -> None:
    """Three parts are not the four of the clause; better to know it in week I."""
    sleepers = [attrs.evolve(who, away_parts=frozenset({"night"})) for who in (ANI, BUDI)]

    assert shortages(asked(*sleepers)) == ["night: nobody is free"]
    assert shortages(asked(*sleepers), "id") == ["night: tidak ada yang bebas"]


def test_a_day_with_nobody_is_named() -> None:
    """A holiday nobody thought of."""
    absent = [attrs.evolve(who, away_days=frozenset({DAYS[3]})) for who in (ANI, BUDI)]

    assert shortages(asked(*absent)) == ["2026-11-11: nobody is free"]


def test_a_day_part_with_too_few_people_says_how_far_they_reach() -> None:
    """One in five takes eight of forty; ten are to be made at night."""
    eve = Contacter(Person("eve", Role.QCO))
    sleepers = [
        attrs.evolve(who, away_parts=frozenset({"night"})) for who in (ANI, BUDI, CITRA, DIAN)
    ]

    told = shortages(asked(*sleepers, eve))

    assert told == ["night: those who are free can take only 8 of 10 contacts"]


@pytest.mark.clause("5.2.1.2", kind="refusal")
def test_too_few_free_slots_for_a_share_are_named_with_the_person() -> None:
    """Fewer than forty are never planned in silence: it says who could not take how many."""
    rare = attrs.evolve(ANI, away_days=frozenset(DAYS[1:]))

    assert shortages(asked(rare, BUDI, CITRA, DIAN)) == [
        "ani: the free slots hold only 6 of 10 contacts"
    ]
    assert shortages(asked(rare, BUDI, CITRA, DIAN), "id") == [
        "ani: slot bebasnya hanya memuat 6 dari 10 kontak"
    ]


def test_people_who_are_short_only_together_are_named_together() -> None:
    """Each of them could have all the nights, but there are not two lots of them.

    It is told from both sides, since either can be mended.
    """
    owls = [attrs.evolve(who, away_parts=frozenset(PARTS[:3])) for who in (ANI, BUDI)]

    assert shortages(asked(*owls, CITRA, DIAN)) == [
        "ani, budi: the free slots hold only 10 of 20 contacts",
        "morning, noon, afternoon: those who are free can take only 20 of 30 contacts",
    ]


def test_everything_that_is_certain_is_told_at_once() -> None:
    """A QCA who mends one shortage should not meet the next one afterwards."""
    gone = attrs.evolve(ANI, away_days=frozenset(DAYS))
    sleepers = [attrs.evolve(who, away_parts=frozenset({"night"})) for who in (BUDI, CITRA)]

    assert shortages(asked(gone, *sleepers)) == [
        "ani: the free slots hold only 0 of 13 contacts",
        "night: nobody is free",
    ]


def test_a_team_with_nobody_but_its_leader_is_named() -> None:
    """Another contacter, or leave to test the own team: both are the QCA's to decide."""
    told = shortages(asked(SARI, teams=("kenanga", "melati")))

    assert told == [
        "sari: the free slots hold only 20 of 40 contacts",
        "kenanga: there is nobody but its own team leader",
    ]


def test_a_team_leader_whose_only_team_is_the_own_one_is_named() -> None:
    """The share of a person who may take nothing is what the others would have to take."""
    told = shortages(asked(SARI, ANI, teams=("kenanga",)))

    assert told == [
        "sari: the free slots hold only 0 of 20 contacts",
        "kenanga: all but its own team leader can take only 20 of 40 contacts",
    ]


def test_where_nothing_is_certain_the_best_deal_tells_what_stayed_open() -> None:
    """Each has enough slots, each slot has somebody, and yet it cannot be dealt."""
    ani = away(ANI, "8 day", "9 day", "9 night")
    budi = away(BUDI, "9 night", "10 day")
    citra = away(CITRA, "8 night", "9 day", "9 night", "10 night")

    told = shortages(small(ani, budi, citra))

    assert told == ["2026-11-09 night: 1 found no contacter", "citra: 1 fitted no free slot"]


@pytest.mark.clause("5.2.2", kind="refusal")
@pytest.mark.parametrize("reason", [None, "", "  "])
@pytest.mark.parametrize("role", [Role.SPV, Role.TL])
def test_a_helper_without_a_reason_is_turned_away(role: Role, reason: str | None) -> None:
    """Helping is for need; the place of the missing reason is told."""
    helper = Contacter(Person("rudi", role, "melati"), helper_reason=reason)

    assert faults(asked(ANI, helper)) == ["contacters[1].helper_reason"]


@pytest.mark.clause("5.2.2", kind="refusal")
@pytest.mark.parametrize("role", [Role.QCA, Role.AGENT, Role.MANAGER])
def test_nobody_else_makes_contacts(role: Role) -> None:
    """An agent who sees a plan is no longer tested by it."""
    assert faults(asked(ANI, Contacter(Person("x", role)))) == ["contacters[1].person.role"]


@pytest.mark.parametrize(
    "name, value",
    [
        ("minimum", 0),
        ("minimum", True),
        ("minimum", 40.0),
        ("per_cell", 0),
        ("seed", "x"),
        ("oversampling", 1.25),
        ("oversampling", Fraction(9, 10)),
        ("oversampling", True),
        ("day_parts", ()),
        ("day_parts", ("morning", "morning")),
        ("scenarios", ()),
        ("scenarios", ((1, "billing"), (1, "refund"))),
        ("contacters", ()),
        ("contacters", (ANI, ANI)),
        ("teams", ("kenanga", "kenanga")),
    ],
)
def test_a_faulty_field_is_named(name: str, value: object) -> None:
    """The path is what the caller wrote, so that it can be put right there."""
    assert faults(asked(**{name: value})) == [name]


@pytest.mark.parametrize("row", [(0, "billing"), (True, "billing"), (1, " ")])
def test_a_scenario_has_a_number_and_a_reason(row: tuple[int, str]) -> None:
    """A contact points at its scenario by number."""
    assert faults(asked(scenarios=((7, "refund"), row))) == ["scenarios[1]"]


def test_an_absence_in_an_unknown_day_part_is_a_slip() -> None:
    """A mistyped code would plan contacts into somebody's leave."""
    slips = away(attrs.evolve(BUDI, away_parts=frozenset({"nigth"})), "9 nacht")

    assert faults(asked(ANI, slips)) == ["contacters[1].away_parts", "contacters[1].away"]


def test_an_absence_outside_the_window_is_none_of_its_business() -> None:
    """A leave may begin before week II and end after it."""
    on_leave = attrs.evolve(ANI, away_days=frozenset({date(2026, 11, 1)}))

    assert len(make_plan(asked(on_leave))) == 40


def test_a_team_leader_whose_team_is_unknown_cannot_be_kept_from_it() -> None:
    """A rule that cannot be checked is not taken as kept."""
    unknown = attrs.evolve(SARI, person=Person("sari", Role.TL))

    assert faults(asked(ANI, unknown, teams=("kenanga",))) == ["contacters[1].person.team"]
    assert len(make_plan(asked(ANI, unknown))) == 40


def test_all_faults_come_at_once() -> None:
    """Ten round trips for ten slips teach people to work around the tool."""
    helper = Contacter(Person("rudi", Role.SPV))

    found = faults(asked(helper, minimum=0, oversampling=Fraction(1, 2), teams=("a", "a")))

    assert found == ["minimum", "oversampling", "teams", "contacters[0].helper_reason"]
