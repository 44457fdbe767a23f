"""What the program settles before a command is decided: whose it is, when, and in which cycle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from mystery_shopping.errors import InvalidValue
from mystery_shopping.model import Cycle
from mystery_shopping.values import Period, Person
from mystery_shopping.workflow.commands import Command, Order
from mystery_shopping.workflow.guards import CLOCK_SKEW


def order_of(command: Command, *, by: Person, at: datetime, cycle: Cycle) -> Order:
    """Return the command as an order on the cycle, at the time it is decided and recorded by.

    Raises:
        InvalidValue: when it is no command, or `by` is nobody.
    """
    if not isinstance(command, Command):
        raise InvalidValue(path="command", required="a Command", actual=command)
    return Order(command, by, in_order(at, cycle))


def in_order(at: datetime, cycle: Cycle) -> datetime:
    """Return the time to decide and record by.

    The clocks of two machines differ a little; the time of a cycle never goes back.
    """
    last = cycle.last_at
    if last is None or at >= last:
        return at
    return last if at >= last - CLOCK_SKEW else at


def without_team(by: Person) -> Person:
    """Return the person as the log keeps who did something: id and role.

    Raises:
        InvalidValue: when it is nobody.
    """
    if not isinstance(by, Person):
        raise InvalidValue(path="by", required="a Person", actual=by)
    return Person(by.id, by.role) if by.team else by


def names_of(unit: str, period: Period) -> Iterator[str]:
    """Yield the ids a month's cycle can have: a cancelled one leaves the month for another."""
    yield f"{unit}/{period}"
    for again in count(2):  # pragma: no branch - numbers never end
        yield f"{unit}/{period}/{again}"
