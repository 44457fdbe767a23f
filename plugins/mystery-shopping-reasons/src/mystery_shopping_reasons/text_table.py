"""Delimited text as a table: encoding and delimiter are found out, and said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from mystery_shopping.errors import Text
from mystery_shopping_reasons.cells import Row, fold
from mystery_shopping_reasons.encodings import find_encoding
from mystery_shopping_reasons.guard import (
    MOST_COLUMNS,
    MOST_RECORD_SIGNS,
    Unsound,
    telling,
    too_large,
)
from mystery_shopping_reasons.mapping import Layout
from mystery_shopping_reasons.tables import Table, Watch, no_header, watched

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {"\t": "tab"}
_SAMPLE_ROWS = 50
_RECORD = Text("satu baris", "a row")


def open_table(path: Path, layout: Layout) -> Table:
    """Return a text file as a table, reading it once to see which encoding decodes all of it."""
    encoding, encoding_choice = find_encoding(path, layout.encoding)
    with telling(path.name):
        delimiter, hints = _delimiter(path, encoding, layout)
    skip = hints + layout.header_row - 1

    def records(watch: Watch | None = None) -> Iterator[Row]:
        return islice(_records(path, encoding, delimiter, watch=watch), skip, None)

    header = next(records(), None)
    if not header:
        raise no_header(path, layout.header_row)
    if len(header) > MOST_COLUMNS:
        with telling(path.name):
            raise too_large(Text("jumlah kolom", "the number of columns"), most=MOST_COLUMNS)
    return Table(
        header=tuple(fold(str(name)) for name in header),
        rows=lambda watch=None: islice(records(watch), 1, None),
        choices=(
            ("encoding", encoding_choice),
            ("delimiter", _NAMES.get(delimiter, delimiter)),
            ("header_row", str(layout.header_row)),
        ),
        first_row=layout.header_row + 1,
    )


def _records(path: Path, encoding: str, delimiter: str, *, watch: Watch | None) -> Iterator[Row]:
    with (
        telling(path.name),
        path.open("rb") as raw,
        io.TextIOWrapper(raw, encoding=encoding, newline="") as file,
    ):
        size = max(path.stat().st_size, 1)
        rows = _parted(_Lines(file), delimiter)
        yield from watched(rows, watch, share=lambda: raw.tell() / size)


def _parted(lines: _Lines, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for record in reader:
            lines.signs = 0
            yield record
    except csv.Error as error:
        line = reader.line_num
        raise Unsound(Text(f"baris {line}: {error}", f"line {line}: {error}")) from error


class _Lines:
    """The lines of a file; `signs` counts those of the record they belong to.

    A file without line ends, or one whose quotes never close, would else be held as a whole.
    """

    def __init__(self, file: TextIO) -> None:
        self.signs = 0
        self._read = partial(file.readline, MOST_RECORD_SIGNS + 1)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        self.signs += len(line)
        if self.signs > MOST_RECORD_SIGNS:
            raise too_large(_RECORD, most=MOST_RECORD_SIGNS)
        return line


def _delimiter(path: Path, encoding: str, layout: Layout) -> tuple[str, int]:
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(MOST_RECORD_SIGNS)
        # Excel's own hint, a first line that is no part of the table.
        hint = first[:16].rstrip("\r\n").casefold()
        hinted = hint[4:] if hint.startswith("sep=") and len(hint) == 5 else None
        if layout.delimiter or hinted:
            return layout.delimiter or hinted or "", 0 if hinted is None else 1
        file.seek(0)
        below = islice(_Lines(file), layout.header_row - 1, layout.header_row - 1 + _SAMPLE_ROWS)
        lines = list(below)
    return max(_DELIMITERS, key=lambda mark: _fit(lines, mark)), 0


def _fit(lines: list[str], delimiter: str) -> tuple[int, int]:
    # How many rows are as wide as the header, then how wide that is; a single column fits nothing.
    try:
        widths = [len(row) for row in csv.reader(io.StringIO("".join(lines)), delimiter=delimiter)]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths), widths[0]
