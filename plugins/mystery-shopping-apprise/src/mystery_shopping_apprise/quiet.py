"""What Apprise logs while it works for us: nothing that could hold a token.

At ERROR it quotes a URL it cannot read, at DEBUG the URL it posts to and the message, at its own
TRACE every password; urllib3 writes the path of a request, which is where Telegram's token stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from logging import Filter, LogRecord, getLogger, root

# All of these write URLs, headers or signatures; their children as well.
_TALKATIVE = ("apprise", "oauthlib", "requests_oauthlib", "requests", "urllib3")

# Each finds its own words again: a line is read when it is logged, and once more in the result.
_HINTS = (
    (re.compile(r"(?:error=|answered )(\d{3})\b"), "answered {}"),
    (re.compile(r"connection (?:error|failed)", re.IGNORECASE), "connection failed"),
    (re.compile(r"did not finish within|no answer in time"), "no answer in time"),
    (re.compile(r"\bno .{0,60}to notify|names nobody"), "names nobody Apprise could write to"),
    (re.compile(r"raised an exception|broke down in Apprise"), "broke down in Apprise"),
)

# Apprise hands the context on to its worker threads, so that these are quiet, too.
_ours: ContextVar[bool] = ContextVar("mystery_shopping_apprise_ours", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Let Apprise log within only what `find_hint` makes of it; a host's own use is left alone."""
    for name in _names():
        getLogger(name).addFilter(_FILTER)
    token = _ours.set(True)
    try:
        yield
    finally:
        _ours.reset(token)


def find_hint(words: str) -> str:
    """Return what a line of Apprise's says about a failure, in words of our own, or nothing.

    The number of an answer is all that is taken over from the line itself.
    """
    for pattern, hint in _HINTS:
        if found := pattern.search(words):
            return hint.format(*found.groups())
    return ""


class _HintsOnly(Filter):
    def filter(self, record: LogRecord) -> bool:
        if not _ours.get():
            return True
        try:
            hint = find_hint(record.getMessage())
        except (KeyError, TypeError, ValueError):
            hint = ""  # a line that cannot be put together would end the sending from in here
        record.msg, record.args = hint, None
        record.exc_info = record.exc_text = record.stack_info = None
        return bool(record.msg) and record.name == "apprise"


_FILTER = _HintsOnly()


def _names() -> list[str]:
    known = [*root.manager.loggerDict]
    return [name for name in known if name.partition(".")[0] in _TALKATIVE] + ["apprise"]
