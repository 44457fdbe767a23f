"""Until when the records of a cycle are kept."""

from datetime import date

import attrs

from mystery_shopping.model import Cycle
from mystery_shopping.rules import kept_until
from tests.months import Month, S


def test_a_cycle_nothing_happened_to_is_kept_until_no_day() -> None:
    """Three years run from an end: a value built by hand has none, and none may be invented."""
    closed = Month.of_four().to(S.CLOSED).cycle

    assert closed.last_at is not None
    assert isinstance(kept_until(closed), date)
    assert kept_until(_without_a_past(closed)) is None


def _without_a_past(cycle: Cycle) -> Cycle:
    return attrs.evolve(cycle, last_at=None)
