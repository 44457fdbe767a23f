"""Logs that are wrong on purpose, one way each, to prove that the contract notices."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from mystery_shopping.errors import Conflict
from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import Envelope, EventLog, Recorded, StreamInfo
from tests.contract.wrong_files import IN_A_FILE


class IgnoresVersions(MemoryLog):
    """Writes whatever the writer believed."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write after whatever is there."""
        del expected
        with self._lock:
            return super().append(stream, events, expected=len(list(self.read(stream))))


class LetsWritersRunAhead(MemoryLog):
    """Takes an `expected` above the stream's version for right."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write at the end when the writer is ahead."""
        with self._lock:
            return super().append(
                stream, events, expected=min(expected, len(list(self.read(stream))))
            )


class ForgetsOnConflict(MemoryLog):
    """Loses the stream's last event whenever it refuses one."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Refuse, and lose."""
        try:
            return super().append(stream, events, expected=expected)
        except Conflict:
            if len(events) == 1:
                lost = self._streams[stream].pop()
                del self._tail[lost.position]
            raise


class Reorders(MemoryLog):
    """Sorts versions as if they were text: 1, 10, 2."""

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events in the wrong order from the tenth on."""
        return sorted(super().read(stream, after=after), key=lambda row: str(row.version))


class SkipsInTheTail(MemoryLog):
    """Takes a position before it writes, so a later one can be seen first."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Reserve positions, dawdle with every other one, then write there."""
        with self._lock:
            first = self._position + 1
            self._position += len(events)
        time.sleep(0.01 if first % 2 else 0)
        with self._lock:
            after, self._position = self._position, first - 1
            try:
                return super().append(stream, events, expected=expected)
            finally:
                self._position = after


class ManglesBytes(MemoryLog):
    """Believes that data is text."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write the data as UTF-8, mended where it is none."""
        mended = [
            event._replace(data=event.data.decode("utf-8", "replace").encode()) for event in events
        ]
        return super().append(stream, mended, expected=expected)


class HalfWritesBatches(MemoryLog):
    """Writes the part of a stale batch whose versions are still free, then refuses."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write what fits, and refuse all the same."""
        with self._lock:
            held = len(list(self.read(stream)))
            try:
                return super().append(stream, events, expected=expected)
            except Conflict:
                free = events[max(0, held - expected) :] if expected < held else ()
                if free:
                    super().append(stream, free, expected=held)
                raise


class DuplicatesOnRetry(MemoryLog):
    """Takes a repeated batch for a new one."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write the same events again at the end."""
        with self._lock:
            held = list(self.read(stream))
            again = [row.event_id for row in held[expected : expected + len(events)]]
            if events and again == [event.event_id for event in events]:
                super().append(stream, events, expected=len(held))
                return expected + len(events)
            return super().append(stream, events, expected=expected)


class NormalisesText(MemoryLog):
    """Keeps every name in its composed form."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write the actor's name composed."""
        composed = [
            event._replace(actor=unicodedata.normalize("NFC", event.actor)) for event in events
        ]
        return super().append(stream, composed, expected=expected)


class TakesPrefixesForPatterns(MemoryLog):
    """Lets a wildcard in a unit's name match other units."""

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams that match."""
        pattern = f"{prefix.replace('%', '*')}*"
        return [info for info in super().streams() if fnmatchcase(info.stream, pattern)]


class ReusesPositions(MemoryLog):
    """Hands out the positions of erased events again."""

    def erase(self, stream: str, *, expected: int) -> None:
        """Erase, and count positions anew."""
        super().erase(stream, expected=expected)
        self._position = max(self._tail, default=0)


_IN_MEMORY = {
    kind.__name__: kind
    for kind in (
        IgnoresVersions,
        LetsWritersRunAhead,
        ForgetsOnConflict,
        Reorders,
        SkipsInTheTail,
        ManglesBytes,
        HalfWritesBatches,
        DuplicatesOnRetry,
        NormalisesText,
        TakesPrefixesForPatterns,
        ReusesPositions,
    )
}


def open_wrong(url: str) -> EventLog:
    """Open ``wrong:Name:path``; what lies in a file lies at the path."""
    _, name, path = url.split(":", 2)
    if name in _IN_MEMORY:
        return _IN_MEMORY[name]()
    return IN_A_FILE[name](path, synchronous="NORMAL")
