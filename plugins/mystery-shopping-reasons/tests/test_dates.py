"""Dates as people and programs write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping_reasons.dates import Order, find_date

FIFTH_OF_AUGUST = date(2026, 8, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-05",
        "2026/8/5",
        "20260805",
        "5-Aug-26",
        "5 Agustus 2026",
        "05 Agt 2026",
        "5. agu. 2026",
        "5th August, 2026",
        "August 5, 2026",
        "Aug 5 26",
        "2026-Aug-05",
        "Rabu, 5 Agustus 2026",
        "Wed 05/Aug/2026",
    ],
)
def test_a_date_with_a_named_month_or_the_year_first_needs_no_settling(text: str) -> None:
    """Asking a person about a date that reads only one way would be noise."""
    written = find_date(text)

    assert written is not None
    assert written.order is Order.NONE
    assert written.on(day_first=True) == written.on(day_first=False) == FIFTH_OF_AUGUST


@pytest.mark.parametrize(
    "name, month",
    [
        ("Januari", 1),
        ("Pebruari", 2),
        ("Maret", 3),
        ("Mei", 5),
        ("Juni", 6),
        ("Juli", 7),
        ("Agustus", 8),
        ("Okt", 10),
        ("Nopember", 11),
        ("Des", 12),
    ],
)
def test_indonesian_names_of_months_are_read(name: str, month: int) -> None:
    """Exports of an Indonesian site name their months in Indonesian."""
    written = find_date(f"1 {name} 2026")

    assert written is not None
    assert written.on(day_first=True) == date(2026, month, 1)


@pytest.mark.parametrize(
    "text, order",
    [
        ("13/01/2026", Order.DAY_FIRST),
        ("01/13/2026", Order.MONTH_FIRST),
        ("01-02-26", Order.EITHER),
        ("03.03.2026", Order.NONE),
        ("29-02-2016", Order.DAY_FIRST),
    ],
)
def test_only_a_real_date_speaks_for_an_order(text: str, order: Order) -> None:
    """One component above 12 settles a column; two equal ones have nothing to settle."""
    written = find_date(text)

    assert written is not None
    assert written.order is order


@pytest.mark.parametrize(
    "text",
    ["", "31/02/2026", "45/03/2026", "13/13/2026", "2026-13-01", "5 Foo 2026", "00/00/0000"],
)
def test_what_is_no_date_in_any_order_settles_nothing(text: str) -> None:
    """A typing error must not decide how a thousand other dates are read."""
    assert find_date(text) is None


@pytest.mark.parametrize("text", ["01/01/0001", "9999-12-31", "31 Des 9999"])
def test_a_placeholder_far_outside_our_time_is_no_date(text: str) -> None:
    """Databases write 0001 and 9999 for "none"; calendars overflow there."""
    assert find_date(text) is None


@pytest.mark.parametrize("digits, year", [("69", 1969), ("99", 1999), ("00", 2000), ("68", 2068)])
def test_two_digits_of_a_year_are_read_as_posix_does(digits: str, year: int) -> None:
    """A century must never depend on the day the file is read."""
    written = find_date(f"1-Jan-{digits}")

    assert written is not None
    assert written.on(day_first=True) == date(year, 1, 1)


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)), gap=st.sampled_from("-/. "))
def test_a_date_written_in_an_order_reads_back_in_that_order(day: date, gap: str) -> None:
    """Reading is the inverse of writing for every day, not only for those in the examples."""
    european = find_date(f"{day.day:02d}{gap}{day.month:02d}{gap}{day.year}")
    american = find_date(f"{day.month}{gap}{day.day}{gap}{day.year}")

    assert european is not None
    assert american is not None
    assert european.on(day_first=True) == american.on(day_first=False) == day


@given(st.text(max_size=30))
def test_no_text_makes_the_reading_of_a_date_fail(text: str) -> None:
    """An export may hold anything; a strange cell is counted, never raised."""
    written = find_date(text)

    assert written is None or written.by_day_first or written.by_month_first
