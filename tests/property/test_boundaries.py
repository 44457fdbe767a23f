"""Edges of days, months, years, weeks and zones: to the microsecond, over four hundred years."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import InvalidValue, Misuse, NaiveDatetime
from mystery_shopping.model import (
    Basis,
    Measure,
    Outcome,
    PlannedContact,
    ReasonCount,
    ReasonRanking,
    ScenarioText,
)
from mystery_shopping.rules import Status, slot_of, today_of
from mystery_shopping.values import (
    COMMON_READINGS,
    CalendarRows,
    DayPart,
    DayPartTable,
    ExplicitDates,
    FixedDays,
    Period,
    Share,
    WeekRule,
    Weeks,
    Window,
    from_micros,
    preview_year,
    to_micros,
    to_utc,
)
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow.commands import Order
from tests.property.drawn_values import day_part_tables
from tests.strategies import (
    AGENTS,
    LEADER,
    NOVEMBER,
    QCA,
    QCOS,
    Month,
    instants,
    periods,
    scenario,
    small_policy,
    small_program,
)

TICK = timedelta(microseconds=1)
# After four hundred years the calendar begins anew.
FOUR_CENTURIES = [Period(year, month) for year in range(2000, 2400) for month in range(1, 13)]
ROWS = [CalendarRows(first, least) for first, least in product(range(7), range(1, 8))]
RULES: list[WeekRule] = [FixedDays(), *ROWS]
MIDNIGHTS = st.sampled_from([time(0), time(5), time(23, 59, 59, 999999)])


def just_before(clock: time) -> time:
    """Return the microsecond before a time of day, around midnight."""
    return (datetime.combine(date(2026, 11, 9), clock) - TICK).time()


# Day parts.


@pytest.mark.clause("5.2.1.3", kind="law")
@given(day_part_tables())
def test_a_part_begins_with_its_first_microsecond_and_ends_before_its_last(
    table: DayPartTable,
) -> None:
    """A contact on the very edge must count to one part, and to the later one."""
    for part in table.parts:
        assert table.at(part.start) == part
        assert table.at(just_before(part.end)) == part
        assert table.at(part.end).start == part.end


@given(day_part_tables(), st.times())
def test_every_time_of_day_falls_into_exactly_one_part(table: DayPartTable, clock: time) -> None:
    """A gap would lose samples and an overlap count them twice."""

    def holds(part: DayPart) -> bool:
        if part.start < part.end:
            return part.start <= clock < part.end
        return clock >= part.start or clock < part.end

    assert [part for part in table.parts if holds(part)] == [table.at(clock)]


@pytest.mark.parametrize(
    "clock, standard, cldr",
    [
        ("00:00", "night", "morning"),
        ("04:59:59.999999", "night", "morning"),
        ("05:00", "morning", "morning"),
        ("09:59:59.999999", "morning", "morning"),
        ("10:00", "morning", "noon"),
        ("10:59:59.999999", "morning", "noon"),
        ("11:00", "noon", "noon"),
        ("14:59:59.999999", "noon", "noon"),
        ("15:00", "afternoon", "afternoon"),
        ("17:59:59.999999", "afternoon", "afternoon"),
        ("18:00", "night", "night"),
        ("23:59:59.999999", "night", "night"),
    ],
)
def test_the_presets_change_parts_on_the_hour(clock: str, standard: str, cldr: str) -> None:
    """These hours are what the policy promises by name (A2)."""
    at = time.fromisoformat(clock)

    assert DayPartTable.standard().at(at).code == standard
    assert DayPartTable.cldr().at(at).code == cldr


@given(day_part_tables(), st.data())
def test_a_table_with_a_gap_or_an_overlap_is_refused(
    table: DayPartTable, data: st.DataObject
) -> None:
    """The border must refuse what the day-part law relies on."""
    place = data.draw(st.integers(0, len(table.parts) - 1))
    end = data.draw(st.times().filter(lambda clock: clock != table.parts[place].end))
    parts = list(table.parts)
    parts[place] = DayPart(parts[place].code, parts[place].start, end)

    with pytest.raises(InvalidValue):
        DayPartTable(tuple(parts))


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), MIDNIGHTS)
def test_a_business_day_lasts_24_hours_from_its_start(day: date, start: time) -> None:
    """A contact at 00:30 belongs to the evening before exactly when the site says so (A2)."""
    table = DayPartTable.standard(start)
    begin = datetime.combine(day, start)

    assert table.business_date(begin) == day
    assert table.business_date(begin - TICK) == day - timedelta(days=1)
    assert table.business_date(begin + timedelta(days=1) - TICK) == day


@pytest.mark.parametrize(
    "start, day", [(time(0), date(2026, 11, 15)), (time(5), date(2026, 11, 14))]
)
def test_a_night_contact_after_midnight_leaves_week_2_only_by_the_wall_clock(
    start: time, day: date
) -> None:
    """The last night of week II is one shift; whether it counts is for the policy to say."""
    policy = small_policy(day_parts=DayPartTable.standard(start))
    at = datetime(2026, 11, 15, 0, 30, tzinfo=timezone(timedelta(hours=7)))

    assert slot_of(policy, at) == (day, "night")
    assert (day in policy.week_rule.weeks(NOVEMBER).week_2) == (start == time(5))


# Zones.


@given(instants)
def test_the_site_reads_an_instant_on_its_own_clock(at: datetime) -> None:
    """WIB, WITA and WIT differ by an hour each; near midnight that is another date (A3)."""
    for hours, name in ((7, "Asia/Jakarta"), (8, "Asia/Makassar"), (9, "Asia/Jayapura")):
        local = at + timedelta(hours=hours)

        day, part = slot_of(small_policy(timezone=name), at)

        assert day == local.date() == today_of(small_policy(timezone=name), at)
        assert part == DayPartTable.standard().at(local.time()).code


@pytest.mark.parametrize(
    "timezone_name, day",
    [("Asia/Jakarta", 14), ("Asia/Makassar", 15), ("Asia/Jayapura", 15)],
)
def test_half_past_four_utc_is_three_dates_apart_in_indonesia(timezone_name: str, day: int) -> None:
    """One and the same call lies inside week II at one site and outside at another."""
    at = datetime(2026, 11, 14, 16, 30, tzinfo=UTC)

    assert today_of(small_policy(timezone=timezone_name), at) == date(2026, 11, day)


@given(instants, st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_the_same_whatever_zone_it_is_written_in(at: datetime, minutes: int) -> None:
    """Two programs on machines in two zones must record the same bytes."""
    elsewhere = at.astimezone(timezone(timedelta(minutes=minutes)))

    assert to_utc(elsewhere) == at
    assert to_utc(elsewhere).tzinfo is UTC
    assert to_micros(elsewhere) == to_micros(at)


@given(st.datetimes(timezones=st.just(UTC)))
def test_microseconds_name_every_instant_exactly(at: datetime) -> None:
    """An instant rounded on its way into the log could change its day part."""
    assert from_micros(to_micros(at)) == at
    assert (to_micros(at) - to_micros(at.replace(microsecond=0))) == at.microsecond


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_microseconds_keep_the_order_of_instants(one: int, other: int) -> None:
    """A log sorted by its numbers is sorted by time."""
    assert (from_micros(one) < from_micros(other)) == (one < other)


# What is no instant.


NAIVE = datetime(2026, 11, 9, 8)  # noqa: DTZ001 - naive on purpose
_ORDERS: dict[str, Callable[[Any], object]] = {
    "open_cycle": lambda at: small_program().open_cycle(
        unit="batu", period=NOVEMBER, by=QCA, at=at
    ),
    "order": lambda at: Order(c.Close(), QCA, at),
    "log_attempt": lambda at: c.LogAttempt(1, Outcome.NO_ANSWER, at),
    "perform_contact": lambda at: c.PerformContact(1, at, AGENTS[0]),
    "to_utc": to_utc,
}
_ON_A_CYCLE: dict[str, Callable[[Month, Any], object]] = {
    "execute": lambda m, at: m.program.execute(m.id, c.Close(), by=QCA, at=at),
    "check": lambda m, at: m.program.check(m.id, c.Close(), by=QCA, at=at),
    "allowed": lambda m, at: m.program.allowed(m.id, by=QCA, at=at),
    "cycle": lambda m, at: m.program.cycle(m.id, as_of=at),
    "verdict": lambda m, at: m.program.verdict(m.id, as_of=at),
    "missing": lambda m, at: m.program.missing(m.id, as_of=at),
    "monthly_occurrence": lambda m, at: m.program.monthly_occurrence(
        unit="malang", first="2026-10", last="2026-11", as_of=at
    ),
}
_DAYS: dict[str, Callable[[Any], object]] = {
    "planned contact": lambda on: PlannedContact(1, on, "noon"),
    "reassign": lambda on: c.ReassignContact(1, LEADER, "illness", on=on),
    "schedule": lambda on: c.ScheduleFollowUp(1, Measure.COACHING, on),
    "deliver": lambda on: c.DeliverFollowUp(1, on),
    "training": lambda on: ScenarioText(
        title="t", basis=Basis.TRAINING, source="t", brief="b", solution="s", held_on=on
    ),
    "window": lambda on: Window(on, on),
}


@pytest.mark.parametrize("call", list(_ORDERS.values()), ids=list(_ORDERS))
def test_a_naive_datetime_is_refused_wherever_an_instant_goes_in(
    call: Callable[[Any], object],
) -> None:
    """A time without a zone would be read on the clock of whatever machine runs the program."""
    with pytest.raises(NaiveDatetime):
        call(NAIVE)


@pytest.mark.parametrize("call", list(_ON_A_CYCLE.values()), ids=list(_ON_A_CYCLE))
def test_a_naive_datetime_is_refused_by_every_question_and_command(
    call: Callable[[Month, Any], object],
) -> None:
    """Asking "as of when" without a zone is the same mistake as telling it."""
    month = Month(small_program())
    before = month.program.log.tail()

    with pytest.raises(NaiveDatetime):
        call(month, NAIVE)
    assert month.program.log.tail() == before


@pytest.mark.parametrize("wrong", [date(2026, 11, 9), "2026-11-09T08:00:00+07:00"])
@pytest.mark.parametrize("call", list(_ORDERS.values()), ids=list(_ORDERS))
def test_what_is_no_datetime_is_refused_as_misuse(
    call: Callable[[Any], object], wrong: object
) -> None:
    """A caller is told what is wrong; an error about an attribute tells nobody anything."""
    with pytest.raises(Misuse):
        call(wrong)


@pytest.mark.parametrize("wrong", [NAIVE, NAIVE.replace(tzinfo=UTC)])
@pytest.mark.parametrize("call", list(_DAYS.values()), ids=list(_DAYS))
def test_an_instant_where_a_day_is_asked_is_refused(
    call: Callable[[Any], object], wrong: object
) -> None:
    """A datetime is a date to Python, and compares with none: it must not get past the border."""
    with pytest.raises(Misuse):
        call(wrong)


# Months and years.


@given(periods, st.integers(-2400, 2400))
def test_months_add_up_like_numbers(period: Period, months: int) -> None:
    """N-1 must be right across every new year."""
    shifted = period.shift(months)

    assert shifted.year * 12 + shifted.month == period.year * 12 + period.month + months
    assert shifted.shift(-months) == period
    assert (shifted > period) == (months > 0)


@pytest.mark.clause("5.1.1", kind="law")
@given(periods)
def test_the_month_before_ends_the_day_before_this_one_begins(period: Period) -> None:
    """Reasons of month N-1 are those of the days just before month N, in January too."""
    day = timedelta(days=1)

    assert period.previous.last_day + day == period.first_day
    assert period.next.first_day - day == period.last_day
    assert period.previous.next == period


@given(st.dates())
def test_every_date_lies_in_exactly_the_month_of_its_name(day: date) -> None:
    """The last of December and the first of January are a month apart."""
    period = Period.of(day)

    assert day in period
    assert period.first_day <= day <= period.last_day
    assert Period.parse(str(period)) == period
    assert str(period) == f"{day:%Y-%m}".rjust(7, "0")


@given(periods, st.integers(0, 30))
def test_until_gives_every_month_once_in_order(first: Period, months: int) -> None:
    """A month left out of a range would be a month nobody missed."""
    last = first.shift(months)

    walked = list(first.until(last))

    assert len(walked) == months + 1
    assert (walked[0], walked[-1]) == (first, last)
    assert all(later == earlier.next for earlier, later in pairwise(walked))
    assert list(last.next.until(first)) == []


@given(st.text(max_size=9))
def test_only_a_month_written_with_four_and_two_digits_is_parsed(text: str) -> None:
    """A lenient reader would take 2026-1 for January here and refuse it there."""
    try:
        period = Period.parse(text)
    except InvalidValue:
        return

    assert str(period) == text


def test_february_has_its_29th_in_leap_years_only() -> None:
    """1900 had none, 2000 had one: a rule of thumb loses a day of the month."""
    for year in (1900, 2000, 2024, 2025, 2026, 2028, 2100, 2400):
        assert (Period(year, 2).last_day.day == 29) == calendar.isleap(year)
        assert (date(year, 3, 1) - timedelta(days=1)) in Period(year, 2)


@pytest.mark.parametrize(
    "wrong", ["2026-00", "2026-13", "0000-01", "2026-11-08", "26-11", "", None]
)
def test_what_is_no_month_is_refused(wrong: str | None) -> None:
    """A month that does not exist must not become the name of a cycle."""
    with pytest.raises(InvalidValue):
        Period.parse(wrong)  # type: ignore[arg-type]


# Weeks.


def calendar_rows(period: Period, first_weekday: int) -> list[list[date]]:
    """Return the rows of a month's wall calendar, days of other months left out."""
    rows: dict[date, list[date]] = {}
    day = period.first_day
    while day in period:
        begin = day - timedelta(days=(day.weekday() - first_weekday) % 7)
        rows.setdefault(begin, []).append(day)
        day += timedelta(days=1)
    return list(rows.values())


@pytest.mark.clause("5.2.1.3", kind="law")
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_week_2_lies_inside_the_month_right_after_week_1(rule: WeekRule) -> None:
    """Contacts of one month must never be made in another, nor in the week for the material."""
    for period in FOUR_CENTURIES:
        weeks = rule.weeks(period)
        one, two = weeks.week_1, weeks.week_2
        assert one.first in period
        assert two.last in period
        assert one.last + timedelta(days=1) == two.first
        assert 1 <= len(one) <= 7
        assert len(two) == 7


@pytest.mark.parametrize("rule", ROWS, ids=str)
def test_week_1_is_the_first_row_with_enough_days_inside(rule: CalendarRows) -> None:
    """Counted anew on a calendar drawn by hand, for every shape a month can have."""
    shapes = {(p.first_day.weekday(), p.last_day.day): p for p in FOUR_CENTURIES}
    assert len(shapes) == 7 * 4

    for period in shapes.values():
        weeks = rule.weeks(period)
        rows = calendar_rows(period, rule.first_weekday)
        place = next(n for n, row in enumerate(rows) if len(row) >= rule.min_days)
        assert list(weeks.week_1) == rows[place]
        assert list(weeks.week_2) == rows[place + 1]


def test_the_common_readings_agree_in_14_per_cent_of_all_months() -> None:
    """This figure is why a site must choose a reading and why a preview is shown (A1)."""
    agreed = sum(
        len({rule.weeks(period).week_2 for rule in COMMON_READINGS}) == 1
        for period in FOUR_CENTURIES
    )

    assert agreed == 684
    assert Share(agreed, len(FOUR_CENTURIES)).percent(digits=0) == "14 %"


@given(st.integers(1, 9999), st.sampled_from(RULES))
def test_a_preview_shows_twelve_months_and_which_of_them_are_disputed(
    year: int, rule: WeekRule
) -> None:
    """A site plans its year by this table; a month marked wrongly is a month done wrongly."""
    months = preview_year(year, rule)

    assert [month.period for month in months] == [Period(year, n) for n in range(1, 13)]
    for month in months:
        assert month.weeks == rule.weeks(month.period)
        readings = {reading.weeks(month.period).week_2 for reading in COMMON_READINGS}
        assert set(month.readings) == readings
        assert month.is_disputed == (len(readings) > 1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_a_window_holds_its_days_and_no_others(first: date, days: int) -> None:
    """Both ends count: the 8th and the 14th are in week II."""
    window = Window(first, first + timedelta(days=days))

    assert list(window) == [first + timedelta(days=n) for n in range(days + 1)]
    assert len(window) == days + 1
    assert all(day in window for day in window)
    assert first - timedelta(days=1) not in window
    assert window.last + timedelta(days=1) not in window


@given(periods, st.data())
def test_explicit_dates_serve_the_months_listed_and_refuse_others(
    period: Period, data: st.DataObject
) -> None:
    """A month somebody forgot to write down must not silently get a default."""
    days = st.integers(0, (period.last_day - period.first_day).days)
    ends = data.draw(st.lists(days, min_size=4, max_size=4).map(sorted))
    one, two = (
        Window(period.first_day + timedelta(days=a), period.first_day + timedelta(days=b))
        for a, b in (ends[:2], ends[2:])
    )
    rule = ExplicitDates(((period, Weeks(one, two)),))

    assert rule.weeks(period) == Weeks(one, two)
    with pytest.raises(InvalidValue):
        rule.weeks(period.next)
    with pytest.raises(InvalidValue):
        ExplicitDates(((period.next, Weeks(one, two)),))


# The edges of a month, lived.


def _edges(first: date, last: date) -> list[tuple[datetime, bool]]:
    zone = timezone(timedelta(hours=7))
    begin = datetime.combine(first, time(), tzinfo=zone)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    return [(begin - TICK, False), (begin, True), (end - TICK, True), (end, False)]


@pytest.mark.parametrize("at, inside", _edges(date(2026, 11, 1), date(2026, 11, 30)))
def test_a_contact_is_of_the_month_from_its_first_microsecond_to_its_last(
    at: datetime,
    inside: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A contact of another month is no sample of this one (A5)."""
    month = Month(small_program()).up_to("executing")
    command = c.PerformContact(1, at, AGENTS[0])

    unmet = month.program.check(month.id, command, by=QCOS[1], at=month.on(30) + timedelta(days=2))

    assert ("performed_outside_the_month" in {row.name for row in unmet}) != inside


@pytest.mark.parametrize("at, inside", _edges(date(2026, 11, 1), date(2026, 11, 7)))
def test_week_1_holds_from_its_first_microsecond_to_its_last(
    at: datetime,
    inside: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Material approved at midnight after the 7th is late, a microsecond before is not."""
    month = Month(small_program()).up_to("material_selected")

    unmet = month.program.check(month.id, c.ApproveScenarios(), by=QCA, at=at)

    assert ("outside_week_1" in {row.name for row in unmet}) != inside


def test_what_was_let_through_as_within_week_1_is_recorded_as_within_week_1() -> None:
    """Clocks differ by minutes: a check and the record must not see two different days."""
    month = Month(small_program()).up_to("material_selected")
    for code in ("r0", "r1"):
        month.do(c.DraftScenario(scenario(code)), at=month.on(8, 0, 2))
    before_midnight = month.on(7, 23, 59)

    refused = month.program.check(month.id, c.ApproveScenarios(), by=QCA, at=before_midnight)
    if not refused:
        month.program.execute(month.id, c.ApproveScenarios(), by=QCA, at=before_midnight)
    row = month.program.verdict(month.id, as_of=month.on(9)).row("5.2.1.1")

    assert (row.status is Status.MET) == (not refused)


def test_the_reasons_of_january_are_those_of_last_december() -> None:
    """The year changes between the material and its month."""
    month = Month(small_program(), period="2027-01")

    month.up_to("closed")

    ranking = month.cycle.ranking
    assert ranking is not None
    assert str(ranking.period) == "2026-12"


@pytest.mark.parametrize("period", ["2024-02", "2026-02", "2026-12", "2027-01"])
@pytest.mark.parametrize("rule", [FixedDays(), CalendarRows(0, 7), CalendarRows(6, 1)], ids=str)
def test_a_month_of_any_length_can_be_lived_to_its_end(period: str, rule: WeekRule) -> None:
    """Leap years, short months and new years are months like any other."""
    month = Month(small_program(week_rule=rule), period=period).up_to("closed")

    assert month.cycle.state == "closed"


# Ties.


@pytest.mark.clause("5.1.2", kind="law")
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.integers(1, 6), st.randoms())
def test_the_largest_reasons_are_the_most_frequent_ties_by_code(
    counts: list[int], places: int, chance: Random
) -> None:
    """Whatever order an export has, two people must get the same five."""
    rows = [ReasonCount(f"r{n}", count) for n, count in enumerate(counts)]
    chance.shuffle(rows)

    ranking = ReasonRanking(NOVEMBER, tuple(rows), "export.csv")

    best = sorted((row for row in rows if row.count), key=lambda row: (-row.count, row.code))
    assert list(ranking.top(places)) == best[:places]
    assert ranking.contact_count == sum(counts)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.integers(1, 6))
def test_a_tie_is_told_exactly_when_the_cut_parts_reasons_of_one_count(
    counts: list[int], places: int
) -> None:
    """Where chance of spelling decides who is in, people must be told who else could be."""
    ranking = ReasonRanking(
        NOVEMBER, tuple(ReasonCount(f"r{n}", count) for n, count in enumerate(counts)), "export"
    )

    top = {row.code for row in ranking.top(places)}
    inside = {row.count for row in ranking.reasons if row.code in top}
    outside = {row.count for row in ranking.reasons if row.count and row.code not in top}
    parted = inside & outside
    told = ranking.tied_at(places)

    assert {row.count for row in told} == parted
    assert {row.code for row in told} == {
        row.code for row in ranking.reasons if row.count in parted
    }
