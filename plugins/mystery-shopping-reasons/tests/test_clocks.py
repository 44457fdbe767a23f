"""Times of day as people and programs write them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping_reasons.clocks import find_time, fraction_seconds


@pytest.mark.parametrize(
    "text, hour, minute",
    [
        ("9:12", 9, 12),
        ("09:12:00", 9, 12),
        ("09:12:00.417", 9, 12),
        ("09.12", 9, 12),
        ("Pukul 09.12 WIB", 9, 12),
        ("9:12 AM", 9, 12),
        ("9:12 p.m.", 21, 12),
        ("12:05 AM", 0, 5),
        ("12:05PM", 12, 5),
        ("9 pm", 21, 0),
    ],
)
def test_a_clock_is_read_in_24_and_in_12_hours(text: str, hour: int, minute: int) -> None:
    """An hour misread by twelve moves a contact from noon to the middle of the night."""
    written = find_time(text)

    assert written is not None
    assert written.seconds == hour * 3600 + minute * 60


@pytest.mark.parametrize("text", ["", "9", "24:00", "9:60", "13:05 PM", "25.10", "pagi", "-1:00"])
def test_what_is_no_time_of_day_is_unknown_and_not_midnight(text: str) -> None:
    """A made-up midnight would fill the night with contacts that never were."""
    assert find_time(text) is None


@pytest.mark.parametrize(
    "text, hours", [("09:12 WIB", 7), ("09:12 WITA", 8), ("09:12 WIT", 9), ("09:12Z", 0)]
)
def test_a_zone_beside_a_clock_is_kept(text: str, hours: int) -> None:
    """A time that names its zone is no wall clock of the site by itself."""
    written = find_time(text)

    assert written is not None
    assert written.offset == timedelta(hours=hours)


def test_an_offset_in_digits_is_read_with_its_sign() -> None:
    """A sign lost puts a contact half a day away."""
    east, west = find_time("09:12+05:30"), find_time("09:12-0930")

    assert east is not None
    assert west is not None
    assert east.offset == timedelta(hours=5, minutes=30)
    assert west.offset == -timedelta(hours=9, minutes=30)


def test_eleven_o_clock_as_a_day_fraction_is_not_a_second_before() -> None:
    """0.458333333333 is 11:00, where noon begins; truncated it would count as morning."""
    assert fraction_seconds("0.458333333333") == 11 * 3600
    assert fraction_seconds("0,458333333333") == 11 * 3600


def test_a_fraction_at_the_very_end_of_a_day_stays_on_that_day() -> None:
    """Rounding up would make it the midnight before."""
    assert fraction_seconds("0.999999999") == 24 * 3600 - 1


def test_two_digits_after_a_dot_can_mean_a_clock_or_a_fraction() -> None:
    """Only the column knows whether 0.25 is 00:25 or six in the morning."""
    written = find_time("0.25")

    assert written is not None
    assert written.on(fractions=False) == 25 * 60
    assert written.on(fractions=True) == 6 * 3600
    assert written.on(fractions=None) is None


@given(st.times())
def test_every_second_of_the_day_reads_back(clock: object) -> None:
    """Reading is the inverse of writing, over the whole day."""
    text = f"{clock:%H:%M:%S}"

    written = find_time(text)

    assert written is not None
    assert written.seconds == sum(
        int(part) * unit for part, unit in zip(text.split(":"), (3600, 60, 1), strict=True)
    )


@given(st.text(max_size=20))
def test_no_text_makes_the_reading_of_a_time_fail(text: str) -> None:
    """An export may hold anything; a strange cell is counted, never raised."""
    written = find_time(text)

    assert written is None or (written.seconds, written.fraction) != (None, None)
