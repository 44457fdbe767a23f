"""Files of the evidence: what they are called, and that they are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from mystery_shopping.model import Cycle

_MOST = 120


def file_name(cycle: Cycle, ending: str) -> str:
    """Return what a month's file is called, such as ``process-malang-2026-11.xes``.

    Two units never share a name, whatever they are called.
    """
    unit = quote(cycle.unit, safe="", errors="backslashreplace")
    if len(unit) > _MOST:
        unit = f"{unit[: _MOST // 2]}-{sha256(unit.encode()).hexdigest()[: _MOST // 4]}"
    return f"process-{unit}-{cycle.period}.{ending}"


def write_whole(file: Path, lines: Iterable[str]) -> Path:
    """Write lines so that a reader sees the old file or the new one, and return the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in lines)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return file
