"""Secrets: neither the secret, nor the path, nor the query shows anywhere but at the receiver."""

from __future__ import annotations

import copy
import logging
import pickle
from http.client import HTTPConnection

import pytest
from pytest_httpserver import HTTPServer

from mystery_shopping.errors import ChannelFailure, InvalidValue
from mystery_shopping.ports import Message
from mystery_shopping_webhook import WebhookChannel
from mystery_shopping_webhook.receiver import read_receiver
from mystery_shopping_webhook.signature import Signer, read_signer

PATH = "/hooks/T0123-very-private"
HIDDEN = ("T0123-very-private", "s3cr3t-t0k3n", "agreed-on-by-both-sides")


def shows_nothing(text: str) -> bool:
    """Tell whether a text is free of everything that is secret."""
    return not any(each in text for each in HIDDEN)


def test_a_channel_shows_its_receivers_host_and_no_more(
    channel: WebhookChannel, receiver: HTTPServer
) -> None:
    """Objects end in tracebacks and debuggers' logs."""
    assert repr(channel) == f"<WebhookChannel webhook+http://127.0.0.1:{receiver.port}>"
    assert shows_nothing(f"{channel._receiver!r} {channel._signer!r} {channel}")


@pytest.mark.parametrize("take", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_channel_is_never_pickled(channel: WebhookChannel, take: object) -> None:
    """A job queue would write the secret into its table."""
    for thing in (channel, channel._signer):
        with pytest.raises(TypeError, match="secrets"):
            take(thing)  # type: ignore[operator]


def test_nothing_is_logged_or_printed(
    channel: WebhookChannel,
    receiver: HTTPServer,
    message: Message,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    *,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A host at DEBUG that traces HTTP, too, still does not write down the address."""
    monkeypatch.setattr(HTTPConnection, "debuglevel", 1)
    receiver.expect_request(PATH).respond_with_data(status=202)

    with caplog.at_level(logging.DEBUG):
        channel.send(message, idempotency_key="k")

    assert len(receiver.log) == 1
    assert caplog.records == []
    assert [*capfd.readouterr()] == ["", ""]


@pytest.mark.parametrize("header", ["Location", "X-Request-Id"])
def test_a_receiver_that_repeats_its_address_gives_nothing_away(
    channel: WebhookChannel, receiver: HTTPServer, message: Message, header: str
) -> None:
    """The reference is kept in the ledger, and shown."""
    url = receiver.url_for(f"{PATH}/17?token=s3cr3t-t0k3n")
    receiver.expect_request(PATH).respond_with_data(status=201, headers={header: url})

    receipt = channel.send(message, idempotency_key="k")

    assert shows_nothing(receipt.reference)
    assert "/17" in receipt.reference


def test_a_reason_that_repeats_the_request_gives_nothing_away(
    answering: tuple[int, dict[str, bytes]], message: Message
) -> None:
    """Some receivers answer with what they were sent."""
    port, kept = answering
    kept["answer"] = (
        b"HTTP/1.1 404 no /hooks/T0123-very-private?token=s3cr3t-t0k3n or T0123-very-private, "
        b"agreed-on-by-both-sides-0123456789\r\n\r\n"
    )
    url = f"webhook+http://127.0.0.1:{port}{PATH}?token=s3cr3t-t0k3n&allow_private=yes"
    signer = Signer(("agreed-on-by-both-sides-0123456789",))

    with pytest.raises(ChannelFailure, match="answered 404 no") as caught:
        WebhookChannel(read_receiver(url), signer=signer).send(message, idempotency_key="k")

    assert shows_nothing(f"{caught.value} {vars(caught.value)}")
    assert shows_nothing(repr(pickle.dumps(caught.value)))


@pytest.mark.parametrize("held", ["", " ", ",", " , ,"])
def test_a_variable_without_a_secret_is_refused(held: str) -> None:
    """To sign with nothing is to let anybody sign."""
    with pytest.raises(InvalidValue, match="secret_env"):
        read_signer("MS_HOOK", environment={"MS_HOOK": held})


def test_a_secret_written_in_the_place_of_its_name_is_not_repeated() -> None:
    """The likeliest mistake of all puts the secret into the log of the start."""
    with pytest.raises(InvalidValue) as caught:
        read_signer("agreed-on-by-both-sides", environment={})

    assert shows_nothing(f"{caught.value!r} {caught.value} {vars(caught.value)}")


def test_a_secret_may_hold_any_bytes() -> None:
    """What is not UTF-8 comes out of the environment with stand-ins, and is still the key."""
    odd = b"\xff\xfe-key".decode("utf-8", "surrogateescape")

    signed = read_signer("K", environment={"K": odd}).headers(b"{}", timestamp=1)

    assert signed["X-Signature"].startswith("sha256=")
