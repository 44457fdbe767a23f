"""The signs of a standing: each has a shape of its own, so that none rests on its colour."""

from __future__ import annotations

from types import MappingProxyType

# Drawn with round strokes in a box of 16 by 16.
SIGNS = MappingProxyType(
    {
        "met": "M3 8.5 6.5 12 13 4.5",
        "not_met": "M4 4 12 12M12 4 4 12",
        "deviated": "M8 2.5 14 13.5H2ZM8 6.5V9.5M8 11.6V11.7",
        "pending": "M3.5 8V8.1M8 8V8.1M12.5 8V8.1",
        "unverifiable": "M5.5 5.5A2.6 2.6 0 1 1 8 8.4V10M8 12.8V12.9",
        "above": "M3 8.5 6.5 12 13 4.5",
        "unsure": "M2.5 9.5C4.5 5.5 6.5 6.5 8 8S11.5 10.5 13.5 6.5",
        "below": "M4 4 12 12M12 4 4 12",
        "unknown": "M3.5 8V8.1M8 8V8.1M12.5 8V8.1",
    }
)
