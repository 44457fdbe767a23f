"""Receivers on the loopback: one that speaks HTTP, one that says whatever a test wants."""

from __future__ import annotations

import hashlib
import hmac
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from logging import ERROR, getLogger
from threading import Event, Thread

import pytest
import trustme
from pytest_httpserver import HTTPServer

from mystery_shopping.ports import Message
from mystery_shopping_webhook import WebhookChannel, open_channel

Talk = Callable[[socket.socket, Event], None]


@pytest.fixture
def message() -> Message:
    """A form waits with the supervisor."""
    return Message(
        to="dewi",
        subject="Formulir menunggu",
        body="Tiga formulir menunggu Anda.\nTenggat: 12 November – pukul 17.00.",
        language="id",
        notice="form_waiting",
        clause="5.3.4",
        subject_id="malang/2026-11",
        event_id="cycle/malang/2026-11/7",
        occurred_at=datetime(2026, 11, 9, 3, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def _server() -> Iterator[HTTPServer]:
    """One for a file: it takes half a second to stop."""
    with HTTPServer(port=0, threaded=True) as server:
        yield server


@pytest.fixture
def receiver(_server: HTTPServer) -> Iterator[HTTPServer]:
    """A receiver that knows nothing yet; a test says what it answers."""
    log = getLogger("werkzeug")
    before = log.level
    log.setLevel(ERROR)  # what a receiver logs is its own
    _server.clear()
    yield _server
    log.setLevel(before)


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    """The secret both sides agreed on, where the channel looks for it."""
    monkeypatch.setenv("MS_HOOK_SECRET", "agreed-on-by-both-sides-0123456789")
    return "agreed-on-by-both-sides-0123456789"


@pytest.fixture
def channel(receiver: HTTPServer, secret: str) -> WebhookChannel:  # noqa: ARG001 - read from there
    """A signing channel to the receiver; its path and query are as secret as any."""
    return open_channel(
        f"webhook+http://127.0.0.1:{receiver.port}/hooks/T0123-very-private?token=s3cr3t-t0k3n"
        "&secret_env=MS_HOOK_SECRET&allow_private=yes&timeout_seconds=20"
    )


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Whoever signs the receivers' certificates."""
    return trustme.CA()


@pytest.fixture
def trusted(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> trustme.CA:
    """The authority, trusted the way an operator of a private one does it."""
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return authority


@pytest.fixture
def raw() -> Iterator[Callable[[Talk], int]]:
    """Start a server that talks as the test says, once for each connection; return its port."""
    with ExitStack() as stack:
        yield lambda talk: stack.enter_context(_serving(talk))


@pytest.fixture(scope="module")
def answering() -> Iterator[tuple[int, dict[str, bytes]]]:
    """The port of a server that answers every request with the bytes kept under ``answer``."""
    kept: dict[str, bytes] = {"answer": b""}

    def talk(connection: socket.socket, _: Event) -> None:
        read_request(connection)
        connection.sendall(kept["answer"])

    with _serving(talk) as port:
        yield port, kept


@pytest.fixture
def take_request() -> Callable[[socket.socket], bytes]:
    """Read one whole request from a connection."""
    return read_request


def read_request(connection: socket.socket) -> bytes:
    """Return the head and the body of a request."""
    seen = b""
    while b"\r\n\r\n" not in seen:
        seen += _receive(connection)
    head, _, body = seen.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    while length and len(body) < int(length[1]):
        body += _receive(connection)
    return head + b"\r\n\r\n" + body


def _receive(connection: socket.socket) -> bytes:
    received = connection.recv(65_536)
    if not received:
        raise ConnectionError("the channel has gone")
    return received


@contextmanager
def _serving(talk: Talk) -> Iterator[int]:
    stopped = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=_serve, args=(listening, talk, stopped))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            stopped.set()
            # Closing alone wakes nobody who waits in accept.
            socket.create_connection(listening.getsockname()).close()
            thread.join()


def _serve(listening: socket.socket, talk: Talk, stopped: Event) -> None:
    while not stopped.is_set():
        with suppress(OSError):
            connection, _ = listening.accept()
            with connection:
                if not stopped.is_set():
                    talk(connection, stopped)


@pytest.fixture
def is_signed() -> Callable[[Mapping[str, str], bytes, str], bool]:
    """Check a request the way a receiver does."""

    def check(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        signed = headers["X-Signature-Timestamp"].encode() + b"." + body
        wanted = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        return f"sha256={wanted}" in headers["X-Signature"].split(",")

    return check
