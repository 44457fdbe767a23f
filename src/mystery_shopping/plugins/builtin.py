"""What the library itself offers, through the same hooks as anybody's plugin."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins.hookspecs import (
    BookkeepingFactory,
    ChannelFactory,
    StorageFactory,
    hookimpl,
)
from mystery_shopping.ports import Bookkeeping, Channel, EventLog

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:
    """Offer the log in memory and the one in a SQLite file."""
    return {"memory": _memory, "sqlite": _sqlite}


@hookimpl
def mystery_shopping_bookkeepings() -> Mapping[str, BookkeepingFactory]:
    """Offer the books in memory and those in a SQLite file, a log's own or not."""
    return {"memory": _memory_books, "sqlite": _sqlite_books}


@hookimpl
def mystery_shopping_channels() -> Mapping[str, ChannelFactory]:
    """Offer the channel that keeps messages and the one that logs them."""
    return {"memory": _channel, "log": _channel}


def _channel(url: str) -> Channel:
    from mystery_shopping.channels import open_channel

    return open_channel(url)


def _memory(url: str) -> EventLog:
    from mystery_shopping.memory import open_log

    return open_log(url)


def _sqlite(url: str) -> EventLog:
    from mystery_shopping.sqlite import open_log

    return open_log(url)


def _memory_books(url: str) -> Bookkeeping:
    from mystery_shopping.memory import open_bookkeeping

    return open_bookkeeping(url)


def _sqlite_books(url: str) -> Bookkeeping:
    from mystery_shopping.sqlite import open_bookkeeping

    return open_bookkeeping(url)
