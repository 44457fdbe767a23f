"""The objects of a month, how they hang together, and what is known of each at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from mystery_shopping.model import Basis, Cycle

CYCLE, SCENARIO, CONTACT = "cycle", "scenario", "contact"
FORM, DEVIATION, FOLLOW_UP = "form", "deviation", "follow-up"

# What is said of an object of each type; every value is text, an instant one of ISO 8601.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    CYCLE: ("unit", "period", "timezone", "policy", "state"),
    SCENARIO: ("basis", "source", "revision"),
    CONTACT: ("planned_on", "day_part", "contacter", "agent", "performed_at", "state"),
    FORM: ("version", "zeros", "state"),
    DEVIATION: ("clause", "state"),
    FOLLOW_UP: ("agent", "triggers", "measure", "scheduled_for", "delivered_on", "state"),
}
TIMES = frozenset({"performed_at"})


class Key(NamedTuple):
    """An object within its cycle: type, number, and for a form its version."""

    type: str
    number: int = 0
    version: int = 0


def object_id(cycle: Cycle, key: Key) -> str:
    """Return what an object is called in the whole log, such as ``malang/2026-11/contact/7``."""
    if key.type == CYCLE:
        return cycle.id
    if key.type == FORM:
        return f"{cycle.id}/{CONTACT}/{key.number}/{FORM}/{key.version}"
    return f"{cycle.id}/{key.type}/{key.number}"


def instant(at: datetime) -> str:
    """Return an instant as the log has it: ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def known(cycle: Cycle, key: Key) -> dict[str, str]:
    """Return what is known of an object, without what is not known yet."""
    found = dict(zip(ATTRIBUTES[key.type], _values(cycle, key), strict=True))
    return {name: str(value) for name, value in found.items() if value is not None}


def parts(cycle: Cycle, key: Key) -> Iterator[tuple[Key, str]]:
    """Yield the objects that an object belongs to or comes from, and how."""
    if key.type == CYCLE:
        return
    if key.type == FORM:
        yield Key(CONTACT, key.number), "evaluates"
        return
    yield Key(CYCLE), "part of"
    if key.type == CONTACT:
        yield Key(SCENARIO, cycle.contact(key.number).plan.scenario), "plays"
    elif key.type == FOLLOW_UP:
        for number in cycle.follow_up(key.number).contacts:
            yield Key(CONTACT, number), "called for by"
    elif key.type == DEVIATION and (number := cycle.deviation(key.number).follow_up or 0):
        yield Key(FOLLOW_UP, number), "waives"


def _values(cycle: Cycle, key: Key) -> tuple[object, ...]:
    if key.type == CYCLE:
        policy = cycle.policy
        named = f"{policy.name} {policy.version}"
        return cycle.unit, cycle.period, policy.timezone, named, cycle.state
    if key.type == SCENARIO:
        scenario = cycle.scenario(key.number)
        basis, source = scenario.text.basis, scenario.text.source
        # The source of a training is a title in somebody's own words, the others are codes.
        return basis, None if basis is Basis.TRAINING else source, scenario.revision
    if key.type == DEVIATION:
        deviation = cycle.deviation(key.number)
        return deviation.clause, "approved" if deviation.is_approved else "recorded"
    return _of_follow_up(cycle, key) if key.type == FOLLOW_UP else _of_contact(cycle, key)


def _of_contact(cycle: Cycle, key: Key) -> tuple[object, ...]:
    contact = cycle.contact(key.number)
    if key.type == FORM:
        form = contact.evaluations[key.version - 1]
        applies = form.marks | form.skipped
        codes = enumerate(cycle.scorecard.codes)
        zeros = " ".join(code for place, code in codes if not applies >> place & 1)
        return key.version, zeros, contact.state
    by, agent, at = contact.contacter, contact.agent, contact.performed_at
    return (
        contact.plan.on,
        contact.plan.day_part,
        by and by.id,
        agent and agent.id,
        at and instant(at),
        contact.state,
    )


def _of_follow_up(cycle: Cycle, key: Key) -> tuple[object, ...]:
    row = cycle.follow_up(key.number)
    triggers = " ".join(row.triggers)
    return (row.agent.id, triggers, row.measure, row.scheduled_for, row.delivered_on, row.state)
