"""One cycle's records about to be given up: until when they are kept, and what is recorded."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from mystery_shopping.codec import ChainReport
from mystery_shopping.model import Cycle, CycleState
from mystery_shopping.rules import View, samples, today_of
from mystery_shopping.rules._checks_after import keep_until
from mystery_shopping.service import _disposal_refusals as why
from mystery_shopping.service._disposals import Disposals
from mystery_shopping.values import Person, Role
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.events.disposal import CycleDisposed

_CLAUSE = "6"


@attrs.frozen
class Disposal:
    """One cycle's records about to be given up."""

    cycle: Cycle
    report: ChainReport
    reason: str
    by: Person
    at: datetime

    def decide(self, found: Disposals) -> Event | None:
        """Return what is to be recorded, nothing where a disposal was only cut short."""
        held = why.held(found.holds.get(self.cycle.id))
        may = why.wrong_role(self.by, Role.QCA)
        if found.find_certificate(self.cycle.id, head=self.report.head):
            why.refuse("Dispose", may, held)
            return None
        until, today = kept_until(self.cycle), today_of(self.cycle.policy, self.at)
        due = why.not_due_yet(until, today)
        why.refuse("Dispose", may, why.not_ended(self.cycle), due, held)
        return CycleDisposed(
            cycle=self.cycle.id,
            state=self.cycle.state,
            clause=_CLAUSE,
            keep_until=until or today,
            head=self.report.head,
            event_count=self.report.event_count,
            contact_count=len(self.cycle.contacts),
            sample_count=len(samples(self.cycle)),
            reason=self.reason,
        )


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
