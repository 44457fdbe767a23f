"""The webhook keeps the whole contract of channels; nothing is waived."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Lock

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mystery_shopping.testing import Arrival, ChannelContract, ChannelPlace
from mystery_shopping_webhook import WebhookChannel, open_channel


class Hook(ChannelPlace):
    """A receiver that keeps what it takes over, and can be told to misbehave."""

    secrets = ("contract-secret-0123456789", "T0123-very-private-path", "s3cr3t-t0k3n")
    refused_address = "nobody@example.org"

    def __init__(self, server: HTTPServer) -> None:
        self._server = server
        self._arrived: list[Arrival] = []
        self._answer: Response | None = None
        self._stuck: Event | None = None
        self._lock = Lock()
        server.expect_request("/T0123-very-private-path").respond_with_handler(self._take)

    def open(self, *, timeout_seconds: float = 30.0) -> WebhookChannel:
        """Open a signing channel."""
        return open_channel(
            f"webhook+http://127.0.0.1:{self._server.port}/T0123-very-private-path"
            f"?token=s3cr3t-t0k3n&secret_env=MS_CONTRACT&allow_private=yes"
            f"&timeout_seconds={timeout_seconds:g}"
        )

    def address(self, number: int) -> str:
        """Any name will do."""
        return f"dewi-{number}@example.org"

    def received(self) -> Sequence[Arrival]:
        """What was answered with success."""
        return self._arrived

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Answer 503."""
        yield from self._answering(Response(status=503))

    @contextmanager
    def failing_with_wait(self, seconds: int) -> Iterator[None]:
        """Answer 429."""
        yield from self._answering(Response(status=429, headers={"Retry-After": str(seconds)}))

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Accept, read, and say nothing."""
        self._stuck = Event()
        try:
            yield
        finally:
            self._stuck.set()
            self._stuck = None

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Stop, and come back at the same port."""
        self._server.stop()
        try:
            yield
        finally:
            self._server.start()

    def _answering(self, answer: Response) -> Iterator[None]:
        self._answer = answer
        try:
            yield
        finally:
            self._answer = None

    def _take(self, request: Request) -> Response:
        data = json.loads(request.get_data())
        if self._stuck is not None:
            self._stuck.wait()
            return Response(status=500)
        if self._answer is not None:
            return self._answer
        if data["data"]["to"] == self.refused_address:
            return Response(status=422)
        arrival = Arrival(
            to=data["data"]["to"],
            body=data["data"]["body"],
            subject=data["data"]["subject"],
            idempotency_key=data["id"],
            fields=frozenset({*(f"header {name}" for name, _ in request.headers), *data}),
        )
        with self._lock:
            self._arrived.append(arrival)
        return Response(status=202)


@pytest.fixture
def channel_place(receiver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Hook:
    """A receiver that has seen nothing yet."""
    monkeypatch.setenv("MS_CONTRACT", Hook.secrets[0])
    return Hook(receiver)


class TestWebhook(ChannelContract):
    """Every rule, against a real receiver."""
