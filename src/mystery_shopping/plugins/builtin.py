"""What the library itself offers, through the same hooks as anybody's plugin."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins.hookspecs import StorageFactory, hookimpl
from mystery_shopping.ports import EventLog

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:
    """Offer the log in memory and the one in a SQLite file."""
    return {"memory": _memory, "sqlite": _sqlite}


def _memory(url: str) -> EventLog:
    from mystery_shopping.memory import open_log

    return open_log(url)


def _sqlite(url: str) -> EventLog:
    from mystery_shopping.sqlite import open_log

    return open_log(url)
