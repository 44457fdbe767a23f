"""Laws of the document, its verdict, its deviations and its records: W-10 1, 4.1, 6 and 7."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mystery_shopping.errors import InvalidValue
from mystery_shopping.memory import MemoryLog
from mystery_shopping.model import (
    ContactState,
    Cycle,
    CycleState,
    Deviation,
    Policy,
    RetentionFrom,
    Scorecard,
)
from mystery_shopping.rules import MECHANISM, Status, judge
from mystery_shopping.service import Program
from mystery_shopping.values import CLAUSES, DOCUMENT, REVISION, ClauseKind, Vector
from tests.property.drawn_values import policies, week_rules
from tests.strategies import (
    MANAGER,
    NOVEMBER,
    QCA,
    SMALL_CARD,
    Month,
    cycles,
    in_phase,
    scorecards,
    small_policy,
    small_program,
)

quick = settings(max_examples=40, suppress_health_check=list(HealthCheck))
MONTH_DAYS = st.dates(date(2026, 10, 20), date(2027, 1, 10))


def noon(day: date) -> datetime:
    """Return an instant in the middle of a day at the site."""
    return datetime.combine(day, time(5), tzinfo=UTC)


# 1 and 7: the document and its revision.


@pytest.mark.clause("1", kind="law")
@pytest.mark.clause("7", kind="law")
@quick
@given(policies(), scorecards())
def test_a_cycle_carries_its_document_revision_policy_and_form_through_the_log(
    policy: Policy, card: Scorecard
) -> None:
    """Which text a month was judged by must be read from its record, not from today's settings."""
    log = MemoryLog()
    period = NOVEMBER
    try:
        policy.week_rule.weeks(period)
    except InvalidValue:
        policy = attrs.evolve(policy, week_rule=small_policy().week_rule)
    opened = Program(log, policy=policy, scorecard=card).open_cycle(
        unit="malang", period=period, by=QCA, at=noon(date(2026, 11, 1))
    )

    elsewhere = Program(log, policy=small_policy(name="tomorrow's")).cycle(opened.id)

    assert elsewhere == opened
    assert (elsewhere.policy, elsewhere.scorecard) == (policy, card)
    assert elsewhere.policy.document_revision == REVISION == "02"
    assert elsewhere.weeks == policy.week_rule.weeks(period)


@pytest.mark.clause("7", kind="law")
@given(st.text(max_size=4).filter(lambda text: text != REVISION))
def test_a_policy_for_any_other_revision_is_refused(revision: str) -> None:
    """Checks written for revision 02 prove nothing about another text."""
    with pytest.raises(InvalidValue):
        small_policy(document_revision=revision)


@pytest.mark.clause("1", kind="law")
def test_every_clause_has_a_parent_in_the_document_and_a_title_in_both_languages() -> None:
    """A number in a verdict must lead a reader to the paper it stands for."""
    assert DOCUMENT == "IN.QCC.TELK.W-10"
    for number, clause in CLAUSES.items():
        assert clause.number == number
        assert clause.parent is None or CLAUSES[clause.parent].kind in {
            ClauseKind.HEADING,
            ClauseKind.STEP,
        }
        assert clause.title.id
        assert clause.title.en


@pytest.mark.clause("1", kind="law")
@quick
@given(cycles(card=SMALL_CARD), st.sampled_from(CycleState), MONTH_DAYS)
def test_a_verdict_has_one_row_for_each_clause_of_sections_4_5_and_6_in_their_order(
    cycle: Cycle, state: CycleState, day: date
) -> None:
    """A clause that a verdict leaves out would be one nobody has to keep."""
    verdict = judge(_in(cycle, state), noon(day))

    assert [row.clause for row in verdict.rows] == [n for n in CLAUSES if n[0] in "456"]
    for row in verdict.rows:
        assert row.sentence.id
        assert row.sentence.en


def _in(cycle: Cycle, state: CycleState) -> Cycle:
    return in_phase(cycle, state, last_at=noon(date(2026, 11, 30)))


# 4.1: the conjunction, and deviations.


ORDER = ("not_met", "pending", "unverifiable", "deviated", "met")


@st.composite
def judged(draw: st.DrawFn) -> tuple[Cycle, datetime]:
    """Draw a cycle in any state, and the day it is judged on."""
    cycle = draw(cycles(card=SMALL_CARD, states=(*([ContactState.ACCEPTED] * 6), *ContactState)))
    return _in(cycle, draw(st.sampled_from(CycleState))), noon(draw(MONTH_DAYS))


@pytest.mark.clause("4.1", kind="law")
@settings(max_examples=50)
@given(judged())
def test_4_1_is_the_worst_of_the_mechanism_checks_and_green_only_when_all_are(
    drawn: tuple[Cycle, datetime],
) -> None:
    """A month "as the mechanism says" in all but one point is not as the mechanism says."""
    verdict = judge(*drawn)

    checks = [verdict.row(check.clause).status for check in MECHANISM]
    worst = min(checks, key=ORDER.index)

    assert verdict.row("4.1").status == worst
    assert (verdict.row("4.1").status is Status.MET) == (set(checks) == {Status.MET})
    for number, clause in CLAUSES.items():
        if clause.kind is ClauseKind.HEADING and number[0] in "45":
            below = [
                row.status
                for row in verdict.rows
                if row.clause.startswith(f"{number}.") and not row.is_heading
            ]
            assert verdict.row(number).status == min(below, key=ORDER.index)


@pytest.mark.clause("4.1", kind="law")
@settings(max_examples=50)
@given(judged(), st.sets(st.sampled_from([check.clause for check in MECHANISM])), st.booleans())
def test_a_deviation_never_turns_a_red_check_green(
    drawn: tuple[Cycle, datetime],
    clauses: set[str],
    approved: bool,  # noqa: FBT001 - drawn
) -> None:
    """A concession lets the month go on; the record still shows what was not met."""
    cycle, at = drawn
    signed = MANAGER if approved else None
    rows = [
        Deviation(n, clause, "1", "0", "so", "better", QCA, None, signed)
        for n, clause in enumerate(sorted(clauses), 1)
    ]
    before = judge(cycle, at)

    after = judge(attrs.evolve(cycle, deviations=Vector.of(rows)), at)

    for check in MECHANISM:
        was, now = before.row(check.clause), after.row(check.clause)
        waived = approved and was.status is Status.NOT_MET and check.clause in clauses
        assert now.status is (Status.DEVIATED if waived else was.status)
        assert (now.required, now.actual) == (was.required, was.actual)
        assert (now.deviation is not None) == waived
    assert (after.row("4.1").status is Status.MET) == (before.row("4.1").status is Status.MET)


@quick
@given(judged(), st.integers(0, 400))
def test_what_has_ended_is_judged_alike_on_every_later_day(
    drawn: tuple[Cycle, datetime], later: int
) -> None:
    """An audit next year must find the verdict of this year."""
    cycle, at = drawn
    if cycle.state.is_final:
        one, other = judge(cycle, at), judge(cycle, at + timedelta(days=later))

        for row, again in zip(one.rows, other.rows, strict=True):
            assert again.status is row.status
            assert row.status is not Status.PENDING


# 6: the records.


def kept_until(closed: datetime, reading: RetentionFrom) -> str:
    """Return the day in the verdict on a month that was closed at an instant."""
    policy = small_policy(retention_from=reading)
    cycle = in_phase(Month(small_program()).cycle, CycleState.CLOSED, policy=policy, last_at=closed)
    row = judge(cycle, closed + timedelta(days=1)).row("6")
    assert row.status is Status.MET
    return row.actual.en.removeprefix("kept until ")


@pytest.mark.clause("6", kind="law")
@given(st.dates(date(2000, 1, 1), date(2400, 12, 31)))
def test_records_are_kept_until_the_same_day_three_years_on(closed: date) -> None:
    """A day too early is a record destroyed while it still had to be shown."""
    leap_day = (closed.month, closed.day) == (2, 29)

    until = date.fromisoformat(kept_until(noon(closed), RetentionFrom.CLOSING))

    assert until.year == closed.year + 3
    assert (until.month, until.day) == ((2, 28) if leap_day else (closed.month, closed.day))


@pytest.mark.clause("6", kind="law")
def test_a_month_closed_on_29_february_is_kept_until_the_28th() -> None:
    """No year three after a leap year is one: the day must not be lost, nor run on into March."""
    leap_years = [year for year in range(2000, 2400) if calendar.isleap(year)]

    for year in leap_years:
        until = kept_until(noon(date(year, 2, 29)), RetentionFrom.CLOSING)
        assert until == f"{year + 3}-02-28"


@pytest.mark.clause("6", kind="law")
@given(st.dates(date(2000, 1, 1), date(2400, 12, 31)))
def test_by_the_year_records_are_kept_until_its_last_day_three_years_on(closed: date) -> None:
    """Archives are emptied once a year; this reading never keeps shorter than the other (A16)."""
    until = kept_until(noon(closed), RetentionFrom.YEAR_END)

    assert until == f"{closed.year + 3}-12-31"
    assert until >= kept_until(noon(closed), RetentionFrom.CLOSING)


@quick
@given(week_rules)
def test_a_cycle_takes_its_windows_from_its_own_policy(rule: object) -> None:
    """A rule changed in the middle of a month must not move the month's weeks."""
    program = small_program(week_rule=rule)
    try:
        expected = small_policy(week_rule=rule).week_rule.weeks(NOVEMBER)
    except InvalidValue:
        with pytest.raises(InvalidValue):
            Month(program)
        return
    month = Month(program)

    program.policy = small_policy()

    assert month.cycle.weeks == expected
