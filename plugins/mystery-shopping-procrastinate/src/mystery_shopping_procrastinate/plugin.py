"""What this distribution offers to the plugin host."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins import hookimpl
from mystery_shopping.plugins.hookspecs import StorageFactory
from mystery_shopping.ports import EventLog

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:
    """Offer the log behind ``procrastinate+postgresql://``, under both names of the server."""
    return {"procrastinate+postgresql": _open, "procrastinate+postgres": _open}


def _open(url: str) -> EventLog:
    from mystery_shopping_procrastinate.log import open_log

    return open_log(url)
