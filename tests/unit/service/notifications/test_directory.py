"""Who is reached where: the directory file, quiet hours, and every fault of it at once."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mystery_shopping as ms
from mystery_shopping.workflow.notices import Addressee
from tests.months import nov
from tests.notifying import PEOPLE

NIGHT = ms.QuietHours(begin=time(21), end=time(7))


def test_a_directory_reads_as_it_is_written() -> None:
    """One TOML file says it all, and what is left out reads as one would expect."""
    directory = ms.load_directory(PEOPLE + "quiet_hours = { begin = 21:00:00, end = 07:00:00 }")

    maya = directory.people["maya"]
    assert (maya.role, maya.language, maya.timezone) == (ms.Role.MANAGER, "id", "Asia/Jakarta")
    assert maya.quiet_hours == NIGHT
    assert directory.subscriptions == {"notices": ms.Subscription()}


@pytest.mark.parametrize(
    "text, path",
    [
        ('[people.x]\nreach = { fax = "1" }', "people.x.reach.fax"),
        ('[people.x]\nlanguage = "fr"', "people.x.language"),
        ('[people.x]\ntimezone = "Mars/Base"', "people.x.timezone"),
        ('[people.x]\nrole = "boss"', "people.x.role"),
        ("[people.x]\nreach = { fax = 1 }", "people.x.reach.fax"),
        (
            '[people.x]\nquiet_hours = { begin = "25:00", end = "07:00" }',
            "people.x.quiet_hours.begin",
        ),
        ('[subscriptions.s]\nonly = ["all_forms_in", "nope"]', "subscriptions.s.only[1]"),
        ('[subscriptions.s]\nstart = "middle"', "subscriptions.s.start"),
        ("[channels]\nbox = 3", "channels.box"),
        ("[subscriptions.deadlines]", "subscriptions.deadlines"),
        ("colour = 1", "colour"),
    ],
)
def test_a_fault_is_told_with_its_path(text: str, path: str) -> None:
    """Whoever wrote the file must find the line."""
    with pytest.raises(ms.InvalidInput) as caught:
        ms.load_directory(text)

    faults: Any = caught.value.exceptions
    assert [fault.path for fault in faults] == [path]


def test_a_role_is_everybody_of_it_in_the_unit_and_the_team() -> None:
    """A notice to the team leaders of team-2 in malang reaches exactly those."""
    directory = ms.load_directory("""
        [people.all]
        role = "tl"
        [people.here]
        role = "tl"
        units = ["malang"]
        team = "team-2"
        [people.there]
        role = "tl"
        units = ["bandung"]
        [people.other]
        role = "tl"
        team = "team-3"
        [people.spv]
        role = "spv"
    """)
    to = Addressee(role=ms.Role.TL, team="team-2")

    assert list(directory.who_is(to, unit="malang")) == ["all", "here"]
    assert list(directory.who_is(Addressee(person="spv"), unit="malang")) == ["spv"]
    assert list(directory.who_is(Addressee(person="nobody"), unit="malang")) == []


@given(st.times(), st.times(), st.integers(0, 2 * 24 * 60))
def test_nobody_is_told_inside_their_quiet_hours(begin: time, end: time, minute: int) -> None:
    """Whatever the hours: the moment chosen is never inside, never earlier, at most a day later."""
    quiet = ms.QuietHours(begin=begin, end=end)
    person = ms.Contactable(quiet_hours=quiet)
    at = nov(8) + timedelta(minutes=minute)

    when = person.when_to_tell(at)

    assert at <= when <= at + timedelta(days=1)
    assert not quiet.includes(when.astimezone(at.tzinfo).time())
    assert (when == at) is not quiet.includes(at.time())


@pytest.mark.parametrize("hour, day, told", [(22, 8, 9), (3, 8, 8), (12, 8, 8)])
def test_a_letter_of_the_night_waits_for_the_morning(hour: int, day: int, told: int) -> None:
    """At 22:00 it is tomorrow's morning, at 03:00 it is today's."""
    when = ms.Contactable(quiet_hours=NIGHT).when_to_tell(nov(day, hour)).astimezone(nov(1).tzinfo)

    assert when.date() == date(2026, 11, told)
    assert when.time() == (time(12) if hour == 12 else time(7))
