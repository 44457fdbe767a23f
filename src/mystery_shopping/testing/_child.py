"""A writer in a process of its own: appends batch after batch and says each one's first id."""

from __future__ import annotations

import sys

from mystery_shopping.errors import Conflict
from mystery_shopping.testing._place import make_event, open_by_name


def main(opener: str, url: str, *rest: str) -> None:
    """Append so many batches to stream ``s``, whoever else writes, and print each when it is in."""
    name, count, batch = rest[0], int(rest[1]), int(rest[2])
    log = open_by_name(opener, url)
    version = 0
    for number in range(count):
        events = [make_event(event_id=f"{name}-{number}/{place}") for place in range(batch)]
        while True:
            try:
                version = log.append("s", events, expected=version)
                break
            except Conflict as conflict:
                version = conflict.actual
        print(events[0].event_id, flush=True)  # noqa: T201 - the parent counts what is acknowledged


if __name__ == "__main__":
    main(*sys.argv[1:])
