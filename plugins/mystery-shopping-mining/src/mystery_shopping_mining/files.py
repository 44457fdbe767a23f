"""Files of the evidence: what they are called, and lines written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mystery_shopping.model import Cycle
from mystery_shopping.service.saving import name_of_unit, write_whole


def file_name(cycle: Cycle, ending: str) -> str:
    """Return what a month's file is called, such as ``process-malang-2026-11.xes``.

    Two units never share a name, whatever they are called.
    """
    return f"process-{name_of_unit(cycle.unit)}-{cycle.period}.{ending}"


def write_lines(file: Path, lines: Iterable[str]) -> Path:
    """Write lines so that a reader sees the old file or the new one, and return the file."""
    return write_whole(file, (f"{line}\n".encode() for line in lines))
