"""What this distribution offers to the plugin host."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins import hookimpl
from mystery_shopping.plugins.hookspecs import Exporter, ExporterFactory

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_exporters() -> Mapping[str, ExporterFactory]:
    """Offer the report as a page and as PDF."""
    return {"html": _html, "pdf": _pdf}


def _html() -> Exporter:
    from mystery_shopping_report.html import HtmlExporter

    return HtmlExporter()


def _pdf() -> Exporter:
    from mystery_shopping_report.pdf import PdfExporter

    return PdfExporter()
