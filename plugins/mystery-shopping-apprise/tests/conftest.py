"""Real receivers, and the channel that reaches them: JSON over HTTP, and mail over SMTP."""

from __future__ import annotations

import re
import socket
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from logging import getLogger
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import mystery_shopping as ms
from mystery_shopping.testing import Arrival, ChannelPlace
from mystery_shopping_apprise import open_channel

PASSWORD = "kata-sandi-7Kq"  # noqa: S105 - of the receivers below
TOKEN = "token-9Xw2"  # noqa: S105 - likewise
_NAMES = 60


class Receiver(ChannelPlace):
    """A receiver at a port of its own, and the file that names sixty services there."""

    secrets = (PASSWORD, TOKEN)
    url = ""

    def __init__(self, folder: Path) -> None:
        self.arrivals: list[Arrival] = []
        self.answer: tuple[str, int] | None = None
        self.port = _free_port()
        self.file = folder / "services.toml"
        lines = [f'{self.address(n)} = "{self.url_of(self.address(n))}"' for n in range(_NAMES)]
        self.file.write_text("\n".join(lines), encoding="utf-8")

    @abstractmethod
    def start(self) -> None:
        """Listen at the port."""

    @abstractmethod
    def stop(self) -> None:
        """Leave the port."""

    def url_of(self, name: str) -> str:
        """Return how the service of that name is written."""
        return self.url.format(port=self.port, name=name)

    def write(self, text: str) -> ms.Channel:
        """Return the channel of a file that says `text`."""
        self.file.write_text(text, encoding="utf-8")
        return self.open()

    def open(self, *, timeout_seconds: float = 30.0) -> ms.Channel:
        """Return the channel, opened by its URL."""
        return open_channel(f"apprise:{self.file}?timeout_seconds={timeout_seconds}")

    def address(self, number: int) -> str:
        """Return a name of the file."""
        return f"name-{number}"

    def received(self) -> Sequence[Arrival]:
        """Return what was taken."""
        return [*self.arrivals]

    @property
    def refused_address(self) -> str:
        """A name the file does not have."""
        return "nobody"

    @contextmanager
    def failing(self, wait: int = 0) -> Iterator[None]:
        """Answer that it is busy."""
        self.answer = ("busy", wait)
        yield
        self.answer = None

    @contextmanager
    def failing_with_wait(self, seconds: int) -> Iterator[None]:
        """Answer that it is busy for so long."""
        with self.failing(seconds):
            yield

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Be not there for a while."""
        self.stop()
        yield
        self.start()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let somebody who never says a word listen at the port."""
        with self.gone(), socket.create_server(("127.0.0.1", self.port), backlog=64):
            yield


class JsonReceiver(Receiver):
    """Takes JSON over HTTP; `status` is what it answers."""

    url = (
        "json://ms:${{HOOK_PASSWORD}}@127.0.0.1:{port}/${{HOOK_TOKEN}}/{name}"
        "?+X-Token=${{HOOK_TOKEN}}&+Idempotency-Key=${{idempotency_key}}"
    )
    status = 200

    def start(self) -> None:
        """Listen, a thread for each request."""
        self.server = _Server("127.0.0.1", self.port, threaded=True)
        self.server.expect_request("/", method="GET").respond_with_data("a page")
        self.server.expect_request(re.compile("/.+")).respond_with_handler(self.take)
        self.server.start()

    def stop(self) -> None:
        """Leave the port."""
        self.server.stop()

    def take(self, request: Request) -> Response:
        """Take the message over, or say why not."""
        if self.answer is not None:
            wait = self.answer[1]
            return Response("", 429 if wait else 503, {"Retry-After": str(wait)} if wait else {})
        if self.status == 200:
            self.arrivals.append(_of_request(request))
        return Response("", self.status, {"Location": "/"})


class _Server(HTTPServer):
    """A server that is gone at once when it is told to go."""

    def thread_target(self) -> None:
        """Look for the end of it every few milliseconds."""
        assert self.server is not None
        self.server.serve_forever(poll_interval=0.01)


class MailReceiver(Receiver):
    """Takes mail over SMTP."""

    url = (
        "mailto://ms:${{HOOK_PASSWORD}}@127.0.0.1:{port}?to={name}@example.org&format=text"
        "&from=quality@example.org&+X-Token=${{HOOK_TOKEN}}&+X-Key=${{idempotency_key}}"
    )

    def start(self) -> None:
        """Listen, with a password."""
        self.server = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            authenticator=_authenticate,
            auth_require_tls=False,
        )
        self.server.start()

    def stop(self) -> None:
        """Leave the port."""
        self.server.stop()

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take the mail over, or say why not."""
        del server, session
        if self.answer is not None:
            return "451 try again later"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        self.arrivals += [_of_mail(mail, to) for to in envelope.rcpt_tos]
        return "250 taken"


def _of_request(request: Request) -> Arrival:
    fields = request.get_json()
    return Arrival(
        to=request.path.rpartition("/")[2],
        body=fields["message"],
        subject=fields["title"],
        idempotency_key=request.headers.get("Idempotency-Key"),
        fields=frozenset([*request.headers.keys(), *fields]),
    )


def _of_mail(mail: EmailMessage, to: str) -> Arrival:
    body = mail.get_body(("html", "plain"))
    assert body is not None
    return Arrival(
        to=to.partition("@")[0],
        body=body.get_content().replace("\r\n", "\n"),
        subject=mail["Subject"],
        idempotency_key=mail["X-Key"],
        fields=frozenset(mail.keys()),
    )


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    del server, session, envelope, mechanism
    success = PASSWORD.encode() == getattr(data, "password", None)
    return AuthResult(success=success, handled=False)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    # What the receivers log is not under test: they may say what was sent to them.
    for name in ("werkzeug", "mail.log"):
        monkeypatch.setattr(getLogger(name), "disabled", True)
    monkeypatch.setenv("HOOK_PASSWORD", PASSWORD)
    monkeypatch.setenv("HOOK_TOKEN", TOKEN)


@pytest.fixture
def hook(tmp_path: Path, _secrets: None) -> Iterator[JsonReceiver]:
    """Return a receiver of JSON."""
    receiver = JsonReceiver(tmp_path)
    receiver.start()
    yield receiver
    receiver.stop()


@pytest.fixture
def mailbox(tmp_path: Path, _secrets: None) -> Iterator[MailReceiver]:
    """Return a receiver of mail."""
    receiver = MailReceiver(tmp_path)
    receiver.start()
    yield receiver
    receiver.stop()
