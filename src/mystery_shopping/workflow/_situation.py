"""What a guard may look at: the cycle, the order, and the contact it is about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mystery_shopping.model import Contact, Cycle
from mystery_shopping.rules import today_of
from mystery_shopping.values import Person
from mystery_shopping.workflow.commands import Lifecycle, Order


class Situation:
    """An order held against a cycle; `command` is of the type the asking row is about."""

    __slots__ = ("_contact", "at", "by", "command", "cycle", "lifecycle", "state")

    def __init__(self, cycle: Cycle, order: Order) -> None:
        command = order.command
        self.cycle = cycle
        self.command: Any = command
        self.by: Person = order.by
        self.at: datetime = order.at
        self.lifecycle = lifecycle = command.lifecycle
        self._contact: Contact | None = None
        self.state: str = cycle.state  # of whatever the command is about
        number = command.number
        if lifecycle is Lifecycle.CONTACT and number is not None:
            self._contact = contact = cycle.contact(number)
            self.state = contact.state
        elif lifecycle is Lifecycle.FOLLOW_UP and number is not None:
            self.state = cycle.follow_up(number).state

    @property
    def contact(self) -> Contact:
        """The contact the command is about."""
        assert self._contact is not None  # noqa: S101 - a row of the contact table has one
        return self._contact

    @property
    def today(self) -> date:
        """The business date of the order at the site."""
        return today_of(self.cycle.policy, self.at)
