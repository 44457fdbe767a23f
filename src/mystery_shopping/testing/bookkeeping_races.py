"""The contract every bookkeeping keeps under fire: threads, processes, sudden death, reopening."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import takewhile
from threading import Barrier, Thread
from typing import TypeVar

from mystery_shopping.ports import Bookkeeping, DeliveryState, Entry
from mystery_shopping.testing._book_place import (
    NOW,
    PATIENCE_SECONDS,
    BookkeepingPlace,
    claim,
    claim_once_free,
    make_deadline,
    make_delivery,
    settle,
    write,
)
from mystery_shopping.testing._rules import Contract

_THREADS = 8
_DELIVERIES = 500
_STEPS = 60

Result = TypeVar("Result")


class BookkeepingRaceContract(Contract):
    """Many workers on one bookkeeping, and the end of one of them.

    Subclass it, and give a fixture `bookkeeping_place` that returns a fresh, empty
    `BookkeepingPlace`.
    """

    __contract__ = True

    def test_of_racing_threads_one_moves_a_subscription(
        self, bookkeeping_place: BookkeepingPlace
    ) -> None:
        """An event has one entry. If this fails: let the store compare as it sets."""
        bookkeeping = bookkeeping_place.open()

        for step in range(20):
            outcomes = _race(partial(_move, bookkeeping, step))

            assert outcomes.count(True) == 1

        assert bookkeeping.position("notices") == 20
        written = [row.id.split("-")[0] for row in bookkeeping.deliveries()]
        assert written == [f"{step:03}" for step in range(20)]
        bookkeeping.close()

    def test_threads_share_deliveries_without_a_double(
        self, bookkeeping_place: BookkeepingPlace
    ) -> None:
        """Each notice goes out once. If this fails: take and mark in one step."""
        bookkeeping = bookkeeping_place.open()
        names = [f"{number:04}" for number in range(_DELIVERIES)]
        write(bookkeeping, *map(make_delivery, names))

        taken = _race(lambda thread: _take_all(bookkeeping, str(thread)))

        assert sorted(name for each in taken for name in each) == names
        assert bookkeeping.counts()[DeliveryState.SENDING] == _DELIVERIES
        bookkeeping.close()

    def test_of_racing_threads_one_settles(self, bookkeeping_place: BookkeepingPlace) -> None:
        """An outcome is told once. If this fails: look at the claim in the writing statement."""
        bookkeeping = bookkeeping_place.open()
        names = [f"{number:04}" for number in range(20)]
        write(bookkeeping, *map(make_delivery, names))
        claim(bookkeeping, "one")

        outcomes = _race(lambda _: [settle(bookkeeping, name, "one") for name in names])

        assert [sum(each) for each in zip(*outcomes, strict=True)] == [1] * len(names)
        bookkeeping.close()

    def test_of_racing_threads_one_drops_a_deadline(
        self, bookkeeping_place: BookkeepingPlace
    ) -> None:
        """What falls due is done by one. If this fails: compare the row in the deleting step."""
        bookkeeping = bookkeeping_place.open()
        rows = [make_deadline(f"{number:04}") for number in range(20)]
        write(bookkeeping, *rows)

        outcomes = _race(lambda _: [bookkeeping.drop_deadline(row) for row in rows])

        assert [sum(each) for each in zip(*outcomes, strict=True)] == [1] * len(rows)
        bookkeeping.close()

    def test_position_and_entry_are_seen_together(
        self, bookkeeping_place: BookkeepingPlace
    ) -> None:
        """Half an entry is a lost notice. If this fails: one transaction for all of it."""
        bookkeeping = bookkeeping_place.open()
        writer = Thread(
            target=lambda: [_move(bookkeeping, step, "writer") for step in range(_STEPS)]
        )
        writer.start()
        wrong: list[str] = []
        while writer.is_alive():
            seen = bookkeeping.position("notices") or 0
            if seen and bookkeeping.find_delivery(f"{seen - 1:03}-by-writer") is None:
                wrong.append(f"position {seen} without its delivery")
            if bookkeeping.find_delivery(f"{seen:03}-by-writer") and seen == (
                bookkeeping.position("notices") or 0
            ):
                wrong.append(f"delivery ahead of {seen}")  # pragma: no cover - a race, if broken
        writer.join()

        assert wrong == []
        assert bookkeeping.position("notices") == _STEPS
        bookkeeping.close()

    def test_what_was_written_is_there_again(self, bookkeeping_place: BookkeepingPlace) -> None:
        """Nothing is sent twice after a restart. If this fails: commit before you answer."""
        bookkeeping = bookkeeping_place.open()
        rows = [
            make_delivery(name, due_at_micros=NOW - age)
            for name, age in zip("abc", (3, 2, 1), strict=True)
        ]
        write(bookkeeping, *rows, make_deadline("d"), subscription="notices")
        claim(bookkeeping, "one", limit=2)
        settle(bookkeeping, "a", "one", note="ref-1")
        before = bookkeeping.deliveries()
        bookkeeping.close()

        again = bookkeeping_place.open()

        assert again.position("notices") == 1
        assert list(again.deliveries()) == list(before)
        assert list(again.deadlines()) == [make_deadline("d")]
        assert claim(again, "two") == ["c"], "a claim outlives the opening it was made in"
        assert settle(again, "b", "one")
        again.close()

    def test_two_openings_share_one_bookkeeping(self, bookkeeping_place: BookkeepingPlace) -> None:
        """Workers start one after the other. If this fails: ask the store, keep nothing."""
        first, second = bookkeeping_place.open(), bookkeeping_place.open()
        write(first, make_delivery("a"), make_deadline("d"), subscription="notices")

        assert second.position("notices") == 1
        assert not second.advance("notices", expected=None, to=1, entry=Entry())
        assert claim(second, "two") == ["a"]
        assert claim(first, "one") == []
        assert not settle(first, "a", "one")
        assert second.drop_deadline(make_deadline("d"))
        assert list(first.deadlines()) == []
        first.close()
        assert settle(second, "a", "two"), "the other opening is still open"
        second.close()

    def test_two_processes_share_the_deliveries(self, bookkeeping_place: BookkeepingPlace) -> None:
        """Two workers send each notice once. If this fails: let the store hand them out."""
        bookkeeping = bookkeeping_place.open()
        names = [f"{number:04}" for number in range(_DELIVERIES)]
        write(bookkeeping, *map(make_delivery, names))

        said = _run_two(bookkeeping_place, "claim")

        assert sorted(said) == names
        assert bookkeeping.counts()[DeliveryState.SENT] == _DELIVERIES
        bookkeeping.close()

    def test_two_processes_read_on_without_a_double(
        self, bookkeeping_place: BookkeepingPlace
    ) -> None:
        """Two readers tell each event once. If this fails: let the store compare the position."""
        bookkeeping = bookkeeping_place.open()

        said = _run_two(bookkeeping_place, "read")

        assert [name.split("-")[0] for name in sorted(said)] == [f"{n:02}" for n in range(50)]
        assert [row.id for row in bookkeeping.deliveries()] == sorted(said)
        assert bookkeeping.position("notices") == 50
        bookkeeping.close()

    def test_what_a_killed_worker_held_goes_to_another(
        self, bookkeeping_place: BookkeepingPlace
    ) -> None:
        """Never lost. If this fails: a claim is a row with an end, not a lock of a process."""
        bookkeeping = bookkeeping_place.open()
        write(bookkeeping, *map(make_delivery, "abc"))
        child = _child(bookkeeping_place, "take", "victim")
        assert child.stdout is not None
        said = [line.strip() for line in takewhile("taken\n".__ne__, child.stdout)]
        child.kill()
        child.communicate()

        assert sorted(said) == ["a", "b", "c"]
        again: list[str] = []
        while len(again) < len("abc"):
            again += claim_once_free(bookkeeping, "heir")
        assert sorted(again) == ["a", "b", "c"]
        assert not settle(bookkeeping, "a", "victim")
        bookkeeping.close()


def _race(run: Callable[[int], Result]) -> list[Result]:
    barrier = Barrier(_THREADS)

    def start(thread: int) -> Result:
        barrier.wait()
        return run(thread)

    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(start, range(_THREADS)))


def _move(bookkeeping: Bookkeeping, step: int, name: object) -> bool:
    entry = Entry(deliveries=[make_delivery(f"{step:03}-by-{name}")])
    return bookkeeping.advance("notices", expected=step or None, to=step + 1, entry=entry)


def _take_all(bookkeeping: Bookkeeping, name: str) -> list[str]:
    taken: list[str] = []
    while len(taken) <= _DELIVERIES and (given := claim(bookkeeping, name, limit=7)):
        taken += given
    return taken


def _run_two(place: BookkeepingPlace, task: str) -> list[str]:
    """Let two processes do a task, and return all they said."""
    children = [_child(place, task, f"p{number}") for number in range(2)]
    outputs = [child.communicate(timeout=PATIENCE_SECONDS)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    return [line for output in outputs for line in output.splitlines()]


def _child(place: BookkeepingPlace, task: str, name: str) -> subprocess.Popen[str]:
    module = "mystery_shopping.testing._claimer"
    command = [sys.executable, "-m", module, place.opener, place.url, task, name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
