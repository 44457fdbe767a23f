"""The library's own bookkeepings keep the contract, each with what it promises."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from mystery_shopping.testing import (
    BookkeepingContract,
    BookkeepingPlace,
    BookkeepingRaceContract,
)

_GONE = "nothing outlives the process, and no other opening sees it"


class InMemory:
    """The reference bookkeeping."""

    @pytest.fixture
    def bookkeeping_place(self) -> BookkeepingPlace:
        """A bookkeeping that is new each time it is opened."""
        return BookkeepingPlace("memory:", "mystery_shopping.memory:open_bookkeeping")


class InAFile:
    """The embedded default."""

    @pytest.fixture(params=["FULL", "NORMAL"])
    def bookkeeping_place(self, request: pytest.FixtureRequest, tmp_path: Path) -> BookkeepingPlace:
        """A file that is not there yet, synced at each commit or at each checkpoint."""
        url = f"sqlite:///{tmp_path}/quality.db?synchronous={request.param}&busy_seconds=30"
        return BookkeepingPlace(url, "mystery_shopping.sqlite:open_bookkeeping")


class TestMemoryBookkeeping(InMemory, BookkeepingContract):
    """One caller at a time in memory: nothing is waived."""


class TestMemoryBookkeepingUnderFire(InMemory, BookkeepingRaceContract):
    """Threads, yes; processes and an end of them, no."""

    waived: ClassVar = {
        "what_was_written_is_there_again": _GONE,
        "two_openings_share_one_bookkeeping": _GONE,
        "two_processes_share_the_deliveries": _GONE,
        "two_processes_read_on_without_a_double": _GONE,
        "what_a_killed_worker_held_goes_to_another": _GONE,
    }


class TestSqliteBookkeeping(InAFile, BookkeepingContract):
    """One caller at a time on one file: nothing is waived."""


class TestSqliteBookkeepingUnderFire(InAFile, BookkeepingRaceContract):
    """Threads, processes, sudden death: nothing is waived."""
