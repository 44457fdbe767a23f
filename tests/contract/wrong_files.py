"""Logs in a file that are wrong on purpose about what outlives the process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mystery_shopping.ports import Envelope, Recorded
from mystery_shopping.sqlite import BoundSqliteLog, SqliteLog


class LosesOnReopen(SqliteLog):
    """Acknowledges before it has written everything."""

    def close(self) -> None:
        """Lose the last event."""
        (last,) = self.connection.execute("SELECT max(position) FROM mystery_shopping_event")
        self.connection.execute("DELETE FROM mystery_shopping_event WHERE position = ?", last)
        super().close()


class AnswersTooEarly(SqliteLog):
    """Writes the last event of a batch together with the next one; a kill in between tears it."""

    _late: tuple[str, Envelope, int] | None = None

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write what was left over, and all of the batch but its last event."""
        connection, late = self.connection, None
        connection.execute("BEGIN IMMEDIATE")  # one transaction: at no moment is all there
        try:
            bound = self._write_late()
            now = events
            if len(events) > 1 and len(list(bound.read(stream))) == expected:
                now, late = events[:-1], (stream, events[-1], expected + len(events) - 1)
            bound.append(stream, now, expected=expected)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        self._late = late
        return expected + len(events)

    def read(self, stream: str, *, after: int = 0) -> Iterable[Recorded]:
        """Return the stream, whole at last."""
        self._catch_up()
        return super().read(stream, after=after)

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return the tail, whole at last."""
        self._catch_up()
        return super().tail(after=after, limit=limit)

    def erase(self, stream: str, *, expected: int) -> None:
        """Erase the stream, whole at last."""
        self._catch_up()
        super().erase(stream, expected=expected)

    def close(self) -> None:
        """Write what was left over."""
        self._catch_up()
        super().close()

    def _catch_up(self) -> None:
        if self._late:
            self._write_late()
            self.connection.execute("COMMIT")
            self._late = None

    def _write_late(self) -> BoundSqliteLog:
        bound = BoundSqliteLog(self.connection)
        if self._late:
            stream, event, expected = self._late
            bound.append(stream, [event], expected=expected)
        return bound


IN_A_FILE = {kind.__name__: kind for kind in (LosesOnReopen, AnswersTooEarly)}
