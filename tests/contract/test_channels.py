"""The library's own channels keep the contract, each with what it promises."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import count
from logging.handlers import BufferingHandler
from typing import ClassVar

import pytest

from mystery_shopping.channels import LogChannel, MemoryChannel
from mystery_shopping.testing import Arrival, ChannelContract, ChannelPlace
from mystery_shopping.testing._channel_place import PATIENCE_SECONDS

_NO_RECEIVER = "there is no other side that could refuse, fail, hang or be gone"
_UNTROUBLED = dict.fromkeys(
    (
        "a_refused_recipient_stops_nobody_else",
        "a_temporary_failure_is_transient_and_doubles_nothing",
        "the_wait_asked_for_is_passed_on",
        "a_receiver_that_hangs_is_left",
        "nobody_listening_is_transient",
        "a_channel_works_again_after_every_trouble",
    ),
    _NO_RECEIVER,
) | {"no_secret_shows": "it is given no secret"}
_NUMBERS = count(1)


class MemoryPlace(ChannelPlace):
    """The channel is its own receiver: each opening is the same outbox."""

    def __init__(self) -> None:
        self._channel = MemoryChannel()

    def open(self, *, timeout_seconds: float = PATIENCE_SECONDS) -> MemoryChannel:
        """Return the outbox; it never waits."""
        del timeout_seconds
        return self._channel

    def address(self, number: int) -> str:
        """Return anything: everybody has a place in memory."""
        return f"dewi-{number}"

    def received(self) -> Sequence[Arrival]:
        """Return what was kept."""
        return [
            Arrival(to=message.to, subject=message.subject, body=message.body, idempotency_key=key)
            for key, message in self._channel.messages.items()
        ]


class LogPlace(ChannelPlace):
    """The receiver is a handler at a logger, and each line of what it writes is an arrival."""

    def __init__(self) -> None:
        self._logger = logging.getLogger(f"contract.notices.{next(_NUMBERS)}")
        self._logger.setLevel(logging.INFO)
        self._handler = BufferingHandler(capacity=1_000_000)
        self._logger.addHandler(self._handler)

    def open(self, *, timeout_seconds: float = PATIENCE_SECONDS) -> LogChannel:
        """Return the channel of the logger; it never waits."""
        del timeout_seconds
        return LogChannel(self._logger)

    def address(self, number: int) -> str:
        """Return anything: a line may name anybody."""
        return f"dewi-{number}"

    def received(self) -> Sequence[Arrival]:
        """Return the lines that were written."""
        return [arrival for record in self._handler.buffer for arrival in self._lines_of(record)]

    def _lines_of(self, record: logging.LogRecord) -> Iterator[Arrival]:
        for line in record.getMessage().splitlines():
            to, _, subject = line.partition(": ")
            yield Arrival(
                to=to,
                subject=subject,
                body=vars(record)["notice_body"],
                idempotency_key=vars(record)["notice_key"],
            )


class TestMemoryChannel(ChannelContract):
    """Keeping a message cannot go wrong."""

    waived: ClassVar = _UNTROUBLED

    @pytest.fixture
    def channel_place(self) -> MemoryPlace:
        """An empty outbox."""
        return MemoryPlace()


class TestLogChannel(ChannelContract):
    """Python's logging keeps its own troubles to itself."""

    waived: ClassVar = _UNTROUBLED

    @pytest.fixture
    def channel_place(self) -> LogPlace:
        """A logger of its own."""
        return LogPlace()
