"""The log: where events are kept, and what it promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable

import attrs

from mystery_shopping.values import from_micros

CONTRACT = 1
"""The version of what the ports ask and the contract suite tests; a plugin says which it passed."""


@attrs.frozen(kw_only=True)
class Capabilities:
    """What a log promises beyond the rules every log keeps.

    `durable`: an acknowledged event survives the end of the process. `processes`: several
    processes may use it at once. `erases`: a stream can be disposed of.
    """

    durable: bool
    processes: bool
    erases: bool = True


class Envelope(NamedTuple):
    """An event on its way into a log: bytes, who, when, and its place in the stream's chain.

    `recorded_at_micros` counts microseconds since 1970-01-01 UTC; `previous` and `hash` are
    SHA-256 digests of 32 bytes.
    """

    event_id: str
    type: str
    schema: int
    recorded_at_micros: int
    actor: str
    role: str
    data: bytes
    previous: bytes
    hash: bytes


class Recorded(NamedTuple):
    """An event a log holds; `version` counts in its stream, `position` in the log, from 1."""

    stream: str
    version: int
    position: int
    event_id: str
    type: str
    schema: int
    recorded_at_micros: int
    actor: str
    role: str
    data: bytes
    previous: bytes
    hash: bytes

    @property
    def recorded_at(self) -> datetime:
        """The instant it was recorded, in UTC."""
        return from_micros(self.recorded_at_micros)


class StreamInfo(NamedTuple):
    """A stream and its latest version."""

    stream: str
    version: int


@runtime_checkable
class EventLog(Protocol):
    """An append-only log of streams."""

    @property
    def capabilities(self) -> Capabilities:
        """What this log promises."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none, and return the new version.

        The same event ids again at the same place are a success and write nothing twice.

        Raises:
            Conflict: when the stream is not at `expected`.
        """

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`, in order."""

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return events of all streams with a position above `after`, in order.

        Once a position was seen, no event below it ever appears.
        """

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream whose latest version is `expected`; its positions stay empty.

        Raises:
            Conflict: when the stream is not at `expected`.
        """

    def close(self) -> None:
        """Let go of everything held; a closed log is used no more."""
