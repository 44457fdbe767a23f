"""What W-10 leaves open about weeks, samples, material and routes: A1 to A9."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest

import mystery_shopping as ms
from tests.months import (
    AGENT,
    BUDI,
    DEWI,
    KINDS,
    RANKING,
    SARI,
    Month,
    S,
    even_plan,
    facts,
    nov,
    policy,
)

FIRST = even_plan(1)[0]
EXPLICIT = ms.ExplicitDates(
    ((ms.Period(2026, 11), ms.Weeks(
        ms.Window(date(2026, 11, 2), date(2026, 11, 6)),
        ms.Window(date(2026, 11, 9), date(2026, 11, 13)),
    )),)
)  # fmt: skip
ROWS = ms.CalendarRows


@pytest.mark.clause("5.2.1.3", kind="story")
@pytest.mark.parametrize(
    "rule, first, last",
    [
        (ms.FixedDays(), 8, 14),
        (ms.FixedDays((1, 10), (11, 20)), 11, 20),
        (ROWS(min_days=1), 2, 8),
        (ROWS(min_days=4), 9, 15),
        (ROWS(min_days=7), 9, 15),
        (ROWS(first_weekday=6), 8, 14),
        (EXPLICIT, 9, 13),
    ],
)
def test_a1_the_week_rule_decides_which_days_may_be_planned(
    rule: ms.WeekRule, first: int, last: int
) -> None:
    """Four sane people circle four different weeks on the wall calendar."""
    month = Month(reading=policy(week_rule=rule)).do(
        ms.CollectReasons(RANKING), ms.SelectMaterial()
    )
    month.deviate("5.2.1.1").to(S.SCENARIOS_READY)
    days = {attrs.evolve(FIRST, on=date(2026, 11, day)): day for day in range(1, 31)}

    refused = {
        row.path
        for row in month.program.check(month.id, ms.PlanContacts(tuple(days)), by=DEWI, at=nov(5))
    }

    inside = [
        day for place, day in enumerate(days.values()) if f"contacts[{place}].on" not in refused
    ]
    assert inside == list(range(first, last + 1))


def test_a1_a_month_that_is_not_written_down_cannot_be_opened() -> None:
    """With explicit dates, a forgotten month is found before the work and not after."""
    program = ms.open_program("memory:", policy=policy(week_rule=EXPLICIT))

    with pytest.raises(ms.InvalidValue) as caught:
        program.open_cycle(unit="malang", period="2026-12", by=DEWI, at=nov(31))

    assert (caught.value.path, program.cycles()) == ("week_rule.months", ())


@pytest.mark.clause("5.3.1", kind="story")
@pytest.mark.parametrize(
    "table, status",
    [(ms.DayPartTable.standard(), "pending"), (ms.DayPartTable.cldr(), "not_met")],
    ids=["standard", "cldr"],
)
def test_a2_half_past_ten_is_morning_for_one_site_and_noon_for_another(
    table: ms.DayPartTable, status: str
) -> None:
    """A contact planned for the morning is on time or off plan by the site's own table."""
    month = Month(reading=policy(day_parts=table)).to(S.EXECUTING)

    month.do(ms.PerformContact(1, nov(8, 10, 30), AGENT), by=BUDI, at=nov(8, 11))

    assert month.statuses("5.3.1", as_of=nov(8, 12)) == [status]


@pytest.mark.clause("5.2.1.3", kind="story")
@pytest.mark.parametrize(
    "start, inside", [(time(0), 3), (time(5), 4)], ids=["midnight", "five in the morning"]
)
def test_a2_the_start_of_the_business_day_keeps_the_small_hours_in_the_week(
    start: time, inside: int
) -> None:
    """The night shift of the 14th ends on the 15th; to a site that counts so it is one night."""
    table = ms.DayPartTable.standard(business_day_start=start)
    month = Month.of_four(day_parts=table).to(S.EXECUTING).perform(1, 2, 3).deviate("5.2.1.3")
    month.do(ms.PerformContact(4, nov(15, 0, 30), AGENT), by=BUDI, at=nov(15, 1))

    recap = month.do(ms.FinishExecution(), at=nov(15)).to(S.RECAPITULATED).cycle.recap

    assert recap is not None
    assert (recap.sample_count, recap.in_window_count) == (4, inside)


@pytest.mark.parametrize(
    "zone, found",
    [("Asia/Jakarta", ["MS351"]), ("Asia/Makassar", []), ("Asia/Jayapura", [])],
)
@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_a3_the_clock_is_that_of_the_answering_site(zone: str, found: list[str]) -> None:
    """At 23:30 in Jakarta week II has begun in Makassar already."""
    month = Month(reading=policy(timezone=zone)).to(S.ASSIGNED)
    at = datetime(2026, 11, 7, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))

    unmet = month.program.check(month.id, ms.StartExecution(), by=DEWI, at=at)

    assert [row.code for row in unmet] == found


def test_a3_a_datetime_without_a_zone_is_refused() -> None:
    """Nobody knows which midnight it would be held against."""
    month = Month()

    with pytest.raises(ms.NaiveDatetime):
        month.do(ms.CollectReasons(RANKING), at=datetime(2026, 11, 1, 9))  # noqa: DTZ001


@pytest.mark.clause("4.2", kind="story")
@pytest.mark.parametrize(
    "reading, status", [(ms.Occurrence.PERFORMED, "met"), (ms.Occurrence.CLOSED, "not_met")]
)
def test_a4_a_month_that_was_performed_but_never_closed(
    reading: ms.Occurrence, status: str
) -> None:
    """Whether the month "took place" depends on what counts as taking place."""
    month = Month.of_four(occurrence=reading).to(S.REPORTED)

    assert month.statuses("4.2", as_of=nov(31)) == [status]


@pytest.mark.clause("5.2.1.2", kind="story")
@pytest.mark.parametrize(
    "reading, samples",
    [(ms.OutsideWindow.COUNT_AND_FLAG, (4, 3)), (ms.OutsideWindow.EXCLUDE, (3, 3))],
)
def test_a5_a_contact_after_week_2_counts_and_is_flagged_or_does_not_count(
    reading: ms.OutsideWindow, samples: tuple[int, int]
) -> None:
    """Two numbers are always shown; which one is held against the forty is the site's choice."""
    month = Month.of_four(outside_window=reading, minimum_samples=3).to(S.EXECUTING)
    month.perform(1, 2, 3).deviate("5.2.1.3")
    month.do(ms.PerformContact(4, nov(15, 20), AGENT), by=BUDI, at=nov(15, 21))

    recap = month.do(ms.FinishExecution(), at=nov(15, 22)).to(S.RECAPITULATED).cycle.recap

    assert recap is not None
    assert (recap.sample_count, recap.in_window_count) == samples


@pytest.mark.clause("5.2.1.2", kind="refusal")
@pytest.mark.parametrize(
    "reading, found",
    [(ms.Shortfall.CLOSE_WITH_DEVIATIONS, []), (ms.Shortfall.BLOCK, ["MS399"])],
)
def test_a6_a_conceded_shortage_closes_the_month_or_blocks_it(
    reading: ms.Shortfall, found: list[str]
) -> None:
    """Some clients accept a signed shortage, others none."""
    month = Month.of_four(shortfall=reading).to(S.EXECUTING).perform(1, 2, 3)
    month.do(ms.VoidContact(4, "flood")).deviate("5.2.1.2").deviate("5.2.1.3")
    month.do(ms.FinishExecution(), at=nov(15)).to(S.REPORTED)

    unmet = month.program.check(month.id, ms.CloseWithDeviations(), by=DEWI, at=nov(20))

    assert [row.code for row in unmet] == found


@pytest.mark.clause("5.2.1.3", kind="refusal")
@pytest.mark.parametrize("least, found", [(1, []), (2, ["MS341"] * 4)])
def test_a7_covering_a_day_part_may_ask_for_more_than_one(least: int, found: list[str]) -> None:
    """One contact at night is a sample of one."""
    month = Month.of_four(minimum_per_day_part=least).to(S.SCENARIOS_READY)
    month.do(ms.PlanContacts(month.plan))

    unmet = month.program.check(month.id, ms.AssignContacts(), by=DEWI, at=nov(5))

    assert [row.code for row in unmet] == found


def with_traffic(**per_part: int) -> Month:
    """Return a recapitulated month of eight, read in proportion to the traffic of October."""
    traffic = tuple(per_part.items())
    reasons = (attrs.evolve(RANKING.reasons[0], day_parts=traffic), *RANKING.reasons[1:])
    month = Month(
        reading=policy(minimum_samples=8, coverage=ms.Coverage.PROPORTIONAL), plan=even_plan(8)
    )
    return month.do(ms.CollectReasons(attrs.evolve(RANKING, reasons=reasons))).do(
        ms.SelectMaterial(), at=nov(2)
    )


@pytest.mark.clause("5.2.1.3", kind="story")
@pytest.mark.parametrize(
    "traffic, status",
    [
        ({"morning": 25, "noon": 25, "afternoon": 25, "night": 25}, "met"),
        ({"morning": 70, "noon": 10, "afternoon": 10, "night": 10}, "not_met"),
        ({}, "unverifiable"),
    ],
    ids=["even", "mornings", "unknown"],
)
def test_a7_covering_in_proportion_follows_the_traffic(
    traffic: dict[str, int], status: str
) -> None:
    """Where seven of ten customers call in the morning, two of eight samples do not cover it."""
    month = with_traffic(**traffic)
    if status == "not_met":
        month.deviate("5.2.1.3")

    month.to(S.RECAPITULATED)

    row = month.program.verdict(month.id, as_of=nov(17)).row("5.2.1.3")
    assert row.status.value == ("deviated" if status == "not_met" else status)


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_a7_a_plan_that_does_not_follow_the_traffic_is_refused_at_assigning() -> None:
    """Found after the execution, it could only be conceded; found before, it can be planned."""
    month = with_traffic(morning=70, noon=10, afternoon=10, night=10).to(S.SCENARIOS_READY)
    month.do(ms.PlanContacts(month.plan))

    unmet = month.program.check(month.id, ms.AssignContacts(), by=DEWI, at=nov(5))

    assert [row.code for row in unmet] == ["MS341"]


@pytest.mark.clause("5.1.2", kind="story")
@pytest.mark.parametrize("places, chosen", [(5, 5), (3, 3), (7, 7)])
def test_a8_how_many_reasons_are_the_largest(places: int, chosen: int) -> None:
    """A site with few products may test three reasons well instead of five badly."""
    month = Month(reading=policy(top_reasons=places)).to(S.MATERIAL_SELECTED)

    assert month.cycle.material is not None
    assert len(month.cycle.material.codes) == chosen


@pytest.mark.clause("5.1.2", kind="story")
@pytest.mark.parametrize(
    "scope, codes",
    [
        (ms.RankingScope.OVERALL, ("r0", "r1")),
        (ms.RankingScope.PER_KIND, ("r0", "r4", "r1", "r5", "r2", "r6", "r3")),
    ],
)
def test_a8_the_largest_overall_or_in_each_kind(
    scope: ms.RankingScope, codes: tuple[str, ...]
) -> None:
    """Escalated complaints are rare and hurt most; per kind they are never left out."""
    month = Month(reading=policy(ranking_scope=scope, top_reasons=2)).to(S.MATERIAL_SELECTED)

    assert month.cycle.material is not None
    assert month.cycle.material.codes == codes


@pytest.mark.clause("5.1.2", kind="refusal")
def test_a8_per_kind_a_tie_between_kinds_lets_no_kind_be_left_out() -> None:
    """Three equal reasons of two kinds: two of one kind leave the other without any."""
    even = ms.ReasonRanking(
        ms.Period(2026, 10),
        (
            ms.ReasonCount("a", 9, KINDS[0]),
            ms.ReasonCount("b", 9, KINDS[1]),
            ms.ReasonCount("c", 9, KINDS[0]),
        ),
        "export.csv",
    )
    reading = policy(ranking_scope=ms.RankingScope.PER_KIND, top_reasons=1)
    month = Month(reading=reading).do(ms.CollectReasons(even))

    assert facts(month.refused(ms.SelectMaterial(("a", "c")))) == [("MS314", "5.1.2", "codes")]


@pytest.mark.clause("5.1.2", kind="story")
def test_a8_per_kind_either_reason_of_a_tie_within_the_kind_will_do() -> None:
    """The rule of the fifth place holds for the last place of every kind."""
    tied = ms.ReasonRanking(
        ms.Period(2026, 10),
        (
            ms.ReasonCount("a", 9, KINDS[0]),
            ms.ReasonCount("b", 5, KINDS[1]),
            ms.ReasonCount("c", 5, KINDS[1]),
        ),
        "export.csv",
    )
    reading = policy(ranking_scope=ms.RankingScope.PER_KIND, top_reasons=1)
    month = Month(reading=reading).do(ms.CollectReasons(tied))

    assert month.program.check(month.id, ms.SelectMaterial(("a", "c")), by=DEWI, at=nov(2)) == ()


@pytest.mark.parametrize(
    "reading, found", [(ms.MissingKind.WARNING, []), (ms.MissingKind.ERROR, ["MS315"])]
)
@pytest.mark.clause("5.1.2", kind="refusal")
def test_a8_a_kind_without_a_reason_warns_or_stops(
    reading: ms.MissingKind, found: list[str]
) -> None:
    """The clause names four kinds; a site says how much that binds."""
    month = Month(reading=policy(missing_kind=reading, top_reasons=3))
    month.do(ms.CollectReasons(RANKING))

    unmet = month.program.check(month.id, ms.SelectMaterial(), by=DEWI, at=nov(2))

    assert [row.code for row in unmet] == found


@pytest.mark.clause("5.3.4", kind="story")
@pytest.mark.parametrize(
    "by_supervisor, contacter, state",
    [
        ({ms.Role.TL}, SARI, "with_supervisor"),
        ({ms.Role.TL}, BUDI, "with_analyst"),
        (set(), SARI, "with_analyst"),
        ({ms.Role.TL, ms.Role.QCO}, BUDI, "with_supervisor"),
    ],
)
def test_a9_whose_forms_go_by_the_supervisor(
    by_supervisor: set[ms.Role], contacter: ms.Person, state: str
) -> None:
    """A site may want every form to pass the supervisor, or none."""
    month = Month(
        reading=policy(routes_by_supervisor=frozenset(by_supervisor)),
        plan=even_plan(40, contacter),
    )
    month.to(S.EXECUTING).perform(1).evaluate(1)

    month.do(ms.SubmitForm(1), by=contacter)

    assert month.cycle.contact(1).state == state


@pytest.mark.clause("5.3.4", kind="refusal")
@pytest.mark.parametrize("day, status", [(None, "met"), (16, "met"), (15, "not_met")])
def test_a9_a_hand_in_date_is_checked_only_where_one_is_set(day: int | None, status: str) -> None:
    """The clause speaks of a date without giving one."""
    month = Month.of_four(hand_in_day=day).to(S.COLLECTING)
    month.now = nov(16, 8)
    month.evaluate(1, 2, 3, 4).hand_in(1, 2, 3, 4).accept(1, 2, 3, 4)

    assert month.statuses("5.3.4", as_of=nov(17)) == [status]


def test_every_field_of_the_policy_makes_a_difference_somewhere_here() -> None:
    """A reading without a test is a switch that may be connected to nothing."""
    told_elsewhere = {"name", "version", "document_revision", "minimum_samples"}
    source = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_policy_*.py")
    )

    fields = {field.name for field in attrs.fields(ms.Policy)} - told_elsewhere

    assert [name for name in sorted(fields) if name not in source] == []
