"""The log as JSON Lines and back: a file a stranger can verify without this library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

import attrs

from mystery_shopping.codec import GENESIS, ChainReport, verify_step
from mystery_shopping.errors import ChainBroken, Conflict
from mystery_shopping.ports import Envelope, EventLog, Recorded

FORMAT = 1
_BATCH = 500
_FIELDS = (
    "stream",
    "version",
    "event_id",
    "type",
    "schema",
    "recorded_at_micros",
    "actor",
    "role",
    "data",
    "previous",
    "hash",
)


def export_log(log: EventLog, *, prefix: str = "") -> Iterator[str]:
    """Yield the streams whose name begins with `prefix` as lines, and last a line that seals them.

    One line is one event, hashes in hexadecimal; the last line holds each stream's head and
    SHA-256 over all lines before it.
    """
    digest, heads, count = sha256(), dict[str, str](), 0
    for info in sorted(log.streams(prefix)):
        for row in log.read(info.stream):
            line = _write(_event(row))
            digest.update(line.encode())
            heads[row.stream], count = row.hash.hex(), count + 1
            yield line
    yield _write(_seal(heads, count, digest.hexdigest()))


def verify_export(lines: Iterable[str]) -> tuple[ChainReport, ...]:
    """Return a report per stream of an export, in its order, every line read and sealed anew.

    Raises:
        ChainBroken: at the first line that is not what it was.
    """
    return tuple(report for report, _ in _read(lines))


def import_log(log: EventLog, lines: Sequence[str]) -> tuple[ChainReport, ...]:
    """Write a verified export into a log; streams that are there already must begin alike.

    The whole export is verified first: a broken one changes nothing.

    Raises:
        ChainBroken: at the first line that is not what it was.
        Conflict: when the log holds other events under one of the names.
    """
    found = list(_read(lines))
    for report, events in found:
        held = {row.version: row.hash for row in log.read(report.stream)}
        if any(held.get(place) not in {None, row.hash} for place, row in enumerate(events, 1)):
            raise Conflict(stream=report.stream, expected=0, actual=len(held))
    for report, events in found:
        start = sum(1 for _ in log.read(report.stream))
        for place in range(start, len(events), _BATCH):
            log.append(report.stream, events[place : place + _BATCH], expected=place)
    return tuple(report for report, _ in found)


def _event(row: Recorded) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    try:
        data = row.data.decode("ascii")
    except UnicodeDecodeError as error:  # we write nothing else
        problem = "its bytes were changed"
        raise ChainBroken(stream=row.stream, version=row.version, problem=problem) from error
    return {
        **fields,
        "data": data,
        "previous": row.previous.hex(),
        "hash": row.hash.hex(),
    }


def _seal(heads: dict[str, str], count: int, digest: str) -> dict[str, Any]:
    return {"export": FORMAT, "events": count, "heads": heads, "sha256": digest}


def _write(fields: dict[str, Any]) -> str:
    return json.dumps(fields, separators=(",", ":")) + "\n"


@attrs.define
class _Reading:
    """How far an export was read."""

    digest: Any = attrs.field(factory=sha256)
    heads: dict[str, str] = attrs.field(factory=dict)
    count: int = 0
    seal: str | None = None


def _read(lines: Iterable[str]) -> Iterator[tuple[ChainReport, list[Envelope]]]:
    reading = _Reading()
    for stream, rows in groupby(_events(lines, reading), key=lambda row: row.stream):
        if stream in reading.heads:
            raise ChainBroken(stream=stream, version=1, problem="its lines do not stand together")
        previous, events = GENESIS, list[Envelope]()
        for version, row in enumerate(rows, 1):
            previous = verify_step(row, stream=stream, version=version, previous=previous)
            events.append(Envelope._make(row[3:]))
        reading.heads[stream] = previous.hex()
        yield ChainReport(stream, len(events), previous.hex()), events
    seal = _write(_seal(reading.heads, reading.count, reading.digest.hexdigest()))
    if reading.seal != seal:
        raise ChainBroken(stream="", version=0, problem="the last line does not seal the others")


def _events(lines: Iterable[str], reading: _Reading) -> Iterator[Recorded]:
    for number, line in enumerate(lines, 1):
        fields = _parse(line, number)
        if reading.seal is not None:
            raise ChainBroken(stream="", version=0, problem=f"line {number} follows the seal")
        if "export" in fields:
            reading.seal = line
            continue
        reading.digest.update(line.encode())
        reading.count += 1
        yield _recorded(fields, number)


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        fields = json.loads(line)
        if isinstance(fields, dict) and _write(fields) == line:
            return fields
    except ValueError:
        pass
    raise ChainBroken(stream="", version=0, problem=f"line {number} is not as it was written")


def _recorded(fields: dict[str, Any], number: int) -> Recorded:
    try:
        return Recorded(
            **{name: fields[name] for name in _FIELDS[:8]},
            position=number,
            data=fields["data"].encode("ascii"),
            previous=bytes.fromhex(fields["previous"]),
            hash=bytes.fromhex(fields["hash"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"line {number} is no event: {error}"
        raise ChainBroken(stream="", version=0, problem=problem) from error
