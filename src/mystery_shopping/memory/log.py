"""The reference log: in memory, gone with the process, for tests and trials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import RLock

from mystery_shopping.errors import Conflict
from mystery_shopping.memory.bookkeeping import MemoryBookkeeping
from mystery_shopping.ports import Capabilities, Envelope, Recorded, StreamInfo


class MemoryLog:
    """A log in two dictionaries under one lock; it keeps every rule of the port but durability."""

    capabilities = Capabilities(durable=False, processes=False)

    def __init__(self) -> None:
        self._lock = RLock()
        self._streams: dict[str, list[Recorded]] = {}
        self._tail: dict[int, Recorded] = {}
        self._position = 0
        self._bookkeeping = MemoryBookkeeping()

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none."""
        with self._lock:
            held = self._streams.get(stream, [])
            if len(held) != expected:
                return _repeated(stream, held, events, expected)
            for event in events:
                self._position += 1
                recorded = Recorded(stream, len(held) + 1, self._position, *event)
                held.append(recorded)
                self._tail[self._position] = recorded
            if held:
                self._streams[stream] = held
            return len(held)

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`."""
        with self._lock:
            return tuple(self._streams.get(stream, ())[max(after, 0) :])

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`."""
        with self._lock:
            found: list[Recorded] = []
            for position in range(max(after, 0) + 1, self._position + 1):
                if len(found) == limit:
                    break
                if position in self._tail:
                    found.append(self._tail[position])
            return found

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        with self._lock:
            names = sorted(name for name in self._streams if name.startswith(prefix))
            return [StreamInfo(name, len(self._streams[name])) for name in names]

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream; its positions are never used again."""
        with self._lock:
            held = self._streams.get(stream, [])
            if len(held) != expected:
                raise Conflict(stream=stream, expected=expected, actual=len(held))
            self._streams.pop(stream, None)
            for recorded in held:
                del self._tail[recorded.position]

    def bookkeeping(self) -> MemoryBookkeeping:
        """Return the one bookkeeping of this log."""
        return self._bookkeeping

    def close(self) -> None:
        """Nothing is held that could be let go of."""


def _repeated(stream: str, held: list[Recorded], events: Sequence[Envelope], expected: int) -> int:
    again = held[expected : expected + len(events)]
    if events and [row.event_id for row in again] == [row.event_id for row in events]:
        return expected + len(events)
    raise Conflict(stream=stream, expected=expected, actual=len(held))


def open_log(url: str = "memory:") -> MemoryLog:  # noqa: ARG001 - every storage has this signature
    """Return a new, empty log."""
    return MemoryLog()


def open_bookkeeping(url: str = "memory:") -> MemoryBookkeeping:
    """Return the bookkeeping of a new, empty log."""
    return open_log(url).bookkeeping()
