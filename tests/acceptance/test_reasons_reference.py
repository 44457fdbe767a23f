"""The public contact logs give the rankings that are known to be true of them."""

from __future__ import annotations

from collections import Counter
from csv import DictReader
from pathlib import Path

import attrs
import pytest

from mystery_shopping.model import Kind, Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons import (
    Columns,
    Mapping,
    ReasonReader,
    Unanswered,
    load_mapping,
    read_ranking,
)

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "reasons"
XLSX, CSV = "phonenow-2021.xlsx", "phonenow-2021-zero-filled.csv"
INCIDENTS = "incidents-2016-events.csv"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the reference data in ../shared/data is not on this machine"
)

CALLS = """
[columns]
id = "Call Id"
date = "Date"
time = "Time"
reason = "Topic"
answered = "Answered (Y/N)"

[kinds]
"Contract related" = "information"
"Payment related" = "request"
"Admin Support" = "request"

[kinds."Technical Support"]
column = "Resolved"
values = { Y = "complaint_solved", N = "complaint_escalated" }

[kinds.Streaming]
column = "Resolved"
values = { Y = "complaint_solved", N = "complaint_escalated" }
"""
EVENTS = '[columns]\nid = "number"\nat = "opened_at"\nreason = "category"\n'

# Most frequent first, by the first word of the topic.
TRUTH = {
    "2021-01": "Streaming 382, Technical 362, Payment 360, Contract 343, Admin 325",
    "2021-02": "Admin 336, Technical 329, Contract 320, Streaming 316, Payment 315",
    "2021-03": "Payment 332, Technical 328, Streaming 324, Admin 315, Contract 313",
}
DAY_PARTS = ((18, "night"), (15, "afternoon"), (11, "noon"), (5, "morning"), (0, "night"))
ROWS = {"2021-01": 1772, "2021-02": 1616, "2021-03": 1612}


def ranking_of(
    file: str, period: str, *, mapping: Mapping | None = None, timezone: str = "Asia/Jakarta"
) -> ReasonRanking:
    """Return the ranking of a month of one of the files."""
    usual = EVENTS if file == INCIDENTS else CALLS
    return read_ranking(
        FOLDER / file,
        period=Period.parse(period),
        mapping=mapping or load_mapping(usual),
        policy=Policy(qm_target=85, timezone=timezone),
    )


def in_words(ranking: ReasonRanking, places: int = 5) -> str:
    """Return the first places as the truth is written above."""
    return ", ".join(f"{row.code.split()[0]} {row.count}" for row in ranking.top(places))


@pytest.mark.clause("5.1.2", "story")
@pytest.mark.parametrize("file", [XLSX, CSV])
@pytest.mark.parametrize("period", TRUTH)
def test_each_month_of_the_call_log_ranks_as_known(file: str, period: str) -> None:
    """The whole month rests on these five; both exports of one log must agree on them."""
    ranking = ranking_of(file, period)

    assert in_words(ranking) == TRUTH[period]
    assert ranking.contact_count == ROWS[period]
    assert ranking.tied_at(5) == ()


@pytest.mark.parametrize("period", TRUTH)
def test_the_two_exports_of_one_log_give_the_same_ranking(period: str) -> None:
    """Blank or zero, time cell or text: how a program exports must not change a figure."""
    assert ranking_of(XLSX, period).reasons == ranking_of(CSV, period).reasons


def test_leaving_out_unanswered_calls_changes_the_order() -> None:
    """The choice decides who is third, so it is the user's, and it stands in the record."""
    answered_only = attrs.evolve(load_mapping(CALLS), unanswered=Unanswered.EXCLUDE)

    for file in (XLSX, CSV):
        ranking = ranking_of(file, "2021-02", mapping=answered_only)

        assert in_words(ranking) == (
            "Admin 271, Technical 266, Streaming 264, Contract 253, Payment 244"
        )
        assert dict(ranking.dropped)["unanswered"] == 318
        assert dict(ranking.choices)["unanswered"] == "exclude"


@pytest.mark.clause("5.1.2", "law")
@pytest.mark.parametrize("file", [XLSX, CSV])
def test_the_four_kinds_and_the_unanswered_calls_add_up_to_the_month(file: str) -> None:
    """A call nobody answered is no complaint solved and none escalated, in either export."""
    ranking = ranking_of(file, "2021-02")

    kinds: Counter[Kind] = Counter()
    for reason in ranking.reasons:
        kinds.update(dict(reason.kinds))
    unanswered = int(dict(ranking.choices)["unanswered_contacts"])
    assert [kinds[kind] for kind in Kind] == [253, 515, 468, 62]
    assert unanswered == 318
    assert kinds.total() + unanswered == ranking.contact_count


@pytest.mark.parametrize("timezone", ["Asia/Jakarta", "Asia/Jayapura"])
def test_the_times_of_the_call_log_are_the_wall_clock_of_any_site(timezone: str) -> None:
    """A clock turned by two hours would move a quarter of the month to another day part."""
    with (FOLDER / CSV).open(encoding="utf-8", newline="") as file:
        hours = [int(row["Time"].split(":")[0]) for row in DictReader(file) if "Feb" in row["Date"]]
    expected = Counter(next(part for start, part in DAY_PARTS if hour >= start) for hour in hours)

    ranking = ranking_of(CSV, "2021-02", timezone=timezone)

    found: Counter[str] = Counter()
    for reason in ranking.reasons:
        found.update(dict(reason.day_parts))
    assert found == expected


@pytest.mark.parametrize("period, contacts", [("2016-02", 207), ("2016-03", 683)])
def test_the_incident_log_is_counted_by_contacts(period: str, contacts: int) -> None:
    """5,998 events are 890 contacts; those without a category belong to the month all the same."""
    ranking = ranking_of(INCIDENTS, period)

    dropped = dict(ranking.dropped)
    assert ranking.contact_count + dropped["missing_reason"] == contacts
    assert dropped["folded_into_contact"] == 5998 - 890
    assert dropped["other_month"] == 890 - contacts
    assert ranking.contact_count + sum(dropped.values()) == 5998


def test_the_incidents_of_february_tie_at_the_fifth_place() -> None:
    """The cut at five parts equals, and the person who chooses must be told so."""
    ranking = ranking_of(INCIDENTS, "2016-02")

    assert [(row.code, row.count) for row in ranking.top(5)] == [
        ("Category 53", 54),
        ("Category 45", 43),
        ("Category 9", 19),
        ("Category 20", 13),
        ("Category 24", 9),
    ]
    # The known tie of 24 and 37, and a third that shares their count.
    tied = ranking.tied_at(5)
    assert [row.code for row in tied] == ["Category 24", "Category 37", "Category 55"]
    assert {row.count for row in tied} == {9}


def test_the_incidents_of_march_rank_as_known() -> None:
    """The fifth and the sixth are one contact apart: the wrong row of a contact swaps them."""
    ranking = ranking_of(INCIDENTS, "2016-03")

    assert [(row.code.removeprefix("Category "), row.count) for row in ranking.top(6)] == [
        ("45", 161),
        ("53", 112),
        ("26", 56),
        ("32", 48),
        ("42", 37),
        ("37", 36),
    ]
    assert ranking.tied_at(5) == ()


def test_counting_rows_instead_of_contacts_gives_another_fifth_place() -> None:
    """An audit log counted by rows ranks what was edited most, not what was asked most."""
    contacts = load_mapping(EVENTS)
    rows = attrs.evolve(contacts, columns=attrs.evolve(contacts.columns, id=None))

    by_contact = ranking_of(INCIDENTS, "2016-03").top(5)[-1]
    by_row = ranking_of(INCIDENTS, "2016-03", mapping=rows).top(5)[-1]

    assert (by_contact.code, by_row.code) == ("Category 42", "Category 37")


def test_the_incident_dates_are_settled_by_their_own_column() -> None:
    """01-03-2016 is the first of March because 29-02-2016 stands in the same column."""
    said = dict(ranking_of(INCIDENTS, "2016-03").choices)

    assert said["day_order"].startswith("day_first, settled by")


@pytest.mark.parametrize(
    "file, columns",
    [
        (XLSX, load_mapping(CALLS).columns),
        (CSV, load_mapping(CALLS).columns),
        (
            INCIDENTS,
            Columns(id="number", at="opened_at", reason="category", skill="assignment_group"),
        ),
    ],
)
def test_a_mapping_is_offered_for_each_file(file: str, columns: Columns) -> None:
    """A person should confirm a mapping, not have to write it from nothing."""
    assert ReasonReader().guess_mapping(FOLDER / file).columns == columns


def test_no_column_of_the_call_log_is_guessed_otherwise_in_one_export_than_in_the_other() -> None:
    """One log in two dresses: whoever looks at either file must be shown the same reading."""
    policy = Policy(qm_target=85)

    xlsx, csv = (ReasonReader().inspect(FOLDER / file, policy=policy) for file in (XLSX, CSV))

    assert xlsx.mapping == csv.mapping
    assert xlsx.months == csv.months == tuple(ROWS.items())
    roles = [{column.name: column.role for column in seen.columns} for seen in (xlsx, csv)]
    assert roles[1] == dict.fromkeys(roles[1]) | roles[0]


def test_a_look_at_the_incidents_shows_their_months_and_where_to_look() -> None:
    """890 contacts in two months, and the very rows of those that lack a category."""
    seen = ReasonReader().inspect(
        FOLDER / INCIDENTS, policy=Policy(qm_target=85), period=Period(2016, 2)
    )

    with (FOLDER / INCIDENTS).open(encoding="utf-8", newline="") as file:
        last = {row["number"]: (place, row) for place, row in enumerate(DictReader(file), 2)}
    uncategorised = [
        place
        for place, row in last.values()
        if row["category"] == "?" and row["opened_at"][3:10] == "02-2016"
    ]
    assert seen.months == (("2016-02", 207), ("2016-03", 683))
    shown = {row.reason: row for row in seen.left_out}
    assert list(shown["missing_reason"].first_rows) == sorted(uncategorised)[:5]
    assert shown["folded_into_contact"].count == 5998 - 890
