"""What the passing of time brings: something is still undone on its day."""

from __future__ import annotations

import attrs

from mystery_shopping.model import Deadline
from mystery_shopping.workflow.events._base import Event


@attrs.frozen
class ReminderDue(Event):
    """A deadline came and something was undone; said once for each deadline.

    `details` names what is undone: the codes of empty day parts, or the ids of contacters.
    """

    deadline: Deadline
    details: tuple[str, ...]
