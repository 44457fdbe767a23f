"""Where the month is shown as it goes: lines, and on a terminal a bar that fills below them."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Heading, make_console, show_on
from mystery_shopping_cli.wording import say

if TYPE_CHECKING:
    from rich.console import Console

_CONTACTS = ms.Text("kontak", "contacts")


class Stage:
    """Shows blocks at once; nothing at all when it is `silent`."""

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent
        self._console = make_console()

    def show(self, *blocks: Block) -> None:
        """Show blocks."""
        if not self._silent:
            show_on(self._console, blocks)

    def scene(self, title: str, remark: str = "") -> None:
        """Begin a part of the month."""
        self.show(GAP, Heading(title, remark))

    def progress(self, total: int) -> Bar:
        """Return a bar for so many contacts."""
        return Bar(self._console, total, shown=self._console.is_terminal and not self._silent)


class Bar:
    """A bar of contacts; in a pipe there is none."""

    def __init__(self, console: Console, total: int, *, shown: bool) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("  {task.description}"), BarColumn(40), MofNCompleteColumn())
        self._progress = Progress(*columns, console=console, transient=True, disable=not shown)
        self._task = self._progress.add_task(say(_CONTACTS), total=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def advance(self) -> None:
        """Fill the bar by one contact."""
        self._progress.advance(self._task)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
