"""A file as a table that can be read twice: a header, rows, and how both were found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_reasons.cells import Row
from mystery_shopping_reasons.errors import UnreadableFile
from mystery_shopping_reasons.mapping import Layout

Watch = Callable[[float], object]
"""Hears now and then which share of a file has been read, from 0 to 1."""

_TEXT, _WORKBOOK = "text_table", "workbook"
_HOMES = {".csv": _TEXT, ".tsv": _TEXT, ".txt": _TEXT, ".xlsx": _WORKBOOK, ".xlsm": _WORKBOOK}
SUFFIXES = tuple(_HOMES)
_STRANGERS = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Text("buku kerja .xls lama, atau bersandi", "it is an old .xls, or locked by a password"),
    ),
    (b"%PDF", Text("ini PDF", "it is a PDF")),
    (b"\x1f\x8b", Text("dimampatkan dengan gzip", "it is packed by gzip")),
    (b"<", Text("ini halaman web atau XML", "it is a web page or XML")),
)
_REMEDY = Text("simpan sebagai .xlsx atau .csv", "save it as .xlsx or .csv")
_EVERY = 4_096


def _no_remarks() -> tuple[tuple[str, str], ...]:
    return ()


class Rows(Protocol):
    """Gives the rows of a table from the first."""

    def __call__(self, watch: Watch | None = None) -> Iterator[Row]:
        """Yield the rows under the header, and tell `watch` how far they have come."""


@attrs.frozen
class Table:
    """A header and the rows under it; every call of `rows` starts at the first again.

    `remarks` says what the last pass found beside the rows. `first_row` is the number of the
    first row under the header as a spreadsheet shows it.
    """

    header: tuple[str, ...]
    rows: Rows
    choices: tuple[tuple[str, str], ...]
    remarks: Callable[[], tuple[tuple[str, str], ...]] = _no_remarks
    first_row: int = 2


class _Opener(Protocol):
    def open_table(self, path: Path, layout: Layout) -> Table: ...


def open_table(path: Path, layout: Layout) -> Table:
    """Return a file as a table; its first bytes say which kind it is, whatever its ending says.

    Raises:
        UnreadableFile: when the file is missing, of another kind, empty or damaged.
    """
    home = _HOMES.get(path.suffix.lower())
    if home is None:
        known = ", ".join(_HOMES)
        problem = Text(f"jenis berkas yang dikenal: {known}", f"known kinds of file: {known}")
        raise UnreadableFile(file=path.name, problem=problem)
    try:
        found = _kind(path)
        opener: _Opener = import_module(f"mystery_shopping_reasons.{found}")
        table = opener.open_table(path, layout)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFile(file=path.name, problem=Text(reason, reason)) from error
    if found == home:
        return table
    kind = "workbook" if found == _WORKBOOK else "text"
    said = ("kind", f"{kind}, though its name ends in {path.suffix}")
    return attrs.evolve(table, choices=(said, *table.choices))


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(b"PK\x03\x04"):
        return _WORKBOOK
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, name in _STRANGERS:
        if bare.startswith(mark):
            problem = Text("{name}; {remedy}", "{name}; {remedy}").fill(name=name, remedy=_REMEDY)
            raise UnreadableFile(file=path.name, problem=problem)
    return _TEXT


def watched(
    rows: Iterable[Row], watch: Watch | None, *, share: Callable[[], float]
) -> Iterator[Row]:
    """Yield rows, and tell `watch` now and then which `share` of the file has been read."""
    if watch is None:
        yield from rows
        return
    for count, row in enumerate(rows):
        if count % _EVERY == 0:
            watch(share())
        yield row
    watch(1.0)


def fingerprint(path: Path) -> str:
    """Return the file's name with the first 12 digits of the SHA-256 of its bytes."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{path.name} sha256:{digest[:12]}"


def no_header(path: Path, row: int) -> UnreadableFile:
    """Return the error for a file that ends before its header."""
    problem = Text(f"tidak ada judul kolom di baris {row}", f"there is no header in row {row}")
    return UnreadableFile(file=path.name, problem=problem)
