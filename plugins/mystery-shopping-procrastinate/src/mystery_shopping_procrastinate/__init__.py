"""Jobs for workers on many machines, enqueued in the append's own transaction."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping_procrastinate.app import make_app
    from mystery_shopping_procrastinate.bound import BoundProcrastinateLog
    from mystery_shopping_procrastinate.log import ProcrastinateLog, open_log
    from mystery_shopping_procrastinate.schema import create_tables, migrate

_HOMES = {
    "BoundProcrastinateLog": "bound",
    "ProcrastinateLog": "log",
    "create_tables": "schema",
    "make_app": "app",
    "migrate": "schema",
    "open_log": "log",
}

__all__ = [
    "BoundProcrastinateLog",
    "ProcrastinateLog",
    "create_tables",
    "make_app",
    "migrate",
    "open_log",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
