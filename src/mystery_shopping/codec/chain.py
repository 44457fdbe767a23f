"""The hash chain: every event seals its own bytes and the hash of the one before."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import attrs

from mystery_shopping.errors import ChainBroken
from mystery_shopping.ports import Recorded

GENESIS = bytes(32)


def seal(
    previous: bytes,
    *,
    stream: str,
    version: int,
    event_id: str,
    type: str,  # noqa: A002 - the envelope's word
    schema: int,
    recorded_at_micros: int,
    actor: str,
    role: str,
    data: bytes,
) -> bytes:
    """Return SHA-256 over the previous hash, the envelope's fields line by line, and the data."""
    head = f"{stream}\n{version}\n{event_id}\n{type}\n{schema}\n"
    who = f"{recorded_at_micros}\n{actor}\n{role}\n"
    return sha256(previous + (head + who).encode() + data).digest()


@attrs.frozen
class ChainReport:
    """A stream whose chain holds: how many events, and the hash of the last."""

    stream: str
    event_count: int
    head: str


def verify(stream: str, events: Iterable[Recorded]) -> ChainReport:
    """Return the report of a stream, given all its events in order.

    Raises:
        ChainBroken: at the first event whose version, link or hash is wrong.
    """
    previous, count = GENESIS, 0
    for count, row in enumerate(events, 1):
        previous = verify_step(row, stream=stream, version=count, previous=previous)
    return ChainReport(stream, count, previous.hex())


def verify_step(row: Recorded, *, stream: str, version: int, previous: bytes) -> bytes:
    """Return the hash of an event that follows `previous` as event `version` of its stream.

    Raises:
        ChainBroken: when its version, link or hash is wrong.
    """
    problem = _problem(row, stream, version, previous)
    if problem:
        raise ChainBroken(stream=stream, version=version, problem=problem)
    return row.hash


def _problem(row: Recorded, stream: str, version: int, previous: bytes) -> str | None:
    if (row.stream, row.version) != (stream, version):
        return f"found {row.stream} version {row.version} in its place"
    if row.previous != previous:
        return "it does not follow the event before"
    sealed = seal(
        previous,
        stream=stream,
        version=version,
        event_id=row.event_id,
        type=row.type,
        schema=row.schema,
        recorded_at_micros=row.recorded_at_micros,
        actor=row.actor,
        role=row.role,
        data=row.data,
    )
    return None if sealed == row.hash else "its bytes were changed"
