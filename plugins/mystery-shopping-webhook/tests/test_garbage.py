"""Garbage: whatever comes back, the worker lives on and shows nothing of it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopping.errors import ChannelFailure, TransientFailure
from mystery_shopping.ports import Message, Receipt
from mystery_shopping_webhook import WebhookChannel, open_channel
from mystery_shopping_webhook.receiver import read_receiver

Raw = Callable[[Callable[[socket.socket, Event], None]], int]
GARBAGE = [
    *(
        b"",
        b"\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99 Low\r\n\r\n",
    ),
    *(b"220 mail.example.org ESMTP\r\n", b"\x00" * 70_000, b"HTTP/9.9 200 OK\r\n\r\n"),
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    b"POST /hooks/private?token=s3cr3t-t0k3n HTTP/1.1\r\nHost: here\r\n\r\n",
]


@pytest.mark.parametrize("answer", GARBAGE, ids=range(len(GARBAGE)))
def test_what_is_not_http_is_tried_again(
    answering: tuple[int, dict[str, bytes]], message: Message, answer: bytes
) -> None:
    """Another program may listen there while the receiver is being moved."""
    port, kept = answering
    kept["answer"] = answer
    channel = open_channel(
        f"webhook+http://127.0.0.1:{port}/hooks/private?token=s3cr3t-t0k3n&allow_private=yes"
    )

    with pytest.raises(TransientFailure) as caught:
        channel.send(message, idempotency_key="k")

    assert "s3cr3t" not in f"{caught.value} {caught.value.__cause__!r} {caught.value.__context__!r}"


WORDS = st.sampled_from(
    [
        *(
            b"HTTP/1.1 ",
            b"HTTP/1.0 ",
            b"100",
            b"200",
            b"307",
            b"429",
            b"503",
            b" OK",
            b"\r\n",
            b"\n",
        ),
        *(b"Location: ", b"Retry-After: ", b"Transfer-Encoding: chunked", b"Content-Length: "),
        *(b"http://", b"[", b"::1", b":", b"/", b"5", b"-1", b"\xff", b"\x00", b"zz"),
    ]
)
TLS = ssl.create_default_context()  # what takes longest about a channel
HEADS = st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 307 Go\r\nLocation: "])


@settings(max_examples=60)
@given(HEADS, st.lists(WORDS | st.binary(max_size=4), max_size=12))
def test_any_answer_is_a_receipt_or_a_failure(
    answering: tuple[int, dict[str, bytes]], head: bytes, words: list[bytes]
) -> None:
    """The other side is a stranger's program; the worker survives whatever it says."""
    port, kept = answering
    kept["answer"] = head + b"".join(words)
    url = f"webhook+http://127.0.0.1:{port}/?allow_private=yes&timeout_seconds=5"
    channel = WebhookChannel(read_receiver(url), tls=TLS)
    message = Message(
        to="", subject="", body="", language="id", notice="n", clause="", subject_id="",
        event_id="", occurred_at=datetime(2026, 11, 9, tzinfo=UTC),
    )  # fmt: skip

    try:
        outcome: object = channel.send(message, idempotency_key="k")
    except ChannelFailure as failure:
        outcome = failure

    assert isinstance(outcome, Receipt | ChannelFailure)


def test_an_answer_that_breaks_off_after_its_head_still_counts(
    raw: Raw, message: Message, take_request: Callable[[socket.socket], bytes]
) -> None:
    """The status is told; sending again would only make a second notice."""

    def talk(connection: socket.socket, _: Event) -> None:
        take_request(connection)
        connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 500\r\n\r\nabc")

    channel = open_channel(f"webhook+http://127.0.0.1:{raw(talk)}/?allow_private=yes")

    assert channel.send(message, idempotency_key="k") == Receipt()
