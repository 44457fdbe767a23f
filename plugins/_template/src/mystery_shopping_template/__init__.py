"""The log of mystery shopping in … (say where)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping_template.log import Log, open_log

__all__ = ["Log", "open_log"]


def __getattr__(name: str) -> object:
    """Load the log when it is asked for: the host imports this package only to look at it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mystery_shopping_template import log

    return getattr(log, name)
