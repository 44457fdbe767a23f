"""How many samples each day part of week II needs, and how many contacts fall into each (A7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mystery_shopping.model import Contact, Coverage, Cycle
from mystery_shopping.rules.samples import slot_of


def needed_per_day_part(cycle: Cycle) -> dict[str, int]:
    """Return the least samples of each day part; empty when traffic is asked for and unknown.

    In proportion to traffic, a part needs its share of the month's samples, rounded down, and
    never less than the policy's minimum.

    Source: W-10 5.2.1.3; A7.
    """
    policy, ranking = cycle.policy, cycle.ranking
    codes, least = policy.day_parts.codes, policy.minimum_per_day_part
    if policy.coverage is Coverage.MINIMUM:
        return dict.fromkeys(codes, least)
    traffic: Counter[str] = Counter()
    for reason in ranking.reasons if ranking else ():
        traffic.update(dict(reason.day_parts))
    total = sum(traffic[code] for code in codes)
    if not total:
        return {}
    return {code: max(least, policy.minimum_samples * traffic[code] // total) for code in codes}


def count_by_day_part(cycle: Cycle, contacts: Iterable[Contact]) -> Counter[str]:
    """Return how many of the contacts were performed inside week II in each day part."""
    slots = (slot_of(cycle.policy, c.performed_at) for c in contacts if c.performed_at)
    return Counter(part for day, part in slots if day in cycle.weeks.week_2)
