"""The bookkeeping keeps the published contract, and asks no table for more than it needs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from mystery_shopping.errors import InvalidValue, LogUnusable
from mystery_shopping.ports import Bookkeeping, DeadlineRow, Delivery, DeliveryState, Entry
from mystery_shopping.testing import (
    BookkeepingContract,
    BookkeepingPlace,
    BookkeepingRaceContract,
)
from mystery_shopping_postgres import PostgresBookkeeping, PostgresLog, open_bookkeeping
from mystery_shopping_postgres import _book_statements as book
from mystery_shopping_postgres import _delivery_statements as sent

Other = psycopg.Connection[tuple[object, ...]]

_NOW = 1_700_000_000_000_000


@pytest.fixture
def bookkeeping_place(url: str) -> BookkeepingPlace:
    """A database of its own for every rule."""
    return BookkeepingPlace(url, "mystery_shopping_postgres:open_bookkeeping")


class TestBookkeeping(BookkeepingContract):
    """One caller at a time."""


class TestBookkeepingUnderFire(BookkeepingRaceContract):
    """Threads, processes, sudden death, opened again."""


@pytest.fixture
def books(log: PostgresLog) -> PostgresBookkeeping:
    """The bookkeeping beside an empty log."""
    return log.bookkeeping()


def make_delivery(name: str, **values: object) -> Delivery:
    """Return a queued delivery of that id."""
    row = Delivery(name, "notices", "e/0", "late", "memory", "dewi", "{}", _NOW, _NOW)
    return row._replace(**values)  # type: ignore[arg-type]


def claim(books: PostgresBookkeeping, worker: str) -> list[str]:
    """Claim for long, and return the ids."""
    given = books.claim(worker, now_micros=_NOW, lease_seconds=3600, limit=9)
    return [row.id for row in given]


def test_a_log_has_one_bookkeeping_and_keeps_its_connections(log: PostgresLog) -> None:
    """A worker closes what it was given; the program goes on with the log."""
    books = log.bookkeeping()
    assert isinstance(books, Bookkeeping)

    books.close()

    assert log.bookkeeping() is books
    assert log.tail() == []
    assert books.position("notices") is None


def test_a_bookkeeping_opened_by_itself_closes_its_connections(url: str) -> None:
    """A command that lists deliveries needs no log; one that was closed says so."""
    books = open_bookkeeping(f"{url}?pool_size=2")

    books.close()

    with pytest.raises(LogUnusable, match="it was closed"):
        books.counts()


def test_a_delivery_somebody_holds_is_passed_over(books: PostgresBookkeeping, url: str) -> None:
    """Workers never wait for each other: what another is about to take is not looked at."""
    entry = Entry(deliveries=[make_delivery("a"), make_delivery("b")])
    books.advance("notices", expected=None, to=1, entry=entry)
    with psycopg.connect(url) as taking:
        taking.execute("SELECT 1 FROM mystery_shopping_delivery WHERE id = 'a' FOR UPDATE")

        assert claim(books, "one") == ["b"]

    assert claim(books, "one") == ["a"]


@pytest.mark.parametrize("kind", ["deadlines", "deliveries"])
def test_writers_of_the_same_rows_wait_in_turn(books: PostgresBookkeeping, kind: str) -> None:
    """Two subscriptions meet the same ids in opposite order: neither is thrown out of the other."""
    names = [f"{number:03}" for number in range(200)]

    def make_entry(step: int, ordered: Sequence[str]) -> Entry:
        if kind == "deadlines":
            return Entry(put=[DeadlineRow(name, "g", step, "{}") for name in ordered])
        return Entry(deliveries=[make_delivery(f"{step:02}-{name}") for name in ordered])

    def write(subscription: str) -> list[bool]:
        ordered = names if subscription == "up" else names[::-1]
        return [
            books.advance(
                subscription, expected=step or None, to=step + 1, entry=make_entry(step, ordered)
            )
            for step in range(20)
        ]

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(write, ["up", "down"]))

    assert outcomes == [[True] * 20] * 2
    written = len(books.deadlines()) + books.counts()[DeliveryState.QUEUED]
    assert written == (200 if kind == "deadlines" else 20 * 200)


def test_a_note_that_cannot_be_kept_as_it_is_settles_all_the_same(
    books: PostgresBookkeeping,
) -> None:
    """It quotes what a broken server said; refused, the notice would be sent again for ever."""
    books.advance("notices", expected=None, to=1, entry=Entry(deliveries=[make_delivery("a")]))
    claim(books, "one")

    books.settle(
        "a", worker="one", state=DeliveryState.DEAD, due_at_micros=_NOW, attempts=1,
        note="550 \0 \ud800 é",
    )  # fmt: skip

    found = books.find_delivery("a")
    assert found is not None
    assert (found.state, found.note) == (DeliveryState.DEAD, "550 ? ? é")


@pytest.mark.parametrize(
    "path, entry",
    [
        ("deliveries", Entry(deliveries=[make_delivery("a"), make_delivery("b", facts="\0")])),
        ("put", Entry(put=[DeadlineRow("d", "\ud800", _NOW, "{}")])),
        ("drop", Entry(drop=["\0"], deliveries=[make_delivery("a")])),
    ],
)
def test_text_that_cannot_be_kept_is_refused_before_anything_is_written(
    books: PostgresBookkeeping, path: str, entry: Entry
) -> None:
    """The error says where it is; the driver's would quote half the entry."""
    with pytest.raises(InvalidValue) as caught:
        books.advance("notices", expected=None, to=1, entry=entry)

    assert caught.value.path == path
    assert books.position("notices") is None
    assert books.deliveries() == []


@pytest.fixture
def grown(books: PostgresBookkeeping, other: Other) -> Other:
    """A year's worth: 10,000 settled deliveries, as many deadlines to come, a few of each due."""
    settled = [
        make_delivery(f"s{n:05}", state=DeliveryState.DEAD if n % 9 == 0 else DeliveryState.SENT)
        for n in range(10_000)
    ]
    entry = Entry(
        put=[DeadlineRow(f"d{n:05}", f"g{n // 10}", _NOW + n, "{}") for n in range(10_000)],
        deliveries=[*settled, *(make_delivery(f"q{n}") for n in range(20))],
    )
    books.advance("notices", expected=None, to=1, entry=entry)
    other.execute("ANALYZE mystery_shopping_delivery, mystery_shopping_deadline")
    return other


def explain(connection: Other, query: bytes, values: Any) -> str:  # noqa: ANN401 - as given
    """Return the plan of a statement of ours."""
    rows = connection.execute(b"EXPLAIN " + query, values).fetchall()
    return "\n".join(str(row[0]) for row in rows)


@pytest.mark.parametrize("mode", ["auto", "force_generic_plan"])
def test_claiming_reads_what_is_open_and_nothing_else(grown: Other, mode: str) -> None:
    """Settled deliveries are kept for months; a worker asks every second."""
    grown.execute(f"SET plan_cache_mode = {mode}")
    values = {"worker": "one", "now": _NOW, "seconds": 60.0, "limit": 50, "mark": uuid4()}

    plan = explain(grown, sent._CLAIM, values)

    assert "mystery_shopping_delivery_due" in plan
    assert "mystery_shopping_delivery_pkey" in plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize("mode", ["auto", "force_generic_plan"])
def test_due_deadlines_are_found_by_their_time(grown: Other, mode: str) -> None:
    """Ten thousand are yet to come; none of them is looked at."""
    grown.execute(f"SET plan_cache_mode = {mode}")

    plan = explain(grown, book._DUE, (_NOW + 20, 100))

    assert "mystery_shopping_deadline_due" in plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize("statement", [book._OF_GROUP, book._DROP_GROUPS])
def test_the_deadlines_of_a_group_are_found_by_it(grown: Other, statement: bytes) -> None:
    """A cycle that closes drops its own, whatever the others have."""
    values = ("g7",) if statement is book._OF_GROUP else (["g7", "g8"],)

    plan = explain(grown, statement, values)

    assert "mystery_shopping_deadline_group" in plan
    assert "Seq Scan" not in plan
