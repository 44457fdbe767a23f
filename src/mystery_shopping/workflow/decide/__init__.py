"""Deciding a command: what happens, or every reason why it does not."""

from __future__ import annotations

from typing import cast

import attrs

from mystery_shopping.errors import CommandRefused, Unmet
from mystery_shopping.model import Cycle
from mystery_shopping.workflow import _engine
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.commands import COMMANDS, Command, Lifecycle, Order
from mystery_shopping.workflow.decide._contact import CONTACT_DECISIONS, FOLLOW_UP_DECISIONS
from mystery_shopping.workflow.decide._cycle import CYCLE_DECISIONS
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.guards.execution import not_the_contacter
from mystery_shopping.workflow.tables import TABLES

_DECISIONS = {**CYCLE_DECISIONS, **CONTACT_DECISIONS, **FOLLOW_UP_DECISIONS}


def decide(cycle: Cycle, order: Order) -> tuple[Event, ...]:
    """Return the events an order leads to; nothing else happens.

    Raises:
        CommandRefused: with every condition that is not fulfilled.
        NotFound: when the command names a contact, scenario or follow-up that is not there.
    """
    situation = Situation(cycle, order)
    _, unmet = _engine.refusals(situation)
    if unmet:
        raise CommandRefused(command=type(order.command).__name__, unmet=unmet)
    return _DECISIONS[type(order.command)](situation)


def check(cycle: Cycle, order: Order) -> tuple[Unmet, ...]:
    """Return every condition that stands in an order's way; empty when it would pass."""
    return _engine.refusals(Situation(cycle, order))[1]


@attrs.frozen
class Allowed:
    """Something a person may do now: the command, on which contacts or follow-ups.

    `unmet` holds what still stands in the way of a command that needs no details.
    """

    command: str
    clause: str
    numbers: tuple[int, ...] = ()
    unmet: tuple[Unmet, ...] = ()


def allowed(cycle: Cycle, order: Order) -> tuple[Allowed, ...]:
    """Return what the person of `order` may do now, in the order of the month.

    The order's own command does not matter, only its person and time.
    """
    rows = (_allowed_one(kind, cycle, order) for kind in COMMANDS)
    return tuple(row for row in rows if row is not None)


def _allowed_one(kind: type[Command], cycle: Cycle, order: Order) -> Allowed | None:
    lines = [
        row
        for row in TABLES[kind.lifecycle]
        if row.trigger == kind.trigger
        and order.by.role in row.who
        and (not row.during or cycle.state in row.during)
    ]
    if not lines:
        return None
    sources = {source for row in lines for source in row.sources}
    if kind.lifecycle is Lifecycle.CYCLE:
        if cycle.state not in sources:
            return None
        return Allowed(kind.__name__, lines[0].clause, unmet=_unmet_bare(kind, cycle, order))
    own = any(not_the_contacter in row.guards for row in lines)
    numbers = _numbers(cycle, kind.lifecycle, sources, order.by.id if own else None)
    return Allowed(kind.__name__, lines[0].clause, numbers) if numbers else None


def _numbers(
    cycle: Cycle, lifecycle: Lifecycle, sources: set[str], owner: str | None
) -> tuple[int, ...]:
    if lifecycle is Lifecycle.FOLLOW_UP:
        return tuple(row.number for row in cycle.follow_ups if row.state in sources)
    return tuple(
        row.number
        for row in cycle.contacts
        if row.state in sources
        and (owner is None or (row.contacter is not None and row.contacter.id == owner))
    )


def _unmet_bare(kind: type[Command], cycle: Cycle, order: Order) -> tuple[Unmet, ...]:
    if any(
        field.default is attrs.NOTHING
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", kind))
    ):
        return ()
    return check(cycle, attrs.evolve(order, command=kind()))
