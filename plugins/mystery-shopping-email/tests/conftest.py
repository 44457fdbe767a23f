"""Servers on the loopback: real ones of SMTP, and one that says whatever a test wants."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread

import pytest
import trustme

from mystery_shopping_email import EmailChannel, open_channel
from mystery_shopping_email.testing import PASSWORD, PASSWORD_ENV, PostOffice, Way

Script = Callable[[socket.socket], None]


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Whoever issues the certificates."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authority's own certificate, which a channel is told to trust."""
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


@pytest.fixture
def make_way(authority: trustme.CA, ca_file: Path) -> Callable[..., Way]:
    """Return what makes a way with a certificate, for this host unless told otherwise."""

    def make(tls: str, *, has_login: bool = True, host: str = "127.0.0.1") -> Way:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(host).configure_cert(context)
        return Way(tls=tls, has_login=has_login, certificate=context, ca_file=str(ca_file))

    return make


@pytest.fixture
def make_post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., PostOffice]]:
    """Return what starts a server; all are stopped at the end."""
    monkeypatch.setenv(PASSWORD_ENV, PASSWORD)
    with ExitStack() as stack:

        def start(way: Way | None = None) -> PostOffice:
            post = PostOffice(way)
            stack.callback(post.stop)
            return post

        yield start


@pytest.fixture
def post(make_post: Callable[..., PostOffice]) -> PostOffice:
    """A server without TLS or a login."""
    return make_post()


@pytest.fixture
def scripted() -> Iterator[Callable[..., EmailChannel]]:
    """Return what opens a channel to a server that follows a script with each connection."""
    with ExitStack() as stack:

        def start(
            script: Script, *, tls: str = "none", timeout_seconds: float = 30
        ) -> EmailChannel:
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            Thread(target=_serve, args=(listener, script), daemon=True).start()
            port = listener.getsockname()[1]
            options = f"from=qa@example.org&tls={tls}&timeout_seconds={timeout_seconds:g}"
            return open_channel(f"smtp://127.0.0.1:{port}?{options}")

        yield start


def _serve(listener: socket.socket, script: Script) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                script(connection)
