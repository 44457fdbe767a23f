"""The log, six methods; here over a list in memory, to be replaced by the real place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import RLock

from mystery_shopping.errors import Conflict
from mystery_shopping.ports import Capabilities, Envelope, Recorded, StreamInfo


class Log:
    """A log that promises nothing but the rules every log keeps."""

    capabilities = Capabilities(durable=False, processes=False)

    def __init__(self) -> None:
        self._lock = RLock()
        self._rows: list[Recorded] = []
        self._position = 0

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected`, or none."""
        with self._lock:
            held = list(self.read(stream))
            if len(held) != expected:
                # The same events again, after an answer that got lost, are a success.
                again = [row.event_id for row in held[expected : expected + len(events)]]
                if events and again == [event.event_id for event in events]:
                    return expected + len(events)
                raise Conflict(stream=stream, expected=expected, actual=len(held))
            for version, event in enumerate(events, expected + 1):
                self._position += 1
                self._rows.append(Recorded(stream, version, self._position, *event))
            return expected + len(events)

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the events of a stream with a version above `after`, in order."""
        with self._lock:
            return [row for row in self._rows if row.stream == stream and row.version > after]

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return up to `limit` events of all streams above position `after`, in order."""
        with self._lock:
            return [row for row in self._rows if row.position > after][:limit]

    def streams(self, prefix: str = "") -> Iterable[StreamInfo]:
        """Return the streams whose name begins with `prefix`, by name."""
        with self._lock:
            found = {row.stream: row.version for row in self._rows}
        return [StreamInfo(name, found[name]) for name in sorted(found) if name.startswith(prefix)]

    def erase(self, stream: str, *, expected: int) -> None:
        """Dispose of a stream; its positions are never used again."""
        with self._lock:
            actual = len(list(self.read(stream)))
            if actual != expected:
                raise Conflict(stream=stream, expected=expected, actual=actual)
            self._rows = [row for row in self._rows if row.stream != stream]

    def close(self) -> None:
        """Let go of everything held."""


def open_log(url: str) -> Log:
    """Open the log at `url`; here a new one each time, for nothing outlives the process."""
    del url
    return Log()
