"""The hash chain: whoever changes, drops, adds or swaps an event is found."""

from collections.abc import Callable
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping.codec import GENESIS, verify
from tests.months import Month, S

STREAM = "cycle/malang/2026-11"
Rows = list[ms.Recorded]


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Return the events of a month of four, in order."""
    return list(Month.of_four().to(S.ASSIGNED).program.log.read(STREAM))


def test_an_untouched_stream_holds_and_tells_its_head(rows: Rows) -> None:
    """The head is printed on F-27: whoever has the paper can check the file."""
    report = verify(STREAM, rows)

    assert (report.stream, report.event_count) == (STREAM, len(rows))
    assert report.head == rows[-1].hash.hex()


def test_the_first_event_follows_nothing(rows: Rows) -> None:
    """A chain that begins anywhere could begin after what was cut off."""
    assert rows[0].previous == GENESIS == bytes(32)
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]


@pytest.mark.parametrize(
    "changes",
    [
        {"data": b"{}"},
        {"actor": "maya"},
        {"role": "manager"},
        {"recorded_at_micros": 0},
        {"type": "cycle.closed"},
        {"schema": 2},
        {"event_id": "x/0"},
        {"version": 9},
        {"stream": "cycle/other"},
        {"hash": bytes(32)},
        {"previous": bytes(32)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_change_to_any_part_of_an_event_is_found_at_that_event(
    rows: Rows, changes: dict[str, Any]
) -> None:
    """Who did it and when is as much evidence as what was done."""
    touched = [*rows[:4], rows[4]._replace(**changes), *rows[5:]]

    with pytest.raises(ms.ChainBroken) as caught:
        verify(STREAM, touched)

    assert (caught.value.stream, caught.value.version) == (STREAM, 5)


@pytest.mark.parametrize(
    "touch, version",
    [
        (lambda rows: rows[1:], 1),
        (lambda rows: rows[:3] + rows[4:], 4),
        (lambda rows: [*rows[:3], rows[4], rows[3], *rows[5:]], 4),
        (lambda rows: [*rows[:3], rows[2], *rows[3:]], 4),
    ],
    ids=["beginning cut off", "one dropped", "two swapped", "one twice"],
)
def test_a_missing_swapped_or_repeated_event_is_found(
    rows: Rows, touch: Callable[[Rows], Rows], version: int
) -> None:
    """A form that was left out is as false as one that was changed."""
    with pytest.raises(ms.ChainBroken) as caught:
        verify(STREAM, touch(rows))

    assert caught.value.version == version


def test_events_cut_off_at_the_end_change_the_head(rows: Rows) -> None:
    """The chain alone cannot know its end; the head on paper can."""
    report = verify(STREAM, rows[:-1])

    assert report.head != verify(STREAM, rows).head
    assert report.event_count == len(rows) - 1


def test_the_verification_needs_nothing_this_version_can_read(rows: Rows) -> None:
    """An auditor's older copy must be able to check a newer log."""
    strange = ms.Recorded(STREAM, 1, 1, "x/0", "cycle.paused", 9, 0, "d", "qca", b"?", GENESIS, b"")
    sealed = strange._replace(hash=_sealed(strange))

    assert verify(STREAM, [sealed]).event_count == 1
    assert len(rows) > 1


def _sealed(row: ms.Recorded) -> bytes:
    """Return the hash of an envelope as the format describes it, by our own hand."""
    import hashlib

    lines = (row.stream, row.version, row.event_id, row.type, row.schema, row.recorded_at_micros)
    head = "".join(f"{line}\n" for line in (*lines, row.actor, row.role))
    return hashlib.sha256(row.previous + head.encode() + row.data).digest()
