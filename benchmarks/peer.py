"""The peer: the same cycle as an aggregate of the `eventsourcing` library, on its own recorders.

It asks for phase, state, contacter and marks only, and keeps what the other steps say as plain
data: less than the library of this project does, never more. Its events are classes with `apply`,
which the decorated methods of the same manual cost a fifth more than.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

# Installed with the benchmarks, and not where the types are checked.
import eventsourcing.application as es_application  # type: ignore[import-not-found, unused-ignore]
import eventsourcing.domain as es_domain  # type: ignore[import-not-found, unused-ignore]

import mystery_shopping as ms

Plain = Mapping[str, Any]

CODES = ms.default_scorecard().codes
# What moves the cycle on: the phase it takes, and the one it leads to.
PHASES = {
    "material.selected": ("opened", "selected"),
    "scenarios.approved": ("selected", "ready"),
    "contacts.assigned": ("ready", "assigned"),
    "execution.started": ("assigned", "executing"),
    "execution.finished": ("executing", "collecting"),
    "cycle.recapitulated": ("collecting", "recapitulated"),
    "report.published": ("recapitulated", "reported"),
    "cycle.closed": ("reported", "closed"),
}


class Refused(Exception):
    """The step is out of place."""


@dataclass(slots=True)
class Contact:
    """One contact, changed in place."""

    contacter: str
    state: str = "planned"
    performed_at: datetime | None = None
    agent: str = ""
    marks: int = 0
    findings: Sequence[Sequence[str]] = ()
    evaluated_at: datetime | None = None
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None


class Cycle(es_domain.Aggregate):  # type: ignore[misc, unused-ignore]
    """A month: contacts by number, the phase, and what else happened as plain data."""

    def __init__(self, opened: Plain) -> None:
        self.opened = opened
        self.phase = "opened"
        self.contacts: dict[int, Contact] = {}
        self.steps: list[tuple[str, Plain]] = []

    class Happened(es_domain.Aggregate.Event):  # type: ignore[misc, unused-ignore]
        """Whatever happened, with who did it; the library adds when."""

        by: str
        role: str

    class Noted(Happened):
        """A step of the whole cycle."""

        name: str
        data: Plain

        def apply(self, aggregate: Cycle) -> None:
            """Move the cycle on."""
            aggregate.phase = PHASES.get(self.name, (None, aggregate.phase))[1]
            aggregate.steps.append((self.name, self.data))
            if self.name == "contacts.planned":
                for row in self.data["contacts"]:
                    contact = Contact(row["contacter"].partition(":")[0])
                    aggregate.contacts[len(aggregate.contacts) + 1] = contact
            if self.name == "contacts.assigned":
                for contact in aggregate.contacts.values():
                    contact.state = "assigned"

    class Performed(Happened):
        """An agent was reached."""

        contact: int
        performed_at: datetime
        agent: str
        note: str

        def apply(self, aggregate: Cycle) -> None:
            """Keep when and whom."""
            contact = aggregate.contacts[self.contact]
            contact.state = "performed"
            contact.performed_at = self.performed_at
            contact.agent = self.agent

    class Evaluated(Happened):
        """The form was filled."""

        contact: int
        marks: int
        skipped: int
        findings: Sequence[Sequence[str]]

        def apply(self, aggregate: Cycle) -> None:
            """Keep the form."""
            contact = aggregate.contacts[self.contact]
            contact.state = "evaluated"
            contact.marks = self.marks
            contact.findings = self.findings
            contact.evaluated_at = self.timestamp

    class Submitted(Happened):
        """The form was handed in."""

        contact: int
        to: str

        def apply(self, aggregate: Cycle) -> None:
            """Keep when."""
            contact = aggregate.contacts[self.contact]
            contact.state = self.to
            contact.submitted_at = self.timestamp

    class Accepted(Happened):
        """The form was taken over."""

        contact: int

        def apply(self, aggregate: Cycle) -> None:
            """Keep when."""
            contact = aggregate.contacts[self.contact]
            contact.state = "accepted"
            contact.accepted_at = self.timestamp

    def note(self, name: str, data: Plain, *, by: ms.Person, at: datetime) -> None:
        """Take a step of the whole cycle."""
        if name in PHASES and PHASES[name][0] != self.phase:
            raise Refused(f"{name} in the phase {self.phase}")
        self._happen(self.Noted, by, at, name=name, data=data)

    def perform(
        self, number: int, performed_at: datetime, agent: ms.Person, *, by: ms.Person, at: datetime
    ) -> None:
        """Enter the line that reached an agent."""
        self._ask(number, "assigned", by)
        who = f"{agent.id}:{agent.role}:{agent.team}"
        facts = {"contact": number, "performed_at": performed_at, "agent": who, "note": ""}
        self._happen(self.Performed, by, at, **facts)

    def evaluate(
        self,
        number: int,
        marks: Mapping[str, int],
        findings: Sequence[ms.Finding],
        *,
        by: ms.Person,
        at: datetime,
    ) -> None:
        """Fill the form."""
        self._ask(number, "performed", by)
        if marks.keys() != set(CODES) or not all(mark in {0, 1} for mark in marks.values()):
            raise Refused("a mark is missing, or neither 0 nor 1")
        bits = sum(marks[code] << place for place, code in enumerate(CODES))
        rows = [[row.parameter, row.note, row.solution] for row in findings]
        facts = {"contact": number, "marks": bits, "skipped": 0, "findings": rows}
        self._happen(self.Evaluated, by, at, **facts)

    def submit(self, number: int, *, by: ms.Person, at: datetime) -> None:
        """Hand the form in."""
        self._ask(number, "evaluated", by)
        self._happen(self.Submitted, by, at, contact=number, to="with_analyst")

    def accept(self, number: int, *, by: ms.Person, at: datetime) -> None:
        """Take the form over."""
        self._ask(number, "with_analyst", None)
        self._happen(self.Accepted, by, at, contact=number)

    def _ask(self, number: int, state: str, by: ms.Person | None) -> None:
        contact = self.contacts[number]
        if self.phase != "executing" or contact.state != state:
            raise Refused(f"contact {number} is {contact.state} in the phase {self.phase}")
        if by is not None and contact.contacter != by.id:
            raise Refused(f"contact {number} is not {by.id}'s")

    def _happen(self, kind: type[Any], by: ms.Person, at: datetime, **facts: object) -> None:
        who = {"by": by.id, "role": str(by.role)}
        self.trigger_event(kind, timestamp=at, **who, **facts)


class Cycles(es_application.Application[UUID]):  # type: ignore[misc, unused-ignore]
    """The peer's program as it comes: no snapshots, no cache, no compression."""
