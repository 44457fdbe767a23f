"""What this distribution offers to the plugin host."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins import hookimpl
from mystery_shopping.plugins.hookspecs import StorageFactory
from mystery_shopping.ports import EventLog

mystery_shopping_contract = 1
"""The version of the contract that `tests/test_contract.py` passed."""


@hookimpl
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:
    """Offer the log behind ``template:``."""
    return {"template": _open}


def _open(url: str) -> EventLog:
    # Only now, when somebody asks for the scheme: a driver may be slow to load, or missing.
    from mystery_shopping_template.log import open_log

    return open_log(url)
