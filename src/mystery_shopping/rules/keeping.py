"""Until when the records of a cycle are kept, however it ended."""

from __future__ import annotations

from datetime import date

import attrs

from mystery_shopping.model import Cycle, CycleState
from mystery_shopping.rules._checks_after import keep_until
from mystery_shopping.rules._view import View


def kept_until(cycle: Cycle) -> date | None:
    """Return the last day a cycle's records are kept, `None` while it goes on.

    What a cancelled cycle left is kept as long as a closed one's: it is no complete record, but
    it tells of people all the same.

    Source: W-10 6; A16.
    """
    if cycle.last_at is None:
        return None
    ended = cycle
    if cycle.state is CycleState.CANCELLED:
        ended = attrs.evolve(cycle, state=CycleState.CLOSED)
    return keep_until(View(ended, cycle.last_at))
