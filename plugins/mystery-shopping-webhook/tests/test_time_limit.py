"""The time limit: it holds for everything together, however slowly the other side goes on."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Event

import attrs
import pytest

from mystery_shopping.errors import TransientFailure
from mystery_shopping.ports import Message, Receipt
from mystery_shopping_webhook import WebhookChannel, open_channel
from mystery_shopping_webhook.receiver import read_receiver

Raw = Callable[[Callable[[socket.socket, Event], None]], int]
TakeRequest = Callable[[socket.socket], bytes]
LIMIT = "allow_private=yes&timeout_seconds=0.3"
ANSWER = b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok"


def drip(connection: socket.socket, stopped: Event, content: bytes) -> None:
    """Send a byte at a time, each well within the limit, all of them well beyond it."""
    for place in range(len(content)):
        connection.sendall(content[place : place + 1])
        if stopped.wait(0.05):
            return


def hang(connection: socket.socket, stopped: Event) -> None:
    """Neither read nor answer until long after the limit; who waited all the same gets a yes."""
    if not stopped.wait(3):
        read_all(connection)
        connection.sendall(ANSWER)


def read_all(connection: socket.socket) -> int:
    """Read what comes until nothing more does, and return how many bytes it was."""
    connection.settimeout(0.5)
    count = 0
    with suppress(OSError):
        while received := connection.recv(1_000_000):
            count += len(received)
    return count


def test_a_receiver_that_hangs_is_left(raw: Raw, message: Message) -> None:
    """One receiver must not hold the notices of all others."""
    port = raw(hang)

    with pytest.raises(TransientFailure, match=r"no answer within 0\.3 seconds"):
        open_channel(f"webhook+http://127.0.0.1:{port}/?{LIMIT}").send(message, idempotency_key="k")


def test_a_receiver_that_drips_is_left(
    raw: Raw, message: Message, take_request: TakeRequest
) -> None:
    """A limit for each read alone would let it go on for hours."""

    def talk(connection: socket.socket, stopped: Event) -> None:
        take_request(connection)
        drip(connection, stopped, ANSWER)

    with pytest.raises(TransientFailure, match="no answer within"):
        open_channel(f"webhook+http://127.0.0.1:{raw(talk)}/?{LIMIT}").send(
            message, idempotency_key="k"
        )


@pytest.mark.slow
def test_a_status_that_came_in_time_counts_though_its_body_drips(
    raw: Raw, message: Message, take_request: TakeRequest
) -> None:
    """The receiver has the notice; the worker neither waits nor sends it again."""

    def talk(connection: socket.socket, stopped: Event) -> None:
        take_request(connection)
        connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 9000\r\n\r\n")
        while not stopped.wait(0.05):
            connection.sendall(b"x")

    # Longer than elsewhere: here the status has to come in time, on a busy machine, too.
    url = f"webhook+http://127.0.0.1:{raw(talk)}/?allow_private=yes&timeout_seconds=2"
    channel = open_channel(url)

    assert channel.send(message, idempotency_key="k") == Receipt()


@pytest.mark.slow
def test_a_receiver_that_does_not_read_is_left(raw: Raw, message: Message) -> None:
    """Sending waits as well as reading does."""
    left, counted = Event(), SimpleQueue[int]()

    def talk(connection: socket.socket, _: Event) -> None:
        left.wait(6)
        counted.put(read_all(connection))

    long = attrs.evolve(message, body="x" * 20_000_000)
    # Longer than elsewhere: writing the envelope takes its share of it.
    url = f"webhook+http://127.0.0.1:{raw(talk)}/?allow_private=yes&timeout_seconds=2"
    channel = open_channel(url)

    with pytest.raises(TransientFailure, match="no answer within"):
        channel.send(long, idempotency_key="k")
    left.set()

    # Who waited until the receiver read all the same has sent everything.
    assert counted.get(timeout=30) < len(long.body)


def test_a_handshake_without_an_end_is_left(raw: Raw, message: Message) -> None:
    """TLS comes before HTTP, and hangs just as well."""

    def talk(connection: socket.socket, stopped: Event) -> None:
        drip(connection, stopped, b"\x16\x03\x03\x0f\xff" + b"\x02" * 500)

    with pytest.raises(TransientFailure, match="no answer within"):
        open_channel(f"webhook+https://127.0.0.1:{raw(talk)}/?{LIMIT}").send(
            message, idempotency_key="k"
        )


def test_redirects_share_one_limit(raw: Raw, message: Message, take_request: TakeRequest) -> None:
    """Four receivers that each take a little less than the limit would take four times as long."""

    def talk(connection: socket.socket, stopped: Event) -> None:
        request = take_request(connection)
        stopped.wait(0.2)
        if request.startswith(b"POST /3"):
            connection.sendall(ANSWER)
            return
        number = int(request[6:7]) + 1
        connection.sendall(b"HTTP/1.1 307 Go\r\nLocation: /%d\r\n\r\n" % number)

    with pytest.raises(TransientFailure, match="no answer within"):
        open_channel(f"webhook+http://127.0.0.1:{raw(talk)}/0?{LIMIT}").send(
            message, idempotency_key="k"
        )


@pytest.fixture
def never() -> Iterator[Event]:
    """Set only when the test is over."""
    event = Event()
    yield event
    event.set()


def test_a_lookup_without_an_end_is_left(message: Message, never: Event) -> None:
    """The system's resolver has a patience of its own, and takes no limit."""

    def lookup(_: str, __: int) -> Sequence[str]:
        never.wait(3)
        return ["127.0.0.1"]  # who waited all the same is refused, and for good

    receiver = read_receiver("webhook+https://example.org/?timeout_seconds=0.2")

    with pytest.raises(TransientFailure, match="no answer within"):
        WebhookChannel(receiver, lookup=lookup).send(message, idempotency_key="k")


@pytest.mark.parametrize(
    "error", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")]
)
def test_a_name_that_is_not_found_is_tried_again(message: Message, error: Exception) -> None:
    """Resolvers fail and recover; the notice waits."""

    def lookup(_: str, __: int) -> Sequence[str]:
        raise error

    receiver = read_receiver("webhook+https://example.org/")

    with pytest.raises(TransientFailure):
        WebhookChannel(receiver, lookup=lookup).send(message, idempotency_key="k")
