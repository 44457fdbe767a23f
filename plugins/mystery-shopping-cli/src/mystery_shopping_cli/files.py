"""Exports of the log as files: read byte for byte, and never written over another file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import mystery_shopping as ms

_NEW_FILE = ms.Text("berkas yang belum ada", "a file that is not there yet")
_FILE = ms.Text("berkas yang dapat dibaca", "a file that can be read")


def write_lines(path: str, lines: Iterable[str]) -> None:
    """Write the lines of an export into a new file.

    The file is there whole or not at all.

    Raises:
        InvalidValue: when there is such a file already, or no folder for it.
    """
    place = Path(path)
    written = list(lines)
    try:
        with place.open("x", encoding="ascii", newline="") as file:
            file.writelines(written)
    except FileExistsError as error:
        raise ms.InvalidValue(path="FILE", required=_NEW_FILE, actual=path) from error
    except OSError as error:
        place.unlink(missing_ok=True)
        raise ms.InvalidValue(path="FILE", required=_NEW_FILE, actual=str(error)) from error


def read_lines(path: str) -> list[str]:
    """Return the lines of an export, just as they are: a changed byte must stay one.

    Raises:
        InvalidValue: when the file cannot be read.
    """
    try:
        # No export holds a byte beyond ASCII: one that came in shows up where the line is parsed.
        text = Path(path).read_bytes().decode("ascii", errors="backslashreplace")
    except OSError as error:
        raise ms.InvalidValue(path="FILE", required=_FILE, actual=str(error)) from error
    return text.splitlines(keepends=True)
