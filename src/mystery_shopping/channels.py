"""The library's own channels: one keeps messages in memory, one writes them to Python's logging."""

from __future__ import annotations

import re
from logging import INFO, Logger, getLogger
from threading import RLock

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.ports import Message, Receipt

LOGGER = "mystery_shopping.notices"
_BREAKS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+")


class MemoryChannel:
    """Keeps what it is given, each key once; for tests, trials and the demo.

    `messages` maps every idempotency key to its message, in the order of arrival.
    """

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self._lock = RLock()

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Keep the message, unless one of that key is kept already."""
        with self._lock:
            self.messages.setdefault(idempotency_key, message)
        return Receipt(idempotency_key)

    def close(self) -> None:
        """What was kept stays."""


class LogChannel:
    """Writes one line a message to the logger ``mystery_shopping.notices``, at level INFO.

    The line names the recipient, the notice and the subject; the body is in the record's
    `notice_body`, for a handler that wants it.
    """

    def __init__(self, logger: Logger | None = None) -> None:
        self._logger = logger or getLogger(LOGGER)

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Write the line."""
        extra = {"notice_body": message.body, "notice_key": idempotency_key}
        self._logger.log(INFO, "%s: %s", _line(message.to), _line(message.subject), extra=extra)
        return Receipt(idempotency_key)

    def close(self) -> None:
        """The logger is Python's to keep."""


def _line(words: str) -> str:
    """Return words as one line that any handler can write: no second record, no half character."""
    return _BREAKS.sub(" ", words).encode("utf-8", "replace").decode("utf-8")


_OUTBOXES: dict[str, MemoryChannel] = {}


def open_channel(url: str) -> MemoryChannel | LogChannel:
    """Return the channel of ``log:``, ``memory:``, or ``memory:name``, the same for each name.

    Raises:
        InvalidValue: for anything else.
    """
    scheme, _, name = url.partition(":")
    if scheme.lower() == "memory":
        return _OUTBOXES.setdefault(name, MemoryChannel()) if name else MemoryChannel()
    if scheme.lower() == "log" and not name:
        return LogChannel()
    required = Text("memory:, memory:nama atau log:", "memory:, memory:name or log:")
    raise InvalidValue(path="url", required=required, actual=url)
