"""What a row counts as: month, day part, kind, and whether it was answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest

from mystery_shopping.model import Kind, ReasonRanking
from mystery_shopping.values import DayPartTable

Read = Callable[..., ReasonRanking]
AT_MAPPING = '[columns]\nat = "waktu"\nreason = "alasan"\n'
KINDS = """answered = "terjawab"
[kinds]
Tagihan = "information"
Internet = { column = "fcr", values = { Y = "complaint_solved", N = "complaint_escalated" } }
"""


def parts(ranking: ReasonRanking) -> dict[str, int]:
    """Return the day parts of the only reason, without those that are zero."""
    (reason,) = ranking.reasons
    return {part: count for part, count in reason.day_parts if count}


@pytest.mark.clause("5.1.1", "story")
def test_only_contacts_of_the_month_asked_for_are_ranked(read: Read) -> None:
    """Month N-1 is one month; exports overlap at both ends."""
    ranking = read(
        "waktu,alasan\n2026-09-30 23:59,A\n2026-10-01 00:00,A\n2026-10-31 23:59,A\n2026-11-01,A\n"
    )

    assert ranking.contact_count == 2
    assert ranking.dropped == (("other_month", 2),)
    assert dict(ranking.choices)["other_months"] == "2026-09: 1; 2026-11: 1"


def test_a_naive_time_is_the_sites_own_wall_clock(read: Read) -> None:
    """An export of Jayapura shows Jayapura's clock; turning it would move the day parts."""
    log = "waktu,alasan\n2026-10-05 10:59,A\n2026-10-05 11:00,A\n"

    for timezone in ("Asia/Jakarta", "Asia/Jayapura"):
        assert parts(read(log, timezone=timezone)) == {"morning": 1, "noon": 1}


def test_a_time_with_a_zone_is_turned_to_the_sites_clock(read: Read) -> None:
    """18:00 UTC at the end of September is already October in Jakarta."""
    log = "waktu,alasan\n2026-09-30T18:00:00Z,A\n2026-10-31 23:30 WIB,A\n"

    jakarta, jayapura = read(log), read(log, timezone="Asia/Jayapura")

    assert parts(jakarta) == {"night": 2}
    assert parts(jayapura) == {"night": 1}
    assert "Asia/Jayapura" in dict(jayapura.choices)["zones"]


def test_the_business_day_decides_to_which_month_the_small_hours_belong(read: Read) -> None:
    """At a site whose day starts at 05:00, half past midnight is still yesterday (A2)."""
    table = DayPartTable.standard(business_day_start=time(5))

    ranking = read("waktu,alasan\n2026-11-01 00:30,A\n2026-10-01 00:30,A\n", day_parts=table)

    assert parts(ranking) == {"night": 1}
    assert ranking.dropped == (("other_month", 1),)
    assert dict(ranking.choices)["business_day_start"] == "05:00"


def test_a_file_without_times_has_unknown_day_parts(read: Read) -> None:
    """Midnight for all would say that everybody calls at night."""
    ranking = read("waktu,alasan\n2026-10-05,A\n2026-10-06,A\n")

    assert ranking.reasons[0].count == 2
    assert ranking.reasons[0].day_parts == ()
    assert dict(ranking.choices)["times"].startswith("unknown")


def test_a_contact_whose_time_is_unreadable_counts_without_a_day_part(read: Read) -> None:
    """Its month and reason are known; how many such there are is said."""
    ranking = read("waktu,alasan\n2026-10-05 09:00,A\n2026-10-05 99:00,A\n2026-10-06,A\n")

    assert ranking.reasons[0].count == 3
    assert parts(ranking) == {"morning": 1}
    assert dict(ranking.choices)["contacts_without_time"] == "2"


@pytest.mark.clause("5.1.2", "law")
def test_the_kind_of_a_reason_is_its_most_frequent_one(read: Read) -> None:
    """A complaint that mostly ends at the first contact is trained as one that does."""
    rows = ["Internet,Ya,Y", "Internet,Ya,N", "Internet,ya,n", "Tagihan,Y,", "Lain,1,Y"]
    log = "waktu,alasan,terjawab,fcr\n" + "".join(f"2026-10-05 09:00,{row}\n" for row in rows)

    internet, lain, tagihan = read(log, more=KINDS).reasons

    assert internet.kind is Kind.COMPLAINT_ESCALATED
    assert internet.kinds == ((Kind.COMPLAINT_SOLVED, 1), (Kind.COMPLAINT_ESCALATED, 2))
    assert (tagihan.kind, lain.kind, lain.kinds) == (Kind.INFORMATION, None, ())


def test_a_tie_between_kinds_goes_to_the_one_named_first_in_the_instruction(read: Read) -> None:
    """The same file must give the same kind on every machine."""
    log = "waktu,alasan,terjawab,fcr\n2026-10-05,Internet,Y,N\n2026-10-05,Internet,Y,Y\n"

    assert read(log, more=KINDS).reasons[0].kind is Kind.COMPLAINT_SOLVED


def test_a_star_speaks_for_every_reason_not_named(read: Read) -> None:
    """Many applications keep the kind in a column of its own, for all reasons alike."""
    star = '[kinds]\nA = "request"\n"*" = { column = "jenis", values = { Info = "information" } }\n'

    ranking = read("waktu,alasan,jenis\n2026-10-05,A,Info\n2026-10-05,B,info\n", more=star)

    assert [reason.kind for reason in ranking.reasons] == [Kind.REQUEST, Kind.INFORMATION]


def test_unanswered_contacts_count_without_a_kind_and_are_said_apart(read: Read) -> None:
    """Nobody solved or escalated what nobody heard; the wish to contact was there all the same."""
    log = "waktu,alasan,terjawab,fcr\n2026-10-05,Internet,Y,Y\n2026-10-05,Internet,N,N\n"
    log += "2026-10-05,Internet,,Y\n2026-10-05,Lain,Y,Y\n"

    ranking = read(log, more=KINDS)

    assert (ranking.reasons[0].count, ranking.reasons[0].kinds) == (3, (("complaint_solved", 1),))
    said = dict(ranking.choices)
    assert (said["unanswered"], said["unanswered_contacts"]) == ("include", "2")
    assert said["contacts_without_kind"] == "1"


def test_unanswered_contacts_are_left_out_by_choice_and_counted(read: Read) -> None:
    """Leaving them out changes the order of reasons, so it is the user's word and on record."""
    log = "waktu,alasan,terjawab,fcr\n2026-10-05,A,Y,\n2026-10-05,A,N,\n2026-10-05,B,-,\n"

    ranking = read(log, mapping=_excluding(KINDS))

    assert [(reason.code, reason.count) for reason in ranking.reasons] == [("A", 1)]
    assert ranking.dropped == (("unanswered", 2),)
    assert dict(ranking.choices)["unanswered"] == "exclude"


INTERNAL = """waktu,alasan,terjawab,internal
2026-10-05,A,Y,Ya
2026-10-05,A,Y,Tidak
2026-10-05,A,Y,internal
2026-10-05,B,Y,
2026-10-05,B,N,Ya
"""


def test_internal_contacts_count_and_are_said_apart(read: Read) -> None:
    """Colleagues who call the line are contacts as well, until somebody says they are not."""
    ranking = read(INTERNAL, more='internal = "internal"\n')

    assert [(reason.code, reason.count) for reason in ranking.reasons] == [("A", 3), ("B", 2)]
    said = dict(ranking.choices)
    assert (said["internal"], said["internal_contacts"]) == ("include", "3")


def test_internal_contacts_are_left_out_by_choice_and_counted(read: Read) -> None:
    """The mystery is about customers; which rows spoke for the house is on record."""
    mapping = f'internal_contacts = "exclude"\nunanswered = "exclude"\n{AT_MAPPING}'
    more = 'answered = "terjawab"\ninternal = "internal"\n[internal]\nyes = ["ya"]\n'

    ranking = read(INTERNAL, mapping=mapping, more=more)

    assert [(reason.code, reason.count) for reason in ranking.reasons] == [("A", 2), ("B", 1)]
    assert ranking.dropped == (("unanswered", 1), ("internal", 1))
    assert dict(ranking.choices)["internal"] == "exclude"
    assert dict(ranking.choices)["first_rows_left_out"] == "unanswered 6; internal 2"


def test_a_placeholder_that_is_a_date_can_be_called_missing(read: Read) -> None:
    """Programs write 01/01/1900 where nobody knew; it is no contact of another month."""
    mapping = f'missing = ["01/01/1900"]\n{AT_MAPPING}'

    assert read("waktu,alasan\n01/01/1900,A\n", mapping=mapping).dropped == (("missing_date", 1),)


@pytest.mark.parametrize("marker", ["", " ", "?", "-", "N/A", "n/a", "NA", "NULL"])
def test_a_missing_marker_is_no_reason(read: Read, marker: str) -> None:
    """Otherwise "?" can become the fifth most frequent reason of a month."""
    ranking = read(f"waktu,alasan\n2026-10-05 09:00,{marker}\n2026-10-05 09:00,A\n")

    assert ranking.contact_count == 1
    assert ranking.dropped == (("missing_reason", 1),)


def test_missing_markers_of_ones_own_take_the_place_of_the_usual_ones(read: Read) -> None:
    """Where "-" is the name of a product, it must be possible to say so."""
    mapping = 'missing = ["kosong"]\n[columns]\nat = "waktu"\nreason = "alasan"\n'

    ranking = read("waktu,alasan\n2026-10-05,-\n2026-10-05,Kosong\n", mapping=mapping)

    assert [reason.code for reason in ranking.reasons] == ["-"]


def test_the_skill_of_a_reason_is_its_most_frequent_one(read: Read) -> None:
    """Scenarios fit the skill of an area; a reason is answered mostly by one of them."""
    log = "waktu,alasan,skill\n2026-10-05,A,Data\n2026-10-05,A,Billing\n2026-10-05,A,Billing\n"

    assert read(log + "2026-10-05,A,?\n", more='skill = "skill"\n').reasons[0].skill == "Billing"


def _excluding(kinds: str) -> str:
    return f'unanswered = "exclude"\n[columns]\nat = "waktu"\nreason = "alasan"\n{kinds}'
