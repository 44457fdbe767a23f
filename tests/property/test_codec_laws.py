"""Events survive the way into bytes and back, and nothing but what was written is read."""

# Data of any event are taken apart here.
# ruff: noqa: ANN401

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mystery_shopping.codec import EVENT_TYPES, decode, encode, seal, to_plain, verify
from mystery_shopping.errors import (
    ChainBroken,
    InvalidValue,
    Misuse,
    UnknownEvent,
)
from mystery_shopping.ports import Recorded
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow.events import AttemptLogged, Event
from tests.property.drawn_values import of
from tests.property.event_examples import ALL_GOLDEN, EXAMPLES, GOLDEN, STREAM, chained, golden
from tests.strategies import QCA, Month, instants, small_program

KINDS = [kind for _, _, kind in EVENT_TYPES]
few = settings(max_examples=20, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@few
@given(st.data())
def test_an_event_comes_back_from_its_bytes_as_it_was(
    kind: type[Event], data: st.DataObject
) -> None:
    """Three years on, the bytes are all there is."""
    event = data.draw(of(kind))

    name, schema, written = encode(event)

    assert decode(name, schema=schema, data=written) == event
    assert written.isascii()
    assert list(json.loads(written)) == [field.name for field in attrs.fields(cast("Any", kind))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@few
@given(st.data())
def test_the_fast_writer_writes_what_the_converter_writes(
    kind: type[Event], data: st.DataObject
) -> None:
    """The writer is there for speed; a difference would show up years later, in reading."""
    event = data.draw(of(kind))

    assert json.loads(encode(event)[2]) == json.loads(json.dumps(to_plain(event)))


@few
@given(st.data())
def test_equal_events_have_equal_bytes(data: st.DataObject) -> None:
    """A retry must seal the same bytes, or the chain would part."""
    event = data.draw(st.one_of([of(kind) for kind in KINDS]))

    again = decode(encode(event)[0], schema=encode(event)[1], data=encode(event)[2])

    assert encode(again) == encode(event)


# What only looks right.


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Give every plain value of some JSON data with the way to it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from leaves(item, (*path, place))
    else:
        yield path, value


def changed(data: Any, path: tuple[Any, ...], value: object) -> Any:
    """Return JSON data with one value of it replaced."""
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = changed(data[path[0]], path[1:], value)
    return copy


def stored(event: Event) -> Any:
    """Return the data of an event as the log holds them."""
    return json.loads(encode(event)[2])


def reread(event: Event, path: tuple[Any, ...], value: object) -> Event:
    """Decode an event with one value of its data replaced."""
    name, schema, _ = encode(event)
    data = json.dumps(changed(stored(event), path, value)).encode()
    return decode(name, schema=schema, data=data)


def named(events: Any) -> list[Any]:
    """Return events as parameters under the name of their type."""
    return [pytest.param(event, id=type(event).__name__) for event in events]


@pytest.mark.parametrize("event", named(EXAMPLES))
def test_a_number_is_an_integer_and_nothing_that_could_become_one(event: Event) -> None:
    """A reader that makes 3 of 3.9 would change the record while reading it."""
    numbers = (path for path, value in leaves(stored(event)) if type(value) is int)

    for path, wrong in product(numbers, (True, 3.9, "7", [7])):
        with pytest.raises(InvalidValue):
            reread(event, path, wrong)


@pytest.mark.parametrize("event", named(EXAMPLES))
def test_text_is_text(event: Event) -> None:
    """A number in the place of a name, a day or a role means that something else is wrong."""
    texts = (path for path, value in leaves(stored(event)) if type(value) is str)

    for path, wrong in product(texts, (7, 3.9, False)):
        if path[-1] != "qm_target" or type(wrong) is not int:  # a whole number is exact
            with pytest.raises((InvalidValue, KeyError)):
                reread(event, path, wrong)


@pytest.mark.parametrize("event", named(EXAMPLES))
def test_a_key_nobody_knows_is_refused(event: Event) -> None:
    """Data of a later version read as if it were ours would lose what it says."""
    name, schema, written = encode(event)
    data = json.dumps({**json.loads(written), "surprise": 1}).encode()

    with pytest.raises(Exception, match="surprise"):
        decode(name, schema=schema, data=data)


@pytest.mark.parametrize("event", named(EXAMPLES))
def test_a_key_that_is_lacking_is_never_made_up(event: Event) -> None:
    """An event without its contact must not become one about contact nought."""
    name, schema, written = encode(event)
    data = json.loads(written)

    for key in data:
        rest = json.dumps({k: v for k, v in data.items() if k != key}).encode()
        with pytest.raises((InvalidValue, KeyError)):
            decode(name, schema=schema, data=rest)


def test_a_naive_instant_is_refused_in_stored_data_too() -> None:
    """Not even a log written by somebody else brings in a time without a zone."""
    event = next(event for event in EXAMPLES if isinstance(event, AttemptLogged))

    with pytest.raises(InvalidValue, match="zone"):
        reread(event, ("tried_at",), "2026-11-09T08:00:00")


@given(instants)
def test_an_instant_is_stored_as_microseconds_of_utc(at: datetime) -> None:
    """A number sorts and compares without knowing a zone."""
    event = next(event for event in EXAMPLES if isinstance(event, AttemptLogged))
    moved = attrs.evolve(event, tried_at=at)

    assert (
        stored(moved)["tried_at"] == (at - datetime(1970, 1, 1, tzinfo=UTC)) / datetime.resolution
    )


@pytest.mark.parametrize("name, schema", [(name, schema) for name, schema, _ in EVENT_TYPES])
def test_a_later_schema_or_an_unknown_type_is_told_apart_from_a_fault(
    name: str, schema: int
) -> None:
    """Who runs an old version is told to upgrade, not that the record is broken."""
    with pytest.raises(UnknownEvent):
        decode(name, schema=schema + 1, data=b"{}")
    with pytest.raises(UnknownEvent):
        decode(f"{name}.other", schema=schema, data=b"{}")


# Golden bytes.


def test_there_is_an_example_of_every_event() -> None:
    """An event without golden bytes could change its form unseen."""
    assert [type(event) for event in EXAMPLES] == KINDS


def test_the_bytes_of_every_event_are_the_golden_ones() -> None:
    """What a released version wrote must be written and chained alike by every later one."""
    assert golden() == json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.clause("7", kind="law")
@pytest.mark.parametrize("file", ALL_GOLDEN, ids=lambda file: file.stem)
def test_every_event_ever_written_can_still_be_read(file: Path) -> None:
    """Records are kept for three years, and the library changes meanwhile."""
    rows = json.loads(file.read_text(encoding="utf-8"))["events"]

    read = [decode(row["type"], schema=row["schema"], data=row["data"].encode()) for row in rows]

    assert tuple(read) == EXAMPLES


# The chain.


CHAIN = chained()
TEXT_FIELDS = ("stream", "event_id", "type", "actor", "role")
NUMBER_FIELDS = ("version", "schema", "recorded_at_micros")
BYTE_FIELDS = ("data", "previous", "hash")


def test_the_examples_are_a_chain_that_holds() -> None:
    """The laws below mean something only if the untouched chain verifies."""
    report = verify(STREAM, CHAIN)

    assert report.event_count == len(EXAMPLES)
    assert report.head == CHAIN[-1].hash.hex()


@st.composite
def tampered(draw: st.DrawFn) -> list[Recorded]:
    """Draw the chain with one byte of one event changed, dropped or doubled."""
    place = draw(st.integers(0, len(CHAIN) - 1))
    row = CHAIN[place]
    name = draw(st.sampled_from([*TEXT_FIELDS, *NUMBER_FIELDS, *BYTE_FIELDS]))
    value = getattr(row, name)
    if isinstance(value, int):
        new: Any = value + draw(st.integers(-5, 5).filter(bool))
    else:
        new = _one_byte_off(draw, value)
    return [*CHAIN[:place], row._replace(**{name: new}), *CHAIN[place + 1 :]]


def _one_byte_off(draw: st.DrawFn, value: Any) -> Any:
    at = draw(st.integers(0, len(value) - 1))
    how = draw(st.sampled_from(["changed", "dropped", "doubled"]))
    head, byte, tail = value[:at], value[at : at + 1], value[at + 1 :]
    if how == "dropped":
        return head + tail
    if how == "doubled":
        return head + byte + byte + tail
    pool = st.binary(min_size=1, max_size=1) if isinstance(value, bytes) else st.characters()
    return head + draw(pool.filter(lambda other: other != byte)) + tail


@pytest.mark.clause("6", kind="law")
@settings(max_examples=300)
@given(tampered())
def test_a_single_byte_changed_dropped_or_doubled_breaks_the_chain(rows: list[Recorded]) -> None:
    """A stranger must be able to see that three years of records are as they were written."""
    with pytest.raises(ChainBroken):
        verify(STREAM, rows)


@given(st.integers(0, len(CHAIN) - 2), st.sampled_from(["dropped", "doubled", "swapped"]))
def test_an_event_dropped_doubled_or_swapped_breaks_the_chain(place: int, how: str) -> None:
    """Leaving out one awkward event is what a chain is there against."""
    one, two = CHAIN[place : place + 2]
    middle = {"dropped": [two], "doubled": [one, one, two], "swapped": [two, one]}[how]

    with pytest.raises(ChainBroken):
        verify(STREAM, [*CHAIN[:place], *middle, *CHAIN[place + 2 :]])


@given(st.integers(0, len(CHAIN) - 1))
def test_the_break_is_told_at_the_first_event_that_does_not_hold(place: int) -> None:
    """Everything before it is still evidence."""
    row = CHAIN[place]
    rows = [*CHAIN[:place], row._replace(data=row.data + b" "), *CHAIN[place + 1 :]]

    with pytest.raises(ChainBroken) as broken:
        verify(STREAM, rows)

    assert broken.value.version == place + 1


lines = st.text(st.characters(blacklist_characters="\n", codec="utf-8"), max_size=4)
heads = st.fixed_dictionaries(
    {
        **dict.fromkeys(TEXT_FIELDS, lines),
        **dict.fromkeys(NUMBER_FIELDS, st.integers(-3, 30)),
        "data": st.binary(max_size=4),
    }
)


@given(st.binary(min_size=32, max_size=32), heads, heads)
def test_different_envelopes_have_different_seals(
    previous: bytes, one: dict[str, Any], other: dict[str, Any]
) -> None:
    """A byte moved from one field into the next must not go unseen."""
    assert (seal(previous, **one) == seal(previous, **other)) == (one == other)


@pytest.mark.parametrize("name", ["a\nform.accepted", "a\r\n", "\ud800", "a\x00"])
def test_a_command_id_that_could_blur_the_sealed_lines_is_refused(name: str) -> None:
    """The seal counts on line breaks between fields: an id must not bring its own."""
    month = Month(small_program())
    before = month.program.log.tail()

    with pytest.raises(Misuse):
        month.do(c.Cancel("given up"), by=QCA, command_id=name)
    assert month.program.log.tail() == before
