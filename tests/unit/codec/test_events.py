"""Events as bytes: explicit names, schema numbers, and the way back."""

import json
from datetime import date
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping.codec import EVENT_TYPES, decode, encode, to_plain
from mystery_shopping.codec import events as module
from mystery_shopping.workflow import EVENTS
from mystery_shopping.workflow.events import (
    AttemptLogged,
    ContactPerformed,
    ExecutionStarted,
    NonconformityNoted,
    ScenarioDrafted,
)
from tests.months import AGENT, SOLUTION, Month, S, nov, scenario


def test_every_event_has_one_name_that_is_no_python_path() -> None:
    """Names stay for ever; a moved module must not change a log."""
    names = [name for name, _, _ in EVENT_TYPES]

    assert {kind for _, _, kind in EVENT_TYPES} == set(EVENTS)
    assert len(set(names)) == len(names)
    assert all(name.count(".") == 1 and name == name.lower() for name in names)
    assert all("mystery" not in name for name in names)


def test_a_whole_month_comes_back_from_its_bytes() -> None:
    """Every event of a real month, decoded to what it was and encoded to the same bytes again."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.EXECUTING).do(ms.VoidContact(1, "x"))
    month.do(ms.PlanContacts(month.plan[:1])).to(S.CLOSED)

    for row in month.program.log.read(f"cycle/{month.id}"):
        event = decode(row.type, schema=row.schema, data=row.data)
        assert encode(event) == (row.type, row.schema, row.data)
        assert json.loads(row.data) == json.loads(json.dumps(to_plain(event)))


@pytest.mark.parametrize(
    "words", ["日本語 ñ", 'quote " and \\ backslash', "line\nbreak", "{x}", "'''"]
)
def test_words_of_any_script_survive(words: str) -> None:
    """A note is typed by people; the writer is compiled from text and must not be broken by it."""
    note = ms.Nonconformity(1, "pace", words, words, ms.Person("dewi", ms.Role.QCA))
    drafted = ScenarioDrafted(1, scenario(title=words), date(2026, 11, 3))
    logged = AttemptLogged(1, ms.Outcome.NO_ANSWER, nov(8), words)

    for event in (NonconformityNoted(note), drafted, logged):
        name, schema, data = encode(event)
        assert data.isascii()
        assert to_plain(decode(name, schema=schema, data=data)) == to_plain(event)


def test_an_event_without_data_is_an_empty_object() -> None:
    """The envelope says everything there is."""
    assert encode(ExecutionStarted()) == ("execution.started", 1, b"{}")


def test_an_instant_is_kept_as_whole_microseconds() -> None:
    """Text formats differ between versions; an integer does not."""
    _, _, data = encode(ContactPerformed(1, nov(8, 8), AGENT, ""))

    assert json.loads(data)["performed_at"] == 1_794_099_600_000_000


@pytest.mark.parametrize("name, schema, known", [("cycle.paused", 1, None), ("cycle.closed", 2, 1)])
def test_what_this_version_cannot_read_is_a_typed_error(
    name: str, schema: int, known: int | None
) -> None:
    """An old program on a new log must stop and say "upgrade", not fold half a month."""
    with pytest.raises(ms.UnknownEvent) as caught:
        decode(name, schema=schema, data=b"{}")

    error: Any = caught.value
    assert (error.type, error.schema, error.known) == (name, schema, known)
    assert "perbarui" in error.say("id")


def test_an_older_schema_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log outlives many versions; each change brings its own small step."""
    kind = type(decode("cycle.cancelled", schema=1, data=b'{"reason":"x"}'))
    monkeypatch.setitem(module._BY_NAME, "cycle.cancelled", (3, kind))
    monkeypatch.setitem(module.UPCASTERS, ("cycle.cancelled", 1), lambda d: {"why": d["because"]})
    monkeypatch.setitem(module.UPCASTERS, ("cycle.cancelled", 2), lambda d: {"reason": d["why"]})

    event = decode("cycle.cancelled", schema=1, data=b'{"because":"flood"}')

    assert to_plain(event) == {"reason": "flood"}
