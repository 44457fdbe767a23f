"""A connection breaks amid the bookkeeping: every step is done once, and answered as it went."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import psycopg
import pytest

from mystery_shopping.errors import LogUnusable
from mystery_shopping.ports import DeadlineRow, Delivery, DeliveryState, Entry
from mystery_shopping_postgres import PostgresBookkeeping, PostgresLog
from mystery_shopping_postgres import _book_statements as book
from mystery_shopping_postgres import _delivery_statements as sent

LoseAnswer = Callable[..., list[object]]
Other = psycopg.Connection[tuple[object, ...]]

_NOW = 1_700_000_000_000_000
_DEADLINE = DeadlineRow("d", "g", _NOW, "{}")
_CUT_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def bookkeeping(log: PostgresLog) -> PostgresBookkeeping:
    """The bookkeeping beside an empty log."""
    return log.bookkeeping()


def deliveries(*names: str) -> list[Delivery]:
    """Return queued deliveries of these ids."""
    return [
        Delivery(name, "notices", "e/0", "late", "memory", "dewi", "{}", _NOW, _NOW)
        for name in names
    ]


def put(bookkeeping: PostgresBookkeeping, *names: str) -> None:
    """Write deliveries of these ids."""
    entry = Entry(deliveries=deliveries(*names))
    assert bookkeeping.advance("setup", expected=None, to=1, entry=entry)


def claim(bookkeeping: PostgresBookkeeping, worker: str, *, limit: int = 9) -> list[str]:
    """Claim for long, and return the ids."""
    given = bookkeeping.claim(worker, now_micros=_NOW, lease_seconds=3600, limit=limit)
    return [row.id for row in given]


def settle(
    bookkeeping: PostgresBookkeeping,
    name: str,
    worker: str = "one",
    state: DeliveryState = DeliveryState.SENT,
) -> bool:
    """Settle a delivery."""
    return bookkeeping.settle(
        name, worker=worker, state=state, due_at_micros=_NOW, attempts=1, note=""
    )


@pytest.mark.parametrize("expected", [None, 4])
def test_a_move_whose_answer_was_lost_is_found_done(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer, expected: int | None
) -> None:
    """Told that another had moved it, the worker would not know that its own entry is in."""
    if expected is not None:
        bookkeeping.advance("notices", expected=None, to=expected, entry=Entry())
    answers = lose_answer(book, "advance")
    entry = Entry(put=[_DEADLINE], deliveries=deliveries("a", "b"))

    assert bookkeeping.advance("notices", expected=expected, to=7, entry=entry)

    assert answers == [True, False]
    assert bookkeeping.position("notices") == 7
    assert bookkeeping.deliveries() == deliveries("a", "b")


def test_a_move_cut_off_half_way_is_made_anew(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """The first try left nothing: neither position nor deadline may keep the second out."""
    answers = lose_answer(book, "queue")
    entry = Entry(put=[_DEADLINE], deliveries=deliveries("a"))

    assert bookkeeping.advance("notices", expected=None, to=1, entry=entry)

    assert len(answers) == 2
    assert bookkeeping.position("notices") == 1
    assert bookkeeping.deadlines() == [_DEADLINE]
    assert bookkeeping.deliveries() == deliveries("a")


def test_a_move_that_another_made_to_the_same_place_is_not_ours(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """The position alone proves nothing: the first try was refused, the mark is another's."""
    bookkeeping.advance("notices", expected=None, to=7, entry=Entry())
    lose_answer(book, "advance")

    moved = bookkeeping.advance(
        "notices", expected=3, to=7, entry=Entry(deliveries=deliveries("a"))
    )

    assert not moved
    assert bookkeeping.deliveries() == []


def test_a_move_that_another_went_on_from_is_answered_as_refused(
    bookkeeping: PostgresBookkeeping, other: Other, lose_answer: LoseAnswer
) -> None:
    """Wrong and harmless: the worker asks for the position, and the entry is in, once."""
    on = "UPDATE mystery_shopping_position SET position = 2, mark = gen_random_uuid()"
    lose_answer(book, "advance", lambda: other.execute(on))
    entry = Entry(deliveries=deliveries("a"))

    assert not bookkeeping.advance("notices", expected=None, to=1, entry=entry)

    assert bookkeeping.position("notices") == 2
    assert bookkeeping.deliveries() == deliveries("a")


def test_a_claim_whose_answer_was_lost_gives_the_same_deliveries(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """Otherwise they would lie there, claimed by a worker that does not know, for a lease."""
    put(bookkeeping, "a", "b", "c", "d")
    lose_answer(sent, "claim", lambda: claim(bookkeeping, "two", limit=1))

    assert claim(bookkeeping, "one", limit=2) == ["a", "b"]

    assert claim(bookkeeping, "three") == ["d"]


def test_a_settling_whose_answer_was_lost_is_found_done(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """Told that the claim was gone, the worker would count what it sent as another's."""
    put(bookkeeping, "a")
    claim(bookkeeping, "one")
    answers = lose_answer(sent, "settle")

    assert settle(bookkeeping, "a")

    assert answers == [True, False]
    assert bookkeeping.counts()[DeliveryState.SENT] == 1


def test_a_repeated_settling_leaves_a_newer_claim_alone(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """A worker of the same name took the next try meanwhile, and is sending it."""
    put(bookkeeping, "a")
    claim(bookkeeping, "one")
    lose_answer(sent, "settle", lambda: claim(bookkeeping, "one"))

    assert settle(bookkeeping, "a", state=DeliveryState.RETRYING)

    assert bookkeeping.counts()[DeliveryState.SENDING] == 1
    assert claim(bookkeeping, "two") == []


def test_a_settling_that_was_not_ours_stays_so_when_repeated(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """A second look must not turn a refusal into a success."""
    put(bookkeeping, "a")
    claim(bookkeeping, "two")
    lose_answer(sent, "settle")

    assert not settle(bookkeeping, "a", "one")

    assert bookkeeping.counts()[DeliveryState.SENDING] == 1


def test_a_requeueing_whose_answer_was_lost_is_counted_once(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """The number is what a person reads after the relay came back."""
    put(bookkeeping, "a", "b", "c")
    for name in claim(bookkeeping, "one", limit=2):
        settle(bookkeeping, name, state=DeliveryState.DEAD)
    answers = lose_answer(sent, "requeue")

    assert bookkeeping.requeue(["a", "b", "c"], due_at_micros=_NOW) == 2

    assert answers == [2, 0]


def test_a_dropped_deadline_whose_answer_was_lost_is_found_dropped(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """Told that it was not there, a worker might leave undone what fell due."""
    bookkeeping.advance("d", expected=None, to=1, entry=Entry(put=[_DEADLINE]))
    answers = lose_answer(book, "drop_deadline")

    assert bookkeeping.drop_deadline(_DEADLINE)

    assert answers == [True, False]


def test_a_deadline_that_moved_is_not_dropped_by_a_repetition(
    bookkeeping: PostgresBookkeeping, lose_answer: LoseAnswer
) -> None:
    """It was another date before the first try, and still is."""
    moved = _DEADLINE._replace(due_at_micros=_NOW + 1)
    bookkeeping.advance("d", expected=None, to=1, entry=Entry(put=[moved]))
    lose_answer(book, "drop_deadline")

    assert not bookkeeping.drop_deadline(_DEADLINE)

    assert bookkeeping.deadlines() == [moved]


def test_connections_cut_amid_the_work_lose_nothing(
    bookkeeping: PostgresBookkeeping, other: Other
) -> None:
    """A firewall, a restart of the proxy: everything is settled in the end, nothing twice."""
    put(bookkeeping, *(f"{number:04}" for number in range(800)))
    settled: Counter[str] = Counter()

    def work(worker: str) -> None:
        # One that a cut left claimed unbeknown comes back when its lease is over.
        while True:
            with suppress(LogUnusable):  # cut three times in a row
                if bookkeeping.counts()[DeliveryState.SENT] == 800:
                    return
                for row in bookkeeping.claim(worker, now_micros=_NOW, lease_seconds=1, limit=5):
                    settled[row.id] += settle(bookkeeping, row.id, worker)

    threads = [Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    cut = 0
    for _ in range(15):
        time.sleep(0.03)
        cut += len(other.execute(_CUT_ALL).fetchall())
    for thread in threads:
        thread.join(timeout=60)

    assert not any(thread.is_alive() for thread in threads)
    assert cut
    assert bookkeeping.counts()[DeliveryState.SENT] == 800
    assert max(settled.values()) == 1
