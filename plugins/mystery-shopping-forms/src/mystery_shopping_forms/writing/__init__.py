"""A month's dossier written down as the workbooks of the four forms."""

from mystery_shopping_forms.writing.exporter import XlsxExporter

__all__ = ["XlsxExporter"]
