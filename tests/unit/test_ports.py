"""The ports: what our own logs and clocks are taken for."""

from datetime import UTC, datetime

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from mystery_shopping.sqlite import SqliteLog


def test_our_logs_are_logs_by_the_port() -> None:
    """The protocol is what a stranger reads; ours must be the example."""
    assert isinstance(MemoryLog(), ms.EventLog)
    assert all(
        hasattr(SqliteLog, name) for name in ("append", "read", "tail", "streams", "erase", "close")
    )


def test_a_recorded_event_tells_its_instant_in_utc() -> None:
    """Microseconds in the file, a datetime for people."""
    row = ms.Recorded("s", 1, 1, "e", "t", 1, 1_000_000, "d", "qca", b"", b"", b"")

    assert row.recorded_at == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)


def test_the_systems_clock_is_aware() -> None:
    """A naive "now" would be refused by everything it is given to."""
    assert ms.SystemClock().now().tzinfo is UTC


def test_every_state_of_a_delivery_has_words_of_its_own_in_both_languages() -> None:
    """A supervisor who asks what became of a notice reads a state, and must tell them apart."""
    labels = [state.label for state in ms.DeliveryState]

    assert all(label.id and label.en for label in labels)
    assert len({label.id for label in labels}) == len({label.en for label in labels}) == 5
