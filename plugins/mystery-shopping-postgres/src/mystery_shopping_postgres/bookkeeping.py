"""The workers' bookkeeping in PostgreSQL: beside the log, over the same connections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import TypeVar
from uuid import uuid4

from mystery_shopping.ports import DeadlineRow, Delivery, DeliveryState, Entry
from mystery_shopping_postgres import _book_statements as book
from mystery_shopping_postgres import _delivery_statements as sent
from mystery_shopping_postgres._address import split_options
from mystery_shopping_postgres._connections import Connections
from mystery_shopping_postgres._statements import Rows

T = TypeVar("T")


class PostgresBookkeeping:
    """Positions, deliveries and deadlines in the log's database, for workers on many machines.

    A lost connection is replaced and the step repeated. What it may have done the first time is
    known by a mark of that call: a move, a claim and a settling are done once, and answered as if
    nothing had happened. If another worker writes over the mark before the repetition looks, or
    the server still holds the first try open, a step that was done is answered as if it was not:
    the reader asks for its position again, and a claim takes other deliveries while the first ones
    wait for the end of their lease. Nothing is lost by either.
    """

    def __init__(self, connections: Connections, *, owns_connections: bool = False) -> None:
        self._connections = connections
        self._owns_connections = owns_connections

    def position(self, subscription: str) -> int | None:
        """Return the position a subscription has read up to, `None` before it ever did."""
        return self._run(lambda c: book.find_position(c, subscription))

    def advance(self, subscription: str, *, expected: int | None, to: int, entry: Entry) -> bool:
        """Move a subscription on from `expected` and write the entry, or do nothing.

        Of workers at the same place one moves it, and the others wait for that one's commit.
        """
        mark = uuid4()

        def work(cursor: Rows, again: bool) -> bool:  # noqa: FBT001 - a callback of our own
            moved = book.advance(
                cursor, subscription, expected=expected, to=to, entry=entry, mark=mark
            )
            return moved or (again and book.was_moved(cursor, subscription, mark=mark))

        return self._run_marked(work)

    def forget(self, subscription: str) -> None:
        """Forget a subscription's position; its deliveries stay known.

        Repeated, it may forget what another worker began meanwhile, which then begins anew.
        """
        self._run(lambda c: book.forget(c, subscription))

    def claim(
        self, worker: str, *, now_micros: int, lease_seconds: float, limit: int
    ) -> Sequence[Delivery]:
        """Take up to `limit` deliveries that are due at `now_micros`, the longest due first.

        One statement: rows another worker is taking are passed over, never waited for. The lease
        counts by the server's clock.
        """
        mark = uuid4()
        return self._run(
            lambda c: sent.claim(
                c, worker, now_micros=now_micros, lease_seconds=lease_seconds, limit=limit,
                mark=mark,
            )
        )  # fmt: skip

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
        """Write how a claimed delivery ended, give up the claim, and return whether it was ours.

        A lease that ran out is still ours until another worker takes the delivery. What PostgreSQL
        cannot keep in a note, NUL and lone surrogates, becomes a question mark.
        """
        mark = uuid4()

        def work(cursor: Rows, again: bool) -> bool:  # noqa: FBT001 - a callback of our own
            settled = sent.settle(
                cursor, delivery_id, worker=worker, state=state, due_at_micros=due_at_micros,
                attempts=attempts, note=note, mark=mark,
            )  # fmt: skip
            return settled or (again and sent.count_marked(cursor, [delivery_id], mark=mark) == 1)

        return self._run_marked(work)

    def find_delivery(self, delivery_id: str) -> Delivery | None:
        """Return a delivery, `None` when there is none of that id."""
        return self._run(lambda c: sent.find_delivery(c, delivery_id))

    def deliveries(
        self, *, states: Sequence[DeliveryState] = (), after: str = "", limit: int = 500
    ) -> Sequence[Delivery]:
        """Return deliveries in one of `states` (all, when empty), by id, those above `after`."""
        return self._run(lambda c: sent.list_deliveries(c, states=states, after=after, limit=limit))

    def counts(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries are in each state; every state has an entry."""
        return self._run(sent.count_deliveries)

    def requeue(self, delivery_ids: Sequence[str], *, due_at_micros: int) -> int:
        """Send dead deliveries again: queued, due, no attempts; return how many were dead."""
        mark = uuid4()

        def work(cursor: Rows, again: bool) -> int:  # noqa: FBT001 - a callback of our own
            fresh = sent.requeue(cursor, delivery_ids, due_at_micros=due_at_micros, mark=mark)
            return sent.count_marked(cursor, delivery_ids, mark=mark) if again else fresh

        return self._run_marked(work)

    def prune(self, *, before_micros: int) -> int:
        """Forget sent deliveries queued before then, and return how many.

        Repeated after a lost connection it counts what the first try had left.
        """
        return self._run(lambda c: sent.prune(c, before_micros=before_micros))

    def due_deadlines(self, *, now_micros: int, limit: int) -> Sequence[DeadlineRow]:
        """Return deadlines due at `now_micros`, the longest due first; nothing is claimed."""
        return self._run(lambda c: book.due_deadlines(c, now_micros=now_micros, limit=limit))

    def deadlines(self, *, group: str | None = None) -> Sequence[DeadlineRow]:
        """Return all deadlines, or those of a group, by due time and key."""
        return self._run(lambda c: book.list_deadlines(c, group=group))

    def drop_deadline(self, row: DeadlineRow) -> bool:
        """Drop a deadline if it still is as `row` says; return whether it was.

        After a lost connection one that is gone counts as dropped by us: two workers may then both
        be told so, which is harmless, while nobody being told so would not be.
        """

        def work(cursor: Rows, again: bool) -> bool:  # noqa: FBT001 - a callback of our own
            dropped = book.drop_deadline(cursor, row)
            return dropped or (again and not book.has_deadline(cursor, row.key))

        return self._run_marked(work)

    def clear_deadlines(self) -> None:
        """Drop all deadlines, to read them from the log anew: clear first, then forget."""
        self._run(book.clear_deadlines)

    def close(self) -> None:
        """Close the connections, unless they are a log's and end with it."""
        if self._owns_connections:
            self._connections.close()

    def _run(self, work: Callable[[Rows], T]) -> T:
        return self._connections.run(work)

    def _run_marked(self, work: Callable[[Rows, bool], T]) -> T:
        """Run `work`, which is also told whether it may have been done before."""
        tries = count()
        return self._connections.run(lambda cursor: work(cursor, next(tries) > 0))


def open_bookkeeping(url: str) -> PostgresBookkeeping:
    """Open the bookkeeping by itself, with connections of its own; `url` is that of the log.

    Raises:
        InvalidValue: when the URL or one of its options cannot be read.
        LogUnusable: when the server is out of reach, or its tables are missing or newer.
    """
    rest, options = split_options(url)
    return PostgresBookkeeping(Connections.open(rest, **options), owns_connections=True)
