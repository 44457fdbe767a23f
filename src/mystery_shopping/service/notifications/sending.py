"""Claim, send, settle: each delivery due goes out through its channel, one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic

import attrs

from mystery_shopping.errors import MysteryShoppingError, PermanentFailure
from mystery_shopping.ports import Bookkeeping, Channel, Delivery, DeliveryState
from mystery_shopping.service.notifications.directory import Contactable, Directory
from mystery_shopping.service.notifications.outcome import Retry, TickReport
from mystery_shopping.service.notifications.worded import make_message
from mystery_shopping.values import to_micros

_BATCH = 10
_PATIENCE = 3  # failures in a row of one channel in one tick
_NOTE_LENGTH = 500


@attrs.frozen
class _Ending:
    """How a try ended: the state to settle to, when it is due again, failures so far, and why."""

    state: DeliveryState
    due_at: datetime
    attempts: int
    note: str = ""
    is_tried: bool = True


class Sender:
    """One worker's way out; the channels it opened stay open."""

    def __init__(
        self,
        bookkeeping: Bookkeeping,
        *,
        directory: Directory,
        open_channel: Callable[[str], Channel],
        retry: Retry,
        worker: str,
        lease_seconds: float,
        is_stopping: Callable[[], bool],
    ) -> None:
        self._bookkeeping = bookkeeping
        self._directory = directory
        self._open_channel = open_channel
        self._retry = retry
        self._worker = worker
        self._lease_seconds = lease_seconds
        self._is_stopping = is_stopping
        self._channels: dict[str, Channel] = {}
        self._failures: Counter[str] = Counter()

    def send_due(self, at: datetime) -> TickReport:
        """Send all that is due at `at`, and return what became of it.

        A channel that failed several times in a row is left in peace for the rest of the tick:
        a dead one must not hold up the others.
        """
        counts: Counter[str] = Counter()
        self._failures.clear()
        while not self._is_stopping() and (claimed := self._claim(at)):
            until = monotonic() + self._lease_seconds / 2
            for delivery in claimed:
                goes_on = monotonic() < until and not self._is_stopping()
                ending = self._try(delivery, at) if goes_on else _put_back(delivery, at)
                counts.update(self._settle(delivery, ending))
        return TickReport(**counts)

    def close(self) -> None:
        """Close the channels."""
        for channel in self._channels.values():
            channel.close()
        self._channels.clear()

    def _claim(self, at: datetime) -> Sequence[Delivery]:
        return self._bookkeeping.claim(
            self._worker, now_micros=to_micros(at), lease_seconds=self._lease_seconds, limit=_BATCH
        )

    def _settle(self, delivery: Delivery, ending: _Ending) -> tuple[str, ...]:
        """Write how a try ended, and return which numbers of the report it adds one to."""
        is_ours = self._bookkeeping.settle(
            delivery.id,
            worker=self._worker,
            state=ending.state,
            due_at_micros=to_micros(ending.due_at),
            attempts=ending.attempts,
            note=ending.note[:_NOTE_LENGTH],
        )
        if not is_ours:
            return ("lost_count",)
        return (_COUNTED[ending.state],) if ending.is_tried else ()

    def _try(self, delivery: Delivery, at: datetime) -> _Ending:
        person = self._directory.people.get(delivery.recipient)
        if person is None or delivery.channel not in person.reach:
            gone = f"{delivery.recipient} is not reached by {delivery.channel} any more"
            return _Ending(DeliveryState.DEAD, at, delivery.attempts, gone)
        later = person.when_to_tell(at)
        if later > at:
            return _put_back(delivery, later)
        if self._failures[delivery.channel] >= _PATIENCE:
            return _put_back(delivery, at + timedelta(seconds=self._retry.first_seconds))
        ending = self._send(delivery, person, at)
        failed = ending.state is DeliveryState.RETRYING
        self._failures[delivery.channel] = self._failures[delivery.channel] + 1 if failed else 0
        return ending

    def _send(self, delivery: Delivery, person: Contactable, at: datetime) -> _Ending:
        try:
            message = make_message(delivery, person)
            channel = self._channel(delivery.channel)
            receipt = channel.send(message, idempotency_key=delivery.id)
        except PermanentFailure as error:
            return _Ending(DeliveryState.DEAD, at, delivery.attempts + 1, str(error))
        except MysteryShoppingError as error:  # also a setting to put right: it may be, by then
            asked = getattr(error, "retry_after_seconds", None)
            return self._again(delivery, at, note=str(error), asked=asked)
        except Exception as error:  # noqa: BLE001 - a stranger's channel fails as it likes
            return self._again(delivery, at, note=f"{delivery.channel}: {type(error).__name__}")
        return _Ending(DeliveryState.SENT, at, delivery.attempts, receipt.reference)

    def _again(
        self, delivery: Delivery, at: datetime, *, note: str, asked: float | None = None
    ) -> _Ending:
        failures = delivery.attempts + 1
        if failures >= self._retry.attempts:
            return _Ending(DeliveryState.DEAD, at, failures, note)
        seconds = self._retry.wait_seconds(delivery.id, failures=failures, asked=asked)
        return _Ending(DeliveryState.RETRYING, at + timedelta(seconds=seconds), failures, note)

    def _channel(self, name: str) -> Channel:
        if name not in self._channels:
            self._channels[name] = self._open_channel(self._directory.channels[name])
        return self._channels[name]


_COUNTED = {
    DeliveryState.SENT: "sent_count",
    DeliveryState.RETRYING: "failed_count",
    DeliveryState.DEAD: "dead_count",
}


def _put_back(delivery: Delivery, at: datetime) -> _Ending:
    """Give up a claim without a try, until `at`."""
    state = DeliveryState.RETRYING if delivery.attempts else DeliveryState.QUEUED
    return _Ending(state, at, delivery.attempts, delivery.note, is_tried=False)
