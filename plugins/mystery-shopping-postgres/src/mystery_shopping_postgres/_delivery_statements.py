"""The SQL of deliveries, and what a cursor is asked with it; every function is one statement."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from mystery_shopping.ports import Delivery, DeliveryState
from mystery_shopping_postgres._statements import Rows, check_text

_FIELDS = (
    b" id, subscription, event_id, notice, channel, recipient, facts, queued_at, due_at, state,"
    b" attempts, note"
)
_SELECT = b"SELECT" + _FIELDS + b" FROM mystery_shopping_delivery"
_FIND = _SELECT + b" WHERE id = %s"
_LIST = _SELECT + b" WHERE id > %s AND state = ANY(%s::text[]) ORDER BY id LIMIT %s"
_COUNT = b"SELECT state, count(*) FROM mystery_shopping_delivery GROUP BY state"
# The states stand in the text, as in the index's own condition, so that every plan may use it.
_CLAIM = (
    b"""
WITH due AS MATERIALIZED (
    SELECT id FROM mystery_shopping_delivery
    WHERE state IN ('queued', 'sending', 'retrying') AND due_at <= %(now)s
    AND (leased_until IS NULL OR leased_until <= clock_timestamp() OR claim_mark = %(mark)s)
    ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE mystery_shopping_delivery
SET state = 'sending', worker = %(worker)s, claim_mark = %(mark)s,
    leased_until = clock_timestamp() + make_interval(secs => %(seconds)s::double precision)
WHERE id = ANY(ARRAY(SELECT id FROM due)) RETURNING"""
    + _FIELDS
)
_SETTLE = b"""
UPDATE mystery_shopping_delivery
SET state = %(state)s, due_at = %(due)s, attempts = %(attempts)s, note = %(note)s,
    worker = '', leased_until = NULL, settle_mark = %(mark)s
WHERE id = %(id)s AND worker = %(worker)s AND leased_until IS NOT NULL
AND settle_mark IS DISTINCT FROM %(mark)s
"""
_REQUEUE = (
    b"UPDATE mystery_shopping_delivery"
    b" SET state = 'queued', due_at = %s, attempts = 0, settle_mark = %s"
    b" WHERE id = ANY(%s::text[]) AND state = 'dead'"
)
_COUNT_MARKED = (
    b"SELECT count(*) FROM mystery_shopping_delivery"
    b" WHERE id = ANY(%s::text[]) AND settle_mark = %s"
)
_PRUNE = b"DELETE FROM mystery_shopping_delivery WHERE state = 'sent' AND queued_at < %s"
_QUEUE = (
    b"INSERT INTO mystery_shopping_delivery (" + _FIELDS + b") SELECT * FROM unnest("
    b"%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],"
    b" %s::bigint[], %s::bigint[], %s::text[], %s::integer[], %s::text[])"
    b" ON CONFLICT (id) DO NOTHING"
)


def queue(cursor: Rows, deliveries: Sequence[Delivery]) -> None:
    """Write deliveries whose id is not known yet, ordered so that two writers wait in turn."""
    rows = sorted((_as_row(delivery) for delivery in deliveries), key=lambda row: str(row[0]))
    cursor.execute(_QUEUE, [list(column) for column in zip(*rows, strict=True)])


def check_deliveries(deliveries: Sequence[Delivery]) -> None:
    """Raise `InvalidValue` for text that cannot be kept, before anything is written."""
    for delivery in deliveries:
        check_text("deliveries", "".join(delivery[:7]))


def claim(
    cursor: Rows, worker: str, *, now_micros: int, lease_seconds: float, limit: int, mark: UUID
) -> list[Delivery]:
    """Take deliveries that are due and nobody's; again with the same mark, the same ones first."""
    check_text("worker", worker)
    values = {
        "worker": worker, "now": now_micros, "seconds": lease_seconds, "limit": limit, "mark": mark
    }  # fmt: skip
    cursor.execute(_CLAIM, values, binary=True)
    return sorted(_fetch(cursor), key=lambda row: (row.due_at_micros, row.id))


def settle(
    cursor: Rows,
    delivery_id: str,
    *,
    worker: str,
    state: DeliveryState,
    due_at_micros: int,
    attempts: int,
    note: str,
    mark: UUID,
) -> bool:
    """Write how a delivery ended that `worker` has claimed, unless this mark says it is done."""
    check_text("delivery_id", delivery_id)
    check_text("worker", worker)
    values = {
        "id": delivery_id, "worker": worker, "state": state.value, "due": due_at_micros,
        "attempts": attempts, "note": _clean(note), "mark": mark,
    }  # fmt: skip
    return cursor.execute(_SETTLE, values).rowcount == 1


def requeue(cursor: Rows, delivery_ids: Sequence[str], *, due_at_micros: int, mark: UUID) -> int:
    """Queue dead deliveries again, and return how many were dead."""
    check_text("delivery_ids", "".join(delivery_ids))
    return cursor.execute(_REQUEUE, (due_at_micros, mark, list(delivery_ids))).rowcount


def count_marked(cursor: Rows, delivery_ids: Sequence[str], *, mark: UUID) -> int:
    """Return how many of these deliveries were last settled or requeued under this mark."""
    row = cursor.execute(_COUNT_MARKED, (list(delivery_ids), mark)).fetchone()
    return int(str(row[0])) if row else 0


def find_delivery(cursor: Rows, delivery_id: str) -> Delivery | None:
    """Return a delivery, `None` when there is none of that id."""
    check_text("delivery_id", delivery_id)
    cursor.execute(_FIND, (delivery_id,), binary=True)
    return next(iter(_fetch(cursor)), None)


def list_deliveries(
    cursor: Rows, *, states: Sequence[DeliveryState], after: str, limit: int
) -> list[Delivery]:
    """Return deliveries in one of `states` (all, when empty) with an id above `after`, by id."""
    check_text("after", after)
    wanted = [state.value for state in states or DeliveryState]
    cursor.execute(_LIST, (after, wanted, limit), binary=True)
    return _fetch(cursor)


def count_deliveries(cursor: Rows) -> dict[DeliveryState, int]:
    """Return how many deliveries are in each state."""
    found = {str(state): int(str(count)) for state, count in cursor.execute(_COUNT).fetchall()}
    return {state: found.get(state.value, 0) for state in DeliveryState}


def prune(cursor: Rows, *, before_micros: int) -> int:
    """Delete sent deliveries that were queued before then, and return how many."""
    return cursor.execute(_PRUNE, (before_micros,)).rowcount


def _as_row(delivery: Delivery) -> tuple[object, ...]:
    return (*delivery[:9], delivery.state.value, delivery.attempts, _clean(delivery.note))


def _fetch(cursor: Rows) -> list[Delivery]:
    return [
        Delivery._make((*row[:9], DeliveryState(str(row[9])), *row[10:]))
        for row in cursor.fetchall()
    ]


def _clean(note: str) -> str:
    """Return a note without what PostgreSQL cannot keep: a failure quotes whatever a server said.

    To refuse it would leave the delivery unsettled, and sent again for ever.
    """
    return note.replace("\0", "?").encode(errors="replace").decode()
