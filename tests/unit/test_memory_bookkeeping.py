"""The reference bookkeeping: its leases by a clock that a test can hold in its hand."""

from mystery_shopping.memory import MemoryBookkeeping, MemoryLog
from mystery_shopping.ports import Bookkeeping, Entry
from mystery_shopping.testing import make_delivery

NOW = 1_700_000_000_000_000


def test_a_log_has_one_bookkeeping() -> None:
    """Two programs on one log in memory share what was sent, as they share the events."""
    log = MemoryLog()

    assert isinstance(log.bookkeeping(), Bookkeeping)
    assert log.bookkeeping() is log.bookkeeping()
    assert log.bookkeeping() is not MemoryLog().bookkeeping()


def test_a_lease_ends_at_its_last_second() -> None:
    """One second early is a notice sent twice; never is a notice lost with its worker."""
    seconds = [100.0]
    bookkeeping = MemoryBookkeeping(lambda: seconds[0])
    entry = Entry(deliveries=[make_delivery("a")])
    bookkeeping.advance("notices", expected=None, to=1, entry=entry)

    def claimed_at(second: float, worker: str) -> int:
        seconds[0] = second
        return len(bookkeeping.claim(worker, now_micros=NOW, lease_seconds=30.0, limit=9))

    outcomes = [claimed_at(at, f"at-{at}") for at in (100.0, 129.9, 130.0, 131.0, 160.0)]
    assert outcomes == [1, 0, 1, 0, 1]
