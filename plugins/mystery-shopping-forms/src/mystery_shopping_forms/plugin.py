"""The hooks by which the plugin host finds the exporter and the reader, each imported on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mystery_shopping.plugins import hookimpl

if TYPE_CHECKING:
    from mystery_shopping_forms.reading.reader import XlsxFormReader
    from mystery_shopping_forms.writing import XlsxExporter


@hookimpl
def mystery_shopping_exporters() -> Mapping[str, Callable[[], XlsxExporter]]:
    """Offer the forms as XLSX."""
    return {"xlsx": _make_exporter}


def _make_exporter() -> XlsxExporter:
    from mystery_shopping_forms.writing import XlsxExporter

    return XlsxExporter()


@hookimpl
def mystery_shopping_form_readers() -> Mapping[str, Callable[[], XlsxFormReader]]:
    """Offer the reader of filled forms in XLSX."""
    return {".xlsx": _make_form_reader}


def _make_form_reader() -> XlsxFormReader:
    from mystery_shopping_forms.reading.reader import XlsxFormReader

    return XlsxFormReader()
