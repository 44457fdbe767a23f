"""G12: what a command asks of the log, counted; and calls as a measure that never flickers."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import NamedTuple

from benchmarks.measure import Size, scratch
from benchmarks.month import story
from benchmarks.raw import STREAM, new_log
from benchmarks.table import Row
from mystery_shopping.codec import decode
from mystery_shopping.service import Program
from mystery_shopping.sqlite import SqliteLog


class Asked(NamedTuple):
    """What one command asked of the log: statements by their first word, and events decoded."""

    statements: tuple[str, ...]
    decoded: int


def count_calls(work: Callable[[], object]) -> int:
    """Return how many functions, compiled ones too, were called during `work`."""
    return len(_calls(work, {"call", "c_call"}))


def count_decoded(work: Callable[[], object]) -> int:
    """Return how many events were decoded during `work`."""
    return _calls(work, {"call"}).count(decode.__code__)


def count_asked(connection: sqlite3.Connection, work: Callable[[], object]) -> Asked:
    """Return what `work` asked of the log behind a connection."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    try:
        decoded = count_decoded(work)
    finally:
        connection.set_trace_callback(None)
    return Asked(tuple(one.split()[0] for one in statements), decoded)


def _calls(work: Callable[[], object], kinds: set[str]) -> list[CodeType]:
    seen: list[CodeType] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event in kinds:
            seen.append(frame.f_code)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return seen


def statements_of_a_command(size: Size) -> Iterator[Row]:
    """Yield G12: a warm command, and the first of a program that has read nothing yet."""
    stretch = story(size.contacts).contacts(size.contacts)
    first, second = stretch.turns[:2]
    with scratch() as folder, new_log(folder, "NORMAL", stretch.past) as log:
        assert isinstance(log, SqliteLog)
        program = Program(log)
        events = len(tuple(log.read(STREAM)))
        cold = count_asked(log.connection, lambda: first.take(program))
        warm = count_asked(log.connection, lambda: second.take(program))
    yield _row("a warm command", warm, Asked(("INSERT",), 0))
    yield _row("a cold command", cold, Asked(("SELECT", "INSERT"), events))


def _row(what: str, asked: Asked, wanted: Asked) -> Row:
    return Row(
        "G12",
        f"{what}: statements, events decoded",
        ours=_tell(asked),
        theirs=_tell(wanted),
        control="exact",
        reached="yes" if asked == wanted else "no",
    )


def _tell(asked: Asked) -> str:
    return f"{' + '.join(asked.statements)}, {asked.decoded:,}"
