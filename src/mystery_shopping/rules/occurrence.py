"""Indicator 4.2: mystery shopping at least once a month, in one month or over a range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model import Cycle, CycleState, Occurrence
from mystery_shopping.rules._view import Judgement, Status, View
from mystery_shopping.rules.samples import today_of
from mystery_shopping.values import Period


@attrs.frozen
class MonthRow:
    """How one month of a range stands; `cycle` is the id of the cycle that counts, if any."""

    period: Period
    status: Status
    cycle: str | None
    contact_count: int


@attrs.frozen
class MonthlyOccurrence:
    """Indicator 4.2 over a range of months, one row a month, the first month first."""

    unit: str
    rows: tuple[MonthRow, ...]

    @property
    def missing(self) -> tuple[Period, ...]:
        """The months that are over and had no mystery shopping."""
        return tuple(row.period for row in self.rows if row.status is Status.NOT_MET)

    @property
    def status(self) -> Status:
        """NOT_MET when a month is missing, PENDING while one may still come.

        Else UNVERIFIABLE when the records of a month were disposed of, else MET.
        """
        found = {row.status for row in self.rows}
        order = (Status.NOT_MET, Status.PENDING, Status.UNVERIFIABLE, Status.MET)
        return next(status for status in order if status in found)


def judge_month(view: View) -> Judgement:
    """Return how 4.2 stands for the cycle's own month.

    Source: W-10 4.2; A4.
    """
    cycle = view.cycle
    count = _performed_count(cycle)
    met = _occurred(cycle)
    over = view.is_over(cycle.period.last_day)
    status = Status.MET if met else Status.NOT_MET if over or view.has_ended else Status.PENDING
    wanted = _REQUIRED[cycle.policy.occurrence]
    actual = Text(
        f"{count} kontak dilaksanakan, {cycle.state.label.id}",
        f"{count} contacts performed, {cycle.state.label.en}",
    )
    return Judgement(status, wanted, actual, (cycle.id,))


_REQUIRED = {
    Occurrence.PERFORMED: Text("kontak dilaksanakan di bulan itu", "contacts made in the month"),
    Occurrence.REPORTED: Text("laporan terbit di bulan itu", "the report out in the month"),
    Occurrence.CLOSED: Text("siklus ditutup di bulan itu", "the cycle closed in the month"),
}

_STEPS = {
    Occurrence.REPORTED: ("publish_report",),
    Occurrence.CLOSED: ("close", "close_with_deviations"),
}


def judge_range(
    unit: str,
    *,
    first: Period,
    last: Period,
    cycles: Iterable[Cycle],
    today: date,
    disposed: Mapping[Period, str] | None = None,
) -> MonthlyOccurrence:
    """Return how 4.2 stands for `unit` in every month from `first` to `last`.

    `cycles` are the unit's cycles as they stood on the day `today`; a cancelled one does not
    count. A month without one is NOT_MET once it is over, PENDING before. `disposed` are the
    months whose records are gone, with the cycle's id: nothing can be shown of them any more.

    Source: W-10 4.2; A4, A16.
    """
    by_period: dict[Period, list[Cycle]] = {}
    for cycle in cycles:
        by_period.setdefault(cycle.period, []).append(cycle)
    gone = disposed or {}
    rows = (
        _month(period, by_period.get(period, []), today, gone.get(period))
        for period in first.until(last)
    )
    return MonthlyOccurrence(unit, tuple(rows))


def _month(period: Period, cycles: list[Cycle], today: date, disposed: str | None) -> MonthRow:
    counted = next((cycle for cycle in cycles if _occurred(cycle)), None)
    if counted is not None:
        return MonthRow(period, Status.MET, counted.id, _performed_count(counted))
    if disposed is not None:
        return MonthRow(period, Status.UNVERIFIABLE, disposed, 0)
    live = next((cycle for cycle in cycles if cycle.state is not CycleState.CANCELLED), None)
    count = _performed_count(live) if live else 0
    status = Status.NOT_MET if today > period.last_day else Status.PENDING
    return MonthRow(period, status, live.id if live else None, count)


def _performed_count(cycle: Cycle) -> int:
    return sum(
        contact.performed_at is not None
        and contact.void_reason is None
        and today_of(cycle.policy, contact.performed_at) in cycle.period
        for contact in cycle.contacts
    )


def _occurred(cycle: Cycle) -> bool:
    if cycle.state is CycleState.CANCELLED:
        return False
    if cycle.policy.occurrence is Occurrence.PERFORMED:
        return _performed_count(cycle) > 0
    steps = (cycle.find_step(name) for name in _STEPS[cycle.policy.occurrence])
    return any(step and today_of(cycle.policy, step.at) in cycle.period for step in steps)
