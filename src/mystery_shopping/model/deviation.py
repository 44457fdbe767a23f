"""A deviation: a recorded concession with an approver; it lets go on, and turns nothing green."""

from __future__ import annotations

import attrs

from mystery_shopping.values import Person, Window


@attrs.frozen
class Deviation:
    """A clause that is not met, why, what is done about it, and who approved going on.

    With a `follow_up` it waives that follow-up alone. `required` and `actual` are what the record
    says at the time. Not approved, it waives nothing.

    Source: A6, A15, A17.
    """

    number: int
    clause: str
    required: str
    actual: str
    reason: str
    corrective_action: str
    recorded_by: Person
    follow_up: int | None = None
    approved_by: Person | None = None

    @property
    def is_approved(self) -> bool:
        """Whether somebody entitled has approved it."""
        return self.approved_by is not None


@attrs.frozen
class WindowMove:
    """A week moved to other days of its month, say for public holidays (A1)."""

    number: int
    week: int
    window: Window
    reason: str
    requested_by: Person
    approved_by: Person | None = None

    @property
    def is_approved(self) -> bool:
        """Whether somebody entitled has approved it."""
        return self.approved_by is not None
