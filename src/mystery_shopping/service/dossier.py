"""The dossier: one cycle with the report on it, all that an exporter writes down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import attrs

from mystery_shopping.errors import NotFound
from mystery_shopping.model import Cycle
from mystery_shopping.reporting import Header, MonthReport, make_report
from mystery_shopping.service._kept import PREFIX
from mystery_shopping.service._occurring import cycles_as_of
from mystery_shopping.service.history import HistoryEntry, read_history
from mystery_shopping.service.program import Program
from mystery_shopping.values import Person, to_utc
from mystery_shopping.values.clause import DOCUMENT
from mystery_shopping.workflow import fold
from mystery_shopping.workflow.events import Stamp

EARLIER_MONTHS = 24


@attrs.frozen(kw_only=True)
class Dossier:
    """A cycle as it stood at one instant, the report on it, and all that happened to it in order.

    An exporter needs nothing else.
    """

    cycle: Cycle
    report: MonthReport
    history: tuple[HistoryEntry, ...]


def make_dossier(
    program: Program, cycle_id: str, *, by: Person | None = None, as_of: datetime | None = None
) -> Dossier:
    """Return the dossier of a cycle as it was at `as_of`, beside the unit's months before it.

    `by` is who has it made, as the header says.

    Raises:
        NotFound: when there is no such cycle, or it was not open yet.

    Source: W-10 5.4.1, 6.
    """
    at = to_utc(as_of or program.clock.now(), path="as_of")
    rows = (row for row in program.log.read(PREFIX + cycle_id) if row.recorded_at <= at)
    history = read_history(rows)
    cycle = fold(None, ((row.event, Stamp(row.by, row.at, row.version)) for row in history))
    if cycle is None:
        raise NotFound(kind="cycle", key=cycle_id)
    header = Header(
        form="F-27",
        document=DOCUMENT,
        revision=cycle.policy.document_revision,
        cycle=cycle.id,
        unit=cycle.unit,
        period=cycle.period,
        state=cycle.state,
        made_by=by,
        as_of=at,
        timezone=cycle.policy.timezone,
        policy=f"{cycle.policy.name} {cycle.policy.version}",
        version=cycle.version,
        head=history[-1].hash,
    )
    earlier = _earlier(program, cycle, at)
    report = make_report(cycle, header=header, as_of=at, earlier=earlier)
    return Dossier(cycle=cycle, report=report, history=history)


def _earlier(program: Program, cycle: Cycle, at: datetime) -> Iterator[Cycle]:
    """Yield the unit's cycles of the months before, as they were at `at`."""
    first = cycle.period.shift(-EARLIER_MONTHS) if cycle.period.year > 2 else cycle.period
    for row in cycles_as_of(program, cycle.unit, first=first, last=cycle.period, at=at):
        if row.period < cycle.period:
            yield row
