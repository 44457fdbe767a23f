"""Where the bookkeeping under test lives, and what to write into it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import cast

import attrs

from mystery_shopping.ports import Bookkeeping, DeadlineRow, Delivery, DeliveryState, Entry
from mystery_shopping.testing._place import open_by_name

NOW = 1_700_000_000_000_000
"""The instant at which the rules play, in microseconds since 1970-01-01 UTC."""
SECOND = 1_000_000
PATIENCE_SECONDS = 60.0
LONG_LEASE_SECONDS = 3600.0
SHORT_LEASE_SECONDS = 0.05

_PAUSE_SECONDS = 0.01


@attrs.frozen
class BookkeepingPlace:
    """One empty place a bookkeeping can be opened at, again and from another process.

    `opener` is ``module:function``, importable in a fresh process; it takes `url`.
    """

    url: str
    opener: str

    def open(self) -> Bookkeeping:
        """Return the bookkeeping, opened once more."""
        return cast("Bookkeeping", open_by_name(self.opener, self.url))


def make_delivery(
    delivery_id: str, *, due_at_micros: int = NOW, queued_at_micros: int = NOW, facts: str = "{}"
) -> Delivery:
    """Return a queued delivery of that id."""
    return Delivery(
        id=delivery_id,
        subscription="notices",
        event_id=f"event-of-{delivery_id}/0",
        notice="form_returned",
        channel="memory",
        recipient="dewi",
        facts=facts,
        queued_at_micros=queued_at_micros,
        due_at_micros=due_at_micros,
    )


def make_deadline(
    key: str, *, group: str = "cycle/a/2026-11", due_at_micros: int = NOW, data: str = "{}"
) -> DeadlineRow:
    """Return a deadline of that key."""
    return DeadlineRow(key=key, group=group, due_at_micros=due_at_micros, data=data)


def write(
    bookkeeping: Bookkeeping, *rows: Delivery | DeadlineRow, subscription: str = "rules"
) -> None:
    """Write deliveries and deadlines as one entry, moving `subscription` on by one."""
    entry = Entry(
        put=[row for row in rows if isinstance(row, DeadlineRow)],
        deliveries=[row for row in rows if isinstance(row, Delivery)],
    )
    expected = bookkeeping.position(subscription)
    if not bookkeeping.advance(
        subscription, expected=expected, to=(expected or 0) + 1, entry=entry
    ):
        raise AssertionError(f"{subscription} was at {expected} and could not be moved on")


def claim(
    bookkeeping: Bookkeeping,
    worker: str,
    *,
    now_micros: int = NOW,
    lease_seconds: float = LONG_LEASE_SECONDS,
    limit: int = 100,
) -> list[str]:
    """Claim, and return the ids in the order they were given."""
    given = bookkeeping.claim(
        worker, now_micros=now_micros, lease_seconds=lease_seconds, limit=limit
    )
    return [delivery.id for delivery in given]


def claim_once_free(bookkeeping: Bookkeeping, worker: str) -> list[str]:
    """Ask again and again until something is given, and return the ids."""
    for _ in _patiently():
        if given := claim(bookkeeping, worker):
            return given
    raise AssertionError("a lease never ran out")


def settle(
    bookkeeping: Bookkeeping,
    delivery_id: str,
    worker: str,
    *,
    state: DeliveryState = DeliveryState.SENT,
    due_at_micros: int = NOW,
    attempts: int = 0,
    note: str = "",
) -> bool:
    """Settle a claimed delivery as sent, unless told otherwise."""
    return bookkeeping.settle(
        delivery_id,
        worker=worker,
        state=state,
        due_at_micros=due_at_micros,
        attempts=attempts,
        note=note,
    )


def bring_to(bookkeeping: Bookkeeping, states: Sequence[tuple[str, DeliveryState]]) -> None:
    """Write a delivery of each id, and bring it to its state; nothing else may be due."""
    # What stays queued comes last, or the next claim would take it along.
    for delivery_id, state in sorted(states, key=lambda row: row[1] is DeliveryState.QUEUED):
        write(bookkeeping, make_delivery(delivery_id))
        if state is DeliveryState.QUEUED:
            continue
        if claim(bookkeeping, "bringer") != [delivery_id]:
            raise AssertionError(f"{delivery_id} is not the only one due")
        if state is not DeliveryState.SENDING:
            later = NOW + SECOND if state is DeliveryState.RETRYING else NOW
            settle(bookkeeping, delivery_id, "bringer", state=state, due_at_micros=later)


def _patiently() -> Iterator[None]:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        yield
        time.sleep(_PAUSE_SECONDS)
