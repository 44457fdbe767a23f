"""The app of a worker in a process of its own, told by the environment when to hang."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import mystery_shopping as ms
from mystery_shopping.ports import Message, Receipt
from mystery_shopping_procrastinate import make_app


class Outbox:
    """Adds a line for each message to a file, and hangs before or after the first, if told to."""

    def __init__(self, path: Path, *, hangs: str) -> None:
        self._path, self._hangs = path, hangs

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Write who is told what, under which key."""
        if self._hangs == "before":
            self._hang()
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{idempotency_key} {message.to} {message.notice}\n")
        if self._hangs == "after":
            self._hang()
        return Receipt()

    def close(self) -> None:
        """Nothing is held."""

    def _hang(self) -> None:
        self._path.with_suffix(".hangs").touch()
        time.sleep(600)


class GivenClock:
    """It is always the moment that the environment says."""

    def now(self) -> datetime:
        """Return it."""
        return datetime.fromisoformat(os.environ["NOW"])


app = make_app(
    os.environ["LOG"],
    directory=ms.load_directory(os.environ["DIRECTORY"]),
    open_channel=lambda _: Outbox(Path(os.environ["OUTBOX"]), hangs=os.environ.get("HANGS", "")),
    clock=GivenClock(),
)
