"""Every row of a file is counted once, whatever it holds."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import InvalidValue
from mystery_shopping.model import Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons import Mapping, load_mapping, read_ranking, tally
from mystery_shopping_reasons.contacts import RowReader
from mystery_shopping_reasons.places import find_places
from mystery_shopping_reasons.settling import collect, settle
from mystery_shopping_reasons.tally import moments

Read = Callable[..., ReasonRanking]
OCTOBER = Period(2026, 10)
HEADER = ["no", "waktu", "alasan", "terjawab"]
MAPPING = """
day_first = true
unanswered = "exclude"
[columns]
at = "waktu"
reason = "alasan"
answered = "terjawab"
"""
WITH_ID = MAPPING + 'id = "no"\n'
CELLS = (
    st.sampled_from(["1", "2", "3", "?", ""]),
    st.sampled_from(["05/10/2026 09:00", "31/10/26", "01/11/2026", "kemarin", "", "-"]),
    st.sampled_from(["A", "B", "C", "?", "", "  "]),
    st.sampled_from(["Ya", "Tidak", ""]),
)
ROWS = st.lists(
    st.one_of(
        st.tuples(*CELLS).map(list),
        st.tuples(*CELLS, st.sampled_from(["", "lebih"])).map(list),
        st.sampled_from([["", "", "", ""], ["1"], ["1", "05/10/2026"]]),
    ),
    max_size=30,
)


def count(rows: list[list[str]], mapping: Mapping) -> tally.Tally:
    """Return the tally of rows that need no file."""
    places = find_places(mapping, HEADER, file="log")
    signs = collect(moments(rows, places))
    settled = settle(signs, column="waktu", day_first=mapping.day_first, decimal=None)
    reader = RowReader(
        mapping=mapping,
        places=places,
        settled=settled,
        period=OCTOBER,
        policy=Policy(qm_target=85),
    )
    return tally.tally(rows, reader)


@given(rows=ROWS)
@pytest.mark.parametrize("mapping", [MAPPING, WITH_ID])
@pytest.mark.clause("5.1.1", "law")
def test_rows_read_are_contacts_counted_plus_rows_dropped(
    mapping: str, rows: list[list[str]]
) -> None:
    """A row that is neither is lost silently, and a ranking with a silent loss proves nothing."""
    result = count(rows, load_mapping(mapping))

    counted = sum(result.contacts.values())
    dropped = sum(number for _, number in result.dropped)
    assert result.row_count == len(rows) == counted + dropped


@given(rows=ROWS)
def test_of_rows_that_share_an_id_the_last_one_speaks(rows: list[list[str]]) -> None:
    """The last line of an audit log holds how the contact ended; earlier ones are its history."""
    last = {row[0]: row for row in rows if len(row) == 4 and row[0] in {"1", "2", "3"}}
    fitting = [row for row in rows if len(row) == 4]

    folded = count(fitting, load_mapping(WITH_ID))

    alone = count(list(last.values()), load_mapping(MAPPING))
    assert folded.contacts == alone.contacts


def test_each_dropped_row_is_counted_under_the_first_reason_that_fits(read: Read) -> None:
    """A person who repairs an export must know what to look for."""
    log = """no,waktu,alasan,terjawab
1,05/10/2026,A,Ya
1,05/10/2026,A,Ya
,05/10/2026,A,Ya
2,,A,Ya
3,kemarin,A,Ya
4,05/09/2026,,Ya
5,05/10/2026,?,Ya
6,05/10/2026,A,Tidak
7,05/10/2026,A,Ya,lebih
8,05/10/2026,A,Ya,

,,,
"""

    ranking = read(log, mapping=WITH_ID)

    assert dict(ranking.dropped) == {
        "blank_row": 2,
        "extra_cells": 1,
        "missing_id": 1,
        "folded_into_contact": 1,
        "missing_date": 1,
        "unreadable_date": 1,
        "other_month": 1,
        "missing_reason": 1,
        "unanswered": 1,
    }
    assert ranking.contact_count == 2
    assert dict(ranking.choices)["rows"] == "12"
    # As a spreadsheet numbers them; the row that was folded is the earlier one.
    assert dict(ranking.choices)["first_rows_left_out"] == (
        "blank_row 12, 13; extra_cells 10; missing_id 4; folded_into_contact 2; missing_date 5;"
        " unreadable_date 6; other_month 7; missing_reason 8; unanswered 9"
    )


def test_only_the_first_rows_of_a_reason_are_kept_and_in_order(read: Read) -> None:
    """A number to look at is wanted, not a list as long as the file; folding finds them late."""
    log = "no,waktu,alasan\n" + "".join(f"{n % 30},2026-10-05,A\n" for n in range(90))

    ranking = read("#,,\n\n" + log, more='id = "no"\n[file]\nheader_row = 3\n')

    said = dict(ranking.choices)
    assert said["first_rows_left_out"] == "folded_into_contact 4, 5, 6, 7, 8"
    assert ranking.dropped == (("folded_into_contact", 60),)


@given(rows=ROWS)
def test_the_rows_shown_are_the_first_that_were_left_out(rows: list[list[str]]) -> None:
    """A number that leads to a sound row sends a person searching for nothing."""
    mapping = load_mapping(MAPPING)
    expected: dict[str, list[int]] = {}
    for number, row in enumerate(rows, 2):
        for reason, _ in count([row], mapping).dropped:
            expected.setdefault(reason, []).append(number)

    shown = {row.reason: list(row.first_rows) for row in count(rows, mapping).left_out}

    assert shown == {reason: numbers[: tally.EXAMPLES] for reason, numbers in expected.items()}


def test_a_column_of_free_text_is_refused_before_it_fills_the_memory(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes mapped as the reason make every contact a reason of its own."""
    monkeypatch.setattr(tally, "MOST_OUTCOMES", 50)

    with pytest.raises(InvalidValue, match=r"columns\.reason"):
        read("waktu,alasan\n" + "".join(f"2026-10-05,catatan {n}\n" for n in range(60)))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """A year's log of a large site must be readable on a small machine."""

    def peak(rows: int) -> int:
        file = tmp_path / f"{rows}.csv"
        file.write_text(_log(rows), encoding="utf-8")
        reader = load_mapping('[columns]\nat = "waktu"\nreason = "alasan"\n')
        tracemalloc.start()
        ranking = _read_file(file, reader)
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert ranking.contact_count == rows
        return highest

    peak(500)

    small, large = peak(8_000), peak(24_000)

    assert (large - small) / 16_000 < 8, "bytes a row; a kept row would need a hundred"


def _read_file(file: Path, mapping: Mapping) -> ReasonRanking:
    return read_ranking(file, period=OCTOBER, mapping=mapping, policy=Policy(qm_target=85))


def _log(rows: int) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["waktu", "alasan"])
    writer.writerows(_contacts(rows))
    return text.getvalue()


def _contacts(rows: int) -> Iterator[tuple[str, str]]:
    for n in range(rows):
        yield f"2026-10-{n % 31 + 1:02d} {n % 24:02d}:30", f"alasan {n % 9}"


def test_the_counts_of_reasons_do_not_depend_on_the_order_of_rows(read: Read) -> None:
    """Without ids a log is a bag of contacts; sorting it must change nothing."""
    rows = [f"{day:02d}/10/2026 09:00,{'ABC'[day % 3]}\n" for day in range(1, 31)]

    forward = read("waktu,alasan\n" + "".join(rows))
    backward = read("waktu,alasan\n" + "".join(reversed(rows)))

    assert forward.reasons == backward.reasons
    assert Counter(dict(forward.dropped)) == Counter(dict(backward.dropped))
