"""The worker: one tick reads the log on, fires what is due and sends what is queued."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from datetime import datetime
from secrets import token_hex
from threading import Event

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.ports import Bookkeeping, Channel, Entry, EventLog
from mystery_shopping.service._kept import KeptCycles
from mystery_shopping.service.notifications.directory import (
    DEADLINES,
    Directory,
    SubscriptionStart,
)
from mystery_shopping.service.notifications.outcome import Retry, TickReport
from mystery_shopping.service.notifications.projecting import (
    Projection,
    Seen,
    deadlines_entry,
    find_deliveries,
    in_order,
)
from mystery_shopping.service.notifications.reminding import Reminder
from mystery_shopping.service.notifications.sending import Sender
from mystery_shopping.values import to_utc

LEASE_SECONDS = 300.0
_PAGE = 500


class Notifier:
    """Tells people of what happens in a log, through the channels of a directory.

    Several notifiers, in threads, processes or machines, share one bookkeeping; that of the log
    unless another is given. A claim a worker died with is free again after `lease_seconds`.

    Raises:
        InvalidValue: when the log keeps no books and no other bookkeeping is given.
    """

    def __init__(
        self,
        log: EventLog,
        *,
        directory: Directory,
        open_channel: Callable[[str], Channel],
        bookkeeping: Bookkeeping | None = None,
        retry: Retry | None = None,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self.log = log
        self.directory = directory
        self.bookkeeping = bookkeeping or _books_of(log)
        self.worker = f"{socket.gethostname()}-{os.getpid()}-{token_hex(4)}"
        self._stop = Event()
        kept = KeptCycles(log)
        self._projection = Projection(log, kept)
        self._reminder = Reminder(log, self.bookkeeping, kept=kept)
        self._sender = Sender(
            self.bookkeeping,
            directory=directory,
            open_channel=open_channel,
            retry=retry or Retry(),
            worker=self.worker,
            lease_seconds=lease_seconds,
            is_stopping=self._stop.is_set,
        )

    def tick(self, at: datetime) -> TickReport:
        """Do all there is to do at `at`, and return what was done.

        A tick that is cut short is taken up by the next, here or in another worker.
        """
        now, stop = to_utc(at), self._stop.is_set
        report = self.read_log(now)
        report += self._reminder.fire_due(
            now, read_log=lambda: self.read_log(now), is_stopping=stop
        )
        return report + self._sender.send_due(now)

    def stop(self) -> None:
        """Let the tick under way end soon: what is being sent is finished, the rest given back.

        For good; call it from a signal handler or another thread.
        """
        self._stop.set()

    def read_log(self, at: datetime) -> TickReport:
        """Bring every subscription up to the log's end: deadlines set, deliveries queued."""
        now, of = to_utc(at), self.bookkeeping.position
        report = self._read({DEADLINES: of(DEADLINES)}, now)
        places = {name: of(name) for name in self.directory.subscriptions}
        for name, place in places.items():
            begin = self.directory.subscriptions[name].start
            if place is None and begin is SubscriptionStart.HEAD:
                places[name] = self._begin_at_head(name)
        return report + self._read(places, now)

    def rebuild_deadlines(self, at: datetime) -> int:
        """Drop every deadline, read the log anew from its beginning, and return how many it has."""
        self.bookkeeping.clear_deadlines()
        self.bookkeeping.forget(DEADLINES)
        self.read_log(to_utc(at))
        return len(self.bookkeeping.deadlines())

    def close(self) -> None:
        """Close the channels and the bookkeeping; the log's own stays the log's to close."""
        self._sender.close()
        self.bookkeeping.close()

    def _begin_at_head(self, name: str) -> int | None:
        """Let a new subscription begin where the deadlines have read up to, the log's end."""
        head = self.bookkeeping.position(DEADLINES) or 0
        self.bookkeeping.advance(name, expected=None, to=head, entry=Entry())
        return self.bookkeeping.position(name)

    def _read(self, places: dict[str, int | None], at: datetime) -> TickReport:
        """Read on from the earliest place, page by page, for all that stand in the page."""
        report = TickReport()
        while places and not self._stop.is_set():
            first = min(place or 0 for place in places.values())
            page = self.log.tail(after=first, limit=_PAGE)
            if not page:
                return report
            seen = [self._projection.see(row) for row in page]
            if DEADLINES in places:  # the others read the same events again
                skipped = sum(each.is_skipped for each in seen)
                report += TickReport(read_count=len(page), skipped_count=skipped)
            for name, place in places.items():
                if (place or 0) < page[-1].position:
                    fresh = [each for each in seen if each.row.position > (place or 0)]
                    places[name], done = self._advance(name, place, fresh, at=at)
                    report += done
        return report

    def _advance(
        self, name: str, place: int | None, seen: Sequence[Seen], *, at: datetime
    ) -> tuple[int | None, TickReport]:
        """Return where the subscription stands afterwards, and what was done for it."""
        entry, unheard = self._entry(name, seen, at=at)
        to = seen[-1].row.position
        if self.bookkeeping.advance(name, expected=place, to=to, entry=entry):
            queued = len(entry.deliveries)
            return to, TickReport(queued_count=queued, unheard_count=unheard)
        return self.bookkeeping.position(name), TickReport()  # another worker was faster

    def _entry(self, name: str, seen: Sequence[Seen], *, at: datetime) -> tuple[Entry, int]:
        if name == DEADLINES:
            return deadlines_entry(seen), 0
        subscription = self.directory.subscriptions[name]
        found = [
            deliveries
            for each in seen
            for deliveries in find_deliveries(
                each, name=name, subscription=subscription, directory=self.directory, at=at
            )
        ]
        queued = [delivery for deliveries in found for delivery in deliveries]
        return Entry(deliveries=in_order(queued)), sum(not deliveries for deliveries in found)


def _books_of(log: EventLog) -> Bookkeeping:
    make = getattr(log, "bookkeeping", None)
    if make is None:
        required = Text(
            "log dengan pembukuan, atau pembukuan di tempat lain",
            "a log that keeps books, or a bookkeeping of its own",
        )
        raise InvalidValue(path="bookkeeping", required=required, actual=type(log).__name__)
    books: Bookkeeping = make()
    return books
