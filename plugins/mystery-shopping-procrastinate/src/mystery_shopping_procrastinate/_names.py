"""What the jobs are called where they wait: queue, tasks, and the locks on waiting."""

from __future__ import annotations

QUEUE = "mystery_shopping"
TICK = "mystery_shopping.tick"
TICK_OF_THE_MINUTE = "mystery_shopping.tick_of_the_minute"
TIDY = "mystery_shopping.tidy"

# One tick does all there is to do, so that one of either kind may wait, and any number may run.
ONE_TICK_WAITS = TICK
ONE_TIDY_WAITS = TIDY

SCHEME = "procrastinate+"


def server_url(url: str) -> str:
    """Return the URL of the server behind the URL of the log."""
    return url[len(SCHEME) :] if url[: len(SCHEME)].lower() == SCHEME else url
