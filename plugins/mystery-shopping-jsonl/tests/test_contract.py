"""The directory of JSON Lines keeps both contracts; nothing is waived."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery_shopping.testing import LogContract, LogPlace, LogRaceContract


@pytest.fixture
def log_place(tmp_path: Path) -> LogPlace:
    """A folder that is not there yet."""
    return LogPlace(f"jsonl:{tmp_path}/quality", "mystery_shopping_jsonl:open_log")


class TestJsonLinesLog(LogContract):
    """One writer, one reader."""


class TestJsonLinesLogUnderFire(LogRaceContract):
    """Threads, processes, sudden death."""
