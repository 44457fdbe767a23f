"""Python's SMTP client, with one time limit for the whole talk."""

from __future__ import annotations

import io
import socket
import time
from smtplib import SMTP
from typing import TYPE_CHECKING

from mystery_shopping_email.settings import Settings

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_MOST_BYTES = 1_000_000
_PARTING_SECONDS = 2.0


class Client(SMTP):
    """A connection that breaks off once its time is up, however slowly it is fed.

    smtplib limits each wait for itself, so a server that says one byte at a time would hold it
    for ever.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._deadline = time.monotonic() + settings.timeout_seconds
        # Any name keeps smtplib from asking the resolver for one, which can take long.
        super().__init__(settings.host, settings.port, local_hostname="[127.0.0.1]")

    def left_seconds(self) -> float:
        """Return what is left of the time.

        Raises:
            TimeoutError: when nothing is.
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"no end within {self._settings.timeout_seconds:g} s")
        return left

    def getreply(self) -> tuple[int, bytes]:
        """Return the server's reply, read within what is left of the time."""
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Limited(self, self.sock))
        return super().getreply()

    def send(self, s: Buffer | str) -> None:
        """Send within what is left of the time."""
        if self.sock is not None:
            self.sock.settimeout(self.left_seconds())
        super().send(s)

    def part(self) -> None:
        """Say goodbye, for a moment only: whatever was said before stands."""
        self._deadline = min(self._deadline, time.monotonic() + _PARTING_SECONDS)
        try:
            self.quit()
        except OSError:
            self.close()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect and, where TLS is implicit, begin with it, as smtplib's own client does."""
        del timeout
        connected = self._connect(host, port)
        # An address instead of a name, as mail programs introduce themselves (RFC 5321, 4.1.3).
        own, *_ = connected.getsockname()
        self.local_hostname = f"[IPv6:{own.partition('%')[0]}]" if ":" in own else f"[{own}]"
        if self._settings.tls == "implicit":
            connected.settimeout(self.left_seconds())
            return self._settings.context.wrap_socket(connected, server_hostname=host)
        return connected

    def _connect(self, host: str, port: int) -> socket.socket:
        """Try the host's addresses in turn; each gets its share of what is left of the time."""
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for number, (*_, place) in enumerate(places, 1):
            share = self.left_seconds() / (len(places) - number + 1)
            try:
                return socket.create_connection((str(place[0]), port), timeout=share)
            except OSError:
                if number == len(places):
                    raise
        raise OSError("the host has no address")


class _Limited(io.RawIOBase):
    """What the server says, until the time is up and to a certain size."""

    def __init__(self, client: Client, source: socket.socket) -> None:
        self._client = client
        self._source = source
        self._left = _MOST_BYTES

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what has come."""
        self._source.settimeout(self._client.left_seconds())
        count = self._source.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise OSError("the server says too much")
        return count
