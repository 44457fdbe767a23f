"""Streams of the library's own beside the cycles': decided on, appended to, read as one value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from mystery_shopping.errors import Conflict, TooManyConflicts
from mystery_shopping.ports import EventLog
from mystery_shopping.service._ordering import without_team
from mystery_shopping.service._sealing import seal_events
from mystery_shopping.values import Person
from mystery_shopping.workflow.events import Event, Stamp

_TRIES = 20


class Place(Protocol):
    """Where a stream is: its version and the hash of its last event."""

    @property
    def version(self) -> int:
        """How many events it has."""

    @property
    def head(self) -> bytes:
        """The hash of the last."""


P = TypeVar("P", bound=Place)


def record(
    log: EventLog,
    stream: str,
    *,
    read: Callable[[], P],
    decide: Callable[[P], Event | None],
    by: Person,
    at: datetime,
) -> P:
    """Append what `decide` says, nothing when it says nothing, and return what the stream says.

    Another writer in between makes it decide anew.

    Raises:
        TooManyConflicts: when another writer was faster every time.
    """
    for _ in range(_TRIES):
        found = read()
        event = decide(found)
        if event is None:
            return found
        stamp = Stamp(without_team(by), at, found.version + 1)
        sealed, _read = seal_events(stream, found.head, (event,), stamp=stamp, command_id=None)
        try:
            log.append(stream, sealed, expected=found.version)
        except Conflict:
            continue
        return read()
    raise TooManyConflicts(stream=stream, tries=_TRIES)
