"""What this distribution offers to the plugin host."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins import hookimpl
from mystery_shopping.plugins.hookspecs import ChannelFactory
from mystery_shopping.ports import Channel

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_channels() -> Mapping[str, ChannelFactory]:
    """Offer the channel behind ``apprise:``."""
    return {"apprise": _open}


def _open(url: str) -> Channel:
    from mystery_shopping_apprise.channel import open_channel

    return open_channel(url)
