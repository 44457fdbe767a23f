"""Contact logs in CSV and XLSX, read into the ranked reasons for contact of a month."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mystery_shopping_reasons.errors import DayOrderUnsettled, UnreadableFile
    from mystery_shopping_reasons.guessing import guess_mapping
    from mystery_shopping_reasons.inspecting import ColumnSeen, Inspection, inspect_file
    from mystery_shopping_reasons.loading import load_mapping
    from mystery_shopping_reasons.mapping import (
        Columns,
        Internal,
        Layout,
        Mapping,
        TagRule,
        Unanswered,
    )
    from mystery_shopping_reasons.ranking import read_ranking
    from mystery_shopping_reasons.reader import ReasonReader
    from mystery_shopping_reasons.tally import LeftOut
    from mystery_shopping_reasons.writing import write_mapping

__all__ = [
    "ColumnSeen",
    "Columns",
    "DayOrderUnsettled",
    "Inspection",
    "Internal",
    "Layout",
    "LeftOut",
    "Mapping",
    "ReasonReader",
    "TagRule",
    "Unanswered",
    "UnreadableFile",
    "guess_mapping",
    "inspect_file",
    "load_mapping",
    "read_ranking",
    "write_mapping",
]

_HOMES = {
    "ColumnSeen": "inspecting",
    "Columns": "mapping",
    "DayOrderUnsettled": "errors",
    "Inspection": "inspecting",
    "Internal": "mapping",
    "Layout": "mapping",
    "LeftOut": "tally",
    "Mapping": "mapping",
    "ReasonReader": "reader",
    "TagRule": "mapping",
    "Unanswered": "mapping",
    "UnreadableFile": "errors",
    "guess_mapping": "guessing",
    "inspect_file": "inspecting",
    "load_mapping": "loading",
    "read_ranking": "ranking",
    "write_mapping": "writing",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's own attributes, loaded when asked for
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
