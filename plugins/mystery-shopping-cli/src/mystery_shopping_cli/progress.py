"""How far a large file has been read, shown on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import mystery_shopping as ms
from mystery_shopping_cli.wording import say

Progress = Callable[[float], object]

_LARGE_BYTES = 2_000_000
_READING = ms.Text("membaca {file}", "reading {file}")


@contextmanager
def shown_progress(file: Path) -> Iterator[Progress | None]:
    """Hand out what hears of the share done, None for a small file or without a terminal.

    It stands on stderr and is gone afterwards, so that no output and no pipe ever holds it.
    """
    if not sys.stderr.isatty() or file.stat().st_size < _LARGE_BYTES:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(file=sys.stderr), transient=True) as bars:
        task = bars.add_task(say(_READING.fill(file=file.name)), total=1.0)
        yield lambda share: bars.update(task, completed=share)
