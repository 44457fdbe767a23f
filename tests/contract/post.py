"""A post office in memory that refuses, fails, hangs and closes, and the right channel to it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, RLock

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.ports import Channel, Message, Receipt
from mystery_shopping.testing import Arrival, ChannelPlace
from mystery_shopping.testing._channel_place import PATIENCE_SECONDS

PASSWORD = "sandi-rahasia-7f3a"  # noqa: S105 - it opens nothing
_ENDS = ("Cc", "Cs", "Zl", "Zp")


class Refused(Exception):
    """Nobody lives there."""


class Busy(Exception):
    """Come again, in that many seconds if it says so."""

    def __init__(self, seconds: int | None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Post(ChannelPlace):
    """Takes messages one at a time, each as fields that somebody may have slipped more into."""

    secrets = (PASSWORD,)
    refused_address = "nobody"

    def __init__(self, channel: type[RightChannel]) -> None:
        self._channel = channel
        self._arrived: list[Arrival] = []
        self._trouble: Exception | None = None
        self._answering = Event()
        self._answering.set()
        self._lock = RLock()

    def open(self, *, timeout_seconds: float = PATIENCE_SECONDS) -> Channel:
        """Return the channel under test; a post in memory is twenty times as quick as others."""
        return self._channel(self, timeout_seconds=timeout_seconds / 20)

    def address(self, number: int) -> str:
        """Return somebody who lives there."""
        return f"dewi-{number}"

    def received(self) -> Sequence[Arrival]:
        """Return what was taken."""
        with self._lock:
            return list(self._arrived)

    def take(self, message: Message, key: str | None, *, timeout_seconds: float) -> None:
        """Take a message, or say why not."""
        if not self._answering.wait(timeout_seconds):
            raise TimeoutError
        if self._trouble:
            raise self._trouble
        if message.to == self.refused_address:
            raise Refused
        lines = f"To: {message.to}\nSubject: {message.subject}\nKey: {key}".splitlines()
        arrival = Arrival(
            to=message.to,
            subject=message.subject,
            body=message.body,
            idempotency_key=key,
            fields=frozenset(line.partition(":")[0] for line in lines),
        )
        with self._lock:
            self._arrived.append(arrival)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Be busy."""
        yield from self._with(Busy(None))

    @contextmanager
    def failing_with_wait(self, seconds: int) -> Iterator[None]:
        """Be busy, and say for how long."""
        yield from self._with(Busy(seconds))

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Let nobody in."""
        yield from self._with(ConnectionRefusedError("nobody listens"))

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Say nothing for as long as it takes."""
        self._answering.clear()
        yield
        self._answering.set()

    def _with(self, trouble: Exception) -> Iterator[None]:
        self._trouble = trouble
        yield
        self._trouble = None


class RightChannel:
    """Keeps the whole contract; the wrong ones differ from it in one thing each."""

    def __init__(self, post: Post, *, timeout_seconds: float) -> None:
        self._post = post
        self._timeout_seconds = timeout_seconds
        self._memory: list[Message] = []

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Hand the message over, and say what came of it."""
        for text in (message.to, message.subject, idempotency_key):
            self.check(text)
        try:
            self.hand_over(message, idempotency_key)
        except Refused as error:
            raise PermanentFailure(channel="post", problem="refused") from error
        except Busy as error:
            raise TransientFailure(
                channel="post", problem="busy", retry_after_seconds=error.seconds
            ) from error
        except OSError as error:
            raise TransientFailure(channel="post", problem="no answer") from error
        return Receipt()

    def check(self, text: str) -> None:
        """Refuse what could pass for the end of a field."""
        if any(unicodedata.category(character) in _ENDS for character in text):
            raise PermanentFailure(channel="post", problem="control characters")

    def hand_over(self, message: Message, key: str | None) -> None:
        """Give the message to the post."""
        self._post.take(message, key, timeout_seconds=self._timeout_seconds)

    def close(self) -> None:
        """There is nothing to let go of."""
