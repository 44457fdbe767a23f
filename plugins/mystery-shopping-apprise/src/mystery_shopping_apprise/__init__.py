"""Notices of mystery shopping to the services Apprise knows; Apprise loads on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping_apprise.channel import AppriseChannel, open_channel
    from mystery_shopping_apprise.services import read_services

_HOMES = {"AppriseChannel": "channel", "open_channel": "channel", "read_services": "services"}

__all__ = ["AppriseChannel", "open_channel", "read_services"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
