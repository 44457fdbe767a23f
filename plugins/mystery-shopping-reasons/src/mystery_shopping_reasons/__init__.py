"""Contact logs in CSV and XLSX, read into the ranked reasons for contact of a month."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mystery_shopping_reasons.errors import DayOrderUnsettled, UnreadableFile
    from mystery_shopping_reasons.guessing import guess_mapping
    from mystery_shopping_reasons.loading import load_mapping
    from mystery_shopping_reasons.mapping import Columns, Layout, Mapping, TagRule, Unanswered
    from mystery_shopping_reasons.ranking import read_ranking
    from mystery_shopping_reasons.reader import ReasonReader

__all__ = [
    "Columns",
    "DayOrderUnsettled",
    "Layout",
    "Mapping",
    "ReasonReader",
    "TagRule",
    "Unanswered",
    "UnreadableFile",
    "guess_mapping",
    "load_mapping",
    "read_ranking",
]

_HOMES = {
    "Columns": "mapping",
    "DayOrderUnsettled": "errors",
    "Layout": "mapping",
    "Mapping": "mapping",
    "ReasonReader": "reader",
    "TagRule": "mapping",
    "Unanswered": "mapping",
    "UnreadableFile": "errors",
    "guess_mapping": "guessing",
    "load_mapping": "loading",
    "read_ranking": "ranking",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's own attributes, loaded when asked for
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
