"""Redirects: a notice is sent on only to where it might have been sent at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from mystery_shopping.errors import PermanentFailure
from mystery_shopping.ports import Message
from mystery_shopping_webhook import WebhookChannel, open_channel
from mystery_shopping_webhook.receiver import read_receiver

PATH = "/hooks/T0123-very-private"


@pytest.fixture
def other() -> Iterator[HTTPServer]:
    """Another receiver, at a port of its own."""
    with HTTPServer(port=0) as server:
        yield server


def send_on(receiver: HTTPServer, location: str, *, status: int = 307, path: str = PATH) -> None:
    """Let the receiver answer a path with a redirect."""
    headers = {"Location": location} if location else {}
    receiver.expect_request(path).respond_with_response(Response(status=status, headers=headers))


def paths(receiver: HTTPServer) -> list[str]:
    """Return where requests went, in order."""
    return [request.path for request, _ in receiver.log]


@pytest.mark.parametrize("status", [307, 308])
def test_the_two_that_keep_the_post_are_followed(
    channel: WebhookChannel, receiver: HTTPServer, message: Message, status: int
) -> None:
    """A receiver may move its path without anybody having to be told at night."""
    send_on(receiver, "/new#part", status=status)
    receiver.expect_request("/new", method="POST").respond_with_data(
        status=202, headers={"X-Request-Id": "r-1"}
    )

    receipt = channel.send(message, idempotency_key="k")

    (first, _), (second, _) = receiver.log
    assert receipt.reference == "r-1"
    assert second.get_data() == first.get_data()
    assert second.headers["X-Signature"]
    assert second.query_string == b""


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305])
def test_one_that_turns_a_post_into_a_get_is_not_followed(
    channel: WebhookChannel, receiver: HTTPServer, message: Message, status: int
) -> None:
    """The notice would be lost on the way, and its answer would look like success."""
    send_on(receiver, "/new", status=status)

    with pytest.raises(PermanentFailure, match=f"answered {status}"):
        channel.send(message, idempotency_key="k")

    assert paths(receiver) == [PATH]


def test_a_loop_ends_after_three(
    channel: WebhookChannel, receiver: HTTPServer, message: Message
) -> None:
    """A receiver that sends to itself would be asked for ever."""
    send_on(receiver, PATH)

    with pytest.raises(PermanentFailure, match="more than 3 times"):
        channel.send(message, idempotency_key="k")

    assert paths(receiver) == [PATH] * 4


@pytest.mark.parametrize(
    "location",
    [
        *("", "http://[", "ftp://example.org/", "mailto:dewi@example.org", "/a b"),
        *("//user:s3cr3t@example.org/", "/\xe9", "javascript:1", "http://example.org:0/"),
    ],
)
def test_a_redirect_to_nowhere_is_given_up(
    answering: tuple[int, dict[str, bytes]], message: Message, location: str
) -> None:
    """The address is a stranger's text: it is followed when it is one, and never shown."""
    port, kept = answering
    kept["answer"] = f"HTTP/1.1 307 Go\r\nLocation: {location}\r\n\r\n".encode("latin-1")
    channel = open_channel(f"webhook+http://127.0.0.1:{port}/?allow_private=yes")

    with pytest.raises(PermanentFailure, match="without an address to use") as caught:
        channel.send(message, idempotency_key="k")

    assert "s3cr3t" not in f"{caught.value} {caught.value.__context__!r}"


@pytest.mark.parametrize(
    "location",
    [
        *("http://169.254.169.254/latest", "http://0.0.0.0/", "http://[::ffff:169.254.169.254]/"),
        *("http://9.9.9.9/", "http://[fe80::1]/", "https://224.0.0.1/"),
    ],
)
def test_a_redirect_out_of_bounds_is_given_up_even_when_private_is_allowed(
    channel: WebhookChannel, receiver: HTTPServer, message: Message, location: str
) -> None:
    """Neither the keys of a cloud nor the internet in the clear are one's own network."""
    send_on(receiver, location)

    with pytest.raises(PermanentFailure, match="not allowed"):
        channel.send(message, idempotency_key="k")


def test_another_host_gets_the_notice_and_no_signature(
    channel: WebhookChannel, receiver: HTTPServer, other: HTTPServer, message: Message
) -> None:
    """The secret was agreed with the first one; the other may not collect what it signs."""
    send_on(receiver, other.url_for("/moved?x=1"))
    other.expect_request("/moved", method="POST").respond_with_data(status=202)

    channel.send(message, idempotency_key="k")

    ((request, _),) = other.log
    assert request.headers["Host"] == f"localhost:{other.port}"
    assert request.headers["Idempotency-Key"] == "k"
    assert not [name for name, _ in request.headers if name.startswith("X-")]


def test_a_refusal_elsewhere_says_where(
    channel: WebhookChannel, receiver: HTTPServer, other: HTTPServer, message: Message
) -> None:
    """The operator reads that the receiver has moved, and where to."""
    send_on(receiver, other.url_for("/moved"))
    other.expect_request("/moved").respond_with_data(status=401)

    with pytest.raises(PermanentFailure, match=f"http://localhost:{other.port} answered 401"):
        channel.send(message, idempotency_key="k")


def test_a_name_inside_is_refused_without_being_asked(message: Message) -> None:
    """The name was outside when it was written down; what it stands for changed since."""
    asked: list[str] = []

    def lookup(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return ["10.0.0.7", "127.0.0.1", "::1", "169.254.169.254"]

    channel = WebhookChannel(read_receiver("webhook+https://example.org/x"), lookup=lookup)

    with pytest.raises(PermanentFailure, match=r"https://example\.org leads to an address"):
        channel.send(message, idempotency_key="k")

    assert asked == ["example.org"]
