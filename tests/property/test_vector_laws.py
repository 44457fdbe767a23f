"""A vector is a list that never changes: every operation is held against the list's own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mystery_shopping.values import Vector

# Around the widths at which the tree grows a level: 32 and 32 × 32.
SIZES = st.sampled_from([0, 1, 31, 32, 33, 63, 64, 65, 1023, 1024, 1025, 2048])


class VectorMachine(RuleBasedStateMachine):
    """Adds and sets at random, and keeps every version to see that none of them changes."""

    @initialize(size=SIZES)
    def begin(self, size: int) -> None:
        """Start with some items."""
        self.plain: list[int] = list(range(size))
        self.vector = Vector.of(self.plain)
        self.past: list[tuple[Vector[int], list[int]]] = []

    def _remember(self) -> None:
        self.past = [*self.past[-4:], (self.vector, list(self.plain))]

    @rule(item=st.integers(), times=st.integers(1, 40))
    def add(self, item: int, times: int) -> None:
        """Add an item some times."""
        self._remember()
        for _ in range(times):
            self.vector = self.vector.add(item)
            self.plain.append(item)

    @precondition(lambda self: self.plain)
    @rule(data=st.data(), item=st.integers())
    def set(self, data: st.DataObject, item: int) -> None:
        """Put an item into some place."""
        self._remember()
        place = data.draw(st.integers(0, len(self.plain) - 1))
        self.vector = self.vector.set(place, item)
        self.plain[place] = item

    @invariant()
    def is_the_list(self) -> None:
        """The vector holds what the list holds, and so does every version before."""
        for vector, plain in [*self.past, (self.vector, self.plain)]:
            assert list(vector) == plain
            assert len(vector) == len(plain)


TestVectorMachine = VectorMachine.TestCase
TestVectorMachine.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)


@given(SIZES)
def test_a_vector_gives_back_each_item_by_its_place(size: int) -> None:
    """Contact 1,025 is contact 1,025, whatever levels the tree has."""
    vector = Vector.of(range(size))

    assert [vector[place] for place in range(size)] == list(range(size))


@given(SIZES)
def test_made_at_once_or_item_by_item_it_is_the_same(size: int) -> None:
    """A cycle from the log must equal the live one, however each was built."""
    grown: Vector[int] = Vector()
    for item in range(size):
        grown = grown.add(item)

    assert grown == Vector.of(range(size))
    assert hash(grown) == hash(Vector.of(range(size)))


@given(st.lists(st.integers(0, 2), max_size=70), st.lists(st.integers(0, 2), max_size=70))
def test_vectors_are_equal_exactly_when_their_lists_are(one: list[int], other: list[int]) -> None:
    """Equality of cycles rests on it."""
    assert (Vector.of(one) == Vector.of(other)) == (one == other)
    assert Vector.of(one) == Vector.of(list(one))


@given(SIZES, st.sampled_from([-1, 0, 1]))
def test_a_place_outside_is_refused_and_none_counts_from_the_end(size: int, beyond: int) -> None:
    """Contact -1 must not quietly be the last one."""
    vector = Vector.of(range(size))
    outside = -1 if beyond < 0 else size + beyond

    with pytest.raises(IndexError):
        vector[outside]
    with pytest.raises(IndexError):
        vector.set(outside, 0)


@given(SIZES)
def test_a_vector_is_nothing_but_a_vector(size: int) -> None:
    """A list beside a vector would make two cycles of one kind unequal in silence."""
    items: list[Any] = list(range(size))

    assert Vector.of(items) != items
    assert repr(Vector.of(items)) == f"Vector.of({items!r})"
    assert bool(Vector.of(items)) == bool(items)
