"""The largest reasons, overall or in each kind, and whether a choice is one of them (A8)."""

from __future__ import annotations

from collections.abc import Collection

from mystery_shopping.model import Cycle, Kind, RankingScope, ReasonCount


def top_reasons(cycle: Cycle) -> tuple[ReasonCount, ...]:
    """Return the largest reasons the policy asks for, ties broken by code.

    Source: W-10 5.1.2; A8.
    """
    places = cycle.policy.top_reasons
    return tuple(reason for group in _groups(cycle) for reason in group[:places])


def is_top_choice(cycle: Cycle, codes: Collection[str]) -> bool:
    """Return whether the codes are the largest reasons; within a tie at a last place any will do.

    Source: W-10 5.1.2; A8.
    """
    places, groups = cycle.policy.top_reasons, _groups(cycle)
    known = {reason.code for group in groups for reason in group}
    if len(set(codes)) < len(codes) or not set(codes) <= known or is_short(cycle):
        return False
    return all(_is_top_of(group, places, set(codes)) for group in groups)


def is_short(cycle: Cycle) -> bool:
    """Return whether the month has fewer reasons than the policy asks for, overall."""
    return sum(map(len, _groups(cycle))) < cycle.policy.top_reasons


def _groups(cycle: Cycle) -> tuple[tuple[ReasonCount, ...], ...]:
    used = tuple(row for row in (cycle.ranking.reasons if cycle.ranking else ()) if row.count)
    if cycle.policy.ranking_scope is RankingScope.OVERALL:
        return (used,)
    return tuple(tuple(row for row in used if row.kind is kind) for kind in Kind)


def _is_top_of(group: tuple[ReasonCount, ...], places: int, codes: set[str]) -> bool:
    top = group[:places]
    chosen = codes & {reason.code for reason in group}
    tied = {reason.code for reason in group if reason.count == top[-1].count} if top else set()
    off = chosen ^ {reason.code for reason in top}
    return len(chosen) == len(top) and off <= tied
