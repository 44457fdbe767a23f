"""Events on their way into the log: encoded, named after their command, and chained."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex

from mystery_shopping.codec import as_it_reads, encode, seal
from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.ports import Envelope
from mystery_shopping.values import to_micros
from mystery_shopping.values._check import is_code
from mystery_shopping.workflow.events import Event, Stamp

_GIVEN = "!"  # in front of the event ids of a command that came with an id of its own


def seal_events(
    stream: str, head: bytes, events: Sequence[Event], *, stamp: Stamp, command_id: str | None
) -> tuple[list[Envelope], list[Event]]:
    """Return the events as envelopes that follow `head`, and as they will be read again.

    The first stands at the stamp's version.

    Raises:
        InvalidInput: when an event would not read again as what it is; nothing is written then.
    """
    sealed: list[Envelope] = []
    read: list[Event] = []
    # Fresh for every try, so that a command given twice meets a conflict and finds itself done.
    name = f"{given(command_id)}/{token_hex(8)}" if command_id else token_hex(16)
    micros, actor, role = to_micros(stamp.at), stamp.by.id, stamp.by.role.value
    for place, event in enumerate(events):
        kind, schema, data = encode(event)
        read.append(as_it_reads(event, data))
        event_id, version = f"{name}/{place}", stamp.version + place
        following = seal(
            head,
            stream=stream,
            version=version,
            event_id=event_id,
            type=kind,
            schema=schema,
            recorded_at_micros=micros,
            actor=actor,
            role=role,
            data=data,
        )
        sealed.append(Envelope(event_id, kind, schema, micros, actor, role, data, head, following))
        head = following
    return sealed, read


def given(command_id: str) -> str:
    """Return the id under which a caller's own command id goes into the log.

    Raises:
        InvalidValue: when it could not stand in a line of the chain.
    """
    if not is_code(command_id):
        required = Text("pengenal yang dapat dicetak", "a printable identifier")
        raise InvalidValue(path="command_id", required=required, actual=command_id)
    return f"{_GIVEN}{command_id}"


def remember(commands: set[str], event_id: str) -> None:
    """Note the command behind an event, if its id was the caller's own."""
    if event_id[0] == _GIVEN:
        commands.add(event_id.rsplit("/", 2)[0])
