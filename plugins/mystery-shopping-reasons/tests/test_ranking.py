"""The ranking as a whole: order, source, choices, and refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import InvalidInput, InvalidValue
from mystery_shopping.model import Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons import DayOrderUnsettled, UnreadableFile, load_mapping, read_ranking

Read = Callable[..., ReasonRanking]


@pytest.mark.clause("5.1.2", "story")
def test_reasons_are_ranked_by_count_and_then_by_their_words(read: Read) -> None:
    """Two people who rank the same month must choose the same five."""
    log = "waktu,alasan\n" + "".join(f"2026-10-05,{reason}\n" for reason in "DABBCCAFE")

    ranking = read(log)

    assert [reason.code for reason in ranking.top(5)] == ["A", "B", "C", "D", "E"]
    assert [reason.code for reason in ranking.tied_at(5)] == ["D", "E", "F"]


def test_the_source_names_the_file_and_its_bytes(read: Read) -> None:
    """Years later it can be shown that this file, and no other, gave these figures."""
    log = "waktu,alasan\n2026-10-05,A\n"

    assert read(log).source == f"log.csv sha256:{hashlib.sha256(log.encode()).hexdigest()[:12]}"


def test_a_column_of_the_mapping_that_the_file_lacks_is_refused_with_those_it_has(
    read: Read,
) -> None:
    """Applications rename columns; all that are missing are named at once."""
    with pytest.raises(InvalidInput) as refusal:
        read(
            "tanggal,alasan,ALASAN \n2026-10-05,A,B\n",
            more='[kinds]\nA = { column = "fcr", values = { Y = "request" } }\n',
        )

    faults = refusal.value.exceptions
    found = {fault.path: str(fault.required) for fault in faults if isinstance(fault, InvalidValue)}
    assert found.keys() == {"columns.at", "columns.reason", "kinds.'A'.column"}
    assert "tanggal" in found["columns.at"]
    assert "once" in found["columns.reason"]


def test_names_of_columns_are_found_without_regard_to_case_and_spaces(read: Read) -> None:
    """`Alasan ` and `alasan` are one name to everybody but a computer."""
    assert read(" WAKTU ,Alasan\n2026-10-05,A\n").contact_count == 1


@pytest.mark.clause("5.1.1", "refusal")
def test_a_file_whose_dates_read_both_ways_is_refused_until_the_order_is_given(
    read: Read,
) -> None:
    """01/10/2026 is October or January; the ranking of the wrong month looks just as good."""
    log = "waktu,alasan\n01/10/2026,A\n02/10/2026,A\n"
    given = 'day_first = {}\n[columns]\nat = "waktu"\nreason = "alasan"\n'

    with pytest.raises(DayOrderUnsettled):
        read(log)

    assert read(log, mapping=given.format("true")).contact_count == 2
    assert read(log, mapping=given.format("false")).contact_count == 0


def test_a_month_without_contacts_is_an_empty_ranking_that_says_which_months_there_are(
    read: Read,
) -> None:
    """What to do without figures is the policy's to say (A17), not the reader's."""
    ranking = read("waktu,alasan\n2026-08-05,A\n")

    assert ranking.reasons == ()
    assert dict(ranking.choices)["other_months"] == "2026-08: 1"


def test_a_long_list_of_other_months_is_cut(read: Read) -> None:
    """Choices are shown to a person, and kept for ever."""
    rows = (f"{2000 + n // 12}-{n % 12 + 1:02d}-01,A\n" for n in range(40))

    said = dict(read("waktu,alasan\n" + "".join(rows)).choices)["other_months"]

    assert said.count(";") == 24
    assert said.endswith("...")


@given(content=st.binary(max_size=200), suffix=st.sampled_from([".csv", ".tsv", ".xlsx", ".xlsm"]))
def test_any_bytes_give_a_ranking_or_an_error_with_a_code(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    """A file from outside may hold anything; it must never end in somebody else's traceback."""
    mapping = load_mapping('[columns]\nat = "a"\nreason = "b"\n')
    file = tmp_path_factory.mktemp("fuzz") / f"log{suffix}"
    file.write_bytes(b"a,b\n" * (suffix == ".csv") + content)

    try:
        ranking = read_ranking(
            file, period=Period(2026, 10), mapping=mapping, policy=Policy(qm_target=85)
        )
    except (InvalidInput, DayOrderUnsettled, UnreadableFile):
        return
    dropped = sum(count for _, count in ranking.dropped)
    assert int(dict(ranking.choices)["rows"]) == ranking.contact_count + dropped
