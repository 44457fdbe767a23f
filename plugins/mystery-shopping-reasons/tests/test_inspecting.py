"""What is understood of a file before anything is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.errors import InvalidInput
from mystery_shopping.model import Policy
from mystery_shopping.values import Period
from mystery_shopping_reasons import (
    ColumnSeen,
    Inspection,
    LeftOut,
    ReasonReader,
    load_mapping,
    read_ranking,
)

POLICY = Policy(qm_target=85)
LOG = """no;waktu;alasan;catatan
1;13/10/2026 09:10;Informasi tagihan;satu
2;14/10/2026 21:40;Internet lambat;dua
2;14/10/2026 21:45;Internet lambat;
3;kemarin;Internet lambat;empat
4;05/09/2026 10:00;?;lima
5;15/10/2026 10:00;;enam
"""


def inspect(folder: Path, content: str, **more: object) -> Inspection:
    """Return what is understood of a text."""
    file = folder / "log.csv"
    file.write_text(content, encoding="utf-8")
    mapping = more.pop("mapping", None)
    loaded = load_mapping(mapping) if isinstance(mapping, str) else None
    return ReasonReader().inspect(file, policy=POLICY, mapping=loaded, **more)  # type: ignore[arg-type]


def test_a_file_is_understood_from_its_bytes_to_its_months(tmp_path: Path) -> None:
    """Everything a person must check stands in one place, and nothing is stored."""
    seen = inspect(tmp_path, LOG)

    said = dict(seen.choices)
    assert (said["encoding"], said["delimiter"], said["header_row"]) == ("utf-8", ";", "1")
    assert said["day_order"] == "day_first, settled by 4 of the column's values"
    assert seen.columns[0] == ColumnSeen("no", None, ("1", "2", "3"))
    assert [column.role for column in seen.columns] == [None, "at", "reason", None]
    assert seen.months == (("2026-09", 1), ("2026-10", 4))
    assert seen.left_out == (
        LeftOut("unreadable_date", 1, (5,)),
        LeftOut("other_month", 1, (6,)),
        LeftOut("missing_reason", 1, (7,)),
    )
    assert (seen.is_guessed, seen.period, seen.problem) == (True, Period(2026, 10), None)


def test_the_ranking_shown_is_the_one_that_would_be_stored(tmp_path: Path) -> None:
    """A look that counts otherwise than the import would be worse than no look."""
    mapping = '[columns]\nid = "no"\nat = "waktu"\nreason = "alasan"\n'

    for month in (9, 10, 11):
        seen = inspect(tmp_path, LOG, mapping=mapping, period=Period(2026, month))

        assert seen.ranking == read_ranking(
            tmp_path / "log.csv",
            period=Period(2026, month),
            mapping=load_mapping(mapping),
            policy=POLICY,
        )
        assert seen.is_period_given
        assert dict(seen.months) == {"2026-09": 1, "2026-10": 3}


def test_the_mapping_shown_is_the_one_used_with_kinds_to_confirm(tmp_path: Path) -> None:
    """The shortest way from a guess to a mapping of one's own is to save what is shown."""
    seen = inspect(tmp_path, LOG)

    assert load_mapping(seen.mapping).columns.at == "waktu"
    assert '# "Informasi tagihan" = "information"' in seen.mapping
    assert '# "Internet lambat" = "complaint_solved"' in seen.mapping


def test_without_a_month_the_most_frequent_one_is_counted(tmp_path: Path) -> None:
    """An export mostly is of the month it was made for; equals go to the later one."""
    seen = inspect(tmp_path, "waktu,alasan\n2026-09-05,A\n2026-10-05,A\n2026-08-05,A\n")

    assert (seen.period, seen.is_period_given) == (Period(2026, 10), False)


def test_columns_that_say_nothing_leave_an_outline_to_fill_in(tmp_path: Path) -> None:
    """The columns are shown all the same: it is they that a person must choose from."""
    seen = inspect(tmp_path, "a,b\n2026-10-05,Tagihan\n")

    assert (seen.problem_code, seen.ranking) == ("MS102", None)
    assert [column.samples for column in seen.columns] == [("2026-10-05",), ("Tagihan",)]
    assert '# "b"' in seen.mapping


def test_dates_that_nothing_settles_leave_the_question_and_all_the_rest(tmp_path: Path) -> None:
    """What is known is shown; what must be answered stands beside it."""
    seen = inspect(tmp_path, "waktu,alasan\n01/10/2026,A\n02/10/2026,A\n")

    assert (seen.problem_code, seen.ranking, seen.months) == ("MS601", None, ())
    assert [column.role for column in seen.columns] == ["date", "reason"]
    assert seen.problem is not None
    assert "day_first = true" in seen.problem.say("en")


def test_a_mapping_that_does_not_fit_the_file_is_refused(tmp_path: Path) -> None:
    """A mapping given is an order; showing something else in its place would hide the slip."""
    with pytest.raises(InvalidInput):
        inspect(tmp_path, LOG, mapping='[columns]\nat = "tgl"\nreason = "alasan"\n')


def test_a_file_without_a_single_date_has_no_month(tmp_path: Path) -> None:
    """A log of headings only is empty, and that is what is shown."""
    seen = inspect(tmp_path, "waktu,alasan\n")

    assert (seen.months, seen.left_out, seen.problem) == ((), (), None)


def test_a_role_is_shown_whatever_case_the_mapping_writes(tmp_path: Path) -> None:
    """Names of columns are found without regard to case; the page must agree."""
    kinds = '[kinds]\n"*" = { column = "CATATAN", values = { satu = "request" } }\n'
    mapping = f'[columns]\nat = " WAKTU"\nreason = "Alasan"\n{kinds}'

    seen = inspect(tmp_path, LOG, mapping=mapping)

    assert [column.role for column in seen.columns] == [None, "at", "reason", "kind"]


def test_a_long_sample_is_cut(tmp_path: Path) -> None:
    """A note of a thousand letters would push the columns off the page."""
    seen = inspect(tmp_path, f"waktu,alasan\n2026-10-05,{'x' * 500}\n")

    assert seen.columns[1].samples == ("x" * 40 + "...",)


def test_what_is_understood_can_be_printed_as_plain_data(tmp_path: Path) -> None:
    """Another program reads the same page as JSON."""
    plain = ms.plain(inspect(tmp_path, LOG))

    assert plain["months"] == [["2026-09", 1], ["2026-10", 4]]
    assert plain["left_out"][0] == {
        "reason": "unreadable_date",
        "count": 1,
        "first_rows": [5],
    }


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_progress_rises_from_nothing_to_the_whole(
    tmp_path: Path, raw_book: object, suffix: str
) -> None:
    """A display that jumps back or stops short makes people end a reading that was fine."""
    rows = [("waktu", "alasan"), *[("2026-10-05", "A")] * 20_000]
    text = "".join(f"{','.join(row)}\n" for row in rows).encode()
    file = tmp_path / f"log{suffix}"
    file.write_bytes(raw_book(rows) if suffix == ".xlsx" else text)  # type: ignore[operator]
    shares: list[float] = []

    read_ranking(
        file,
        period=Period(2026, 10),
        mapping=load_mapping('[columns]\nat = "waktu"\nreason = "alasan"\n'),
        policy=POLICY,
        progress=shares.append,
    )

    assert shares == sorted(shares)
    assert shares[0] < 0.1
    assert shares[-1] == 1.0
    assert len(shares) > 8
