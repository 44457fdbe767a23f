"""A delivery: what the receiver gets, how it checks it, and what its answers come to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import attrs
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mystery_shopping.errors import ChannelFailure, PermanentFailure, TransientFailure
from mystery_shopping.ports import Message, Receipt
from mystery_shopping_webhook import WebhookChannel, open_channel

PATH = "/hooks/T0123-very-private"
IsSigned = Callable[[Mapping[str, str], bytes, str], bool]


def sent(receiver: HTTPServer) -> Request:
    """Return the one request that came."""
    ((request, _),) = receiver.log
    return request


def test_a_notice_arrives_as_a_cloud_event(
    channel: WebhookChannel, receiver: HTTPServer, message: Message
) -> None:
    """A receiver that knows CloudEvents needs to know nothing of ours to route it."""
    receiver.expect_request(PATH, method="POST").respond_with_data(status=202)

    channel.send(message, idempotency_key="notice-7/dewi")

    request = sent(receiver)
    assert request.headers["Content-Type"] == "application/cloudevents+json"
    assert json.loads(request.get_data()) == {
        "specversion": "1.0",
        "id": "notice-7/dewi",
        "source": "mystery-shopping",
        "type": "mystery_shopping.notice.form_waiting",
        "subject": "malang/2026-11",
        "time": "2026-11-09T03:00:00Z",
        "datacontenttype": "application/json",
        "data": {
            "to": "dewi",
            "subject": "Formulir menunggu",
            "body": message.body,
            "language": "id",
            "clause": "5.3.4",
            "event_id": "cycle/malang/2026-11/7",
        },
    }


def test_a_notice_about_nothing_in_particular_has_no_subject(
    channel: WebhookChannel, receiver: HTTPServer, message: Message
) -> None:
    """The format forbids an empty attribute; a strict receiver would refuse the notice."""
    receiver.expect_request(PATH).respond_with_data(status=202)

    channel.send(attrs.evolve(message, subject_id=""), idempotency_key="k")

    assert "subject" not in json.loads(sent(receiver).get_data())


def test_the_receiver_gets_its_own_query_and_none_of_our_options(
    channel: WebhookChannel, receiver: HTTPServer, message: Message
) -> None:
    """Where the secret lies is nothing the other side has to know."""
    receiver.expect_request(PATH).respond_with_data(status=202)

    channel.send(message, idempotency_key="k")

    assert sent(receiver).query_string == b"token=s3cr3t-t0k3n"


@pytest.mark.parametrize(
    "key,header",
    [
        ("cycle/malang 7:dewi", "cycle/malang 7:dewi"),
        ("100%", "100%25"),
        ("é\r\nX-Slipped: yes", "%C3%A9%0D%0AX-Slipped: yes"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_the_key_stands_in_the_header_whatever_it_holds(
    channel: WebhookChannel, receiver: HTTPServer, message: Message, key: str, header: str
) -> None:
    """A gateway drops repetitions by the header alone; a line break would begin another."""
    receiver.expect_request(PATH).respond_with_data(status=202)

    channel.send(message, idempotency_key=key)

    assert sent(receiver).headers["Idempotency-Key"] == header
    assert "X-Slipped" not in sent(receiver).headers


def test_the_receiver_can_check_the_signature(
    channel: WebhookChannel,
    receiver: HTTPServer,
    message: Message,
    secret: str,
    is_signed: IsSigned,
) -> None:
    """Anybody can post to an address; only one side knows the secret."""
    receiver.expect_request(PATH).respond_with_data(status=202)

    channel.send(message, idempotency_key="k")

    headers, body = dict(sent(receiver).headers), sent(receiver).get_data()
    assert is_signed(headers, body, secret)
    assert not is_signed(headers, body + b" ", secret)
    assert not is_signed(headers, body, "another")
    assert not is_signed({**headers, "X-Signature-Timestamp": "1"}, body, secret)


def test_the_timestamp_is_the_time_of_sending(
    receiver: HTTPServer, message: Message, channel: WebhookChannel
) -> None:
    """A notice that was retried for an hour is fresh, and its copy of last week is not."""

    class Stopped:
        def now(self) -> datetime:
            return datetime(2026, 11, 9, 4, 30, tzinfo=UTC)

    receiver.expect_request(PATH).respond_with_data(status=202)
    stopped = WebhookChannel(channel._receiver, signer=channel._signer, clock=Stopped())

    stopped.send(message, idempotency_key="k")

    assert sent(receiver).headers["X-Signature-Timestamp"] == "1794198600"


def test_two_secrets_make_two_signatures(
    receiver: HTTPServer,
    message: Message,
    monkeypatch: pytest.MonkeyPatch,
    is_signed: IsSigned,
) -> None:
    """While a secret is replaced, receivers with the old one and the new one both go on."""
    monkeypatch.setenv("MS_BOTH", " new-one, old-one\n,")
    receiver.expect_request("/").respond_with_data(status=202)
    url = f"webhook+http://127.0.0.1:{receiver.port}/?allow_private=yes&secret_env=MS_BOTH"

    open_channel(url).send(message, idempotency_key="k")

    headers, body = dict(sent(receiver).headers), sent(receiver).get_data()
    assert is_signed(headers, body, "new-one")
    assert is_signed(headers, body, "old-one")
    assert len(headers["X-Signature"].split(",")) == 2


def test_without_a_secret_nothing_is_signed(receiver: HTTPServer, message: Message) -> None:
    """An empty signature would look like one."""
    receiver.expect_request("/").respond_with_data(status=202)

    open_channel(f"webhook+http://127.0.0.1:{receiver.port}?allow_private=yes").send(
        message, idempotency_key="k"
    )

    assert not [name for name, _ in sent(receiver).headers if name.startswith("X-")]


def test_the_receipt_says_what_the_receiver_calls_the_notice(
    channel: WebhookChannel, receiver: HTTPServer, message: Message
) -> None:
    """With it, a question about one notice can be put to the other side."""
    receiver.expect_request(PATH).respond_with_data(status=201, headers={"X-Request-Id": "r-17"})

    assert channel.send(message, idempotency_key="k") == Receipt("r-17")


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_too_many_requests_come_back_after_the_wait_asked_for(
    channel: WebhookChannel, receiver: HTTPServer, message: Message, form: str
) -> None:
    """Whoever does not wait is shut out for longer."""
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    headers = {"Retry-After": "3600" if form == "seconds" else later}
    receiver.expect_request(PATH).respond_with_data(status=429, headers=headers)

    with pytest.raises(TransientFailure, match="429 TOO MANY REQUESTS") as caught:
        channel.send(message, idempotency_key="k")

    assert caught.value.retry_after_seconds == pytest.approx(3600, abs=30)


@pytest.mark.parametrize(
    "status,failure", [(503, TransientFailure), (408, TransientFailure), (404, PermanentFailure)]
)
def test_a_failure_is_told_with_what_the_receiver_said(
    channel: WebhookChannel,
    receiver: HTTPServer,
    message: Message,
    status: int,
    failure: type[ChannelFailure],
) -> None:
    """The operator sees which of many receivers it was, and what to ask its keeper."""
    receiver.expect_request(PATH).respond_with_data(status=status)

    with pytest.raises(failure, match=f"answered {status}") as caught:
        channel.send(message, idempotency_key="k")

    assert caught.value.channel == f"webhook+http://127.0.0.1:{receiver.port}"


def test_a_huge_answer_is_not_read_to_its_end(
    receiver: HTTPServer, message: Message, channel: WebhookChannel
) -> None:
    """An answer without end would fill the memory of the worker."""
    handed_out = 0

    def endless() -> Iterator[bytes]:
        nonlocal handed_out
        while True:
            handed_out += 65_536
            yield b"x" * 65_536

    receiver.expect_request(PATH).respond_with_handler(lambda _: Response(endless(), status=202))

    assert channel.send(message, idempotency_key="k") == Receipt()
    # What lies in the buffers of the two sockets has left the receiver, and was read by nobody.
    assert handed_out < 100_000_000
