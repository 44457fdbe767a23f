"""Delimited text as a table: encoding and delimiter are found out, and said."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mystery_shopping.errors import Text
from mystery_shopping_reasons.cells import Row, fold
from mystery_shopping_reasons.errors import UnreadableFile
from mystery_shopping_reasons.mapping import Layout
from mystery_shopping_reasons.tables import Table, no_header

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {"\t": "tab"}
_ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")
_FOUND = {"utf-8-sig": "utf-8", "utf-16": "utf-16"}
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 1 << 16
_SAMPLE_ROWS = 50


def open_table(path: Path, layout: Layout) -> Table:
    """Return a text file as a table, reading it once to see which encoding decodes all of it."""
    encoding, encoding_choice = _encoding(path, layout.encoding)
    delimiter, skip = _delimiter(path, encoding, layout)
    skip += layout.header_row - 1

    def records() -> Iterator[Row]:
        return islice(_records(path, encoding, delimiter), skip, None)

    header = next(records(), None)
    if not header:
        raise no_header(path, layout.header_row)
    return Table(
        header=tuple(fold(str(name)) for name in header),
        rows=lambda: islice(records(), 1, None),
        choices=(
            ("encoding", encoding_choice),
            ("delimiter", _NAMES.get(delimiter, delimiter)),
            ("header_row", str(layout.header_row)),
        ),
    )


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            yield from reader
        except csv.Error as error:
            line = reader.line_num
            problem = Text(f"baris {line}: {error}", f"line {line}: {error}")
            raise UnreadableFile(file=path.name, problem=problem) from error


def _encoding(path: Path, given: str | None) -> tuple[str, str]:
    if given is not None:
        return _given_encoding(path, given)
    with path.open("rb") as file:
        marked = file.read(2) in _WIDE_MARKS
    names = ("utf-16", *_ENCODINGS) if marked else _ENCODINGS
    found = next(name for name in names if _undecodable(path, name) is None)
    return found, _FOUND.get(found, f"{found}, for it is no utf-8")


def _given_encoding(path: Path, given: str) -> tuple[str, str]:
    # A mark at the start is no part of the first column's name, whoever named the encoding.
    name = "utf-8-sig" if codecs.lookup(given).name == "utf-8" else given
    error = _undecodable(path, name)
    if error is not None:
        problem = Text(f"bukan {given}: {error}", f"it is not {given}: {error}")
        raise UnreadableFile(file=path.name, problem=problem) from error
    return name, f"{given}, given"


def _undecodable(path: Path, encoding: str) -> UnicodeError | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        return error
    return None


def _delimiter(path: Path, encoding: str, layout: Layout) -> tuple[str, int]:
    with path.open(encoding=encoding, newline="") as file:
        lines = list(islice(file, layout.header_row + _SAMPLE_ROWS))
    # Excel's own hint, a first line that is no part of the table.
    hint = lines[0].strip().casefold() if lines else ""
    hinted = hint[4:] if hint.startswith("sep=") and len(hint) == 5 else None
    skip = 0 if hinted is None else 1
    if layout.delimiter or hinted:
        return layout.delimiter or hinted or "", skip
    return max(_DELIMITERS, key=lambda mark: _fit(lines[layout.header_row - 1 :], mark)), skip


def _fit(lines: list[str], delimiter: str) -> tuple[int, int]:
    # How many rows are as wide as the header, then how wide that is; a single column fits nothing.
    try:
        widths = [len(row) for row in csv.reader(io.StringIO("".join(lines)), delimiter=delimiter)]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths), widths[0]
