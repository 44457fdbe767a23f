"""The month's report, form F-27, as one HTML page and as PDF."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping_report.errors import PdfFailed, PdfNotInstalled
    from mystery_shopping_report.html import HtmlExporter
    from mystery_shopping_report.pdf import PdfExporter

__all__ = ["HtmlExporter", "PdfExporter", "PdfFailed", "PdfNotInstalled"]

_PLACES = {
    "HtmlExporter": "html",
    "PdfExporter": "pdf",
    "PdfFailed": "errors",
    "PdfNotInstalled": "errors",
}


def __getattr__(name: str) -> object:
    # The plugin host imports this package on every start: templates are for those who export.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
