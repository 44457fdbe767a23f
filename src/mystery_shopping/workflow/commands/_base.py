"""What every command has: a trigger in a lifecycle, and the order it arrives in."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import attrs

from mystery_shopping.values import Person, to_utc
from mystery_shopping.values._check import kind


class Lifecycle(StrEnum):
    """Which of the three tables a command is decided by."""

    CYCLE = "cycle"
    CONTACT = "contact"
    FOLLOW_UP = "follow_up"


class Command:
    """Something asked of a cycle; its trigger is its name: `SelectMaterial` → `select_material`."""

    __slots__ = ()
    trigger: ClassVar[str]
    lifecycle: ClassVar[Lifecycle] = Lifecycle.CYCLE

    def __init_subclass__(cls) -> None:
        cls.trigger = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def number(self) -> int | None:
        """The number of the contact or follow-up it is about, `None` for the cycle itself."""
        return None


@attrs.frozen
class Order:
    """A command with who gives it and when: all that a decision may know of the world.

    `at` is kept in UTC; a naive datetime is refused.
    """

    command: Command
    by: Person = attrs.field(validator=kind(Person))
    at: datetime = attrs.field(converter=to_utc)
