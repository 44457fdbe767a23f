"""Bookkeepings that are wrong on purpose, one way each, to prove that the contract notices."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from threading import RLock

from mystery_shopping.memory import MemoryBookkeeping
from mystery_shopping.ports import Bookkeeping, DeadlineRow, Delivery, DeliveryState, Entry
from mystery_shopping.sqlite import SqliteBookkeeping, open_log
from mystery_shopping.sqlite._connections import Connections


class ClaimsTwice(MemoryBookkeeping):
    """Looks for what is free, and marks it only when it comes back."""

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Hand out what another thread is about to be handed, too."""
        states = (DeliveryState.QUEUED, DeliveryState.RETRYING)
        due = [row for row in self.deliveries(states=states) if row.due_at_micros <= now_micros]
        seen = sorted(due, key=lambda row: row.due_at_micros)[:limit]
        time.sleep(0.001)
        given = super().claim(
            worker, now_micros=now_micros, lease_seconds=lease_seconds, limit=limit
        )
        return [row._replace(state=DeliveryState.SENDING) for row in seen] or given


class ClaimsTheNewestFirst(MemoryBookkeeping):
    """Takes what was due last, and lets the oldest wait for ever."""

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Claim all, and give back all but the newest."""
        given = super().claim(
            worker, now_micros=now_micros, lease_seconds=lease_seconds, limit=10_000
        )
        kept = given[::-1][:limit]
        for row in given[: max(len(given) - limit, 0)]:
            self.settle(
                row.id,
                worker=worker,
                state=DeliveryState.RETRYING if row.attempts else DeliveryState.QUEUED,
                due_at_micros=row.due_at_micros,
                attempts=row.attempts,
                note=row.note,
            )
        return kept


class LetsAWorkerClaimAgain(MemoryBookkeeping):
    """Gives a worker what it holds already, as if it had been away."""

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Claim what is free, or what is one's own."""
        with self._lock:
            given = super().claim(
                worker, now_micros=now_micros, lease_seconds=lease_seconds, limit=limit
            )
            own = [key for key, held in self._claims.items() if held.worker == worker]
            return given or [self._deliveries[key] for key in own[:limit]]


class LeasesByTheWorkersClock(MemoryBookkeeping):
    """Measures a lease by what the worker says the time is."""

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Claim at the worker's own time."""
        with self._lock:
            self._clock = lambda: now_micros / 1_000_000
            return super().claim(
                worker, now_micros=now_micros, lease_seconds=lease_seconds, limit=limit
            )


class NeverEndsALease(MemoryBookkeeping):
    """Waits for a dead worker for ever."""

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Claim until the end of time."""
        del lease_seconds
        return super().claim(worker, now_micros=now_micros, lease_seconds=1e9, limit=limit)


class SettlesForeignClaims(MemoryBookkeeping):
    """Takes an outcome from whoever tells one."""

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
        """Settle in the name of the one who holds it."""
        held = self._claims.get(delivery_id)
        return super().settle(
            delivery_id,
            worker=held.worker if held else worker,
            state=state,
            due_at_micros=due_at_micros,
            attempts=attempts,
            note=note,
        )


class KeepsTheClaimOfWhatIsSettled(MemoryBookkeeping):
    """Writes the outcome, and lets the worker keep its hand on it."""

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
        """Settle, and claim again."""
        with self._lock:
            held = self._claims.get(delivery_id)
            settled = super().settle(
                delivery_id,
                worker=worker,
                state=state,
                due_at_micros=due_at_micros,
                attempts=attempts,
                note=note,
            )
            if settled and held is not None and state is DeliveryState.SENT:
                self._claims[delivery_id] = held
            return settled


class ReturnsSettledOnes(MemoryBookkeeping):
    """Hands out dead deliveries together with those that are to be tried again."""

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Claim what is due, and what is dead as well once nothing else is."""
        given = super().claim(
            worker, now_micros=now_micros, lease_seconds=lease_seconds, limit=limit
        )
        return given or self.deliveries(states=[DeliveryState.DEAD], limit=limit)


class ForgetsKnownIds(MemoryBookkeeping):
    """Takes a delivery that was sent for a new one when it is told of again."""

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Write the entry, and what was sent once more."""
        with self._lock:
            if self.position(subscription) == expected:
                for row in tuple(entry.deliveries):
                    held = self._deliveries.get(row.id)
                    if held is not None and held.state is DeliveryState.SENT:
                        del self._deliveries[row.id]
            return super().advance(subscription, expected=expected, to=to, entry=entry)


class AdvancesWithoutChecking(MemoryBookkeeping):
    """Believes every reader that it was where it says."""

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Move on from wherever it is."""
        del expected
        with self._lock:
            held = self.position(subscription)
            return super().advance(subscription, expected=held, to=to, entry=entry)


class TakesZeroForNothing(MemoryBookkeeping):
    """Takes position 0 for no position at all."""

    def position(self, subscription: str) -> int | None:
        """Return `None` for 0."""
        return super().position(subscription) or None


class WritesTheEntryOfTheLoser(MemoryBookkeeping):
    """Writes what follows from the events before it looks whose turn it is."""

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Set the deadlines, refuse all the same."""
        moved = super().advance(subscription, expected=expected, to=to, entry=entry)
        if not moved:
            for row in entry.put:
                self._put(row)
        return moved


class TearsEntries(MemoryBookkeeping):
    """Moves the position, then writes what follows from the events."""

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Move, dawdle, write."""
        if not super().advance(subscription, expected=expected, to=to, entry=Entry()):
            return False
        time.sleep(0.002)
        return super().advance(subscription, expected=to, to=to, entry=entry)


class PutsBeforeItDrops(MemoryBookkeeping):
    """Sets new deadlines, then drops the groups they belong to."""

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Write the entry in the wrong order."""
        with self._lock:
            put = Entry(put=entry.put, deliveries=entry.deliveries)
            if not super().advance(subscription, expected=expected, to=to, entry=put):
                return False
            drop = Entry(drop_groups=entry.drop_groups, drop=entry.drop)
            return super().advance(subscription, expected=to, to=to, entry=drop)


class DropsAllOnDrop(MemoryBookkeeping):
    """Takes one deadline for its whole group."""

    def drop_deadline(self, row: DeadlineRow) -> bool:
        """Drop the group of the deadline."""
        dropped = super().drop_deadline(row)
        if dropped:
            self._drop(tuple(self._groups.get(row.group, ())))
        return dropped


class DropsWhatMovedMeanwhile(MemoryBookkeeping):
    """Drops a deadline by its key, whatever it has become."""

    def drop_deadline(self, row: DeadlineRow) -> bool:
        """Drop the deadline of that key."""
        with self._lock:
            return super().drop_deadline(self._deadlines.get(row.key, row))


class ForgetsDeliveriesToo(MemoryBookkeeping):
    """Forgets a subscription together with all it ever sent."""

    def forget(self, subscription: str) -> None:
        """Forget everything of that name."""
        super().forget(subscription)
        with self._lock:
            for row in self.deliveries(limit=10_000):
                if row.subscription == subscription:
                    super()._keep(row._replace(state=DeliveryState.DEAD))
                    del self._deliveries[row.id]


class RequeuesEverything(MemoryBookkeeping):
    """Sends again what has arrived."""

    def requeue(self, delivery_ids: Sequence[str], *, due_at_micros: int) -> int:
        """Bury what was sent, then queue it."""
        with self._lock:
            for key in delivery_ids:
                held = self._deliveries.get(key)
                if held is not None and held.state is DeliveryState.SENT:
                    self._keep(held._replace(state=DeliveryState.DEAD))
            return super().requeue(delivery_ids, due_at_micros=due_at_micros)


class PrunesTheDead(MemoryBookkeeping):
    """Cleans up what nobody has looked at yet."""

    def prune(self, *, before_micros: int) -> int:
        """Forget the dead together with the sent."""
        with self._lock:
            for row in self.deliveries(states=[DeliveryState.DEAD]):
                if row.queued_at_micros < before_micros:
                    del self._deliveries[row.id]
            return super().prune(before_micros=before_micros)


class CountsWhatIsThere(MemoryBookkeeping):
    """Leaves out the states that no delivery is in."""

    def counts(self) -> Mapping[DeliveryState, int]:
        """Return the counts that are not zero."""
        return {state: number for state, number in super().counts().items() if number}


class ShortensNotes(MemoryBookkeeping):
    """Keeps as much of a note as a column of its database takes."""

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
        """Settle with the beginning of the note."""
        return super().settle(
            delivery_id,
            worker=worker,
            state=state,
            due_at_micros=due_at_micros,
            attempts=attempts,
            note=note[:255],
        )


class KeepsPositionsToItself(SqliteBookkeeping):
    """Remembers how far it read, and asks the file no more."""

    def __init__(self, connections: Connections, *, owned: bool) -> None:
        super().__init__(connections, owned=owned)
        self._turn = RLock()
        self._held: dict[str, int] = {}

    def position(self, subscription: str) -> int | None:
        """Return what is remembered."""
        with self._turn:
            return self._held.get(subscription)

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Compare with what is remembered, and write."""
        with self._turn:
            if self._held.get(subscription) != expected:
                return False
            written = super().position(subscription)
            super().advance(subscription, expected=written, to=to, entry=entry)
            self._held[subscription] = to
            return True

    def forget(self, subscription: str) -> None:
        """Forget, here and in the file."""
        with self._turn:
            self._held.pop(subscription, None)
            super().forget(subscription)


IN_A_FILE = {kind.__name__: kind for kind in (KeepsPositionsToItself,)}
_IN_MEMORY = {kind.__name__: kind for kind in MemoryBookkeeping.__subclasses__()}


def open_wrong(url: str) -> Bookkeeping:
    """Open ``wrong:Name:path``; what lies in a file lies at the path."""
    _, name, path = url.split(":", 2)
    if name in _IN_MEMORY:
        return _IN_MEMORY[name]()
    return IN_A_FILE[name](open_log(f"sqlite:///{path}").bookkeeping().connections, owned=True)
