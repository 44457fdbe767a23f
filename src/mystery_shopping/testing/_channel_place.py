"""Where the channel under test delivers to, what arrived there, and messages to send."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import count
from threading import Thread

import attrs

from mystery_shopping.errors import ChannelFailure
from mystery_shopping.ports import Channel, Message, Receipt

PATIENCE_SECONDS = 30.0
_WATCHDOG_SECONDS = 120.0
_COUNTER = count(1)

Outcome = Receipt | BaseException


@attrs.frozen(kw_only=True)
class Arrival:
    """One message as the receiver really got it.

    `to` is the one recipient it was handed over for; a message for two is two arrivals. `subject`
    is None where the medium has none, `idempotency_key` None where the receiver was told none.
    `fields` are the names of all the receiver can tell apart, such as its headers.
    """

    to: str
    body: str
    subject: str | None = None
    idempotency_key: str | None = None
    fields: frozenset[str] = frozenset()


class ChannelPlace(ABC):
    """One fresh receiver, ready to take messages, and the channel that reaches it.

    What the medium has no way to do stays as it is here; the rules that ask for it are waived,
    with the reason.
    """

    secrets: tuple[str, ...] = ()
    """What the channel knows and nobody else may read: passwords, tokens, signing keys."""

    @abstractmethod
    def open(self, *, timeout_seconds: float = PATIENCE_SECONDS) -> Channel:
        """Return the channel, opened once more; each of its sends ends within the time limit."""

    @abstractmethod
    def address(self, number: int) -> str:
        """Return a recipient the receiver accepts, another for each number."""

    @abstractmethod
    def received(self) -> Sequence[Arrival]:
        """Return what the receiver took over, in the order of arrival."""

    @property
    def refused_address(self) -> str:
        """A recipient the receiver refuses for good."""
        raise NotImplementedError

    def failing(self) -> AbstractContextManager[object]:
        """Let the receiver answer everything with a temporary failure, and take nothing."""
        raise NotImplementedError

    def failing_with_wait(self, seconds: int) -> AbstractContextManager[object]:
        """Let the receiver answer with a temporary failure that asks for a wait."""
        raise NotImplementedError

    def hanging(self) -> AbstractContextManager[object]:
        """Let the receiver accept connections and never answer."""
        raise NotImplementedError

    def gone(self) -> AbstractContextManager[object]:
        """Let nobody listen where the receiver was; afterwards it is back at the same place."""
        raise NotImplementedError


def make_message(to: str, *, subject: str = "Perihal", body: str = "Isi\nsurat") -> Message:
    """Return a message for `to`, with an event id of its own."""
    return Message(
        to=to,
        subject=subject,
        body=body,
        language="id",
        notice="contract_tested",
        clause="5.2.1",
        subject_id="malang/2026-11",
        event_id=f"event-{next(_COUNTER):08d}/0",
        occurred_at=datetime(2026, 11, 3, 2, 30, tzinfo=UTC),
    )


def troubles(place: ChannelPlace) -> Iterator[AbstractContextManager[object]]:
    """Yield the ways the place can trouble a channel and answer at once."""
    for trouble in (place.failing, place.gone):
        try:
            yield trouble()
        except NotImplementedError:
            continue


def try_to_send(channel: Channel, message: Message, *, key: str) -> Receipt | ChannelFailure:
    """Return what came of it, if it is anything a channel may answer with."""
    try:
        return channel.send(message, idempotency_key=key)
    except ChannelFailure as failure:
        return failure


def send_all(channel: Channel, messages: Sequence[Message]) -> Receipt:
    """Send the messages one after the other, each by its event id; return the last receipt."""
    return [channel.send(each, idempotency_key=each.event_id) for each in messages][-1]


def words(body: str) -> str:
    """Leave out the line ends at the end of a body, which some media add."""
    return body.rstrip("\n")


def run_watched(*calls: Callable[[], Receipt]) -> list[Outcome | None]:
    """Run the calls at once and return what came of each, None for one that never ended."""
    outcomes: list[Outcome | None] = [None] * len(calls)

    def run(place: int) -> None:
        try:
            outcomes[place] = calls[place]()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the rule judges it
            outcomes[place] = error

    threads = [Thread(target=run, args=(place,), daemon=True) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_WATCHDOG_SECONDS)
    return outcomes
