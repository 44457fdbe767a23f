"""The embedded default: log and bookkeeping in one SQLite file, or in a host's own database."""

from mystery_shopping.sqlite.bookkeeping import SqliteBookkeeping
from mystery_shopping.sqlite.bound import BoundSqliteLog
from mystery_shopping.sqlite.log import SqliteLog, open_bookkeeping, open_log
from mystery_shopping.sqlite.schema import APPLICATION_ID, SCHEMA, create_tables

__all__ = [
    "APPLICATION_ID",
    "SCHEMA",
    "BoundSqliteLog",
    "SqliteBookkeeping",
    "SqliteLog",
    "create_tables",
    "open_bookkeeping",
    "open_log",
]
