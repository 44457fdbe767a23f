"""A file as a table that can be read twice: a header, rows, and how both were found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_reasons.cells import Row
from mystery_shopping_reasons.errors import UnreadableFile
from mystery_shopping_reasons.mapping import Layout

_HOMES = {
    ".csv": "text_table",
    ".tsv": "text_table",
    ".txt": "text_table",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
}
SUFFIXES = tuple(_HOMES)


@attrs.frozen
class Table:
    """A header and the rows under it; every call of `rows` starts at the first again."""

    header: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    choices: tuple[tuple[str, str], ...]


class _Opener(Protocol):
    def open_table(self, path: Path, layout: Layout) -> Table: ...


def open_table(path: Path, layout: Layout) -> Table:
    """Return a file as a table; which kind of file it is, its suffix says.

    Raises:
        UnreadableFile: when the file is missing, of another kind, empty or damaged.
    """
    home = _HOMES.get(path.suffix.lower())
    if home is None:
        known = ", ".join(_HOMES)
        problem = Text(f"jenis berkas yang dikenal: {known}", f"known kinds of file: {known}")
        raise UnreadableFile(file=path.name, problem=problem)
    opener: _Opener = import_module(f"mystery_shopping_reasons.{home}")
    try:
        return opener.open_table(path, layout)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFile(file=path.name, problem=Text(reason, reason)) from error


def fingerprint(path: Path) -> str:
    """Return the file's name with the first 12 digits of the SHA-256 of its bytes."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{path.name} sha256:{digest[:12]}"


def no_header(path: Path, row: int) -> UnreadableFile:
    """Return the error for a file that ends before its header."""
    problem = Text(f"tidak ada judul kolom di baris {row}", f"there is no header in row {row}")
    return UnreadableFile(file=path.name, problem=problem)
