"""What this distribution offers to the plugin host."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from mystery_shopping.errors import LogUnusable
from mystery_shopping.plugins import hookimpl
from mystery_shopping.plugins.hookspecs import StorageFactory
from mystery_shopping.ports import EventLog

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:
    """Offer the log behind ``jsonl:``."""
    return {"jsonl": _open}


def _open(url: str) -> EventLog:
    if sys.platform == "win32":
        raise LogUnusable(log=url, problem="Windows has no file locks of POSIX; take sqlite:")
    from mystery_shopping_jsonl.log import open_log

    return open_log(url)
