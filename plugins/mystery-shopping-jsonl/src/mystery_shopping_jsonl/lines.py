"""Events as lines of JSON: every line says its place, and the last of a batch says so."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from typing import Any

from mystery_shopping.ports import Recorded

_BYTES = ("data", "previous", "hash")


def write_batch(rows: Sequence[Recorded]) -> bytes:
    """Return the lines of a batch; only its last one carries ``"ends": true``."""
    last = len(rows) - 1
    return b"".join(_line(row, ends=place == last) for place, row in enumerate(rows))


def write_mark(position: int) -> bytes:
    """Return the line that says that positions up to `position` were handed out."""
    return json.dumps({"handed_out": position}).encode() + b"\n"


def read_batches(content: bytes) -> Iterator[tuple[int, list[Recorded] | int]]:
    """Yield each whole batch, or mark, with the number of bytes read up to its end.

    A torn line or a batch without its last line is left out: nobody was told it is there.
    """
    batch: list[Recorded] = []
    end = 0
    for line in content.splitlines(keepends=True):
        end += len(line)
        if not line.endswith(b"\n"):
            return
        fields = json.loads(line)
        if "handed_out" in fields:
            yield end, int(fields["handed_out"])
            continue
        ends = fields.pop("ends")
        batch.append(_recorded(fields))
        if ends:
            yield end, batch
            batch = []


def _line(row: Recorded, *, ends: bool) -> bytes:
    fields: dict[str, Any] = row._asdict()
    fields |= {name: b64encode(fields[name]).decode() for name in _BYTES}
    return json.dumps({**fields, "ends": ends}, separators=(",", ":")).encode() + b"\n"


def _recorded(fields: dict[str, Any]) -> Recorded:
    return Recorded(
        **{**fields, **{name: b64decode(fields[name], validate=True) for name in _BYTES}}
    )
