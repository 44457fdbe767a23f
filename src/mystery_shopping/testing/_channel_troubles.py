"""What a channel does when its receiver refuses, fails, hangs or is gone: part of its contract."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Iterable
from functools import partial
from typing import Any

import attrs
import pytest

from mystery_shopping.errors import ChannelFailure, PermanentFailure, TransientFailure
from mystery_shopping.ports import Channel, Receipt
from mystery_shopping.testing._channel_place import (
    ChannelPlace,
    Outcome,
    make_message,
    run_watched,
    send_all,
    troubles,
    try_to_send,
)
from mystery_shopping.testing._rules import Contract

_ODD = ("", " ", "nobody", "@", "a@b@c", "\ud800", "\x00", "\x1b[2J", "é\n", "a" * 3_000, "<>")
_SENT = ("to", "subject", "body", "language", "subject_id", "event_id")


class ChannelTroubles(Contract):
    """What a failure is called, whom it concerns, and what never shows; see `ChannelContract`."""

    __contract__ = True

    @pytest.fixture
    def channel(self, channel_place: ChannelPlace) -> Iterable[Channel]:
        """The channel to its place, closed afterwards."""
        opened = channel_place.open()
        yield opened
        opened.close()

    def test_a_refused_recipient_stops_nobody_else(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """One wrong address is one dead letter. If this fails: raise PermanentFailure, go on."""
        refused = make_message(channel_place.refused_address)
        accepted = make_message(channel_place.address(1))

        for number in range(2):
            with pytest.raises(PermanentFailure):
                channel.send(refused, idempotency_key="refused")
            channel.send(accepted, idempotency_key=f"accepted-{number}")

        assert [arrival.to for arrival in channel_place.received()] == [accepted.to] * 2

    def test_a_temporary_failure_is_transient_and_doubles_nothing(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """It is tried again later. If this fails: raise TransientFailure, keep no copy to send."""
        message = make_message(channel_place.address(1))

        with channel_place.failing():
            for _ in range(3):
                with pytest.raises(TransientFailure):
                    channel.send(message, idempotency_key="key")
        channel.send(message, idempotency_key="key")

        assert len(channel_place.received()) == 1

    def test_the_wait_asked_for_is_passed_on(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """Who knocks too soon is shut out. If this fails: fill retry_after_seconds."""
        message = make_message(channel_place.address(1))

        for seconds in (1, 120):
            with (
                channel_place.failing_with_wait(seconds),
                pytest.raises(TransientFailure) as caught,
            ):
                channel.send(message, idempotency_key="key")
            assert caught.value.retry_after_seconds == pytest.approx(seconds, abs=1)

    def test_a_receiver_that_hangs_is_left(self, channel_place: ChannelPlace) -> None:
        """One dead host must not hold a worker. If this fails: limit every wait, and all in sum."""
        channel = channel_place.open(timeout_seconds=2)
        message = make_message(channel_place.address(1))

        with channel_place.hanging():
            (outcome,) = run_watched(partial(channel.send, message, idempotency_key="key"))
        assert isinstance(outcome, TransientFailure), outcome

        channel.send(message, idempotency_key="key")
        assert [arrival.to for arrival in channel_place.received()][-1:] == [message.to]
        channel.close()

    def test_nobody_listening_is_transient(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """Receivers are restarted. If this fails: a refused connection is no refused letter."""
        message = make_message(channel_place.address(1))

        with channel_place.gone(), pytest.raises(TransientFailure):
            channel.send(message, idempotency_key="key")

        assert channel_place.received() == []

    def test_a_channel_works_again_after_every_trouble(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """Nobody restarts a worker for it. If this fails: drop a connection that failed."""
        message = make_message(channel_place.address(1))
        channel.send(message, idempotency_key="before")

        met = 0
        for met, trouble in enumerate(troubles(channel_place), 1):
            with trouble:
                assert isinstance(try_to_send(channel, message, key=f"{met}"), TransientFailure)
            channel.send(message, idempotency_key=f"{met}")

        assert met > 0, "the place can make no trouble"
        assert len(channel_place.received()) == met + 1

    def test_nothing_but_a_channels_failure_leaves_send(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """A worker dies of anything else. If this fails: translate, and chain the cause."""
        whole = make_message(channel_place.address(1))
        changes: list[dict[str, Any]] = [{name: text} for name in _SENT for text in _ODD]
        odd = [attrs.evolve(whole, **change) for change in changes]

        outcomes = run_watched(*(partial(send_all, channel, [each]) for each in odd))
        for trouble in troubles(channel_place):
            with trouble:
                outcomes += run_watched(partial(send_all, channel, [whole]))

        strange = [each for each in outcomes if not isinstance(each, Receipt | ChannelFailure)]
        assert strange == []

    def test_no_secret_shows(
        self,
        channel: Channel,
        channel_place: ChannelPlace,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        """Logs are read by many. If this fails: keep it out of repr, errors and messages."""
        assert channel_place.secrets, "the place names no secret"
        message = make_message(channel_place.address(1))

        send = partial(channel.send, message, idempotency_key="key")

        with caplog.at_level("DEBUG"):
            outcomes = run_watched(send)
            for trouble in troubles(channel_place):
                with trouble:
                    outcomes += run_watched(send)
        shown = [str(channel), repr(channel), *map(_all_of, outcomes), *capfd.readouterr()]
        shown += [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]

        for secret in channel_place.secrets:
            assert [text for text in shown if secret in text] == []


def _all_of(outcome: Outcome | None) -> str:
    """Return everything an outcome shows to whoever logs, prints or keeps it."""
    told = [str(outcome), repr(outcome)]
    if isinstance(outcome, BaseException):
        told += [*map(str, vars(outcome).values()), *traceback.format_exception(outcome)]
    if isinstance(outcome, ChannelFailure):
        told += [outcome.say("id"), pickle.dumps(outcome).decode("utf-8", "replace")]
    return "\n".join(told)
