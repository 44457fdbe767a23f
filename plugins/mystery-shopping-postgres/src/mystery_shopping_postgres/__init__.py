"""The log of mystery shopping in PostgreSQL, for many machines; the driver loads on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping_postgres.bookkeeping import PostgresBookkeeping, open_bookkeeping
    from mystery_shopping_postgres.bound import BoundPostgresLog
    from mystery_shopping_postgres.log import PostgresLog, open_log
    from mystery_shopping_postgres.schema import SCHEMA, create_tables, migrate

_HOMES = {
    "PostgresBookkeeping": "bookkeeping",
    "BoundPostgresLog": "bound",
    "PostgresLog": "log",
    "open_bookkeeping": "bookkeeping",
    "open_log": "log",
    "SCHEMA": "schema",
    "create_tables": "schema",
    "migrate": "schema",
}

__all__ = [
    "SCHEMA",
    "BoundPostgresLog",
    "PostgresBookkeeping",
    "PostgresLog",
    "create_tables",
    "migrate",
    "open_bookkeeping",
    "open_log",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
