"""Files of the report: what they are called, and that they are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

from mystery_shopping.reporting import Header

_MOST = 120


def file_name(header: Header, *, language: str, ending: str) -> str:
    """Return what a report's file is called, such as ``F-27-malang-2026-11.id.html``.

    Two units never share a name, whatever they are called.
    """
    unit = quote(header.unit, safe="", errors="backslashreplace")
    if len(unit) > _MOST:
        unit = f"{unit[: _MOST // 2]}-{sha256(unit.encode()).hexdigest()[: _MOST // 4]}"
    return f"{header.form}-{unit}-{header.period}.{language}.{ending}"


def write_whole(file: Path, content: bytes) -> Path:
    """Write a file so that a reader sees the old one or the new one, and return it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return file
