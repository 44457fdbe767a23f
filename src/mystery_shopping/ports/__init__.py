"""What the core asks of the outside: a log, channels, the workers' bookkeeping, and a clock."""

from mystery_shopping.ports.bookkeeping import (
    Bookkeeping,
    DeadlineRow,
    Delivery,
    DeliveryState,
    Entry,
)
from mystery_shopping.ports.channel import Channel, Message, Receipt
from mystery_shopping.ports.clock import Clock
from mystery_shopping.ports.log import (
    CONTRACT,
    Capabilities,
    Envelope,
    EventLog,
    Recorded,
    StreamInfo,
)

__all__ = [
    "CONTRACT",
    "Bookkeeping",
    "Capabilities",
    "Channel",
    "Clock",
    "DeadlineRow",
    "Delivery",
    "DeliveryState",
    "Entry",
    "Envelope",
    "EventLog",
    "Message",
    "Receipt",
    "Recorded",
    "StreamInfo",
]
