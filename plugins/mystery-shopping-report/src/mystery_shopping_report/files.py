"""What the files of the report are called."""

from __future__ import annotations

from mystery_shopping.reporting import Header
from mystery_shopping.service.saving import name_of_unit


def file_name(header: Header, *, language: str, ending: str) -> str:
    """Return what a report's file is called, such as ``F-27-malang-2026-11.id.html``.

    Two units never share a name, whatever they are called.
    """
    return f"{header.form}-{name_of_unit(header.unit)}-{header.period}.{language}.{ending}"
