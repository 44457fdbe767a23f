"""Deadlines: days of the month on which something is looked at, and said if it is undone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum

import attrs

from mystery_shopping.values import Period, to_utc, zone


class ReminderKind(StrEnum):
    """What comes near or has passed with something left to do."""

    NO_CYCLE = "no_cycle"
    WEEK_1_WITHOUT_MATERIAL = "week_1_without_material"
    WINDOW_OPENS = "window_opens"
    DAY_PARTS_EMPTY = "day_parts_empty"
    HAND_IN_NEAR = "hand_in_near"
    HAND_IN_PASSED = "hand_in_passed"
    FOLLOW_UP_OVERDUE = "follow_up_overdue"
    RETENTION_DUE = "retention_due"


@attrs.frozen(kw_only=True)
class Deadline:
    """A day at whose first moment, on the clock of the site, something is looked at.

    `cycle` is `None` where it is about a month without one; `number` is a follow-up's.

    Source: W-10 4.2, 5.1.2, 5.2.1.3, 5.3.4, 5.5, 6; A3.
    """

    kind: ReminderKind
    unit: str
    period: Period
    on: date
    timezone: str
    cycle: str | None = None
    number: int | None = None

    @property
    def place(self) -> str:
        """The cycle it is about, or ``unit/period``."""
        return self.cycle or f"{self.unit}/{self.period}"

    @property
    def key(self) -> str:
        """What tells it apart: kind, place, number and day."""
        number = f"#{self.number}" if self.number else ""
        return f"{self.kind}:{self.place}{number}@{self.on}"

    @property
    def due_at(self) -> datetime:
        """The first moment of its day at the site, in UTC; at the ends of the calendar its end."""
        local = datetime.combine(self.on, time(0), tzinfo=zone(self.timezone))
        try:
            return to_utc(local)
        except OverflowError:
            return local.replace(tzinfo=UTC)
