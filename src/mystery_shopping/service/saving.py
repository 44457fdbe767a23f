"""Files that exporters write: whole or not at all, under names that no two units share."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

_MOST = 120


def write_whole(file: Path, chunks: Iterable[bytes]) -> Path:
    """Write a file so that a reader sees the old one or the new one, and return it.

    Whatever stops it on the way leaves the old file, and nothing beside it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return file


def name_of_unit(unit: str) -> str:
    """Return a unit as part of a file's name, in ASCII; two units never share one.

    >>> name_of_unit("malang/timur")
    'malang%2Ftimur'
    """
    name = quote(unit, safe="", errors="backslashreplace")
    if len(name) > _MOST:
        name = f"{name[: _MOST // 2]}-{sha256(name.encode()).hexdigest()[: _MOST // 4]}"
    return name
