"""A writer that meets a limit of the system, and tells what it got done before: run as a script."""

from __future__ import annotations

import json
import os
import resource
import sys
from itertools import count

import mystery_shopping as ms
from mystery_shopping.sqlite import open_log
from mystery_shopping.testing import make_event, make_events

_ROOM_BYTES = 200_000
_NOBODY = 65_534


def main(limit: str, path: str) -> None:
    """Append batches until the log refuses, and print the versions reached and the code."""
    log = open_log("sqlite:///warm-up.db")  # everything is imported before rights are dropped
    log.append("s", [make_event()], expected=0)
    log.close()
    if limit == "no room":
        resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM_BYTES, _ROOM_BYTES))
    elif os.geteuid() == 0:
        os.seteuid(_NOBODY)  # a superuser may write anything
    version = 0
    try:
        log = open_log(f"sqlite:///{path}")
        version = sum(info.version for info in log.streams())
        for _ in count():
            events = [event._replace(data=b"x" * 5_000) for event in make_events(3)]
            version = log.append("s", events, expected=version)
    except ms.LogFailure as refusal:
        print(json.dumps({"version": version, "code": refusal.code}))  # noqa: T201 - for the parent


if __name__ == "__main__":
    main(*sys.argv[1:])
