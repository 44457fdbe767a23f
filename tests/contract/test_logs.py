"""The library's own logs keep the contract, each with what it promises."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from mystery_shopping.testing import LogContract, LogPlace, LogRaceContract
from tests.contract.holding import hold_append

_GONE = "nothing outlives the process, and no other one sees it"


class InMemory:
    """The reference log."""

    @pytest.fixture
    def log_place(self) -> LogPlace:
        """A log that is new each time it is opened."""
        return LogPlace("memory:", "mystery_shopping.memory:open_log")


class InAFile:
    """The embedded default."""

    @pytest.fixture(params=["FULL", "NORMAL"])
    def log_place(self, request: pytest.FixtureRequest, tmp_path: Path) -> LogPlace:
        """A file that is not there yet, synced at each commit or at each checkpoint."""
        url = f"sqlite:///{tmp_path}/quality.db?synchronous={request.param}&busy_seconds=30"
        return LogPlace(url, "mystery_shopping.sqlite:open_log", hold_append)


class TestMemoryLog(InMemory, LogContract):
    """One writer and one reader in memory: nothing is waived."""


class TestMemoryLogUnderFire(InMemory, LogRaceContract):
    """Threads, yes; processes and an end of them, no."""

    waived: ClassVar = {
        "a_log_opened_again_holds_everything": _GONE,
        "two_processes_share_one_log": _GONE,
        "what_was_acknowledged_survives_a_kill": _GONE,
    }


class TestSqliteLog(InAFile, LogContract):
    """One writer and one reader on one file: nothing is waived."""


class TestSqliteLogUnderFire(InAFile, LogRaceContract):
    """Threads, processes, sudden death: nothing is waived."""
