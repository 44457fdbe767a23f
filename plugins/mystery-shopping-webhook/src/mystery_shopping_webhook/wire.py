"""The wire: one request and its answer, to an address that was checked, within one time limit."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from ssl import SSLContext
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import attrs

from mystery_shopping_webhook.receiver import Target

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 64 * 1024
Lookup = Callable[[str, int], Sequence[str]]


@attrs.frozen
class Answer:
    """What the receiver said; `headers` has lower-case names."""

    status: int
    reason: str = ""
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)


class Deadline:
    """The moment at which all of a message's sending has to be over."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, above 0, or raise `TimeoutError`."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def look_up(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of a name, in the order the system prefers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def resolve(target: Target, *, lookup: Lookup, deadline: Deadline) -> Sequence[str]:
    """Return the IP addresses of a target's host.

    The system's own lookup knows no time limit, so it runs in a thread that nobody waits for.

    Raises:
        OSError: when the name is not found, or not in time.
    """
    with suppress(ValueError):
        return [str(ip_address(target.host))]
    found: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            found.put(lookup(target.host, target.port))
        except Exception as error:  # noqa: BLE001 - handed over to whoever waits, if anybody does
            found.put(error)

    Thread(target=run, daemon=True).start()
    try:
        outcome = found.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(outcome, OSError):
        raise outcome
    if isinstance(outcome, Exception):
        raise OSError("the name cannot be looked up") from outcome
    return outcome


def post(
    target: Target,
    body: bytes,
    *,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    tls: SSLContext,
    deadline: Deadline,
) -> Answer:
    """Send one POST and return its answer, of which the body is read and forgotten.

    Raises:
        OSError: when there is no answer, none in time, or none of HTTP.
    """
    with _connected(target, addresses, tls=tls, deadline=deadline) as timed:
        connection = HTTPConnection(target.host, target.port)
        connection.set_debuglevel(0)  # who traces HTTP prints secrets along
        connection.sock = timed
        connection.request("POST", target.path, body, {"Host": target.authority, **headers})
        response = _response(connection)
        with suppress(OSError, HTTPException):  # the status is told; more cannot change it
            response.read(MOST_BYTES)
        fields = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, response.reason, fields)


def _response(connection: HTTPConnection) -> HTTPResponse:
    """Return the answer; an exception about a garbled one may quote the request, and is dropped."""
    with suppress(HTTPException):
        return connection.getresponse()
    raise ConnectionError("the connection ended without an answer of HTTP")


@contextmanager
def _connected(
    target: Target, addresses: Sequence[str], *, tls: SSLContext, deadline: Deadline
) -> Iterator[_Timed]:
    plain = _connect(addresses, target.port, deadline=deadline)
    with plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not target.secure:
            yield _Timed(plain, deadline)
            return
        plain.settimeout(deadline.left())
        # The address is the one that was checked; the certificate is still held to the name.
        with tls.wrap_socket(plain, server_hostname=target.host.removesuffix(".")) as secure:
            yield _Timed(secure, deadline)


def _connect(addresses: Sequence[str], port: int, *, deadline: Deadline) -> socket.socket:
    """Connect to the first address that answers; none may use up the time of all others."""
    failure: OSError = ConnectionError("no address")
    for waiting, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        try:
            return socket.create_connection((address, port), timeout=deadline.left() / waiting)
        except OSError as error:
            failure = error
    raise failure


class _Timed:
    """The part of a socket that `HTTPConnection` needs, every wait cut to what is left."""

    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        self._plain = plain
        self._deadline = deadline

    def sendall(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            self._plain.settimeout(self._deadline.left())
            rest = rest[self._plain.send(rest) :]

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._plain, self._deadline))

    def close(self) -> None:
        """Whoever connected closes."""


class _TimedReader(io.RawIOBase):
    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        self._plain = plain
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._plain.settimeout(self._deadline.left())
        return self._plain.recv_into(buffer)
