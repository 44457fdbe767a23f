"""The clock: where "now" comes from."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where "now" comes from when a caller gives no time."""

    def now(self) -> datetime:
        """Return the present instant, aware."""
