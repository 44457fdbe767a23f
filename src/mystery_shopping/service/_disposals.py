"""The log's own stream of holds and disposals, read as what it says today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import attrs

from mystery_shopping.codec import GENESIS
from mystery_shopping.model import CycleState
from mystery_shopping.ports import EventLog
from mystery_shopping.service._kept import read_event
from mystery_shopping.service._own_streams import record
from mystery_shopping.values import Period, Person
from mystery_shopping.workflow.events import Event, Stamp
from mystery_shopping.workflow.events.disposal import CycleDisposed, HoldPlaced, HoldReleased

STREAM = "disposals"


@attrs.frozen
class Hold:
    """A cycle's records needed for longer: why, for whom, and who placed it.

    Source: W-10 6; A16.
    """

    cycle: str
    reason: str
    holder: str
    by: Person
    at: datetime


@attrs.frozen(kw_only=True)
class Certificate:
    """What remains of a cycle whose records were disposed of.

    `head` is the hash of the cycle's last event in hexadecimal, the one F-27 prints.

    Source: W-10 6; A16.
    """

    cycle: str
    state: CycleState
    clause: str
    keep_until: date
    head: str
    event_count: int
    contact_count: int
    sample_count: int
    reason: str
    by: Person
    at: datetime


@attrs.frozen
class Disposals:
    """The holds in force by cycle, the certificates in order, and where the stream is."""

    version: int = 0
    head: bytes = GENESIS
    holds: dict[str, Hold] = attrs.field(factory=dict)
    certificates: tuple[Certificate, ...] = ()

    def find_certificate(self, cycle_id: str, *, head: str | None = None) -> Certificate | None:
        """Return the last certificate of a cycle, or the one over the history that ends in `head`.

        A month disposed of can be opened anew under the same id: the head tells them apart.
        """
        for row in reversed(self.certificates):
            if row.cycle == cycle_id and head in {None, row.head}:
                return row
        return None


def read_disposals(log: EventLog) -> Disposals:
    """Return what the stream says."""
    found = Disposals()
    for row in log.read(STREAM):
        event, stamp = read_event(row)
        found = attrs.evolve(
            found,
            version=row.version,
            head=row.hash,
            holds=_holds(found.holds, event, stamp),
            certificates=(*found.certificates, *_certificates(event, stamp)),
        )
    return found


def disposed_months(log: EventLog, *, unit: str) -> dict[Period, str]:
    """Return the months of a unit whose records are gone, each with the id of its last cycle.

    A cancelled cycle is left out: it never satisfied 4.2.
    """
    return {
        Period.parse(row.cycle.split("/")[1]): row.cycle
        for row in read_disposals(log).certificates
        if row.cycle.startswith(f"{unit}/") and row.state is not CycleState.CANCELLED
    }


def record_disposal(
    log: EventLog, decide: Callable[[Disposals], Event | None], *, by: Person, at: datetime
) -> Disposals:
    """Append what `decide` says, and return what the stream says; as `record` does."""
    return record(log, STREAM, read=partial(read_disposals, log), decide=decide, by=by, at=at)


def _holds(holds: dict[str, Hold], event: Event, stamp: Stamp) -> dict[str, Hold]:
    if isinstance(event, HoldPlaced):
        hold = Hold(event.cycle, event.reason, event.holder, stamp.by, stamp.at)
        return {**holds, event.cycle: hold}
    if isinstance(event, HoldReleased):
        return {name: hold for name, hold in holds.items() if name != event.cycle}
    return holds


def _certificates(event: Event, stamp: Stamp) -> tuple[Certificate, ...]:
    if not isinstance(event, CycleDisposed):
        return ()
    return (Certificate(**attrs.asdict(event, recurse=False), by=stamp.by, at=stamp.at),)
