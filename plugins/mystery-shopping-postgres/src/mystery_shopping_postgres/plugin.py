"""What this distribution offers to the plugin host."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins import hookimpl
from mystery_shopping.plugins.hookspecs import BookkeepingFactory, StorageFactory
from mystery_shopping.ports import Bookkeeping, EventLog

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:
    """Offer the log behind ``postgresql://`` and ``postgres://``."""
    return {"postgresql": _open, "postgres": _open}


@hookimpl
def mystery_shopping_bookkeepings() -> Mapping[str, BookkeepingFactory]:
    """Offer the books there, beside a log or without one."""
    return {"postgresql": _open_books, "postgres": _open_books}


def _open(url: str) -> EventLog:
    from mystery_shopping_postgres.log import open_log

    return open_log(url)


def _open_books(url: str) -> Bookkeeping:
    from mystery_shopping_postgres.bookkeeping import open_bookkeeping

    return open_bookkeeping(url)
