"""A real server of SMTP in this process, which can refuse, fail, hang and be gone."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes, policy
from quopri import decodestring
from threading import Thread
from urllib.parse import urlencode

import attrs
from aiosmtpd.smtp import SMTP, Envelope

from mystery_shopping.testing import Arrival, ChannelPlace
from mystery_shopping_email._hooks import PASSWORD, REFUSED, USER, Hooks
from mystery_shopping_email.channel import EmailChannel, open_channel

PASSWORD_ENV = "MS_TEST_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
_HOST = "127.0.0.1"

__all__ = ["PASSWORD", "PASSWORD_ENV", "PostOffice", "Way"]


@attrs.frozen(kw_only=True)
class Way:
    """How the server is reached: `tls` as in a URL or ``implicit``, and whether by a login."""

    tls: str = "none"
    has_login: bool = False
    certificate: ssl.SSLContext | None = None
    ca_file: str = ""


class PostOffice(Hooks, ChannelPlace):
    """Listens on the loopback until it is stopped; `replies` are by command, before its own.

    The password is expected in the environment, under `PASSWORD_ENV`.
    """

    refused_address = REFUSED

    def __init__(self, way: Way | None = None) -> None:
        super().__init__()
        self.way = way or Way()
        self.secrets = (PASSWORD,) if self.way.has_login else ()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = 0
        self._listen()

    def open(self, *, timeout_seconds: float = 30.0) -> EmailChannel:
        """Return the channel of this office's URL."""
        return open_channel(self.url(timeout_seconds=f"{timeout_seconds:g}"))

    def url(self, **options: str) -> str:
        """Return where it is, with further options."""
        scheme = "smtps" if self.way.tls == "implicit" else "smtp"
        given = {"from": "qa@example.org", "tls": self.way.tls, "ca_file": self.way.ca_file}
        given["password_env"] = PASSWORD_ENV if self.way.has_login else ""
        if scheme == "smtps":
            del given["tls"]
        told = {name: value for name, value in (given | options).items() if value}
        user = f"{USER}@" if self.way.has_login else ""
        return f"{scheme}://{user}{_HOST}:{self.port}?{urlencode(told)}"

    def address(self, number: int) -> str:
        """Return an address that is accepted."""
        return f"dewi.{number}@example.org"

    def received(self) -> Sequence[Arrival]:
        """Return what was taken, one for each recipient."""
        with self.lock:
            return [_read(envelope, to) for envelope in self.envelopes for to in envelope.rcpt_tos]

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Have no room for anybody."""
        self.replies["RCPT"] = "452 4.2.2 the mailbox is full"
        yield
        del self.replies["RCPT"]

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Close the door."""
        self._close_door()
        yield
        self._listen()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Leave the door open and nobody behind it."""
        self._close_door()
        with socket.create_server((_HOST, self.port)):
            yield
        self._listen()

    def stop(self) -> None:
        """Close for good."""
        self._close_door()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _make_protocol(self) -> SMTP:
        is_implicit = self.way.tls == "implicit"
        return SMTP(
            self,
            hostname="post.example.org",
            enable_SMTPUTF8="no SMTPUTF8" not in self.replies,
            tls_context=None if is_implicit else self.way.certificate,
            authenticator=self.authenticate,
            # aiosmtpd takes implicit TLS for none: there it only offers a login.
            auth_required=self.way.has_login and not is_implicit,
            auth_require_tls=not is_implicit,
            loop=self._loop,
        )

    def _listen(self) -> None:
        context = self.way.certificate if self.way.tls == "implicit" else None
        listening = self._loop.create_server(
            self._make_protocol, _HOST, self.port, ssl=context, reuse_address=True
        )
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]

    def _close_door(self) -> None:
        async def close() -> None:
            self._server.close()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result()


def _read(envelope: Envelope, to: str) -> Arrival:
    content = envelope.original_content or b""
    letter = message_from_bytes(content, policy=policy.default)
    text = str(letter.get_payload())
    return Arrival(
        to=to,
        subject=str(letter["Subject"]),
        body=decodestring(text.encode("ascii")).decode().replace("\r\n", "\n"),
        idempotency_key=str(letter["X-Idempotency-Key"]),
        fields=frozenset(letter.keys()),
    )
