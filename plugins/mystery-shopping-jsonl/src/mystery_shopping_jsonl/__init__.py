"""The log of mystery shopping as a directory of JSON Lines that anybody can read."""

from mystery_shopping_jsonl.log import JsonLinesLog, open_log

__all__ = ["JsonLinesLog", "open_log"]
