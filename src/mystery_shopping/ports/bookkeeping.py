"""The bookkeeping that workers share: how far they read, what is to be sent, what falls due when.

Everything in it can be told again from the log; losing it loses no record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, runtime_checkable

import attrs

from mystery_shopping.errors import Text


class DeliveryState(StrEnum):
    """How far a delivery is; `SENT` and `DEAD` are settled."""

    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    DEAD = "dead"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    DeliveryState.QUEUED: Text("menunggu", "queued"),
    DeliveryState.SENDING: Text("sedang dikirim", "sending"),
    DeliveryState.RETRYING: Text("dicoba lagi", "retrying"),
    DeliveryState.SENT: Text("terkirim", "sent"),
    DeliveryState.DEAD: Text("gagal", "dead"),
}


class Delivery(NamedTuple):
    """One notice on its way to one recipient through one channel.

    `id` follows from event, subscription, notice, channel and recipient: the same of all five is
    the same delivery. `facts` is JSON, what the wording needs. `due_at_micros` is when to try
    next, in microseconds since 1970-01-01 UTC; `attempts` counts tries that failed. `note` is the
    last failure, or the channel's reference.
    """

    id: str
    subscription: str
    event_id: str
    notice: str
    channel: str
    recipient: str
    facts: str
    queued_at_micros: int
    due_at_micros: int
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    note: str = ""


class DeadlineRow(NamedTuple):
    """Something that falls due; `data` is JSON, and `group` what it goes with."""

    key: str
    group: str
    due_at_micros: int
    data: str


@attrs.frozen(kw_only=True)
class Entry:
    """What follows from some events of the log, written in one step with the position.

    First whole groups of deadlines go, then single keys, then `put` sets deadlines, replacing
    those of the same key; deliveries whose id is known already are passed over.
    """

    drop_groups: Sequence[str] = ()
    drop: Sequence[str] = ()
    put: Sequence[DeadlineRow] = ()
    deliveries: Sequence[Delivery] = ()


@runtime_checkable
class Bookkeeping(Protocol):
    """What several workers share; every call is one atomic step, and safe from several threads."""

    def position(self, subscription: str) -> int | None:
        """Return the position a subscription has read up to, `None` before it ever did."""

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Move a subscription on from `expected` and write the entry, or do nothing.

        Returns whether it did: another worker may have moved it first.
        """

    def forget(self, subscription: str) -> None:
        """Forget a subscription's position; its deliveries stay known."""

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Take up to `limit` deliveries that are due at `now_micros`, the longest due first.

        Nobody is given them, not even the same worker, until they are settled or the lease runs
        out: it is measured by the store's own clock, not by `now_micros`. They come back as
        `SENDING`, and keep their due time.
        """

    def settle(
        self,
        delivery_id: str,
        *,
        worker: str,
        state: DeliveryState,
        due_at_micros: int,
        attempts: int,
        note: str,
    ) -> bool:
        """Write how a claimed delivery ended, and give up the claim.

        `state` is any but `SENDING`; `QUEUED` gives it back unsent. Returns whether it did: what
        is not claimed by `worker`, or ran out and was taken by another, is not its to settle. A
        claim that ran out and nobody took may still be settled.
        """

    def find_delivery(self, delivery_id: str) -> Delivery | None:
        """Return a delivery, `None` when there is none of that id."""

    def deliveries(
        self, *, states: Sequence[DeliveryState] = (), after: str = "", limit: int = 500
    ) -> Sequence[Delivery]:
        """Return deliveries in one of `states` (all, when empty), by id, those above `after`.

        Ids are compared code point by code point.
        """

    def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state; every state has an entry."""

    def requeue(self, delivery_ids: Sequence[str], *, due_at_micros: int) -> int:
        """Send dead deliveries again: queued, due, no attempts; return how many were dead.

        They keep their note, the failure they died of, until they are settled once more.
        """

    def prune(self, *, before_micros: int) -> int:
        """Forget sent deliveries queued before then, and return how many.

        What is forgotten is known no more: told of again, it would be sent again.
        """

    def due_deadlines(self, *, now_micros: int, limit: int) -> Sequence[DeadlineRow]:
        """Return deadlines due at `now_micros`, the longest due first; nothing is claimed."""

    def deadlines(self, *, group: str | None = None) -> Sequence[DeadlineRow]:
        """Return all deadlines, or those of a group, by due time and key."""

    def drop_deadline(self, row: DeadlineRow) -> bool:
        """Drop a deadline if it still is as `row` says; return whether it was."""

    def clear_deadlines(self) -> None:
        """Drop all deadlines, to read them from the log anew."""

    def close(self) -> None:
        """Let go of everything held."""
