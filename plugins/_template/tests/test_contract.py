"""The log keeps the contract; what it cannot keep is waived by name, with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from mystery_shopping.testing import LogContract, LogPlace, LogRaceContract

_MEMORY = "nothing outlives the process"


@pytest.fixture
def log_place(tmp_path: Path) -> LogPlace:
    """A fresh, empty place for every test, that another process can open, too."""
    return LogPlace(f"template:{tmp_path}", "mystery_shopping_template:open_log")


class TestLog(LogContract):
    """One writer, one reader."""


class TestLogUnderFire(LogRaceContract):
    """Threads, processes, sudden death."""

    waived: ClassVar = {
        "a_log_opened_again_holds_everything": _MEMORY,
        "two_processes_share_one_log": _MEMORY,
        "what_was_acknowledged_survives_a_kill": _MEMORY,
    }
