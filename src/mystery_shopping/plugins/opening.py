"""Opening a program by the URL of its log."""

from __future__ import annotations

from mystery_shopping.model import Policy, Scorecard
from mystery_shopping.plugins.host import PluginHost
from mystery_shopping.ports import Clock
from mystery_shopping.service import Program


def open_program(
    url: str,
    *,
    policy: Policy | None = None,
    scorecard: Scorecard | None = None,
    clock: Clock | None = None,
    host: PluginHost | None = None,
) -> Program:
    """Return a program over the log at `url`: ``memory:``, ``sqlite:///quality.db``, a plugin's.

    >>> open_program("memory:").cycles()
    ()

    Raises:
        UnknownScheme: when no plugin offers the scheme.
        LogUnusable: when the place cannot serve as a log.
    """
    log = (host or PluginHost()).open_log(url)
    return Program(log, policy=policy, scorecard=scorecard, clock=clock)
