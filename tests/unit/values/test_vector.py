"""A sequence whose changed copy shares all but one path with the one before."""

import pytest

from mystery_shopping import Vector

SIZES = (0, 1, 31, 32, 33, 1023, 1024, 1025, 33_000)


@pytest.mark.parametrize("size", SIZES)
def test_a_vector_holds_what_was_put_in_in_its_order(size: int) -> None:
    """Every border of the tree's width is a place to lose an item."""
    vector = Vector.of(range(size))

    assert list(vector) == list(range(size))
    assert len(vector) == size
    assert [vector[place] for place in (0, size // 2, size - 1) if size] == (
        [0, size // 2, size - 1] if size else []
    )


@pytest.mark.parametrize("size", SIZES[:-1])
def test_growing_one_by_one_gives_the_same_vector(size: int) -> None:
    """Contacts planned in one go or one after the other make equal cycles."""
    grown: Vector[int] = Vector()
    for item in range(size):
        grown = grown.add(item)

    assert grown == Vector.of(range(size))
    assert hash(grown) == hash(Vector.of(range(size)))


@pytest.mark.parametrize("size", SIZES[1:])
def test_a_change_leaves_the_vector_before_as_it_was(size: int) -> None:
    """An older cycle, kept for a verdict in the past, must not feel it."""
    before = Vector.of(range(size))

    after = before.set(size - 1, -1)

    assert (before[size - 1], after[size - 1]) == (size - 1, -1)
    assert list(after)[: size - 1] == list(range(size - 1))


@pytest.mark.parametrize("index", [-1, 3, 32])
def test_there_is_no_item_outside(index: int) -> None:
    """A negative index would silently hit the last contact."""
    vector = Vector.of("abc")

    with pytest.raises(IndexError):
        vector[index]
    with pytest.raises(IndexError):
        vector.set(index, "x")


def test_an_empty_vector_is_false_and_a_vector_shows_its_items() -> None:
    """`if cycle.scenarios` reads as it says, and a failing test shows what was in it."""
    assert not Vector()
    assert repr(Vector.of("ab")) == "Vector.of(['a', 'b'])"
    assert Vector.of("ab") != ["a", "b"]
