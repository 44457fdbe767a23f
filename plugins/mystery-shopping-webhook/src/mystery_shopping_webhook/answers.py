"""What an answer means: taken over, try again later, or do not try again."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.ports import Receipt
from mystery_shopping_webhook.wire import Answer

LONGEST_WAIT_SECONDS = 86_400.0
_TRY_AGAIN = frozenset({408, 425, 429})
_REFERENCES = ("location", "x-request-id", "request-id", "x-correlation-id")
_LONGEST_TEXT = 200


def judge(
    answer: Answer, *, channel: str, private: Iterable[str], now: datetime, teller: str = ""
) -> Receipt:
    """Return the receipt of an answer that says the message was taken over.

    `private` are the texts that must not show although the receiver repeats them; `now` is aware.
    `teller` is who answered, when it is not the receiver the channel names.

    Raises:
        TransientFailure: for 408, 425, 429, 500 and above, and what is no final answer.
        PermanentFailure: for every other answer.
    """
    hidden = tuple(private)
    if 200 <= answer.status < 300:
        found = (answer.headers.get(name) for name in _REFERENCES)
        return Receipt(tidy(next(filter(None, found), ""), private=hidden))
    reason = tidy(answer.reason, private=hidden)
    problem = f"{teller} answered {answer.status} {reason}".strip()
    if answer.status in _TRY_AGAIN or answer.status >= 500 or answer.status < 200:
        wait = find_wait(answer.headers.get("retry-after", ""), now=now)
        raise TransientFailure(channel=channel, problem=problem, retry_after_seconds=wait)
    raise PermanentFailure(channel=channel, problem=problem)


def find_wait(text: str, *, now: datetime) -> float | None:
    """Return the seconds a Retry-After asks for, a day at most, or None when it asks for nothing.

    >>> find_wait("120", now=datetime(2026, 11, 3, tzinfo=UTC))
    120.0

    Source: RFC 9110, section 10.2.3.
    """
    text = text.strip()
    if re.fullmatch("[0-9]+", text):
        # A number of any length: a float takes it, where an int has its limit.
        return min(float(text), LONGEST_WAIT_SECONDS)
    try:
        at = parsedate_to_datetime(text)
        seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(float(math.ceil(seconds.total_seconds())), 0.0), LONGEST_WAIT_SECONDS)


def tidy(text: str, *, private: Iterable[str] = ()) -> str:
    """Return a stranger's text fit to be shown: one short line, nothing private in it."""
    for each in sorted(filter(None, private), key=len, reverse=True):
        text = text.replace(each, "…")
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 1] + "…"
