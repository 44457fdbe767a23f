"""The contract every bookkeeping keeps: what a reader of the log and a worker may rely on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

import pytest

from mystery_shopping.ports import Bookkeeping, Delivery, DeliveryState, Entry
from mystery_shopping.testing._book_place import (
    NOW,
    SECOND,
    BookkeepingPlace,
    bring_to,
    claim,
    make_deadline,
    make_delivery,
    settle,
    write,
)
from mystery_shopping.testing._delivery_rules import DeliveryRules

_TEXTS = (
    "dikembalikan oleh QCA",
    "Ünïcödé é vs e\u0301",
    "日本語 한국어 العربية עברית",
    "👩🏽‍💻 \U0010ffff \u202etfel",
    "back\\slash \"quote' %s ? :name $1 {brace} ; -- \x7f\t\r\n",
    "panjang " * 40_000,
)
_MICROS = (-62_135_596_800_000_000, 0, 253_402_300_799_999_999)


class BookkeepingContract(DeliveryRules):
    """Positions, entries, deliveries, claims, deadlines, with one caller at a time.

    Subclass it, and give a fixture `bookkeeping_place` that returns a fresh, empty
    `BookkeepingPlace`.
    """

    __contract__ = True

    @pytest.fixture
    def bookkeeping(self, bookkeeping_place: BookkeepingPlace) -> Iterable[Bookkeeping]:
        """The bookkeeping at its place, closed afterwards."""
        opened = bookkeeping_place.open()
        yield opened
        opened.close()

    def test_a_subscription_begins_without_a_position(self, bookkeeping: Bookkeeping) -> None:
        """New is not the same as at the beginning. If this fails: `None`, and 0 is a position."""
        assert bookkeeping.position("notices") is None
        assert bookkeeping.advance("notices", expected=None, to=0, entry=Entry())
        assert bookkeeping.position("notices") == 0
        assert not bookkeeping.advance("notices", expected=None, to=9, entry=Entry())

    def test_a_subscription_moves_on_from_where_it_is(self, bookkeeping: Bookkeeping) -> None:
        """Two readers never overlap. If this fails: compare and set in one step."""
        outcomes = [
            bookkeeping.advance("notices", expected=expected, to=to, entry=Entry())
            for expected, to in ((0, 5), (None, 7), (None, 9), (5, 9), (7, 12), (7, 13), (12, 20))
        ]

        assert outcomes == [False, True, False, False, True, False, True]
        assert bookkeeping.position("notices") == 20

    def test_subscriptions_do_not_mix(self, bookkeeping: Bookkeeping) -> None:
        """Each reads at its own pace. If this fails: compare names exactly, case included."""
        names = ["notices", "Notices", "notices ", "n%", "n_", "日"]
        for place, name in enumerate(names):
            bookkeeping.advance(name, expected=None, to=place, entry=Entry())

        assert [bookkeeping.position(name) for name in names] == list(range(len(names)))

    def test_a_forgotten_subscription_begins_anew(self, bookkeeping: Bookkeeping) -> None:
        """Read the log again, send nothing again. If this fails: drop the position alone."""
        write(bookkeeping, make_delivery("a"), make_deadline("d"), subscription="notices")
        write(bookkeeping, subscription="other")

        bookkeeping.forget("notices")
        bookkeeping.forget("never there")

        assert bookkeeping.position("notices") is None
        assert bookkeeping.position("other") == 1
        assert bookkeeping.find_delivery("a") == make_delivery("a")
        assert list(bookkeeping.deadlines()) == [make_deadline("d")]
        assert bookkeeping.advance("notices", expected=None, to=3, entry=Entry())

    @pytest.mark.parametrize("expected", [None, 0, 2])
    def test_a_refused_step_writes_nothing(
        self, bookkeeping: Bookkeeping, expected: int | None
    ) -> None:
        """The loser's entry was the winner's to write. If this fails: check first, then write."""
        old = [make_deadline("old"), make_deadline("kept", group="g")]
        write(bookkeeping, *old, subscription="notices")
        entry = Entry(
            drop_groups=["g"],
            drop=["old"],
            put=[make_deadline("new")],
            deliveries=[make_delivery("a")],
        )

        assert not bookkeeping.advance("notices", expected=expected, to=9, entry=entry)

        assert bookkeeping.position("notices") == 1
        assert sorted(bookkeeping.deadlines()) == sorted(old)
        assert list(bookkeeping.deliveries()) == []

    def test_an_entry_that_fails_half_way_leaves_nothing(self, bookkeeping: Bookkeeping) -> None:
        """A worker dies at any line. If this fails: write position and entry in one transaction."""
        write(bookkeeping, make_deadline("old"), subscription="notices")
        entry = Entry(
            drop_groups=[make_deadline("old").group],
            put=[make_deadline("new", group="g")],
            deliveries=_Torn([make_delivery("a"), make_delivery("b")]),
        )

        with pytest.raises(_TornError):
            bookkeeping.advance("notices", expected=1, to=2, entry=entry)

        assert bookkeeping.position("notices") == 1
        assert list(bookkeeping.deadlines()) == [make_deadline("old")]
        assert list(bookkeeping.deliveries()) == []
        assert bookkeeping.advance("notices", expected=1, to=2, entry=Entry()), "it goes on"

    def test_an_entry_drops_before_it_puts(self, bookkeeping: Bookkeeping) -> None:
        """A window that moves is dropped and set anew. If this fails: groups, keys, then put."""
        write(
            bookkeeping,
            *(make_deadline(key, group=key[0]) for key in ("a1", "a2", "b1", "b2", "c1")),
        )
        put = [make_deadline("a1", group="a", due_at_micros=NOW + 1), make_deadline("b1", data="2")]
        entry = Entry(drop_groups=["a", "none"], drop=["b1", "b2", "none"], put=put)

        bookkeeping.advance("other", expected=None, to=1, entry=entry)

        kept = make_deadline("c1", group="c")
        assert sorted(bookkeeping.deadlines()) == sorted([*put, kept])

    def test_a_deadline_replaces_the_one_of_its_key(self, bookkeeping: Bookkeeping) -> None:
        """One date is watched, not its history. If this fails: the key alone decides."""
        write(bookkeeping, make_deadline("d", group="a"), make_deadline("e", group="a"))
        moved = make_deadline("d", group="b", due_at_micros=NOW + SECOND, data='{"n":2}')

        write(bookkeeping, moved._replace(data="overwritten at once"), moved)

        assert list(bookkeeping.deadlines(group="a")) == [make_deadline("e", group="a")]
        assert list(bookkeeping.deadlines(group="b")) == [moved]
        due = bookkeeping.due_deadlines(now_micros=NOW, limit=9)
        assert list(due) == [make_deadline("e", group="a")]

    def test_known_deliveries_are_passed_over(self, bookkeeping: Bookkeeping) -> None:
        """A replayed log sends nothing. If this fails: the id decides, in whatever state."""
        states = [(f"in-{state.value}", state) for state in DeliveryState]
        bring_to(bookkeeping, states)
        before = bookkeeping.deliveries()
        changed = [
            make_delivery(name, due_at_micros=NOW - SECOND, facts="changed") for name, _ in states
        ]

        write(bookkeeping, *changed, make_delivery("new"), make_delivery("new", facts="changed"))

        assert list(bookkeeping.deliveries()) == sorted([*before, make_delivery("new")])
        assert sorted(claim(bookkeeping, "one")) == ["in-queued", "new"]

    def test_due_deadlines_come_the_longest_due_first(self, bookkeeping: Bookkeeping) -> None:
        """The oldest omission first. If this fails: due at or before now, order, then limit."""
        ages = {"a": 3, "b": 9, "c": 0, "d": 5, "not yet": -1}
        rows = [make_deadline(key, due_at_micros=NOW - age) for key, age in ages.items()]
        write(bookkeeping, *rows)

        for _ in range(2):  # nothing is claimed, so the same again
            due = bookkeeping.due_deadlines(now_micros=NOW, limit=3)
            assert [row.key for row in due] == ["b", "d", "a"]
        assert len(bookkeeping.due_deadlines(now_micros=NOW, limit=9)) == 4
        assert list(bookkeeping.due_deadlines(now_micros=NOW - 10, limit=9)) == []

    def test_deadlines_are_listed_by_due_time_and_key(self, bookkeeping: Bookkeeping) -> None:
        """A calendar reads in order. If this fails: all of them, or a group's, both sorted."""
        rows = [
            make_deadline(key, group=group, due_at_micros=NOW - due)
            for key, group, due in (("b", "g", 1), ("B", "g", 1), ("a", "G", 1), ("z", "g", 5))
        ]
        write(bookkeeping, *rows)

        assert [row.key for row in bookkeeping.deadlines()] == ["z", "B", "a", "b"]
        assert [row.key for row in bookkeeping.deadlines(group="g")] == ["z", "B", "b"]
        assert list(bookkeeping.deadlines(group="g%")) == []
        assert list(bookkeeping.deadlines(group="")) == []

    @pytest.mark.parametrize(
        "change", [{"group": "other"}, {"due_at_micros": NOW + 1}, {"data": '{"n":2}'}]
    )
    def test_a_deadline_is_dropped_only_as_it_is(
        self, bookkeeping: Bookkeeping, change: dict[str, object]
    ) -> None:
        """A date that moved meanwhile is kept. If this fails: compare the whole row."""
        row = make_deadline("d")
        write(bookkeeping, row, make_deadline("e"))

        assert not bookkeeping.drop_deadline(row._replace(**change))  # type: ignore[arg-type]
        assert not bookkeeping.drop_deadline(row._replace(key="unknown"))
        assert list(bookkeeping.deadlines()) == [row, make_deadline("e")]
        assert bookkeeping.drop_deadline(row)
        assert not bookkeeping.drop_deadline(row)
        assert list(bookkeeping.deadlines()) == [make_deadline("e")]

    def test_all_deadlines_are_dropped_to_be_read_anew(self, bookkeeping: Bookkeeping) -> None:
        """They follow from the log. If this fails: deadlines alone, no position, no delivery."""
        write(bookkeeping, make_deadline("d"), make_deadline("e", group="g"), make_delivery("a"))

        bookkeeping.clear_deadlines()

        assert list(bookkeeping.deadlines()) == []
        assert list(bookkeeping.due_deadlines(now_micros=NOW, limit=9)) == []
        assert bookkeeping.position("rules") == 1
        assert bookkeeping.find_delivery("a") == make_delivery("a")
        write(bookkeeping, make_deadline("d"))
        assert list(bookkeeping.deadlines(group=make_deadline("d").group)) == [make_deadline("d")]

    @pytest.mark.parametrize("text", _TEXTS, ids=range(len(_TEXTS)))
    def test_every_text_comes_back_exactly(self, bookkeeping: Bookkeeping, text: str) -> None:
        """Names are people's own, errors are long. If this fails: UTF-8, no limit, no change."""
        name = text[:200]  # long enough for a name, which databases keep in an index
        delivery = Delivery(name, name, name, name, name, name, text, NOW, NOW)
        deadline = make_deadline(name, group=name, data=text)

        write(bookkeeping, delivery, deadline, subscription=name)

        assert bookkeeping.position(name) == 1
        (given,) = bookkeeping.claim(name, now_micros=NOW, lease_seconds=60.0, limit=1)
        assert given == delivery._replace(state=DeliveryState.SENDING)
        assert settle(bookkeeping, name, name, note=text)
        sent = delivery._replace(state=DeliveryState.SENT, note=text)
        assert bookkeeping.find_delivery(name) == sent
        assert list(bookkeeping.deadlines(group=name)) == [deadline]
        assert bookkeeping.drop_deadline(deadline)

    def test_every_instant_comes_back_exactly(self, bookkeeping: Bookkeeping) -> None:
        """A deadline is an instant, not about one. If this fails: 64-bit integers, no floats."""
        for micros in _MICROS:
            name = str(micros)
            row = make_delivery(name, due_at_micros=micros, queued_at_micros=micros)
            write(bookkeeping, row, make_deadline(name, due_at_micros=micros))

            assert bookkeeping.find_delivery(name) == row

        assert [row.due_at_micros for row in bookkeeping.deadlines()] == list(_MICROS)


class _TornError(Exception):
    """What a worker meets in the middle of writing an entry."""


class _Torn(Sequence[Delivery]):
    """Deliveries whose last one cannot be read any more."""

    def __init__(self, rows: Sequence[Delivery]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Delivery: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Delivery]: ...
    def __getitem__(self, place: int | slice) -> Delivery | Sequence[Delivery]:
        if isinstance(place, slice) or place >= len(self._rows) - 1:
            raise _TornError
        return self._rows[place]
