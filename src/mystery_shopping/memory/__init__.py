"""The reference storage: in memory, gone with the process, for tests and trials."""

from mystery_shopping.memory.bookkeeping import MemoryBookkeeping
from mystery_shopping.memory.log import MemoryLog, open_bookkeeping, open_log

__all__ = ["MemoryBookkeeping", "MemoryLog", "open_bookkeeping", "open_log"]
