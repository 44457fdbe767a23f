"""What is shown: lines, headings and grids, coloured on a terminal and plain in a pipe."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import attrs

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_STYLES = {
    "": "",
    "good": "green",
    "bad": "bold red",
    "warn": "yellow",
    "muted": "dim",
    "strong": "bold",
    "title": "bold cyan",
}
_WIDEST = 110
# One letter for one sign, so that columns stay columns where an encoding knows only ASCII.
_PLAIN_LETTERS = {
    "→": ">", "–": "-", "—": "-", "−": "-", "≥": ">", "≤": "<", "✓": "+", "✗": "x", "△": "!",
    "○": "o", "●": "*", "◐": "%", "·": ".", "…": ".", "█": "#", "░": ".", "─": "-", "×": "x",
    "▸": ">", "’": "'", "✉": "@",
}  # fmt: skip


@attrs.frozen
class Styled:
    """Words with a style; colour is never the only thing that tells them apart."""

    words: str
    style: str = ""


Piece = str | Styled


@attrs.frozen
class Line:
    """One line, wrapped where it is too long; a label stands apart, and nothing wraps below it.

    A `whole` line is never broken: it is there to be copied.
    """

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    label: Piece | None = None
    whole: bool = False


@attrs.frozen
class Heading:
    """The title of what follows, with a remark beside it."""

    title: str
    remark: str = ""


@attrs.frozen
class Column:
    """A column of a grid; figures are flush right, and only a `wide` column wraps."""

    title: str
    right: bool = False
    wide: bool = False


@attrs.frozen
class Grid:
    """Rows under titles, one piece per column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Piece, ...], ...]
    indent: int = 2


Block = Line | Heading | Grid
GAP = Line()


def line(*pieces: Piece, indent: int = 0, label: Piece | None = None) -> Line:
    """Return a line of those pieces."""
    return Line(pieces, indent, label)


def show(blocks: Iterable[Block], *, file: TextIO | None = None) -> None:
    """Print blocks, as wide as the terminal up to 110 columns, 80 in a pipe."""
    show_on(make_console(file), blocks)


def show_on(console: Console, blocks: Iterable[Block]) -> None:
    """Print blocks on a console; in a pipe no line ends in blanks."""
    for block in blocks:
        if isinstance(block, Grid) and not block.rows:
            continue
        drawn = _draw(block, console.width)
        if console.is_terminal:
            console.print(drawn, crop=False)
            continue
        with console.capture() as captured:
            console.print(drawn, crop=False)
        lines = (row.rstrip() for row in captured.get().splitlines())
        console.file.write("".join(f"{row}\n" for row in lines))


def make_console(file: TextIO | None = None) -> Console:
    """Return a console that colours on a terminal only and never changes the words."""
    from rich.console import Console

    made = Console(file=file or sys.stdout, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, _WIDEST)
    return made


def be_printable(*streams: object) -> None:
    """Let streams of a narrow encoding print a letter that resembles the sign they lack."""
    codecs.register_error("plain_letters", _plain_letters)
    for stream in streams:
        encoding = str(getattr(stream, "encoding", "") or "utf-8")
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and not encoding.lower().replace("-", "").startswith("utf"):
            reconfigure(errors="plain_letters")


def _plain_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN_LETTERS.get(sign, "?") for sign in signs), error.end


def _draw(block: Block, width: int) -> RenderableType:
    from rich.padding import Padding

    if isinstance(block, Heading):
        return _text((Styled(block.title, "title"), Styled(f"  {block.remark}", "muted")))
    if block == GAP:
        return _text(())
    if isinstance(block, Line) and block.whole:
        text = _text((" " * block.indent, *block.pieces))
        text.no_wrap, text.overflow = True, "ignore"
        return text
    inner = _table(block, width) if isinstance(block, Grid) else _line(block)
    return Padding(inner, (0, 0, 0, block.indent), expand=False)


def _line(block: Line) -> RenderableType:
    from rich.table import Table

    if block.label is None:
        return _text(block.pieces)
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(_text((block.label,)), _text(block.pieces))
    return row


def _text(pieces: Iterable[Piece]) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces:
        words, style = (piece.words, piece.style) if isinstance(piece, Styled) else (piece, "")
        text.append(words, style=_STYLES[style])
    return text


def _table(grid: Grid, width: int) -> Table:
    from rich.box import Box
    from rich.table import Table

    # Nothing but a line of hyphens under the titles: it survives a pipe, a mail and a copy.
    ruled = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
    table = Table(
        box=ruled, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold"
    )
    crowded = _least_width(grid) > width
    for column in grid.columns:
        table.add_column(
            column.title,
            justify="right" if column.right else "left",
            no_wrap=not column.wide and not crowded,
            overflow="fold",
        )
    for row in grid.rows:
        table.add_row(*(_text((piece,)) for piece in row))
    return table


def _least_width(grid: Grid) -> int:
    """Return how wide a grid is at least while only its wide columns wrap."""
    lines = (tuple(column.title for column in grid.columns), *grid.rows)
    widths = [max(len(_words(piece)) for piece in cells) for cells in zip(*lines, strict=True)]
    pairs = zip(grid.columns, widths, strict=True)
    return grid.indent + sum((12 if column.wide else width) + 2 for column, width in pairs)


def _words(piece: Piece) -> str:
    return piece.words if isinstance(piece, Styled) else piece
