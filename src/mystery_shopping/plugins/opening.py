"""Opening a program, and the books of its notifications, by URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mystery_shopping.model import Policy, Scorecard
from mystery_shopping.plugins.host import PluginHost
from mystery_shopping.ports import Bookkeeping, Clock
from mystery_shopping.service import Program

if TYPE_CHECKING:
    from mystery_shopping.service.notifications import Directory


def open_program(
    url: str,
    *,
    policy: Policy | None = None,
    scorecard: Scorecard | None = None,
    clock: Clock | None = None,
    host: PluginHost | None = None,
    directory: Directory | None = None,
    bookkeeping: Bookkeeping | None = None,
) -> Program:
    """Return a program over the log at `url`: ``memory:``, ``sqlite:///quality.db``, a plugin's.

    With a `directory`, `tick` tells people what happens; the books are kept with the log, unless
    others are given, as `open_bookkeeping` opens them; the program closes those, too.

    >>> open_program("memory:").cycles()
    ()

    Raises:
        UnknownScheme: when no plugin offers the scheme.
        LogUnusable: when the place cannot serve as a log.
        InvalidValue: with a directory, when the log keeps no books and none are given.
    """
    host = host or PluginHost()
    program = Program(host.open_log(url), policy=policy, scorecard=scorecard, clock=clock)
    if directory is None:
        return program
    from mystery_shopping.service.notifications import Notifier

    try:
        program.notifier = Notifier(
            program.log,
            directory=directory,
            open_channel=host.open_channel,
            bookkeeping=bookkeeping,
        )
    except BaseException:
        program.close()
        raise
    return program


def open_bookkeeping(url: str, *, host: PluginHost | None = None) -> Bookkeeping:
    """Return the bookkeeping at `url`: ``sqlite:///books.db``, ``memory:``, a plugin's.

    Raises:
        UnknownScheme: when no plugin keeps books at that scheme.
        LogUnusable: when the place cannot serve for them.
    """
    return (host or PluginHost()).open_bookkeeping(url)
