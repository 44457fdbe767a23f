"""Laws of recap, KPIs, coaching and hand-over: W-10 2.2, 5.4, 5.5 and 5.6.2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta, timezone
from fractions import Fraction
from functools import reduce
from itertools import product

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    Dimension,
    Figure,
    Kpi,
    Parameter,
    Policy,
    Recommendation,
    TargetBasis,
    Trigger,
    ZeroOnSolution,
)
from mystery_shopping.rules import Status, follow_ups_due, make_recap, nonconformities, samples
from mystery_shopping.values import Person, Share, Vector
from mystery_shopping.workflow import commands as c
from tests.strategies import (
    NOVEMBER,
    QCA,
    SMALL_CARD,
    SPV,
    Month,
    cycles,
    small_policy,
    small_program,
)

JAKARTA = timezone(timedelta(hours=7))
quick = settings(max_examples=40)
mostly_accepted = (*([ContactState.ACCEPTED] * 8), *ContactState)


def marks(contact: Contact, card_codes: Iterable[str]) -> dict[str, int]:
    """Return the marks of a contact's form by code, what does not apply left out."""
    form = contact.form
    assert form is not None
    places = enumerate(card_codes)
    return {code: form.marks >> n & 1 for n, code in places if not form.skipped >> n & 1}


def counted(cycle: Cycle, key: Callable[[Contact, Parameter], str]) -> dict[str, tuple[int, int]]:
    """Count ones and marks over the samples, one by one, into the groups `key` names."""
    groups: dict[str, list[int]] = defaultdict(list)
    for contact in samples(cycle):
        given = marks(contact, cycle.scorecard.codes)
        for row in cycle.scorecard.parameters:
            if row.code in given:
                groups[key(contact, row)].append(given[row.code])
    return {name: (sum(found), len(found)) for name, found in groups.items()}


def told(figures: Iterable[Figure]) -> dict[str, tuple[int, int]]:
    """Return ones and count of the lines of a recap that rest on a mark."""
    rows = {row.key: (row.share.ones, row.share.count) for row in figures}
    return {name: figure for name, figure in rows.items() if figure[1]}


# The recap.


@pytest.mark.clause("2.2", kind="law")
@quick
@given(cycles(states=mostly_accepted))
def test_every_grouping_of_the_recap_adds_up_to_its_total(cycle: Cycle) -> None:
    """A picture of quality whose parts do not make the whole leads improvement astray."""
    recap = make_recap(cycle)

    groupings = (
        recap.parameters,
        recap.dimensions,
        recap.day_parts,
        recap.reasons,
        recap.contacters,
        recap.agents,
    )
    for figures in groupings:
        assert reduce(Share.plus, (row.share for row in figures), Share(0, 0)) == recap.total
    for figures in groupings[2:]:
        assert sum(row.form_count for row in figures) == recap.sample_count


@pytest.mark.clause("5.4.1", kind="law")
@quick
@given(cycles(states=mostly_accepted))
def test_each_line_of_the_recap_is_what_counting_the_forms_gives(cycle: Cycle) -> None:
    """A QCA with paper and pencil must come to the same figures."""
    recap = make_recap(cycle)

    assert told(recap.parameters) == counted(cycle, lambda _, row: row.code)
    assert told(recap.dimensions) == counted(cycle, lambda _, row: row.dimension)
    assert told(recap.agents) == counted(cycle, lambda contact, _: id_of(contact.agent))
    assert told(recap.contacters) == counted(cycle, lambda contact, _: id_of(contact.contacter))
    assert told(recap.reasons) == counted(cycle, lambda contact, _: f"r{contact.plan.scenario - 1}")


def id_of(person: Person | None) -> str:
    """Return who somebody is."""
    assert person is not None
    return person.id


def kpi_law(kpi: Kpi, cycle: Cycle) -> None:
    """Hold one KPI of the recap against the parameters that count to it (A11)."""
    own = {
        "solution": "solution_accuracy",
        "attitude": "courtesy",
        "communication": "communication",
    }
    by_hand = counted(cycle, lambda _, row: row.kpi or own.get(row.dimension, "none"))

    assert told(make_recap(cycle).kpis).get(kpi) == by_hand.get(kpi)


@pytest.mark.clause("5.4.1.1", kind="law")
@quick
@given(cycles(states=mostly_accepted))
def test_solution_accuracy_is_the_share_of_ones_on_its_parameters(cycle: Cycle) -> None:
    """The customer got the right answer or did not: nothing else belongs into this figure."""
    kpi_law(Kpi.SOLUTION_ACCURACY, cycle)


@pytest.mark.clause("5.4.1.2", kind="law")
@quick
@given(cycles(states=mostly_accepted))
def test_courtesy_is_the_share_of_ones_on_its_parameters(cycle: Cycle) -> None:
    """A polite wrong answer is polite, and counts here and not above."""
    kpi_law(Kpi.COURTESY, cycle)


@pytest.mark.clause("5.4.1.3", kind="law")
@quick
@given(cycles(states=mostly_accepted))
def test_communication_is_the_share_of_ones_on_its_parameters(cycle: Cycle) -> None:
    """Clear speech is measured apart from what was said."""
    kpi_law(Kpi.COMMUNICATION, cycle)


@pytest.mark.clause("5.4.1.1", kind="law")
@pytest.mark.clause("5.4.1.2", kind="law")
@pytest.mark.clause("5.4.1.3", kind="law")
@quick
@given(st.lists(st.sampled_from(Kpi), max_size=4))
def test_a_report_speaks_once_of_each_kpi_or_is_refused_for_those_it_does_not(
    spoken: list[Kpi],
) -> None:
    """A report silent on courtesy would read as if courtesy were fine."""
    month = Month(small_program()).up_to("recapitulated")
    command = c.PublishReport(tuple(Recommendation(kpi, "a", "b") for kpi in spoken))

    unmet = month.program.check(month.id, command, by=QCA, at=month.clock)

    assert {row.clause for row in unmet} == {kpi.clause for kpi in Kpi if spoken.count(kpi) != 1}


# Rule 5.5.


SERVICE = (Dimension.PROCESS, Dimension.ATTITUDE, Dimension.COMMUNICATION)
# The groups of dimensions of one form that are held against the target, by each reading of A10.
GROUPS: dict[TargetBasis, list[tuple[Dimension, ...]]] = {
    TargetBasis.COMBINED: [SERVICE],
    TargetBasis.EACH: [(dimension,) for dimension in SERVICE],
    TargetBasis.AGENT_MEAN: [],
}


def zero_by_hand(policy: Policy, rows: dict[Parameter, int]) -> bool:
    """Tell whether a form has "zero on the solution dimension", by each reading of A10."""
    solution = [mark for row, mark in rows.items() if row.dimension is Dimension.SOLUTION]
    match policy.zero_on_solution:
        case ZeroOnSolution.DIMENSION:
            return bool(solution) and sum(solution) == 0
        case ZeroOnSolution.ANY_PARAMETER:
            return 0 in solution
        case ZeroOnSolution.CRITICAL_PARAMETER:
            return any(mark == 0 for row, mark in rows.items() if row.critical)


def share_by_hand(rows: Iterable[dict[Parameter, int]], of: Iterable[Dimension]) -> Fraction | None:
    """Return the share of ones over some forms' parameters, `None` when none applies."""
    wanted = set(of)
    found = [mark for form in rows for row, mark in form.items() if row.dimension in wanted]
    return Fraction(sum(found), len(found)) if found else None


def below(share: Fraction | None, policy: Policy) -> bool:
    """Tell whether a share there is lies below the target."""
    return share is not None and share < policy.qm_target / 100


def due_by_hand(cycle: Cycle) -> dict[str, tuple[set[int], set[Trigger]]]:
    """Return who is to be coached, for which contacts and why, form by form with fractions."""
    policy = cycle.policy
    by_agent: dict[str, dict[int, dict[Parameter, int]]] = defaultdict(dict)
    for contact in samples(cycle):
        assert contact.agent is not None
        given = marks(contact, cycle.scorecard.codes)
        by_agent[contact.agent.id][contact.number] = {
            row: given[row.code] for row in cycle.scorecard.parameters if row.code in given
        }
    found: dict[str, tuple[set[int], set[Trigger]]] = {}
    for agent, forms in by_agent.items():
        mean_below = policy.target_basis is TargetBasis.AGENT_MEAN and below(
            share_by_hand(forms.values(), SERVICE), policy
        )
        for number, form in forms.items():
            why = set()
            if zero_by_hand(policy, form):
                why.add(Trigger.ZERO_ON_SOLUTION)
            shares = [share_by_hand([form], group) for group in GROUPS[policy.target_basis]]
            if mean_below or any(below(share, policy) for share in shares):
                why.add(Trigger.SERVICE_BELOW_TARGET)
            if why:
                numbers, triggers = found.setdefault(agent, (set(), set()))
                numbers.add(number)
                triggers |= why
    return found


READINGS = list(product(ZeroOnSolution, TargetBasis))


@pytest.mark.clause("5.5", kind="law")
@pytest.mark.parametrize("zero, basis", READINGS)
@settings(max_examples=25)
@given(st.data())
def test_follow_ups_are_for_exactly_the_agents_and_forms_the_rule_names(
    zero: ZeroOnSolution, basis: TargetBasis, data: st.DataObject
) -> None:
    """One agent too many is an injustice, one too few leaves customers with wrong answers."""
    target = data.draw(st.sampled_from([0, 50, 60, 75, 80, 100]) | st.integers(0, 100))
    policy = small_policy(qm_target=target, zero_on_solution=zero, target_basis=basis)
    cycle = data.draw(cycles(policy=policy, states=mostly_accepted))

    due = follow_ups_due(cycle)

    assert {row.agent.id: (set(row.contacts), set(row.triggers)) for row in due} == due_by_hand(
        cycle
    )
    assert [row.number for row in due] == list(range(1, len(due) + 1))
    assert [row.agent.id for row in due] == sorted(row.agent.id for row in due)
    assert all(row.state == "opened" for row in due)


@pytest.mark.clause("5.5", kind="law")
@quick
@given(st.dictionaries(st.integers(1, 4), st.sets(st.sampled_from(SMALL_CARD.codes))))
def test_publishing_the_report_opens_the_follow_ups_and_closing_waits_for_them(
    zeros: dict[int, set[str]],
) -> None:
    """A report that nobody acts on does not help the agent on the next call."""
    typed = {number: sorted(codes) for number, codes in zeros.items()}
    month = Month(small_program(), zeros=typed).up_to("reported")
    month.hand_over()
    bad = {
        n for n, codes in zeros.items()
        if {"answer", "action"} <= codes or codes & {"greeting", "courtesy", "clarity"}
    }  # fmt: skip

    opened = {number for row in month.cycle.follow_ups for number in row.contacts}
    unmet = month.program.check(month.id, c.Close(), by=QCA, at=month.clock)

    assert opened == bad
    assert {row.clause for row in unmet} == ({"5.5"} if bad else set())
    assert month.up_to("closed").cycle.state == "closed"


# 5.6.2: the hand-over.


@pytest.mark.clause("5.6.2", kind="law")
@quick
@given(
    st.dictionaries(st.integers(1, 4), st.sets(st.sampled_from(SMALL_CARD.codes), max_size=2)),
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(SMALL_CARD.codes)), max_size=3),
)
def test_what_is_handed_over_is_every_nonconformity_of_the_contacters_and_of_the_analyst(
    zeros: dict[int, set[str]], noted: list[tuple[int, str]]
) -> None:
    """What gets lost between contacter, analyst, supervisor and team leader is never put right."""
    typed = {number: sorted(codes) for number, codes in zeros.items()}
    month = Month(small_program(), zeros=typed).up_to("executing")
    for number, code in noted:
        month.do(c.NoteNonconformity(number, code, "seen by the QCA", "so"))
    month.up_to("reported")
    count = len(noted) + sum(map(len, zeros.values()))

    recap = month.cycle.recap
    assert recap is not None
    assert len(recap.nonconformities) == count
    assert [
        (row.contact, row.parameter) for row in recap.nonconformities[count - len(noted) :]
    ] == noted
    assert recap.nonconformities == nonconformities(month.cycle)

    def status() -> Status:
        return month.program.verdict(month.id, as_of=month.clock).row("5.6.2").status

    done = Status.MET if count == 0 else Status.PENDING
    refused = month.program.check(month.id, c.PassOnNonconformities(), by=SPV, at=month.clock)
    assert {row.name for row in refused} == {"not_handed_over_yet"}
    assert status() is done
    month.do(c.HandOverNonconformities())
    assert status() is done
    month.do(c.PassOnNonconformities(), by=SPV)
    assert status() is Status.MET


@quick
@given(cycles(states=mostly_accepted))
def test_a_recap_does_not_depend_on_the_order_people_handed_in(cycle: Cycle) -> None:
    """Two QCAs who accept the same forms in another order must print the same report."""
    turned = [
        attrs.evolve(row, number=place)
        for place, row in enumerate(reversed(list(cycle.contacts)), 1)
    ]
    other = attrs.evolve(cycle, contacts=Vector.of(turned))

    one, two = make_recap(cycle), make_recap(other)

    assert attrs.evolve(one, nonconformities=()) == attrs.evolve(two, nonconformities=())
    assert cycle.period == NOVEMBER
