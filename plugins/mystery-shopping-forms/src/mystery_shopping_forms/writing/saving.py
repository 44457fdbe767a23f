"""The folder that forms go into, and what in it somebody filled in, for nobody to write over."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from mystery_shopping.errors import InvalidValue, Text

_A_FOLDER = Text("folder yang dapat dibuat dan ditulisi", "a folder that can be made and written")
_NOTHING_FILLED = Text(
    "folder tanpa form yang sudah diisi orang dengan nama yang sama: baca dulu form itu lalu "
    "pindahkan, atau pilih folder lain",
    "a folder without filled-in forms of these names: read them in and move them, or choose "
    "another folder",
)
_PROPERTIES = "docProps/core.xml"
_MOST_BYTES = 100_000
_UNDATED = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (
    OSError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]*)<")


def open_folder(folder: Path) -> None:
    """Make the folder where it is missing.

    Raises:
        InvalidValue: when it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidValue(path="folder", required=_A_FOLDER, actual=folder.name) from error


def refuse_filled(paths: Iterable[Path]) -> None:
    """Refuse to go on where one of the files holds what somebody wrote since we did.

    Raises:
        InvalidValue: with the names of all of them.
    """
    filled = [path.name for path in paths if path.exists() and not is_untouched(path)]
    if filled:
        raise InvalidValue(path="folder", required=_NOTHING_FILLED, actual=filled)


def is_untouched(path: Path) -> bool:
    """Return whether a workbook is as we wrote it: no program has saved it since.

    We give both moments in its properties the same value; a program that saves a workbook sets
    the second one anew, and many date its parts, which with us are of 1980. What cannot be read
    counts as somebody's.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PROPERTIES) as file:
            found = dict(_MOMENTS.findall(file.read(_MOST_BYTES)))
            is_dated = any(part.date_time != _UNDATED for part in archive.infolist())
    except _UNREADABLE:
        return False
    created = found.get(b"created")
    return not is_dated and created is not None and created == found.get(b"modified")
