"""The hook by which the plugin host finds the reader, which is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mystery_shopping.plugins import hookimpl

if TYPE_CHECKING:
    from mystery_shopping_reasons.reader import ReasonReader

_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


@hookimpl
def mystery_shopping_reason_readers() -> Mapping[str, Callable[[], ReasonReader]]:
    """Return a factory of the reader for each kind of file it reads."""
    return dict.fromkeys(_SUFFIXES, _make_reader)


def _make_reader() -> ReasonReader:
    from mystery_shopping_reasons.reader import ReasonReader

    return ReasonReader()
