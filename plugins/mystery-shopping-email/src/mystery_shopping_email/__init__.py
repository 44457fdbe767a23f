"""The notices of mystery shopping as e-mail; the client of SMTP loads on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping_email.channel import EmailChannel, open_channel

__all__ = ["EmailChannel", "open_channel"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mystery_shopping_email import channel

    value: object = getattr(channel, name)
    globals()[name] = value
    return value
