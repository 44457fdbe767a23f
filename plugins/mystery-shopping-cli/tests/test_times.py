"""Times as people write them, and numbers as people list them."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest

import mystery_shopping as ms
from mystery_shopping_cli.moments import read_moment
from mystery_shopping_cli.steps.numbers import read_numbers
from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]


@pytest.mark.parametrize(
    "text, zone, instant",
    [
        ("2026-11-08T09:00", "Asia/Jakarta", "2026-11-08T02:00:00+00:00"),
        ("2026-11-08T09:00", "Asia/Jayapura", "2026-11-08T00:00:00+00:00"),
        ("2026-11-08T09:00+07:00", "Asia/Jayapura", "2026-11-08T02:00:00+00:00"),
        ("2026-11-08T09:00Z", None, "2026-11-08T09:00:00+00:00"),
        ("2026-11-08", "Asia/Jakarta", "2026-11-07T17:00:00+00:00"),
    ],
)
def test_a_time_without_an_offset_is_read_on_the_clock_of_the_site(
    text: str, zone: str | None, instant: str
) -> None:
    """Nine in Malang is not nine in Jayapura, and the record must say which."""
    moment = read_moment(text, path="--at", zone=zone)

    assert ms.plain(moment.astimezone(ms.SystemClock().now().tzinfo)) == instant


def test_a_time_without_an_offset_and_without_a_site_is_refused() -> None:
    """Guessing a zone would put a contact into the wrong day part."""
    with pytest.raises(ms.NaiveDatetime, match="--at"):
        read_moment("2026-11-08T09:00", path="--at", zone=None)


def test_a_time_that_is_none_is_refused_with_its_option() -> None:
    """The path tells which of three times on the line is wrong."""
    with pytest.raises(ms.InvalidValue, match="--as-of"):
        read_moment("tomorrow", path="--as-of", zone="Asia/Jakarta")


def test_performed_at_is_read_on_the_clock_of_the_site(live: Live) -> None:
    """The contacter's watch shows the site's time."""
    shell = live("start")
    contact = shell.json("show", "contacts")[0]["plan"]
    when = f"{contact['on']}T20:15"

    shell(
        *("perform", 1, "--performed-at", when, "--agent", "dian:agent:kenanga"),
        by=contact["contacter"],
        at=f"{contact['on']}T20:20",
    )

    assert shell.json("show", "contact", 1)["performed_at"].endswith("T13:15:00+00:00")


@pytest.mark.parametrize(
    "word, numbers", [("3", (3,)), ("5-7", (5, 6, 7)), ("2,4", (2, 4)), ("1,3-4", (1, 3, 4))]
)
def test_numbers_are_listed_as_people_list_them(word: str, numbers: tuple[int, ...]) -> None:
    """Forty forms are taken over in one line."""
    assert read_numbers(word) == numbers


@pytest.mark.parametrize("word", ["0", "7-5", "x", "1-", "-1", "1,,2", "³"])
def test_numbers_that_are_none_are_misuse(word: str) -> None:
    """A slip in a range must not take over the wrong forms."""
    with pytest.raises(click.BadParameter):
        read_numbers(word)
