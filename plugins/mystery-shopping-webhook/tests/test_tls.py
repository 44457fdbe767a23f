"""TLS: the connection goes to the address that was checked, the certificate is held to the name."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import pytest
import trustme
from pytest_httpserver import HTTPServer
from werkzeug import Response

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.ports import Message, Receipt
from mystery_shopping_webhook import WebhookChannel, open_channel
from mystery_shopping_webhook.receiver import read_receiver


@contextmanager
def secured(authority: trustme.CA, *names: str) -> Iterator[HTTPServer]:
    """Run a receiver with a certificate for these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    with HTTPServer(port=0, ssl_context=context) as server:
        server.expect_request("/hook").respond_with_data(status=202)
        yield server


@pytest.fixture
def receiver(authority: trustme.CA) -> Iterator[HTTPServer]:
    """A receiver that calls itself hooks.example.org."""
    with secured(authority, "hooks.example.org") as server:
        yield server


def channel_to(host: str, port: int, *addresses: str) -> WebhookChannel:
    """Return a channel for which the host stands for these addresses, the first time it asks."""
    answers = iter([addresses])

    def lookup(_: str, __: int) -> Sequence[str]:
        return next(answers)

    url = f"webhook+https://{host}:{port}/hook?allow_private=yes&timeout_seconds=20"
    return WebhookChannel(read_receiver(url), lookup=lookup)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("host", ["hooks.example.org", "HOOKS.example.org", "hooks.example.org."])
def test_the_notice_goes_to_the_checked_address_under_the_name(
    receiver: HTTPServer, message: Message, host: str
) -> None:
    """A second lookup could answer with another address than the one that was checked."""
    channel = channel_to(host, receiver.port, "127.0.0.1")

    receipt = channel.send(message, idempotency_key="k")

    ((request, _),) = receiver.log
    assert receipt == Receipt()
    assert request.headers["Host"] == f"{host.lower()}:{receiver.port}"


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_not_accepted(
    receiver: HTTPServer, message: Message
) -> None:
    """Whoever bends a name to an address of theirs has no certificate for it."""
    channel = channel_to("quality.example.org", receiver.port, "127.0.0.1")

    with pytest.raises(
        TransientFailure, match=r"certificate is not accepted.*quality\.example\.org"
    ):
        channel.send(message, idempotency_key="k")

    assert receiver.log == []


def test_an_unknown_authority_is_not_accepted(receiver: HTTPServer, message: Message) -> None:
    """Anybody can be an authority of their own."""
    channel = channel_to("hooks.example.org", receiver.port, "127.0.0.1")

    with pytest.raises(TransientFailure, match="certificate is not accepted"):
        channel.send(message, idempotency_key="k")

    assert receiver.log == []


def test_an_address_without_a_name_is_held_to_the_certificate_too(
    trusted: trustme.CA, message: Message
) -> None:
    """Inside, receivers are often written as numbers."""
    with secured(trusted, "127.0.0.1") as receiver:
        url = f"webhook+https://127.0.0.1:{receiver.port}/hook?allow_private=yes"

        assert open_channel(url).send(message, idempotency_key="k") == Receipt()


@pytest.mark.usefixtures("trusted")
def test_the_next_address_is_tried_and_forbidden_ones_are_left_out(
    receiver: HTTPServer, message: Message
) -> None:
    """A name with several addresses is up when one of them is."""
    channel = channel_to(
        "hooks.example.org",
        receiver.port,
        *("169.254.169.254", "::1", "127.0.0.1"),
    )

    assert channel.send(message, idempotency_key="k") == Receipt()


@pytest.mark.usefixtures("trusted")
def test_a_redirect_never_gives_up_tls(receiver: HTTPServer, message: Message) -> None:
    """Everybody between here and there would read along."""
    receiver.clear()
    receiver.expect_request("/hook").respond_with_response(
        Response(status=307, headers={"Location": f"http://127.0.0.1:{receiver.port}/hook"})
    )
    channel = channel_to("hooks.example.org", receiver.port, "127.0.0.1")

    with pytest.raises(PermanentFailure, match="towards an address without TLS"):
        channel.send(message, idempotency_key="k")


@pytest.mark.usefixtures("trusted")
def test_a_receiver_that_speaks_no_tls_is_tried_again(
    raw: Callable[[Callable[[socket.socket, Event], None]], int], message: Message
) -> None:
    """It is a mistake in somebody's set-up, and somebody mends it."""
    port = raw(lambda connection, _: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    channel = channel_to("hooks.example.org", port, "127.0.0.1")

    with pytest.raises(TransientFailure, match="SSL"):
        channel.send(message, idempotency_key="k")
