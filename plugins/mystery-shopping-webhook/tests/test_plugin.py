"""The plugin: found by the host, without loading anything heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mystery_shopping_webhook
from mystery_shopping.plugins import PluginHost
from mystery_shopping.ports import CONTRACT
from mystery_shopping_webhook import WebhookChannel, plugin


def test_the_schemes_are_offered_without_loading_the_channel() -> None:
    """The host asks every plugin what it offers, on every start; TLS takes its time to load."""
    code = (
        "import sys; from mystery_shopping_webhook import plugin as p;"
        " print(*p.mystery_shopping_channels());"
        " print({'http.client', 'ssl', 'mystery_shopping_webhook.channel'} & set(sys.modules))"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.split() == ["webhook+https", "webhook+http", "set()"]
    assert plugin.mystery_shopping_contract == CONTRACT


def test_every_public_name_can_be_had() -> None:
    """Names are loaded when asked for; a wrong one would only show at a user's."""
    names = mystery_shopping_webhook.__all__

    assert all(getattr(mystery_shopping_webhook, name) for name in names)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mystery_shopping_webhook.nothing


def test_the_host_opens_a_channel_by_its_url() -> None:
    """Installed is enough: nobody registers anything."""
    opened = PluginHost().open_channel("webhook+https://example.org/hooks")

    assert isinstance(opened, WebhookChannel)
