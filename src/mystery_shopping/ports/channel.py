"""The channel: how a message reaches somebody, and what it is told to say."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

import attrs


@attrs.frozen(kw_only=True)
class Message:
    r"""What one recipient is told, worded in that recipient's language.

    `to` is an address as the channel writes them. `body` is plain text, its lines parted by
    ``\\n``. `notice` is the stable code of what is said and `clause` the clause of W-10 behind it;
    `subject_id` is the cycle it is about, ``unit/period`` where there is none. `occurred_at` is
    when it happened, in UTC.
    """

    to: str
    subject: str
    body: str
    language: str
    notice: str
    clause: str
    subject_id: str
    event_id: str
    occurred_at: datetime


@attrs.frozen
class Receipt:
    """The channel took the message over; `reference` is what it calls it, empty if nothing."""

    reference: str = ""


@runtime_checkable
class Channel(Protocol):
    """A way to reach people; one channel serves several threads."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Hand the message over once, and return when the other side has taken it.

        The same key may come again after a worker died between sending and settling: pass it on,
        so that the other side can tell. The call ends within the channel's own time limit.

        Raises:
            TransientFailure: when trying again later may help, with the wait asked for, if any.
            PermanentFailure: when it cannot help: an unknown address, a message refused.
        """

    def close(self) -> None:
        """Let go of everything held; a closed channel is used no more."""
