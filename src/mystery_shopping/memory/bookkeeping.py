"""The reference bookkeeping: in memory, for the workers of one process."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, takewhile
from threading import RLock
from typing import NamedTuple

from mystery_shopping.ports import DeadlineRow, Delivery, DeliveryState, Entry

_SETTLED = (DeliveryState.SENT, DeliveryState.DEAD)


class MemoryBookkeeping:
    """Bookkeeping in dictionaries under one lock, and two lists that are kept in order of time.

    Leases are measured by `clock`, in seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = RLock()
        self._positions: dict[str, int] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._claims: dict[str, _Claim] = {}
        self._unsettled: list[_Place] = []
        self._deadlines: dict[str, DeadlineRow] = {}
        self._calendar: list[_Place] = []
        self._groups: dict[str, set[str]] = {}

    def position(self, subscription: str) -> int | None:
        """Return the position a subscription has read up to, `None` before it ever did."""
        with self._lock:
            return self._positions.get(subscription)

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Move a subscription on from `expected` and write the entry, or do nothing."""
        # All is read before anything is written, so that a fault on the way leaves nothing.
        groups, keys = tuple(entry.drop_groups), tuple(entry.drop)
        rows, deliveries = tuple(entry.put), tuple(entry.deliveries)
        with self._lock:
            if self._positions.get(subscription) != expected:
                return False
            self._positions[subscription] = to
            for group in groups:
                self._drop(tuple(self._groups.get(group, ())))
            self._drop(keys)
            for row in rows:
                self._put(row)
            for delivery in deliveries:
                if delivery.id not in self._deliveries:
                    self._keep(delivery)
            return True

    def forget(self, subscription: str) -> None:
        """Forget a subscription's position; its deliveries stay known."""
        with self._lock:
            self._positions.pop(subscription, None)

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Take up to `limit` deliveries that are due at `now_micros`, the longest due first."""
        with self._lock:
            now = self._clock()
            free = (
                place.key
                for place in _until(self._unsettled, now_micros)
                if place.key not in self._claims or self._claims[place.key].ends <= now
            )
            taken = list(islice(free, max(limit, 0)))
            for key in taken:
                self._claims[key] = _Claim(worker, now + lease_seconds)
                self._keep(self._deliveries[key]._replace(state=DeliveryState.SENDING))
            return [self._deliveries[key] for key in taken]

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
        """Write how a claimed delivery ended, and give up the claim."""
        with self._lock:
            claim = self._claims.get(delivery_id)
            if claim is None or claim.worker != worker:
                return False
            del self._claims[delivery_id]
            held = self._deliveries[delivery_id]
            self._keep(
                held._replace(
                    state=state, due_at_micros=due_at_micros, attempts=attempts, note=note
                )
            )
            return True

    def find_delivery(self, delivery_id: str) -> Delivery | None:
        """Return a delivery, `None` when there is none of that id."""
        with self._lock:
            return self._deliveries.get(delivery_id)

    def deliveries(
        self, *, states: Sequence[DeliveryState] = (), after: str = "", limit: int = 500
    ) -> Sequence[Delivery]:
        """Return deliveries in one of `states` (all, when empty), by id, those above `after`."""
        with self._lock:
            wanted = set(states or DeliveryState)
            found = (row for row in self._deliveries.values() if row.state in wanted)
            return sorted(row for row in found if row.id > after)[: max(limit, 0)]

    def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state; every state has an entry."""
        with self._lock:
            counted = dict.fromkeys(DeliveryState, 0)
            for row in self._deliveries.values():
                counted[row.state] += 1
            return counted

    def requeue(self, delivery_ids: Sequence[str], *, due_at_micros: int) -> int:
        """Send dead deliveries again: queued, due, no attempts; return how many were dead."""
        with self._lock:
            held = (self._deliveries.get(key) for key in dict.fromkeys(delivery_ids))
            dead = [row for row in held if row and row.state is DeliveryState.DEAD]
            for row in dead:
                again = row._replace(state=DeliveryState.QUEUED, due_at_micros=due_at_micros)
                self._keep(again._replace(attempts=0))
            return len(dead)

    def prune(self, *, before_micros: int) -> int:
        """Forget sent deliveries queued before then, and return how many."""
        with self._lock:
            sent = [
                row.id
                for row in self._deliveries.values()
                if row.state is DeliveryState.SENT and row.queued_at_micros < before_micros
            ]
            for key in sent:
                del self._deliveries[key]
            return len(sent)

    def due_deadlines(self, *, now_micros: int, limit: int) -> Sequence[DeadlineRow]:
        """Return deadlines due at `now_micros`, the longest due first; nothing is claimed."""
        with self._lock:
            due = islice(_until(self._calendar, now_micros), max(limit, 0))
            return [self._deadlines[place.key] for place in due]

    def deadlines(self, *, group: str | None = None) -> Sequence[DeadlineRow]:
        """Return all deadlines, or those of a group, by due time and key."""
        with self._lock:
            if group is None:
                return [self._deadlines[place.key] for place in self._calendar]
            rows = [self._deadlines[key] for key in self._groups.get(group, ())]
            return sorted(rows, key=_place)

    def drop_deadline(self, row: DeadlineRow) -> bool:
        """Drop a deadline if it still is as `row` says; return whether it was."""
        with self._lock:
            if self._deadlines.get(row.key) != row:
                return False
            self._drop((row.key,))
            return True

    def clear_deadlines(self) -> None:
        """Drop all deadlines, to read them from the log anew."""
        with self._lock:
            self._deadlines.clear()
            self._calendar.clear()
            self._groups.clear()

    def close(self) -> None:
        """Nothing is held that could be let go of."""

    def _keep(self, delivery: Delivery) -> None:
        """Write a delivery, in the order of time as long as it is not settled."""
        held = self._deliveries.get(delivery.id)
        if held is not None and held.state not in _SETTLED:
            _remove(self._unsettled, _place_of(held))
        self._deliveries[delivery.id] = delivery
        if delivery.state not in _SETTLED:
            insort(self._unsettled, _place_of(delivery))

    def _put(self, row: DeadlineRow) -> None:
        self._drop((row.key,))
        self._deadlines[row.key] = row
        self._groups.setdefault(row.group, set()).add(row.key)
        insort(self._calendar, _place(row))

    def _drop(self, keys: Iterable[str]) -> None:
        for key in keys:
            row = self._deadlines.pop(key, None)
            if row is None:
                continue
            _remove(self._calendar, _place(row))
            self._groups[row.group].discard(key)
            if not self._groups[row.group]:
                del self._groups[row.group]


class _Claim(NamedTuple):
    worker: str
    ends: float


class _Place(NamedTuple):
    """Where something stands in the order of time."""

    due_at_micros: int
    key: str


def _place(row: DeadlineRow) -> _Place:
    return _Place(row.due_at_micros, row.key)


def _place_of(delivery: Delivery) -> _Place:
    return _Place(delivery.due_at_micros, delivery.id)


def _until(places: list[_Place], now_micros: int) -> Iterable[_Place]:
    """Return the places due at `now_micros`, looking at no more of them than are asked for."""
    return takewhile(lambda place: place.due_at_micros <= now_micros, places)


def _remove(places: list[_Place], place: _Place) -> None:
    del places[bisect_left(places, place)]
