"""A month with somebody listening: a directory, a channel in memory, and what each person heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import mystery_shopping as ms
from mystery_shopping.channels import MemoryChannel
from tests.months import Month, nov

PEOPLE = """
[channels]
box = "memory:"

[people.dewi]
role = "qca"
reach = { box = "dewi" }

[people.budi]
role = "qco"
reach = { box = "budi" }

[people.citra]
role = "qco"
reach = { box = "citra" }

[people.rudi]
role = "spv"
language = "en"
reach = { box = "rudi" }

[people.sari]
role = "tl"
team = "team-2"
language = "en"
reach = { box = "sari" }

[people.maya]
role = "manager"
reach = { box = "maya" }
"""


class Office:
    """Listens to a month from the moment it is made; `heard` empties with every call."""

    def __init__(
        self,
        month: Month,
        *,
        directory: str = PEOPLE,
        channel: ms.Channel | None = None,
        **options: Any,  # noqa: ANN401 - as the notifier takes them
    ) -> None:
        self.month = month
        self.box = MemoryChannel()
        self.channel = channel or self.box
        self.notifier = ms.Notifier(
            month.program.log,
            directory=ms.load_directory(directory),
            open_channel=self._open,
            **options,
        )
        self._told = 0
        self.report = self.notifier.tick(nov(1))

    def heard(self, at: datetime) -> list[tuple[str, str]]:
        """Let it be `at`, and return who heard what since, in the order it was sent."""
        return [(message.to, message.notice) for message in self.read(at)]

    def read(self, at: datetime) -> list[ms.Message]:
        """Let it be `at`, and return what was sent since."""
        self.report = self.notifier.tick(at)
        fresh = list(self.box.messages.values())[self._told :]
        self._told += len(fresh)
        return fresh

    def after(self, act: Callable[[], object], *, at: datetime) -> list[tuple[str, str]]:
        """Do something after all before it was heard, and return who heard what of it."""
        self.heard(at)
        act()
        return self.heard(at)

    def _open(self, _: str) -> ms.Channel:
        return self.channel
