"""What a refusal tells, as data and as a sentence."""

import attrs

from mystery_shopping.errors import (
    CommandRefused,
    Conflict,
    CycleAlreadyOpen,
    PlanImpossible,
    Text,
    Unmet,
)

SHORT = Unmet(
    code="MS340",
    name="too_few_planned",
    clause="5.2.1.2",
    required=Text("minimal 40", "at least 40"),
    actual=Text("39", "39"),
    sentence=Text("baru 39 kontak", "39 contacts are planned"),
    remedy=Text("tambah satu", "plan one more"),
)
PLACED = attrs.evolve(SHORT, code="MS333", clause="5.2.1.3", path="contacts[7].on")


def test_a_refusal_names_code_clause_and_place_of_every_reason() -> None:
    """The person refused can look up the rule and go to the line."""
    error = CommandRefused(command="AssignContacts", unmet=(SHORT, PLACED))

    for language in ("id", "en"):
        said = error.say(language)
        assert all(part in said for part in ("MS340", "W-10 5.2.1.2", "MS333", "contacts[7].on"))
    assert "baru 39 kontak" in error.say("id")
    assert "39 contacts are planned" in error.say("en")


def test_a_refusal_keeps_its_reasons_as_data() -> None:
    """A screen shows them its own way, and a script branches on the code."""
    error = CommandRefused(command="AssignContacts", unmet=(SHORT, PLACED))

    assert (error.command, error.unmet) == ("AssignContacts", (SHORT, PLACED))


def test_a_month_that_is_open_already_is_named() -> None:
    """The way on is the cycle that exists."""
    assert CycleAlreadyOpen(cycle="malang/2026-11").cycle in str(
        CycleAlreadyOpen(cycle="malang/2026-11")
    )


def test_an_impossible_plan_tells_every_shortage() -> None:
    """Whoever makes the roster needs all gaps at once."""
    error = PlanImpossible(shortages=(Text("malam kosong", "nobody at night"), Text("b", "b")))

    assert "nobody at night" in error.say("en")
    assert "malam kosong" in error.say("id")


def test_a_conflict_says_where_the_stream_is() -> None:
    """The numbers tell a lost race from a bug."""
    error = Conflict(stream="cycle/malang/2026-11", expected=4, actual=6)

    assert (error.stream, error.expected, error.actual) == ("cycle/malang/2026-11", 4, 6)
    assert "6" in str(error)


def test_one_condition_reads_as_a_line_of_its_own() -> None:
    """A log or a debugger shows a condition alone, and the line must lead to the rule."""
    line = "[MS333] 39 contacts are planned @ contacts[7].on (W-10 5.2.1.3): plan one more"

    assert str(PLACED) == line
