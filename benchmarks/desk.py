"""The desk of a peer that keeps states only: objects with a machine each, as JSON blobs in SQLite.

It asks for phase, state, contacter and marks, and keeps what each step says. A step overwrites the
blob of its object: there is no history, no seal and no version to answer for afterwards.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

import mystery_shopping as ms
from benchmarks.month import Rows, Stretch, Turn

Plain = Mapping[str, Any]
Facts = dict[str, Any]

CODES = ms.default_scorecard().codes
SCHEMA = """
    CREATE TABLE item (id INTEGER PRIMARY KEY, blob TEXT NOT NULL);
    CREATE TABLE note (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data TEXT NOT NULL);
"""
INSERT, UPDATE = "INSERT INTO item VALUES (?, ?)", "UPDATE item SET blob = ? WHERE id = ?"
NOTE = "INSERT INTO note (name, data) VALUES (?, ?)"
CYCLE_ID = 0  # contacts count from one


class Move(NamedTuple):
    """A step with the state it takes, the one it leads to, and the tests of the model it asks."""

    step: str
    source: str
    destination: str
    tests: tuple[str, ...] = ()


CYCLE_MOVES = (
    Move("select_material", "opened", "material_selected"),
    Move("approve_scenarios", "material_selected", "scenarios_ready"),
    Move("assign_contacts", "scenarios_ready", "assigned"),
    Move("start_execution", "assigned", "executing"),
    Move("finish_execution", "executing", "collecting"),
    Move("recapitulate", "collecting", "recapitulated"),
    Move("publish_report", "recapitulated", "reported"),
    Move("close", "reported", "closed"),
)
OWN = ("is_executing", "is_theirs")
CONTACT_MOVES = (
    Move("assign_contacts", "planned", "assigned"),
    Move("perform_contact", "assigned", "performed", OWN),
    Move("evaluate_contact", "performed", "evaluated", (*OWN, "is_marked")),
    Move("submit_form", "evaluated", "with_analyst", OWN),
    Move("accept_form", "with_analyst", "accepted", ("is_executing",)),
)
PHASES = frozenset(move.step for move in CYCLE_MOVES)


class Refused(Exception):
    """The step is out of place."""


@dataclass(eq=False)
class Model:
    """A contact or, without a contacter, the cycle; a machine moves its state."""

    state: str
    contacter: str = ""
    cycle: Model | None = None
    facts: Facts = field(default_factory=dict)

    def is_executing(self, by: str, facts: Facts) -> bool:  # noqa: ARG002 - as the machines call it
        """Return whether contacts are carried out now."""
        return self.cycle is not None and self.cycle.state == "executing"

    def is_theirs(self, by: str, facts: Facts) -> bool:  # noqa: ARG002
        """Return whether the contact is that person's."""
        return self.contacter == by

    def is_marked(self, by: str, facts: Facts) -> bool:  # noqa: ARG002
        """Return whether every parameter has a mark."""
        marks = facts["marks"]
        return marks.keys() == set(CODES) and all(mark in {0, 1} for mark in marks.values())

    def keep(self, by: str, facts: Facts) -> None:
        """Keep what a step said and who took it, the marks as one number."""
        self.facts.update(facts, by=by)
        if "marks" in facts:
            marks = facts["marks"]
            self.facts["marks"] = sum(marks[code] << place for place, code in enumerate(CODES))

    def blob(self) -> str:
        """Return all there is to keep."""
        return json.dumps([self.state, self.contacter, self.facts])


class Kept(Protocol):
    """A model in the hands of a peer."""

    def fire(self, step: str, *, by: str, facts: Facts) -> None:
        """Take a step, or raise what refuses it."""

    def blob(self) -> str:
        """Return what is stored."""


class Peer(NamedTuple):
    """How a peer takes a model over, and reads the state back out of a blob."""

    adopt: Callable[[Model, Sequence[Move]], Kept]
    state_of: Callable[[str], str] = lambda blob: str(json.loads(blob)[0])


class Desk:
    """A month at a peer, each object held and stored after each step."""

    def __init__(self, peer: Peer, connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        self.peer, self.connection = peer, connection
        self.model = Model("opened")
        self.cycle = peer.adopt(self.model, CYCLE_MOVES)
        self.contacts: dict[int, Kept] = {}
        self.taken = 0  # steps of single contacts, each of which overwrites the one before
        connection.execute(INSERT, (CYCLE_ID, self.cycle.blob()))

    def step(self, number: int, step: str, *, by: str, facts: Facts) -> None:
        """Take a step of one contact."""
        contact = self.contacts[number]
        contact.fire(step, by=by, facts=facts)
        self.connection.execute(UPDATE, (contact.blob(), number))
        self.taken += 1

    def turn(self, step: str, notes: Sequence[tuple[str, Plain]], *, by: str, at: datetime) -> None:
        """Take a step of the whole cycle, in one transaction; what it says is a row of its own."""
        if step in PHASES:
            self.cycle.fire(step, by=by, facts={step: at.isoformat()})
        self.connection.execute("BEGIN IMMEDIATE")
        if step in PHASES:
            self.connection.execute(UPDATE, (self.cycle.blob(), CYCLE_ID))
        if step == "assign_contacts":
            self._assign(by, at)
        for name, data in notes:
            self.connection.execute(NOTE, (name, json.dumps(data)))
            if name == "contacts.planned":
                self._plan(data)
        self.connection.execute("COMMIT")

    def states(self) -> Counter[str]:
        """Return how many objects stand where, by what is stored."""
        blobs = self.connection.execute("SELECT blob FROM item").fetchall()
        return Counter(self.peer.state_of(blob) for (blob,) in blobs)

    def _plan(self, data: Plain) -> None:
        for number, row in enumerate(data["contacts"], data["first"]):
            model = Model("planned", row["contacter"].partition(":")[0], self.model)
            self.contacts[number] = self.peer.adopt(model, CONTACT_MOVES)
        rows = [(number, kept.blob()) for number, kept in self.contacts.items()]
        self.connection.executemany(INSERT, rows)

    def _assign(self, by: str, at: datetime) -> None:
        for contact in self.contacts.values():
            contact.fire("assign_contacts", by=by, facts={"assigned_at": at.isoformat()})
        rows = [(kept.blob(), number) for number, kept in self.contacts.items()]
        self.connection.executemany(UPDATE, rows)


def orders(stretch: Stretch) -> list[Callable[[Desk], None]]:
    """Return what a desk is asked for, turn by turn, with the data of the same events."""
    turns = zip(stretch.turns, stretch.groups, strict=True)
    return [_one(turn) if turn.kind in FACTS else _whole(turn, rows) for turn, rows in turns]


def _one(turn: Turn) -> Callable[[Desk], None]:
    step, facts_of, (number, *said) = _trigger(turn), FACTS[turn.kind], turn.arguments

    def order(desk: Desk) -> None:
        facts = facts_of(turn.at.isoformat(), *said)
        desk.step(number, step, by=turn.by.id, facts=facts)

    return order


def _whole(turn: Turn, rows: Rows) -> Callable[[Desk], None]:
    step, notes = _trigger(turn), [(row[3], json.loads(row[8])) for row in rows]
    return lambda desk: desk.turn(step, notes, by=turn.by.id, at=turn.at)


def _trigger(turn: Turn) -> str:
    return str(turn.kind.trigger)  # type: ignore[attr-defined]


def _performed(_: str, performed_at: datetime, agent: ms.Person) -> Facts:
    who = f"{agent.id}:{agent.role}:{agent.team}"
    return {"performed_at": performed_at.isoformat(), "agent": who, "note": ""}


def _evaluated(at: str, marks: Mapping[str, int], findings: Sequence[ms.Finding]) -> Facts:
    rows = [[row.parameter, row.note, row.solution] for row in findings]
    return {"marks": marks, "skipped": 0, "findings": rows, "evaluated_at": at}


FACTS: dict[object, Callable[..., Facts]] = {
    ms.PerformContact: _performed,
    ms.EvaluateContact: _evaluated,
    ms.SubmitForm: lambda at: {"submitted_at": at},
    ms.AcceptForm: lambda at: {"accepted_at": at},
}
