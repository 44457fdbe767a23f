"""One plugin mechanism for storages, readers and commands, ours and anybody's."""

from mystery_shopping.plugins.hookspecs import ReasonReader, hookimpl, hookspec
from mystery_shopping.plugins.host import PluginHost, PluginReport
from mystery_shopping.plugins.opening import open_bookkeeping, open_program

__all__ = [
    "PluginHost",
    "PluginReport",
    "ReasonReader",
    "hookimpl",
    "hookspec",
    "open_bookkeeping",
    "open_program",
]
