"""Numbers, dates and lists in the reader's form."""

from datetime import date, datetime

import pytest

import mystery_shopping as ms
from mystery_shopping.wording import Filler, tell_date, tell_list, tell_number
from tests.months import nov


@pytest.mark.parametrize(
    "value, indonesian, english",
    [
        (0, "0", "0"),
        (1772, "1.772", "1,772"),
        (1_000_000, "1.000.000", "1,000,000"),
        (0.5, "0,5", "0.5"),
        (1234.25, "1.234,25", "1,234.25"),
        (-40, "-40", "-40"),
    ],
)
def test_a_number_is_grouped_as_its_reader_groups(
    value: float, indonesian: str, english: str
) -> None:
    """A point that one reads as thousands the other reads as a fraction."""
    assert (tell_number(value, "id"), tell_number(value, "en")) == (indonesian, english)


def test_a_date_is_spelled_out_so_that_none_is_mistaken() -> None:
    """8/11 is August to some and November to others; a month's name is one to all."""
    assert tell_date(date(2026, 8, 1), "id") == "1 Agustus 2026"
    assert tell_date("2026-08-01", "en") == "1 August 2026"
    assert tell_date(nov(8, 9, 5), "id") == "8 November 2026 pukul 09.05"
    assert tell_date(datetime(2026, 11, 8, 0, 0), "en") == "8 November 2026 at 00:00"  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize(
    "items, indonesian, english",
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a dan b", "a and b"),
        (["a", "b", "c"], "a, b dan c", "a, b and c"),
    ],
)
def test_a_list_reads_as_one_says_it(items: list[object], indonesian: str, english: str) -> None:
    """One item, two, or many: the last is joined by a word."""
    assert (tell_list(items, "id"), tell_list(items, "en")) == (indonesian, english)


def test_facts_are_put_in_as_their_form_says() -> None:
    """One sentence carries numbers, dates and pairs of texts, each in the reader's form."""
    filler = Filler("id")
    facts = {
        "n": 1200,
        "on": "2026-05-09",
        "month": "2026-12",
        "parts": [{"id": "pagi", "en": "morning"}, ms.Text("malam", "night")],
        "numbers": [9, 1, 2, 3],
        "pair": {"en": "only English"},
    }

    told = filler.vformat(
        "{n:number}|{on:date}|{month:month}|{parts:list}|{numbers:numbers}|{pair}", (), facts
    )

    assert told == "1.200|9 Mei 2026|Desember 2026|pagi dan malam|1–3 dan 9|only English"


def test_an_unknown_form_is_refused() -> None:
    """A misspelt form in a sentence must not print a raw value to a QCA."""
    with pytest.raises(ms.InvalidValue, match="date"):
        Filler("en").vformat("{n:numbre}", (), {"n": 1})


def test_a_missing_fact_is_an_error_not_a_gap() -> None:
    """A letter with a hole in it tells nobody what is missing."""
    with pytest.raises(KeyError, match="who"):
        Filler("en").vformat("{who} asks", (), {})
