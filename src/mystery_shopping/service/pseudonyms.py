"""An export for research: no person and no free text, and every figure as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mystery_shopping.codec import GENESIS, decode, encode, seal
from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import Envelope, Recorded
from mystery_shopping.service._masking import BLANK, Mask
from mystery_shopping.service.archive import export_log, import_log

__all__ = ["BLANK", "pseudonymise"]

_SHORTEST_KEY = 16


def pseudonymise(lines: Sequence[str], *, key: bytes) -> Iterator[str]:
    """Return an export as one whose people are pseudonyms and whose free text is blanked.

    It verifies and imports like any other. Whoever holds the key, of 16 bytes or more, can find a
    person's pseudonym again; whoever does not, cannot. Times, marks, codes and units stay.

    Raises:
        ChainBroken: when the export is not what it was.
        UnknownEvent: when it holds an event that cannot be read, and so not be masked.
        InvalidValue: when the key is too short.
    """
    if not isinstance(key, bytes) or len(key) < _SHORTEST_KEY:
        required = Text(f"minimal {_SHORTEST_KEY} bita", f"at least {_SHORTEST_KEY} bytes")
        actual = f"{len(key)} bytes" if isinstance(key, bytes) else type(key).__name__
        raise InvalidValue(path="key", required=required, actual=actual)
    whole, masked, mask = MemoryLog(), MemoryLog(), Mask(key)
    import_log(whole, lines)
    for info in whole.streams():
        masked.append(info.stream, list(_resealed(whole.read(info.stream), mask)), expected=0)
    return export_log(masked)


def _resealed(rows: Iterable[Recorded], mask: Mask) -> Iterator[Envelope]:
    head = GENESIS
    for row in rows:
        event = mask.event(decode(row.type, schema=row.schema, data=row.data))
        kind, schema, data = encode(event)
        # A caller's own command id may say anything.
        event_id, actor = mask.name("event", row.event_id), mask.name("person", row.actor)
        following = seal(
            head,
            stream=row.stream,
            version=row.version,
            event_id=event_id,
            type=kind,
            schema=schema,
            recorded_at_micros=row.recorded_at_micros,
            actor=actor,
            role=row.role,
            data=data,
        )
        when = row.recorded_at_micros
        yield Envelope(event_id, kind, schema, when, actor, row.role, data, head, following)
        head = following
