"""Indicator 4.2 of a unit from month to month, asked of a program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from mystery_shopping.errors import InvalidValue, NotFound
from mystery_shopping.model import Cycle
from mystery_shopping.rules import MonthlyOccurrence, judge_range, today_of
from mystery_shopping.service._disposals import disposed_months
from mystery_shopping.values import Period

if TYPE_CHECKING:
    from mystery_shopping.service.program import Program


def occurrence_of(
    program: Program, *, unit: str, first: Period | str, last: Period | str, at: datetime
) -> MonthlyOccurrence:
    """Return how 4.2 stood for a unit at `at`, as `Program.monthly_occurrence` says."""
    begin, end = Period.parse(first), Period.parse(last)
    if end < begin:
        raise InvalidValue(path="last", required=f">= {begin}", actual=str(end))
    cycles = tuple(cycles_as_of(program, unit, first=begin, last=end, at=at))
    policy = program.policy or (cycles[-1].policy if cycles else None)
    if policy is None:
        raise InvalidValue(path="policy", required="a Policy", actual=None)
    today = today_of(policy, at)
    gone = disposed_months(program.log, unit=unit)
    return judge_range(unit, first=begin, last=end, cycles=cycles, today=today, disposed=gone)


def cycles_as_of(
    program: Program, unit: str, *, first: Period, last: Period, at: datetime
) -> Iterator[Cycle]:
    """Yield the cycles of a unit's months that were open at `at`, as they were then."""
    for cycle_id in program.cycles(unit):
        if first <= Period.parse(cycle_id.split("/")[1]) <= last:
            try:
                yield program.cycle(cycle_id, as_of=at)
            except NotFound:
                continue
