"""A worker in a process of its own: claims and settles, reads on, or takes and says no more."""

from __future__ import annotations

import sys
import time

from mystery_shopping.ports import Bookkeeping, Entry
from mystery_shopping.testing._book_place import (
    NOW,
    SHORT_LEASE_SECONDS,
    BookkeepingPlace,
    claim,
    make_delivery,
    settle,
)


def main(opener: str, url: str, *rest: str) -> None:
    """Do what is named, under the name given, and print the id of each delivery it was about."""
    task, name = rest
    bookkeeping = BookkeepingPlace(url, opener).open()
    {"claim": _claim_all, "read": _read_on, "take": _take_and_stay}[task](bookkeeping, name)
    bookkeeping.close()


def _claim_all(bookkeeping: Bookkeeping, name: str) -> None:
    """Claim in small batches until nothing is due, and settle."""
    while given := claim(bookkeeping, name, limit=7):
        _say(*given)
        if not all(settle(bookkeeping, delivery_id, name) for delivery_id in given):
            sys.exit("what was claimed was another's to settle")


def _read_on(bookkeeping: Bookkeeping, name: str) -> None:
    """Move the subscription on, one by one to 50, each time with a delivery of its own."""
    while (position := bookkeeping.position("notices") or 0) < 50:
        delivery_id = f"{position:02}-by-{name}"
        moved = bookkeeping.advance(
            "notices",
            expected=position or None,
            to=position + 1,
            entry=Entry(deliveries=[make_delivery(delivery_id)]),
        )
        if moved:
            _say(delivery_id)


def _take_and_stay(  # pragma: no cover - it runs, and is killed before it can report
    bookkeeping: Bookkeeping, name: str
) -> None:
    """Claim, and do not live to settle."""
    given = bookkeeping.claim(name, now_micros=NOW, lease_seconds=SHORT_LEASE_SECONDS, limit=100)
    _say(*(delivery.id for delivery in given), "taken")
    time.sleep(3600)


def _say(*words: str) -> None:
    for word in words:
        print(word, flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
