"""Answers: which mean taken, which mean later, which mean never, and how long later is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.ports import Receipt
from mystery_shopping_webhook.answers import LONGEST_WAIT_SECONDS, find_wait, judge, tidy
from mystery_shopping_webhook.wire import Answer

NOW = datetime(2026, 11, 9, 3, tzinfo=UTC)


def judged(status: int, reason: str = "", **headers: str) -> Receipt:
    """Judge an answer of the channel ``webhook+https://example.org``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer(status, reason, named)
    return judge(answer, channel="webhook+https://example.org", private=("s3cr3t",), now=NOW)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_success_is_a_receipt(status: int) -> None:
    """Receivers differ in which of them they say."""
    assert judged(status) == Receipt("")


@pytest.mark.parametrize("status", [103, 408, 425, 429, 500, 502, 503, 504, 599, 700])
def test_what_may_pass_is_tried_again(status: int) -> None:
    """A receiver that is restarted or too busy loses no notice."""
    with pytest.raises(TransientFailure, match=f"answered {status}") as caught:
        judged(status, retry_after="7")

    assert caught.value.retry_after_seconds == 7


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 400, 401, 403, 404, 410, 413, 422])
def test_what_cannot_pass_is_given_up(status: int) -> None:
    """Asking again would not change an address or a refusal."""
    with pytest.raises(PermanentFailure, match=f"answered {status}"):
        judged(status, retry_after="7")


@pytest.mark.parametrize(
    "headers,reference",
    [
        ({"location": "/deliveries/7"}, "/deliveries/7"),
        ({"x_request_id": "r-1", "request_id": "r-2"}, "r-1"),
        ({"location": "", "x_correlation_id": "c-1"}, "c-1"),
        ({"location": "/s3cr3t/7"}, "/…/7"),
        ({"request_id": "a\r\n b\x1b[2J"}, "a b [2J"),
    ],
)
def test_the_reference_is_what_the_receiver_calls_it(
    headers: dict[str, str], reference: str
) -> None:
    """It finds the notice again in the receiver's own log; what is secret stays so."""
    assert judged(202, **headers) == Receipt(reference)


def test_a_reason_is_shown_short_on_one_line_and_without_secrets() -> None:
    """It is a stranger's text, and it ends in the operator's log and terminal."""
    with pytest.raises(PermanentFailure) as caught:
        judged(400, "no\x1b[31m such s3cr3t\r\n\tuser " + "x" * 5_000)

    assert caught.value.problem.startswith("answered 400 no [31m such … user xxx")
    assert len(caught.value.problem) < 230


@pytest.mark.parametrize(
    "text,seconds",
    [
        ("0", 0),
        (" 120 ", 120),
        ("86400", 86_400),
        ("86401", LONGEST_WAIT_SECONDS),
        ("9" * 5_000, LONGEST_WAIT_SECONDS),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0),
        (format_datetime(NOW + timedelta(days=9), usegmt=True), LONGEST_WAIT_SECONDS),
        ("Mon, 09 Nov 2026 10:00:30 +0700", 30),
        ("Mon, 09 Nov 2026 03:00:30 -0000", 30),
        ("Monday, 09-Nov-26 03:00:30 GMT", 30),
        *((text, None) for text in ("", "soon", "-5", "1.5", "+7", "1e3", "٣", "Mon, 32 Nov 2026")),
        *((text, None) for text in ("0x10", "Mon, 09 Nov 99999 03:00:00 GMT", ",", "\x00")),
    ],
)
def test_a_wait_is_read_in_both_forms_and_garbage_asks_for_nothing(
    text: str, seconds: float | None
) -> None:
    """A receiver must be able to slow us down, and not to stop us for good."""
    assert find_wait(text, now=NOW) == seconds


WORDS = st.sampled_from("Mon, 09 Nov 2026 03:00:30 GMT +9999 -2400 99999999999 0 : , - (".split())


@given(st.one_of(st.text(), st.lists(WORDS | st.text(max_size=4)).map(" ".join)))
def test_any_text_asks_for_a_wait_within_a_day_or_for_none(text: str) -> None:
    """The header is a stranger's; the worker lives on."""
    wait = find_wait(text, now=NOW)

    assert wait is None or 0 <= wait <= LONGEST_WAIT_SECONDS


@given(st.text(), st.lists(st.text(max_size=6), max_size=4))
def test_any_text_is_tidied_into_one_short_printable_line(text: str, private: list[str]) -> None:
    """Control characters in a log line forge other lines."""
    line = tidy(text, private=private)

    assert line.isprintable()
    assert len(line) <= 200
