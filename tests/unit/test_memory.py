"""The log in memory: the reference every other log is held against."""

import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog, open_log


def envelope(event_id: str) -> ms.Envelope:
    """Return an event on its way."""
    return ms.Envelope(event_id, "x.happened", 1, 0, "dewi", "qca", b"{}", bytes(32), bytes(32))


def filled() -> MemoryLog:
    """Return a log with three events in two streams."""
    log = MemoryLog()
    log.append("a", [envelope("1"), envelope("2")], expected=0)
    log.append("b", [envelope("3")], expected=0)
    return log


def test_events_are_read_back_by_stream_and_by_position() -> None:
    """The two ways everything else reads."""
    log = filled()

    assert [row.event_id for row in log.read("a")] == ["1", "2"]
    assert [row.event_id for row in log.read("a", after=1)] == ["2"]
    assert [(row.position, row.stream) for row in log.tail(after=1)] == [(2, "a"), (3, "b")]
    assert list(log.streams()) == [ms.StreamInfo("a", 2), ms.StreamInfo("b", 1)]


def test_a_tail_ends_at_its_limit() -> None:
    """A subscriber reads in batches."""
    assert [row.position for row in filled().tail(limit=2)] == [1, 2]
    assert [row.position for row in filled().tail(after=-5, limit=1)] == [1]


def test_a_stale_writer_is_refused_and_changes_nothing() -> None:
    """Two people must not both write event 3."""
    log = filled()

    with pytest.raises(ms.Conflict) as caught:
        log.append("a", [envelope("9")], expected=1)

    assert (caught.value.expected, caught.value.actual) == (1, 2)
    assert len(log.tail()) == 3


def test_the_same_events_again_are_a_success_and_written_once() -> None:
    """A lost acknowledgement is followed by the same call."""
    log = filled()

    assert log.append("a", [envelope("1"), envelope("2")], expected=0) == 2
    assert log.append("a", [envelope("2")], expected=1) == 2
    assert len(log.tail()) == 3


def test_an_erased_stream_leaves_its_positions_empty() -> None:
    """A reader that has seen position 3 must never find something new below it."""
    log = filled()

    log.erase("b", expected=1)
    log.append("c", [envelope("4")], expected=0)

    assert [row.position for row in log.tail()] == [1, 2, 4]
    with pytest.raises(ms.Conflict):
        log.erase("a", expected=1)


def test_every_opening_is_a_log_of_its_own() -> None:
    """Two tests in one process must not share a month."""
    first, second = open_log("memory:"), open_log("memory:")

    first.append("a", [envelope("1")], expected=0)

    assert list(second.streams()) == []
    assert first.capabilities == ms.Capabilities(durable=False, processes=False)
