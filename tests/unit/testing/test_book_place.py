"""The contract's own helpers: what they cannot arrange they say, and judge nothing."""

import pytest

from mystery_shopping.memory import open_bookkeeping
from mystery_shopping.ports import Bookkeeping, DeliveryState
from mystery_shopping.testing import _book_place, _claimer, make_delivery
from mystery_shopping.testing._book_place import bring_to, write


@pytest.fixture
def bookkeeping() -> Bookkeeping:
    """Return empty books."""
    return open_bookkeeping("memory:")


def test_a_write_that_was_not_taken_is_no_arrangement(
    bookkeeping: Bookkeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule judged on books that hold nothing would blame the wrong method."""
    monkeypatch.setattr(bookkeeping, "advance", lambda *_, **__: False)

    with pytest.raises(AssertionError, match="could not be moved on"):
        write(bookkeeping, make_delivery("a"))


def test_a_delivery_is_brought_to_a_state_only_where_it_is_alone(bookkeeping: Bookkeeping) -> None:
    """Another one due would be claimed along, and stand in a state nobody asked for."""
    write(bookkeeping, make_delivery("another"))

    with pytest.raises(AssertionError, match="only one due"):
        bring_to(bookkeeping, [("a", DeliveryState.SENT)])


def test_a_claimer_whose_claim_was_taken_over_does_not_go_on(
    bookkeeping: Bookkeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its parent counts what it printed: a settled delivery that was not must end it loudly."""
    write(bookkeeping, make_delivery("a"))
    monkeypatch.setattr(bookkeeping, "settle", lambda *_, **__: False)

    with pytest.raises(SystemExit, match="another's to settle"):
        _claimer._claim_all(bookkeeping, "worker")

    assert _book_place.claim(bookkeeping, "worker") == []
