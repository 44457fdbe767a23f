"""Policies and scorecards as TOML: what may be written, and every fault with its path at once."""

from datetime import date, time
from fractions import Fraction
from types import MappingProxyType

import pytest
from cattrs import AttributeValidationNote

import mystery_shopping as ms
from mystery_shopping.codec.documents import _step, read_document
from tests.months import policy

FAULTY_POLICY = """
colour = "red"
minimum_samples = "40"
own_team_allowed = 1
coverage = "some"
routes_by_supervisor = ["tl", "boss"]
service_dimensions = ["process", "smell"]

[week_rule]
kind = "fixed_days"
week_1 = [1, 40]

[day_parts]
business_day_start = "25:00"

[[day_parts.parts]]
code = "a"
start = "05:00"
end = "noon"
"""
FAULTY_SCORECARD = """
name = "own"

[[parameters]]
code = "a"

[[parameters]]
code = "b"
wording = { id = "x", en = "y" }
dimension = "smell"
kpi = "speed"
critical = "yes"
note = "?"
"""


def policy_faults(text: str) -> dict[str, ms.InvalidValue]:
    """Return the faults of a policy by path."""
    with pytest.raises(ms.InvalidInput) as caught:
        ms.load_policy(text)
    faults = [row for row in caught.value.exceptions if isinstance(row, ms.InvalidValue)]
    assert len(faults) == len(caught.value.exceptions)
    return {fault.path: fault for fault in faults}


def read(extra: str) -> ms.Policy:
    """Return a policy of a target and something more."""
    return ms.load_policy(f"qm_target = 85\n{extra}")


def test_a_target_alone_makes_a_policy() -> None:
    """What is left out reads as A1–A18 say."""
    assert ms.load_policy("qm_target = 85") == policy()


@pytest.mark.parametrize(
    "written, exact",
    [("82.5", Fraction(165, 2)), ('"82.5"', Fraction(165, 2)), ("82.1", Fraction(821, 10))],
)
def test_a_decimal_target_is_read_exactly(written: str, exact: Fraction) -> None:
    """82.1 typed by a person is 82.1, not the binary float beside it."""
    assert ms.load_policy(f"qm_target = {written}").qm_target == exact


def test_every_fault_of_a_policy_is_told_at_once_with_its_path() -> None:
    """A file with nine faults is put right in one go."""
    faults = policy_faults(FAULTY_POLICY)

    assert set(faults) == {
        "qm_target",
        "colour",
        "minimum_samples",
        "own_team_allowed",
        "coverage",
        "routes_by_supervisor[1]",
        "service_dimensions[1]",
        "week_rule.week_1",
        "day_parts.business_day_start",
        "day_parts.parts[0].end",
    }


def test_every_fault_speaks_both_languages() -> None:
    """The QCA who writes the file reads Indonesian."""
    faults = policy_faults(FAULTY_POLICY)

    assert "diisi" in faults["qm_target"].say("id")
    assert "bilangan bulat" in faults["minimum_samples"].say("id")
    assert all(fault.required.id and fault.required.en for fault in faults.values())


def test_values_out_of_their_range_are_told_all_at_once_too() -> None:
    """To the person writing the file a wrong range is no different from a wrong type."""
    faults = policy_faults(
        'qm_target = 85\nminimum_samples = 0\nretention_years = 0\ntimezone = "Asia/Atlantis"'
    )

    assert set(faults) == {"minimum_samples", "retention_years", "timezone"}


def test_a_choice_that_does_not_exist_names_those_that_do() -> None:
    """Nobody should have to look into our source for the spelling."""
    assert policy_faults(FAULTY_POLICY)["coverage"].required.en == "minimum, proportional"


@pytest.mark.parametrize(
    "text, rule",
    [
        ('[week_rule]\nkind = "fixed_days"', ms.FixedDays()),
        ('[week_rule]\nkind = "fixed_days"\nweek_2 = [11, 17]', ms.FixedDays(week_2=(11, 17))),
        ('[week_rule]\nkind = "calendar_rows"\nmin_days = 4', ms.CalendarRows(min_days=4)),
    ],
)
def test_a_week_rule_is_written_as_its_kind_and_its_numbers(text: str, rule: ms.WeekRule) -> None:
    """The readings of A1 in a file."""
    assert read(text).week_rule == rule


def test_explicit_dates_are_written_month_by_month() -> None:
    """TOML's own dates and quoted ones mean the same."""
    rule = read(
        '[week_rule]\nkind = "explicit_dates"\nmonths = [["2026-11", {'
        "week_1 = { first = 2026-11-02, last = 2026-11-06 },"
        'week_2 = { first = "2026-11-09", last = "2026-11-13" }}]]'
    ).week_rule

    assert rule.weeks(ms.Period(2026, 11)).week_2 == ms.Window(
        date(2026, 11, 9), date(2026, 11, 13)
    )


@pytest.mark.parametrize("text", ['[week_rule]\nkind = "moon"', "[week_rule]\nweek_1 = [1, 7]"])
def test_a_week_rule_of_no_kind_is_told_at_its_kind_with_those_there_are(text: str) -> None:
    """ "week_rule must be given" would send the reader to look for a table that is there."""  # noqa: D210
    faults = policy_faults(f"qm_target = 85\n{text}")

    assert set(faults) == {"week_rule.kind"}
    assert "calendar_rows" in faults["week_rule.kind"].required.en


@pytest.mark.parametrize(
    "name, table",
    [("standard", ms.DayPartTable.standard()), ("cldr", ms.DayPartTable.cldr())],
)
def test_a_day_part_table_may_be_named(name: str, table: ms.DayPartTable) -> None:
    """Two tables cover nearly every site."""
    assert read(f'day_parts = "{name}"').day_parts == table


def test_a_day_part_table_that_has_no_such_name_says_which_there_are() -> None:
    """The same help as for every other choice."""
    assert policy_faults('qm_target = 85\nday_parts = "clock"')["day_parts"].required.en == (
        "standard, cldr"
    )


def test_an_own_day_part_table_is_written_part_by_part() -> None:
    """Shifts instead of day parts, with a business day of their own."""
    table = read(
        "[day_parts]\nbusiness_day_start = 06:00:00\n"
        '[[day_parts.parts]]\ncode = "early"\nstart = 06:00:00\nend = "18:00"\n'
        '[[day_parts.parts]]\ncode = "late"\nstart = "18:00"\nend = 06:00:00\n'
        'title = { id = "malam", en = "late" }'
    ).day_parts

    assert table.codes == ("early", "late")
    assert (table.business_day_start, table.named("late").title.id) == (time(6), "malam")


def test_a_gap_in_an_own_table_is_told_under_the_table_once() -> None:
    """The path is one the reader can follow in the file."""
    (path,) = policy_faults(
        'qm_target = 85\n[day_parts]\n[[day_parts.parts]]\ncode = "a"\nstart = "00:00"\n'
        'end = "12:00"\n[[day_parts.parts]]\ncode = "b"\nstart = "13:00"\nend = "00:00"'
    )

    assert path.startswith("day_parts.")
    assert not path.startswith("day_parts.day_parts")


def test_the_kpis_of_the_dimensions_are_a_table() -> None:
    """A11's mapping table, written as one."""
    found = read('[dimension_kpis]\nsolution = "solution_accuracy"\nprocess = "courtesy"')

    assert found.dimension_kpis == (
        (ms.Dimension.SOLUTION, ms.Kpi.SOLUTION_ACCURACY),
        (ms.Dimension.PROCESS, ms.Kpi.COURTESY),
    )


@pytest.mark.parametrize("text", ["qm_target = = 85", "qm_target", '"'])
def test_text_that_is_no_toml_is_one_fault(text: str) -> None:
    """The parser's own words say the line."""
    assert set(policy_faults(text)) == {"policy"}


@pytest.mark.parametrize("written", ['"x"', "true", "nan", "[85]", "101"])
def test_a_target_that_is_no_exact_per_cent_is_refused(written: str) -> None:
    """The one number without a default must not be misread."""
    assert set(policy_faults(f"qm_target = {written}")) == {"qm_target"}


def test_the_default_scorecard_can_be_written_as_toml() -> None:
    """A site begins by changing a copy of ours."""
    card = ms.default_scorecard()
    rows = "".join(
        f'[[parameters]]\ncode = "{row.code}"\ndimension = "{row.dimension}"\n'
        f'wording = {{ id = "{row.wording.id}", en = "{row.wording.en}" }}\n'
        f"critical = {str(row.critical).lower()}\n"
        for row in card.parameters
    )

    assert ms.load_scorecard(f'name = "default"\nversion = 1\n{rows}') == card


def test_every_fault_of_a_scorecard_is_told_at_once_with_its_path() -> None:
    """Twenty parameters give many places to slip."""
    with pytest.raises(ms.InvalidInput) as caught:
        ms.load_scorecard(FAULTY_SCORECARD)

    assert {getattr(fault, "path", "") for fault in caught.value.exceptions} == {
        "version",
        "parameters[0].wording",
        "parameters[0].dimension",
        "parameters[1].dimension",
        "parameters[1].kpi",
        "parameters[1].critical",
        "parameters[1].note",
    }


def test_a_policy_read_from_a_file_goes_into_the_cycle() -> None:
    """From the file to the pinned reading, and nothing is lost on the way."""
    reading = read('minimum_samples = 12\nday_parts = "cldr"\nhand_in_day = 20')
    program = ms.open_program("memory:", policy=reading)

    cycle = program.open_cycle(unit="malang", period="2026-11", by=ms.Person("d", ms.Role.QCA))

    assert cycle.policy == reading
    assert cycle.policy.qm_target == Fraction(85)


def test_a_strangers_note_does_not_hide_the_place_of_a_fault() -> None:
    """A type of a plugin's may say more of its error, and the path must be found all the same."""
    error = ValueError("no day")
    error.add_note("days are counted from 1")
    error.add_note(AttributeValidationNote("structuring a plan", "day", int))

    assert _step(error, {"day": "zero"}) == (".day", "zero")


def test_a_fault_of_data_that_is_no_table_is_told_as_it_came() -> None:
    """A host may hand in its own kind of mapping; its fields are not asked again, and none lost."""
    plain = {"qm_target": 85, "minimum_samples": 0}

    for data in (plain, MappingProxyType(plain)):
        with pytest.raises(ms.InvalidInput) as caught:
            read_document(data, ms.Policy, what="policy")
        (fault,) = caught.value.exceptions
        assert isinstance(fault, ms.InvalidValue)
        assert fault.path == "minimum_samples"
