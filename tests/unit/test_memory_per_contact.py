"""What a contact takes: live bytes in a cycle that was read, and bytes on the disk."""

import gc
import tracemalloc
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from benchmarks.month import CYCLE, RowLog, Rows, contact_turns, new_program, preparation, take
from benchmarks.raw import STREAM
from mystery_shopping import ContactState
from mystery_shopping.ports import Envelope
from mystery_shopping.service import Program
from mystery_shopping.sqlite import SqliteLog

CONTACTS = 2_000

# A cycle of thousands of events, lived once and read twice.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Rows]]:
    """A file with a cycle whose contacts are all accepted, and its rows."""
    file, log = tmp_path_factory.mktemp("log") / "log.db", RowLog()
    program = new_program(log)
    take(program, preparation(CONTACTS))
    for number in range(1, CONTACTS + 1):
        take(program, contact_turns(number))
    with closing(SqliteLog(str(file), synchronous="NORMAL")) as stored:
        for rows in log.groups:
            events = [Envelope(*row[2:]) for row in rows]
            stored.append(STREAM, events, expected=rows[0][1] - 1)
    return file, log.groups


def test_a_contact_takes_few_live_bytes(written: tuple[Path, list[Rows]]) -> None:
    """G13: a site keeps its cycles folded, and memory is what limits how many.

    The goal of 600 bytes is not reached: 741 were measured, 785 before, for attempt, form and
    instants of each contact's own. What is held here is 850, so that it does not grow unseen.
    """
    with closing(SqliteLog(str(written[0]))) as log:
        Program(log).cycle(CYCLE)  # whatever is built on first use is there now
        gc.collect()
        tracemalloc.start()
        try:
            program = Program(log)
            accepted = program.cycle(CYCLE).count(ContactState.ACCEPTED)
            gc.collect()
            live, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert accepted == CONTACTS
    assert live / CONTACTS <= 850, f"{live / CONTACTS:.0f} bytes a contact"


def test_a_row_takes_at_most_twice_its_bytes_on_the_disk(
    written: tuple[Path, list[Rows]],
) -> None:
    """G13: indexes and half-empty pages must not eat what the codec saves; 1.2 was measured."""
    file, groups = written

    ratio = file.stat().st_size / sum(map(_bytes, chain.from_iterable(groups)))

    assert ratio <= 2.0, f"{ratio:.2f} bytes on the disk for each of a row"


def _bytes(row: tuple[object, ...]) -> int:
    """Return the bytes of a row's own values, eight for a number."""
    values = (value.encode() if isinstance(value, str) else value for value in row)
    return sum(len(value) if isinstance(value, bytes) else 8 for value in values)
