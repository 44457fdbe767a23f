"""One cycle's records about to be given up, and what is recorded of it."""

from __future__ import annotations

from datetime import datetime

import attrs

from mystery_shopping.codec import ChainReport
from mystery_shopping.model import Cycle
from mystery_shopping.rules import kept_until, samples, today_of
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
