"""The envelope: one message as a CloudEvent 1.0 in structured JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from mystery_shopping.ports import Message

CONTENT_TYPE = "application/cloudevents+json"
SOURCE = "mystery-shopping"
_DATA = ("to", "subject", "body", "language", "clause", "event_id")


def write_envelope(message: Message, *, idempotency_key: str) -> bytes:
    """Return the bytes to send: ASCII, the same for the same message and key.

    The key is the event's id, so that a receiver which knows CloudEvents drops repetitions.

    Source: CloudEvents 1.0.2, and its JSON Event Format.
    """
    event = {
        "specversion": "1.0",
        "id": idempotency_key,
        "source": SOURCE,
        "type": f"mystery_shopping.notice.{message.notice}",
        # An attribute of an envelope is never empty: it is there, or it is not.
        **({"subject": message.subject_id} if message.subject_id else {}),
        "time": _instant(message.occurred_at),
        "datacontenttype": "application/json",
        "data": {name: getattr(message, name) for name in _DATA},
    }
    return json.dumps(event, separators=(",", ":")).encode("ascii")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
