"""A log is a list that only grows: memory and SQLite are held against one, and raced upon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from mystery_shopping.errors import Conflict, CycleAlreadyOpen, MysteryShoppingError
from mystery_shopping.memory import MemoryLog
from mystery_shopping.model import NewProduct
from mystery_shopping.ports import Envelope, EventLog, Recorded
from mystery_shopping.service import Program
from mystery_shopping.sqlite import SqliteLog
from mystery_shopping.workflow import commands as c
from tests.strategies import (
    NOVEMBER,
    QCA,
    QCOS,
    SMALL_CARD,
    Month,
    small_policy,
    small_program,
)

STREAMS = ("cycle/a/2026-11", "cycle/a/2026-12", "cycle/ab/2026-11", "other")


def envelope(name: str, data: bytes = b"{}") -> Envelope:
    """Return an event on its way; its bytes tell it from others."""
    return Envelope(name, "form.accepted", 1, 7, "dewi", "qca", data, bytes(32), bytes(32))


class ListModel:
    """A log as one list of all that was ever written, with what is erased left out of it.

    Positions grow and are never used twice; a log may leave some out.
    """

    def __init__(self) -> None:
        self.rows: list[Recorded] = []
        self.position = 0

    def stream(self, name: str) -> list[Recorded]:
        """Return the events of a stream."""
        return [row for row in self.rows if row.stream == name]

    def append(self, name: str, events: Sequence[Envelope], positions: Sequence[int]) -> None:
        """Write events at the end, at the positions the log gave them."""
        for event, position in zip(events, positions, strict=True):
            assert position > self.position
            self.position = position
            version = len(self.stream(name)) + 1
            self.rows.append(Recorded(name, version, position, *event))

    def erase(self, name: str) -> None:
        """Leave a stream out from now on."""
        self.rows = [row for row in self.rows if row.stream != name]


class LogMachine(RuleBasedStateMachine):
    """Random appends, retries, conflicts and disposals on one log and its list."""

    written: Bundle[tuple[str, int, tuple[Envelope, ...]]] = Bundle("written")

    def make(self) -> EventLog:
        """Return the log under test."""
        return MemoryLog()

    @initialize()
    def begin(self) -> None:
        """Start with an empty log."""
        self.log, self.model, self.count = self.make(), ListModel(), 0

    def teardown(self) -> None:
        """Let go of the log."""
        if hasattr(self, "log"):
            self.log.close()

    @rule(target=written, stream=st.sampled_from(STREAMS), count=st.integers(1, 4))
    def append(self, stream: str, count: int) -> tuple[str, int, tuple[Envelope, ...]]:
        """Write new events where the stream ends."""
        expected = len(self.model.stream(stream))
        events = tuple(envelope(f"id-{self.count + n}") for n in range(count))
        self.count += count
        assert self.log.append(stream, events, expected=expected) == expected + count
        positions = [row.position for row in self.log.read(stream, after=expected)]
        self.model.append(stream, events, positions)
        return stream, expected, events

    @rule(stream=st.sampled_from(STREAMS), off=st.sampled_from([-2, -1, 1, 2]))
    def append_elsewhere(self, stream: str, off: int) -> None:
        """Write new events where the stream does not end: nothing happens."""
        expected = len(self.model.stream(stream)) + off
        with pytest.raises(Conflict) as conflict:
            self.log.append(stream, [envelope("new"), envelope("newer")], expected=expected)
        assert conflict.value.actual == expected - off

    @rule(again=written)
    def retry(self, again: tuple[str, int, tuple[Envelope, ...]]) -> None:
        """Write the same events at the same place again: a success that writes nothing."""
        stream, expected, events = again
        there = self.model.stream(stream)[expected : expected + len(events)]
        if [row.event_id for row in there] == [event.event_id for event in events]:
            assert self.log.append(stream, events, expected=expected) == expected + len(events)
        elif len(self.model.stream(stream)) != expected:
            with pytest.raises(Conflict):
                self.log.append(stream, events, expected=expected)

    @rule(stream=st.sampled_from(STREAMS))
    def erase(self, stream: str) -> None:
        """Dispose of a stream."""
        self.log.erase(stream, expected=len(self.model.stream(stream)))
        self.model.erase(stream)

    @rule(stream=st.sampled_from(STREAMS), off=st.sampled_from([-1, 1]))
    def fail_to_erase(self, stream: str, off: int) -> None:
        """Try to dispose of a stream somebody wrote to meanwhile: nothing happens."""
        with pytest.raises(Conflict):
            self.log.erase(stream, expected=len(self.model.stream(stream)) + off)

    @rule(stream=st.sampled_from(STREAMS), after=st.integers(0, 6))
    def read(self, stream: str, after: int) -> None:
        """Read a stream from some version on."""
        assert list(self.log.read(stream, after=after)) == self.model.stream(stream)[after:]

    @rule(after=st.integers(0, 20), limit=st.integers(0, 6))
    def tail(self, after: int, limit: int) -> None:
        """Read everything from some position on."""
        behind = [row for row in self.model.rows if row.position > after]
        assert list(self.log.tail(after=after, limit=limit)) == behind[:limit]

    @rule(prefix=st.sampled_from(["", "cycle/", "cycle/a/", "cycle/a", "o", "%", "_"]))
    def streams(self, prefix: str) -> None:
        """List the streams of a prefix."""
        names = sorted({row.stream for row in self.model.rows if row.stream.startswith(prefix)})
        assert list(self.log.streams(prefix)) == [
            (name, len(self.model.stream(name))) for name in names
        ]

    @invariant()
    def holds_the_list(self) -> None:
        """The whole log is the list, in the same order, at the same positions."""
        assert list(self.log.tail(limit=10_000)) == self.model.rows


class SqliteMachine(LogMachine):
    """The same on SQLite."""

    def make(self) -> EventLog:
        """Return a log of one connection."""
        return SqliteLog(":memory:")


TestMemoryLog = LogMachine.TestCase
TestSqliteLog = SqliteMachine.TestCase
TestMemoryLog.settings = TestSqliteLog.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None
)


# Programs over a log.


Opener = Callable[[], EventLog]


@pytest.fixture(params=["memory", "sqlite"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Give two workers the log they share: one object in memory, one file on disk."""
    if request.param == "memory":
        log = MemoryLog()
        yield lambda: log
        return
    opened: list[SqliteLog] = []

    def open_file() -> EventLog:
        opened.append(SqliteLog(str(tmp_path / "month.db"), synchronous="NORMAL"))
        return opened[-1]

    yield open_file
    for file in opened:
        file.close()


def program(log: EventLog) -> Program:
    """Return a program over `log`."""
    return Program(log, policy=small_policy(), scorecard=SMALL_CARD)


def race(*works: Callable[[], object]) -> None:
    """Run some works at once, each in a thread of its own, and raise what one of them raised."""
    gate, failures = Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        except MysteryShoppingError as error:
            failures.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def product(name: str) -> c.AddNewProducts:
    """Return a command that leaves its name behind."""
    return c.AddNewProducts((NewProduct(name, name),))


@pytest.mark.parametrize("shared", [False, True], ids=["two programs", "one program"])
def test_programs_racing_on_one_cycle_lose_nothing(opener: Opener, shared: bool) -> None:  # noqa: FBT001
    """Ten people work on one month at once; what was acknowledged must be there, in one chain."""
    first = program(opener())
    cycle = first.open_cycle(unit="malang", period=NOVEMBER, by=QCA).id
    workers = [first, first] if shared else [first, program(opener())]

    def work(place: int) -> None:
        for turn in range(30):
            workers[place].execute(
                cycle, product(f"p{place}-{turn}"), by=QCA, command_id=f"{place}-{turn}"
            )

    race(lambda: work(0), lambda: work(1))

    codes = [row.code for row in first.cycle(cycle).new_products]
    assert sorted(codes) == sorted(f"p{place}-{turn}" for place in (0, 1) for turn in range(30))
    assert [code for code in codes if code[:2] == "p0"] == [f"p0-{turn}" for turn in range(30)]
    assert first.verify(cycle).event_count == 61
    assert program(opener()).cycle(cycle) == first.cycle(cycle) == workers[1].cycle(cycle)


@pytest.mark.parametrize("shared", [False, True], ids=["two programs", "one program"])
def test_one_command_id_given_twice_at_once_is_done_once(opener: Opener, shared: bool) -> None:  # noqa: FBT001
    """A message delivered to two workers must not add anything twice."""
    one = program(opener())
    other = one if shared else program(opener())
    cycle = one.open_cycle(unit="malang", period=NOVEMBER, by=QCA).id

    def work(worker: Program) -> None:
        for turn in range(20):
            worker.execute(cycle, product(f"p{turn}"), by=QCA, command_id=f"id-{turn}")

    race(lambda: work(one), lambda: work(other))

    assert sorted(row.code for row in one.cycle(cycle).new_products) == sorted(
        f"p{turn}" for turn in range(20)
    )
    assert one.verify(cycle).event_count == 21
    assert one.cycle(cycle) == other.cycle(cycle) == program(opener()).cycle(cycle)


def test_two_programs_that_open_one_month_at_once_open_it_once(opener: Opener) -> None:
    """Two cycles of one unit-month would each have half of the forty contacts."""
    workers = [program(opener()) for _ in range(2)]
    refused: list[CycleAlreadyOpen] = []

    def work(worker: Program) -> None:
        try:
            worker.open_cycle(unit="malang", period=NOVEMBER, by=QCA)
        except CycleAlreadyOpen as error:
            refused.append(error)

    race(*(lambda worker=worker: work(worker) for worker in workers))

    assert len(refused) == 1
    assert program(opener()).cycles() == ("malang/2026-11",)


def test_a_retry_by_a_program_that_is_behind_is_done_once_and_keeps_the_chain(
    opener: Opener,
) -> None:
    """The second worker retries a little later: it must take over what is there, not its own."""
    one, other = program(opener()), program(opener())
    cycle = one.open_cycle(unit="malang", period=NOVEMBER, by=QCA)
    other.cycle(cycle.id)
    assert cycle.last_at is not None
    at = cycle.last_at
    later = at + timedelta(minutes=1)

    one.execute(cycle.id, product("a"), by=QCA, at=at, command_id="same")
    again = other.execute(cycle.id, product("a"), by=QCA, at=later, command_id="same")
    other.execute(cycle.id, product("b"), by=QCA, at=later)

    assert again.last_at == at
    assert other.verify(cycle.id).event_count == 3
    assert other.cycle(cycle.id) == one.cycle(cycle.id)


@settings(max_examples=20)
@given(st.data())
def test_a_cycle_as_of_any_instant_is_the_fold_of_what_was_recorded_by_then(
    data: st.DataObject,
) -> None:
    """A verdict on a day long gone must be the verdict of that day."""
    month = Month(small_program(), zeros={1: ("answer", "action")}).up_to("reported")
    history = month.program.history(month.id)
    entry = data.draw(st.sampled_from(history))
    until = entry.at + timedelta(seconds=data.draw(st.integers(0, 100_000)))

    past = month.program.cycle(month.id, as_of=until)

    assert past.version == sum(row.at <= until for row in history)
    assert past.last_at is not None
    assert past.last_at <= until


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_month_leaves_the_same_bytes_in_every_log(kind: str, tmp_path: Path) -> None:
    """A log that changed the bytes it keeps would break a chain that others verify."""
    log: EventLog = MemoryLog() if kind == "memory" else SqliteLog(str(tmp_path / "month.db"))
    reference = Month(small_program(), helpers=(2,)).up_to("closed")

    month = Month(small_program(log), helpers=(2,)).up_to("closed")

    def facts(rows: Sequence[Recorded]) -> list[Any]:
        return [(row.version, row.type, row.schema, row.actor, row.role, row.data) for row in rows]

    assert facts(log.tail(limit=1000)) == facts(reference.program.log.tail(limit=1000))
    assert month.cycle == reference.cycle
    assert month.cycle.contact(1).contacter in QCOS
    log.close()
