"""The log keeps both published contracts with a job beside each append; nothing is waived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
import pytest

from mystery_shopping.ports import Envelope, EventLog
from mystery_shopping.testing import LogContract, LogPlace, LogRaceContract
from mystery_shopping_procrastinate import BoundProcrastinateLog


@pytest.fixture
def log_place(url: str, bare_url: str) -> LogPlace:
    """A database of its own for every rule."""

    @contextmanager
    def hold_append(_: EventLog, stream: str, events: Sequence[Envelope]) -> Iterator[None]:
        with psycopg.connect(bare_url) as connection:
            BoundProcrastinateLog(connection).append(stream, events, expected=0)
            yield

    return LogPlace(url, "mystery_shopping_procrastinate:open_log", hold_append)


class TestLog(LogContract):
    """One writer, one reader."""


class TestLogUnderFire(LogRaceContract):
    """Threads, processes, sudden death, two transactions at once."""
