"""Any value as plain JSON data."""

import json
from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest

import mystery_shopping as ms
from tests.months import SOLUTION, Month, S, nov


@pytest.mark.parametrize(
    "value, expected",
    [
        (None, None),
        (True, True),
        (3, 3),
        ("x", "x"),
        (ms.Role.QCA, "qca"),
        (ms.Person("sari", ms.Role.TL, "team-1"), "sari:tl:team-1"),
        (ms.Period(2026, 11), "2026-11"),
        (ms.Share(1, 3), {"ones": 1, "count": 3, "percent": "33.3 %"}),
        (Fraction(1, 3), "1/3"),
        (date(2026, 11, 8), "2026-11-08"),
        (time(5), "05:00:00"),
        (datetime(2026, 11, 8, tzinfo=UTC), "2026-11-08T00:00:00+00:00"),
        (b"\x01\xff", "01ff"),
        (ms.Vector.of((1, 2)), [1, 2]),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({ms.Role.QCA: (1, 2)}, {"qca": [1, 2]}),
        (ms.StreamInfo("cycle/x", 3), {"stream": "cycle/x", "version": 3}),
        (ms.Text("pagi", "morning"), {"id": "pagi", "en": "morning"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_kind_of_value_has_its_plain_form(value: object, expected: object) -> None:
    """Other programs read JSON and know nothing of our types."""
    assert ms.plain(value) == expected


def test_an_instant_of_any_zone_is_told_in_utc() -> None:
    """The docstring promises it, so that a reader may compare texts."""
    assert ms.plain(nov(8, 7)) == "2026-11-08T00:00:00+00:00"


def test_what_only_the_machine_needs_is_left_out() -> None:
    """Lookup tables inside a value are no part of it."""
    assert set(ms.plain(ms.default_scorecard())) == {"name", "version", "parameters"}


def test_everything_a_program_answers_can_be_printed_as_json() -> None:
    """``--json`` on every command, in one test."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.CLOSED)
    program, at = month.program, nov(24)

    answers = (
        month.cycle,
        program.verdict(month.id, as_of=at),
        program.missing(month.id, as_of=at),
        program.history(month.id),
        program.verify(month.id),
        program.monthly_occurrence(unit="malang", first="2026-10", last="2026-12", as_of=at),
        program.allowed(month.id, by=ms.Person("dewi", ms.Role.QCA), at=at),
        program.check(month.id, ms.Close(), by=ms.Person("dewi", ms.Role.QCA), at=at),
    )

    for answer in answers:
        assert json.loads(json.dumps(ms.plain(answer))) == ms.plain(answer)


def test_a_value_without_a_plain_form_is_an_error_and_no_repr() -> None:
    """`<object at 0x…>` in a report is found by its reader; an error by its author."""
    with pytest.raises(TypeError, match="object"):
        ms.plain(object())
