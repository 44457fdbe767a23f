"""At least once a month, over a range of months: W-10 4.2 (A4)."""

from datetime import UTC, date, datetime

import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from tests.months import AGENT, BUDI, DEWI, RANKING, Month, S, nov, policy, scenario

ALL = ("2026-08", "2026-12")


def live(program: ms.Program, period: str, *, unit: str = "malang", contacts: int = 4) -> str:
    """Live a month of four contacts in `period` until its contacts are made; return its id."""
    month = ms.Period.parse(period)

    def at(day: int, hour: int = 9) -> datetime:
        return datetime(month.year, month.month, day, hour, tzinfo=UTC)

    cycle = program.open_cycle(unit=unit, period=month, by=DEWI, at=at(1)).id
    reasons = ms.ReasonRanking(month.previous, RANKING.reasons, "export.csv")
    parts = ("morning", "noon", "afternoon", "night")
    plan = [ms.PlannedContact(1, date(month.year, month.month, 9), p, BUDI) for p in parts]
    texts = (scenario(f"r{n}") for n in range(5))
    for command in (ms.CollectReasons(reasons), ms.SelectMaterial(), *map(ms.DraftScenario, texts)):
        program.execute(cycle, command, by=DEWI, at=at(2))
    for command in (ms.ApproveScenarios(), ms.PlanContacts(plan[:contacts]), ms.AssignContacts()):
        program.execute(cycle, command, by=DEWI, at=at(4))
    program.execute(cycle, ms.StartExecution(), by=DEWI, at=at(8))
    for number in range(1, contacts + 1):
        made = ms.PerformContact(number, at(9, 9 + number), AGENT)
        program.execute(cycle, made, by=BUDI, at=at(9, 20))
    return cycle


@pytest.fixture
def program() -> ms.Program:
    """Return a program that asks for four contacts a month."""
    return ms.open_program("memory:", policy=policy(minimum_samples=4))


def occurrence(
    program: ms.Program, *, as_of: datetime, unit: str = "malang"
) -> ms.MonthlyOccurrence:
    """Return indicator 4.2 from August to December."""
    return program.monthly_occurrence(unit=unit, first=ALL[0], last=ALL[1], as_of=as_of)


@pytest.mark.clause("4.2", kind="story")
def test_missing_months_are_listed_and_coming_ones_are_pending(program: ms.Program) -> None:
    """The year's table a manager asks for: what was done, what was left out, what is to come."""
    for period in ("2026-08", "2026-10"):
        live(program, period)

    found = occurrence(program, as_of=nov(15))

    assert [(str(row.period), row.status.value) for row in found.rows] == [
        ("2026-08", "met"),
        ("2026-09", "not_met"),
        ("2026-10", "met"),
        ("2026-11", "pending"),
        ("2026-12", "pending"),
    ]
    assert found.missing == (ms.Period(2026, 9),)
    assert found.status is ms.Status.NOT_MET


@pytest.mark.clause("4.2", kind="story")
def test_a_range_without_a_gap_is_met(program: ms.Program) -> None:
    """Each row names the cycle that counts and how many contacts it had."""
    cycles = [live(program, f"2026-{month:02}") for month in (8, 9, 10, 11, 12)]

    found = occurrence(program, as_of=nov(62))

    assert (found.status, found.missing) == (ms.Status.MET, ())
    assert [(row.cycle, row.contact_count) for row in found.rows] == [(row, 4) for row in cycles]


@pytest.mark.clause("4.2", kind="refusal")
def test_a_cancelled_cycle_does_not_count(program: ms.Program) -> None:
    """Beginning a month is not carrying it out."""
    cycle = live(program, "2026-11")

    program.execute(cycle, ms.Cancel("the unit was closed"), by=DEWI, at=nov(20))

    found = program.monthly_occurrence(
        unit="malang", first="2026-11", last="2026-11", as_of=nov(31)
    )
    assert (found.rows[0].status, found.rows[0].cycle) == (ms.Status.NOT_MET, None)


@pytest.mark.clause("4.2", kind="story")
def test_a_month_cancelled_and_done_again_counts(program: ms.Program) -> None:
    """A false start must not cost the unit its month."""
    first = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))
    program.execute(first.id, ms.Cancel("wrong scorecard"), by=DEWI, at=nov(1))

    second = live(program, "2026-11")

    found = occurrence(program, as_of=nov(20))
    assert second == "malang/2026-11/2"
    assert (found.rows[3].status, found.rows[3].cycle) == (ms.Status.MET, second)


@pytest.mark.clause("4.2", kind="refusal")
def test_an_open_cycle_without_a_contact_does_not_count(program: ms.Program) -> None:
    """Paper alone reached no agent."""
    program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    row = occurrence(program, as_of=nov(31)).rows[3]

    assert (row.status, row.cycle, row.contact_count) == (
        ms.Status.NOT_MET,
        "malang/2026-11",
        0,
    )


def test_another_units_month_does_not_count(program: ms.Program) -> None:
    """Every site has its own indicator, also where one name begins like another."""
    live(program, "2026-11", unit="malang-2")

    assert occurrence(program, as_of=nov(20)).rows[3].status is ms.Status.PENDING
    assert occurrence(program, as_of=nov(20), unit="malang-2").rows[3].status is ms.Status.MET


def test_the_table_as_of_a_past_day_shows_what_was_true_then(program: ms.Program) -> None:
    """Last quarter's report must be reproducible."""
    live(program, "2026-11")

    assert occurrence(program, as_of=nov(0)).rows[3].cycle is None
    assert occurrence(program, as_of=nov(8)).rows[3].status is ms.Status.PENDING
    assert occurrence(program, as_of=nov(10)).rows[3].status is ms.Status.MET


def test_voided_contacts_do_not_make_a_month(program: ms.Program) -> None:
    """What was taken out of the month did not take place in it."""
    cycle = live(program, "2026-11")

    for number in (1, 2, 3, 4):
        program.execute(cycle, ms.VoidContact(number, "recognised"), by=DEWI, at=nov(10))

    assert occurrence(program, as_of=nov(31)).rows[3].status is ms.Status.NOT_MET


@pytest.mark.parametrize("as_of, status", [(nov(30, 23), "pending"), (nov(31, 0), "not_met")])
def test_a_month_is_missing_from_the_first_minute_of_the_next(
    program: ms.Program, as_of: datetime, status: str
) -> None:
    """The site's clock ends the month."""
    assert occurrence(program, as_of=as_of).rows[3].status.value == status


def test_a_range_that_ends_before_it_begins_is_misuse(program: ms.Program) -> None:
    """An empty table would read as "nothing is missing"."""
    with pytest.raises(ms.InvalidValue) as caught:
        program.monthly_occurrence(unit="malang", first="2026-12", last="2026-11", as_of=nov(1))

    assert caught.value.path == "last"


def test_without_any_policy_nobody_can_tell_the_day() -> None:
    """A viewer that guessed UTC would call a month missing seven hours early or late."""
    with pytest.raises(ms.InvalidValue):
        ms.Program(MemoryLog()).monthly_occurrence(
            unit="malang", first="2026-11", last="2026-11", as_of=nov(1)
        )


@pytest.mark.parametrize(
    "reading, met_from",
    [
        (ms.Occurrence.PERFORMED, nov(8, 12)),
        (ms.Occurrence.REPORTED, nov(18, 12)),
        (ms.Occurrence.CLOSED, nov(23, 12)),
    ],
)
@pytest.mark.clause("4.2", kind="story")
def test_a_month_counts_when_it_was_performed_reported_or_closed_in_it(
    reading: ms.Occurrence, met_from: datetime
) -> None:
    """A4: how far the month must have come is the site's reading."""
    month = Month.of_four(occurrence=reading).to(S.CLOSED)
    days = [nov(8, 7), nov(8, 12), nov(18, 12), nov(23, 12)]

    found = [month.statuses("4.2", as_of=day) for day in days]

    assert found == [["met"] if day >= met_from else ["pending"] for day in days]


def test_a_report_of_the_next_month_is_too_late_for_a_site_that_counts_reports() -> None:
    """A4, second reading, from its other side."""
    month = Month.of_four(occurrence=ms.Occurrence.REPORTED).to(S.RECAPITULATED)
    month.now = nov(31)
    report = ms.PublishReport(tuple(ms.Recommendation(kpi, "a", "b") for kpi in ms.Kpi))

    month.do(report)

    assert month.statuses("4.2", as_of=nov(31)) == ["not_met"]
