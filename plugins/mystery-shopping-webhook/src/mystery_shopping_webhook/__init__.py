"""Notices of mystery shopping, sent to a web address as signed CloudEvents; loads on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping_webhook.channel import WebhookChannel, open_channel

__all__ = ["WebhookChannel", "open_channel"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.channel"), name)
    globals()[name] = value
    return value
