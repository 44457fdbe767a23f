"""The log on a connection a host already holds: rows, events and job stand or fall together."""

from __future__ import annotations

from collections.abc import Sequence

from mystery_shopping.ports import Envelope
from mystery_shopping_postgres import BoundPostgresLog
from mystery_shopping_procrastinate._enqueuing import enqueue

_HOST = "the host's connection"


class BoundProcrastinateLog(BoundPostgresLog):
    """A log inside the host's transaction, which leaves a job only if the host commits."""

    def append(self, stream: str, events: Sequence[Envelope], *, expected: int) -> int:
        """Write all events after version `expected` and enqueue a job, or do nothing.

        Raises:
            InvalidValue: in autocommit outside of a transaction: the host could not roll back.
        """
        if not events:
            return super().append(stream, events, expected=expected)
        with self._inside():
            version = super().append(stream, events, expected=expected)
            enqueue(self._connection, stream, version=version, log=_HOST)
        return version
