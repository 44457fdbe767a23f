"""What is logged while the channel works, and what of a host's own use is left alone."""

from __future__ import annotations

from logging import getLogger
from typing import TYPE_CHECKING

import apprise
import pytest

from mystery_shopping.errors import TransientFailure
from mystery_shopping.testing import make_message
from mystery_shopping_apprise.quiet import find_hint, quiet

if TYPE_CHECKING:
    from conftest import JsonReceiver

_EVERYTHING = 1


def test_at_every_level_only_the_hint_is_logged(
    hook: JsonReceiver, caplog: pytest.LogCaptureFixture
) -> None:
    """Below DEBUG Apprise writes passwords, and urllib3 the path with the token."""
    channel = hook.open()

    with caplog.at_level(_EVERYTHING):
        channel.send(make_message("name-1", body="rahasia"), idempotency_key="key")
        with hook.failing(), pytest.raises(TransientFailure):
            channel.send(make_message("name-1"), idempotency_key="key")

    said = [(record.name, record.getMessage()) for record in caplog.records]
    assert [each for each in said if each[0] != "asyncio"] == [("apprise", "answered 503")]


def test_a_hosts_own_use_of_apprise_logs_as_before(
    hook: JsonReceiver, caplog: pytest.LogCaptureFixture
) -> None:
    """The loggers are everybody's: only what is done for us is quiet, before, after, beside."""
    hook.open().send(make_message("name-1"), idempotency_key="key")

    with caplog.at_level(_EVERYTHING):
        own = apprise.Apprise(f"json://127.0.0.1:{hook.port}/x/own?+Idempotency-Key=own")
        assert own.notify("isi")

    assert "JSON POST URL" in caplog.text
    assert "urllib3" in {record.name.partition(".")[0] for record in caplog.records}


def test_a_line_that_cannot_be_put_together_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    """A hundred services log in a hundred ways: a slip in one must not end the sending."""
    with caplog.at_level(_EVERYTHING), quiet():
        getLogger("apprise").warning("error=%d", "rahasia")
        getLogger("apprise").warning("error=%d", 503)

    assert [record.getMessage() for record in caplog.records] == ["answered 503"]


@pytest.mark.parametrize(
    "line, hint",
    [
        ("Failed to send JSON POST notification: Unavailable, error=503.", "answered 503"),
        ("Failed to send to 12345: Unauthorized, error=401", "answered 401"),
        ("A Connection error occurred sending JSON notification to h.", "connection failed"),
        ('Connection error while submitting email to "h"', "connection failed"),
        ("Service 'JSON' did not finish within 0.300s.", "no answer in time"),
        ("Notification service 'X' raised an exception.", "broke down in Apprise"),
        ("error=tokenlike", ""),
        ("error=12345678", ""),
        (
            "There are no valid X (rahasia) targets to notify.",
            "names nobody Apprise could write to",
        ),
        ("Response Details: rahasia", ""),
    ],
)
def test_a_hint_takes_over_a_number_at_most(line: str, hint: str) -> None:
    """The words of a service's answer may hold anything; a hint read again is the same."""
    assert find_hint(line) == hint
    assert find_hint(hint) == hint
