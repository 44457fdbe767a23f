"""The plugin host finds the channel, and pays for it only when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mystery_shopping_email
from mystery_shopping.errors import InvalidValue
from mystery_shopping.plugins import PluginHost
from mystery_shopping.testing import make_message
from mystery_shopping_email import EmailChannel, plugin
from mystery_shopping_email.testing import PostOffice

_PROBE = """
import sys, mystery_shopping_email.plugin as plugin
print(*plugin.mystery_shopping_channels(), *{"smtplib", "ssl"} & set(sys.modules))
"""


def test_the_schemes_are_offered_without_loading_the_client() -> None:
    """The host asks every plugin what it offers, on every start."""
    printed = subprocess.check_output([sys.executable, "-c", _PROBE], text=True)

    assert printed.split() == ["smtp", "smtps"]
    assert plugin.mystery_shopping_contract == 1


def test_the_host_opens_it_by_its_url(post: PostOffice) -> None:
    """That is how a worker comes by it."""
    channel = PluginHost().open_channel(post.url())

    channel.send(make_message("dewi@example.org"), idempotency_key="key")

    assert isinstance(channel, EmailChannel)
    assert [arrival.to for arrival in post.received()] == ["dewi@example.org"]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_url_without_a_sender_is_refused_through_the_host(scheme: str) -> None:
    """The worker tells its operator before anything is sent."""
    with pytest.raises(InvalidValue) as caught:
        PluginHost().open_channel(f"{scheme}://mail.example.org")

    assert caught.value.path == "url.from"


def test_the_package_has_only_what_it_names() -> None:
    """A name that is typed wrongly is found where it was typed."""
    with pytest.raises(AttributeError, match="open_chanel"):
        _ = mystery_shopping_email.open_chanel
