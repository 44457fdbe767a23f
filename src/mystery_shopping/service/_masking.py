"""Events without people and without free text: which field is what, and how each is masked."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

import attrs

import mystery_shopping.model as m
from mystery_shopping.values import Person
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.events import disposal as d

T = TypeVar("T")

BLANK = "(-)"
# Written by somebody in their own words: blanked.
FREE_TEXT: dict[type, tuple[str, ...]] = {
    c.Assignment: ("helper_reason",),
    d.CycleDisposed: ("reason",),
    d.HoldPlaced: ("reason", "holder"),
    d.HoldReleased: ("reason",),
    e.AttemptLogged: ("note",),
    e.ContactPerformed: ("note",),
    e.ContactReassigned: ("reason", "helper_reason"),
    e.ContactVoided: ("reason",),
    e.CycleCancelled: ("reason",),
    e.DeviationRecorded: ("required", "actual", "reason", "corrective_action"),
    e.FollowUpDelivered: ("note",),
    e.FollowUpVerified: ("note",),
    e.WindowMoveRequested: ("reason",),
    m.Finding: ("note", "solution"),
    m.FollowUp: ("note",),
    m.Nonconformity: ("note", "solution"),
    m.PlannedContact: ("helper_reason",),
    m.ReasonRanking: ("source",),
    m.Recommendation: ("analysis", "advice"),
    m.Report: ("summary",),
    m.ScenarioText: ("title", "brief", "solution"),
}
# Pairs of a code and somebody's own words: the words are blanked.
FREE_PAIRS: dict[type, tuple[str, ...]] = {
    e.FormReturned: ("reasons",),
    m.ReasonRanking: ("choices",),
}
TEAMS: dict[type, tuple[str, ...]] = {m.PlannedContact: ("team",)}
PEOPLE: dict[type, tuple[str, ...]] = {m.PlannedContact: ("agent",)}
PEOPLE_FIGURES: dict[type, tuple[str, ...]] = {m.Recap: ("contacters", "agents")}
# What a site decided: codes and rules, which every figure rests on.
_AS_THEY_ARE = (m.Policy, m.Scorecard)


class Mask:
    """Pseudonyms under one key: the same name under the same key gets the same pseudonym."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def name(self, kind: str, name: str) -> str:
        """Return the pseudonym of a name: HMAC-SHA256 under the key, 64 bits of it."""
        digest = hmac.new(self._key, f"{kind}\n{name}".encode(), sha256)
        return f"{kind}-{digest.hexdigest()[:16]}"

    def person(self, person: Person) -> Person:
        """Return the person under a pseudonym, in the same role and the masked team."""
        team = None if person.team is None else self.name("team", person.team)
        return Person(self.name("person", person.id), person.role, team)

    def event(self, value: T) -> T:
        """Return an event, or a value in one, with every person and free text in it masked."""
        masked: T = self._masked(value)
        return masked

    def _masked(self, value: Any) -> Any:  # noqa: ANN401 - a part of an event may be anything
        if isinstance(value, Person):
            return self.person(value)
        if type(value) is tuple:
            return tuple(map(self._masked, value))
        if not attrs.has(type(value)) or isinstance(value, _AS_THEY_ARE):
            return value
        fields = [field.name for field in attrs.fields(type(value)) if field.init]
        parts = {name: self._masked(getattr(value, name)) for name in fields}
        for table, hide in self._tables():
            for name in table.get(type(value), ()):
                parts[name] = hide(parts[name])
        return type(value)(**parts)

    def _tables(self) -> tuple[tuple[dict[type, tuple[str, ...]], Callable[[Any], Any]], ...]:
        return (
            (FREE_TEXT, _blank),
            (FREE_PAIRS, lambda pairs: tuple((code, _blank(text)) for code, text in pairs)),
            (TEAMS, lambda team: team and self.name("team", team)),
            (PEOPLE, lambda person: person and self.name("person", person)),
            (PEOPLE_FIGURES, self._figures),
        )

    def _figures(self, figures: tuple[m.Figure, ...]) -> tuple[m.Figure, ...]:
        named = (attrs.evolve(row, key=row.key and self.name("person", row.key)) for row in figures)
        return tuple(sorted(named, key=lambda row: row.key))


def _blank(text: str | None) -> str | None:
    """Return the constant for any words; nothing said stays nothing said, for a rule may ask."""
    return BLANK if text and text.strip() else text
