"""Where the log under test lives, and events to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from importlib import import_module
from itertools import count
from typing import cast

import attrs

from mystery_shopping.ports import Envelope, EventLog

_COUNTER = count(1)

HeldAppend = Callable[[EventLog, str, Sequence[Envelope]], AbstractContextManager[None]]


@attrs.frozen
class LogPlace:
    """One empty place a log can be opened at, again and from another process.

    `opener` is ``module:function``, importable in a fresh process; it takes `url`. With
    `hold_append`, a context that has appended and commits only when it is left, the tail's law is
    also shown with two transactions open at once.
    """

    url: str
    opener: str
    hold_append: HeldAppend | None = None

    def open(self) -> EventLog:
        """Return the log, opened once more."""
        return open_by_name(self.opener, self.url)


def open_by_name(opener: str, url: str) -> EventLog:
    """Return the log that the function called ``module:function`` opens at `url`."""
    module, _, name = opener.partition(":")
    return cast("EventLog", getattr(import_module(module), name)(url))


def make_event(
    data: bytes = b"{}", *, event_id: str | None = None, kind: str = "contract.tested"
) -> Envelope:
    """Return an event with an id of its own, its hashes well-formed but of no chain."""
    number = next(_COUNTER)
    name = event_id or f"event-{number:08d}/0"
    previous = sha256(b"previous" + name.encode()).digest()
    sealed = sha256(previous + data).digest()
    return Envelope(
        name, kind, 1, 1_700_000_000_000_000 + number, "dewi", "qca", data, previous, sealed
    )


def make_events(number: int, *, prefix: str = "") -> list[Envelope]:
    """Return that many events, their ids and data told apart by their place."""
    mark = prefix or f"batch-{next(_COUNTER):08d}"
    return [
        make_event(f'{{"place":{place}}}'.encode(), event_id=f"{mark}/{place}")
        for place in range(number)
    ]


def append_all(log: EventLog, stream: str, events: Sequence[Envelope], *, batch: int = 500) -> None:
    """Append events to an empty stream in batches."""
    for start in range(0, len(events), batch):
        log.append(stream, events[start : start + batch], expected=start)


def page_through(log: EventLog, *, limit: int) -> Iterator[int]:
    """Yield the positions of the whole tail, read in pages of `limit`."""
    position = 0
    while page := log.tail(after=position, limit=limit):
        position = page[-1].position
        yield from (row.position for row in page)
