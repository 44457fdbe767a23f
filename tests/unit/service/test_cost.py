"""What a command costs, counted and not timed: gates G7 and G12 of the performance goals."""

import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from tests.months import AGENT, BUDI, DEWI, Month, S, even_plan, nov, policy

AT = nov(14, 22)
ONES = dict.fromkeys(ms.default_scorecard().codes, 1)


def steps(number: int) -> list[tuple[ms.Command, ms.Person]]:
    """Return what happens to one contact, from the call to the accepted form."""
    return [
        (ms.PerformContact(number, nov(8, 8), AGENT), BUDI),
        (ms.EvaluateContact(number, ONES), BUDI),
        (ms.SubmitForm(number), BUDI),
        (ms.AcceptForm(number), DEWI),
    ]


def wide_plan(count: int) -> tuple[ms.PlannedContact, ...]:
    """Return any number of contacts for one contacter."""
    parts = ("morning", "noon", "afternoon", "night")
    return tuple(
        ms.PlannedContact(n % 5 + 1, date(2026, 11, 8 + n % 7), parts[n % 4], BUDI)
        for n in range(count)
    )


def month_of(count: int) -> Month:
    """Return a month of so many contacts, all performed but the last."""
    month = Month(reading=policy(minimum_samples=4), plan=wide_plan(count)).to(S.EXECUTING)
    for number in range(1, count):
        command, by = steps(number)[0]
        month.program.execute(month.id, command, by=by, at=AT)
    return month


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions, Python's and C's, are called during some work."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before, collecting = sys.getprofile(), gc.isenabled()
    gc.disable()  # a collection's finalizers would be counted, too
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collecting:
            gc.enable()
    return count


@pytest.fixture(scope="module")
def months() -> tuple[Month, Month]:
    """Return a month of forty contacts and one of four thousand, each before its last."""
    return month_of(40), month_of(4_000)


def test_g7_a_command_at_contact_4000_makes_the_calls_of_one_at_contact_40(
    months: tuple[Month, Month],
) -> None:
    """A month that gets slower with each contact is unbearable before it is full."""
    costs = []
    for month, number in zip(months, (40, 4_000), strict=True):
        program, cycle_id = month.program, month.id
        costs.append(
            [
                calls_of(lambda c=command, b=by: program.execute(cycle_id, c, by=b, at=AT))  # type: ignore[misc]  # noqa: B023
                for command, by in steps(number)
            ]
        )

    few, many = costs
    assert min(few) > 20, "the counter counts"
    for small, large in zip(few, many, strict=True):
        assert large <= 1.25 * small, (few, many)


def nodes(node: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    """Give every tuple of a vector's tree."""
    yield node
    for child in node:
        if isinstance(child, tuple):
            yield from nodes(child)


def test_g7_a_command_copies_one_path_of_the_contacts_and_shares_the_rest() -> None:
    """A copy of four thousand references is one call and hides from the count above."""
    month = month_of(2_000)
    before = month.cycle

    command, by = steps(2_000)[0]
    month.program.execute(month.id, command, by=by, at=AT)

    after = month.cycle
    old = {id(node) for node in nodes(before.contacts._root)}
    fresh = [node for node in nodes(after.contacts._root) if id(node) not in old]
    assert sum(map(len, fresh)) <= 3 * 32
    grown = [
        field.name
        for field in attrs.fields(ms.Cycle)
        if isinstance(getattr(after, field.name), (tuple, list, dict, set, frozenset))
        and len(getattr(after, field.name)) > 20
    ]
    assert grown == [], "these are copied whole by every command"


class Traced:
    """A program on a file, with what its connection is told and how many events are decoded."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.program = ms.open_program(url)
        self.statements: list[str] = []
        self.decoded = 0
        self.program.log.connection.set_trace_callback(self.statements.append)  # type: ignore[attr-defined]
        real = json.loads

        def counted(data: bytes) -> object:
            self.decoded += 1
            return real(data)

        monkeypatch.setattr(json, "loads", counted)

    def verbs(self) -> list[str]:
        """Return the first word of each statement."""
        return [statement.split()[0] for statement in self.statements]


@pytest.fixture
def file(tmp_path: Path) -> tuple[str, str, int]:
    """Return the URL of a file with a month in execution, the cycle's id and its version."""
    url = f"sqlite:///{tmp_path}/quality.db"
    month = Month(url=url, reading=policy(minimum_samples=4), plan=even_plan(8)).to(S.EXECUTING)
    found = url, month.id, month.cycle.version
    month.program.close()
    return found


def test_g12_a_warm_command_is_one_statement_and_decodes_nothing(
    file: tuple[str, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything else is in memory already; the write itself is the check."""
    url, cycle_id, _ = file
    traced = Traced(url, monkeypatch)
    traced.program.cycle(cycle_id)

    for number in (1, 2):
        for command, by in steps(number):
            traced.statements.clear()
            traced.decoded = 0

            traced.program.execute(cycle_id, command, by=by, at=AT)

            assert (traced.verbs(), traced.decoded) == (["INSERT"], 0)
    traced.program.close()


def test_g12_a_cold_command_adds_one_select(
    file: tuple[str, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One read of the stream, each event decoded once."""
    url, cycle_id, version = file
    traced = Traced(url, monkeypatch)
    command, by = steps(1)[0]

    traced.program.execute(cycle_id, command, by=by, at=AT)

    assert (traced.verbs(), traced.decoded) == (["SELECT", "INSERT"], version)
    traced.program.close()


def test_g12_a_refused_warm_command_looks_once_whether_it_is_still_refused(
    file: tuple[str, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal from memory is checked against the log by one read that finds nothing new."""
    url, cycle_id, _ = file
    traced = Traced(url, monkeypatch)
    traced.program.cycle(cycle_id)
    traced.statements.clear()
    traced.decoded = 0

    with pytest.raises(ms.CommandRefused):
        traced.program.execute(cycle_id, ms.Close(), by=DEWI, at=AT)

    assert (traced.verbs(), traced.decoded) == (["SELECT"], 0)
    traced.program.close()


def test_a_command_id_known_already_costs_nothing(
    file: tuple[str, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone that sends again and again must not load the log."""
    url, cycle_id, _ = file
    traced = Traced(url, monkeypatch)
    command, by = steps(1)[0]
    traced.program.execute(cycle_id, command, by=by, at=AT, command_id="req-1")
    traced.statements.clear()

    traced.program.execute(cycle_id, command, by=by, at=AT, command_id="req-1")

    assert traced.statements == []
    traced.program.close()


def test_looking_again_reads_only_what_came_after() -> None:
    """A screen that refreshes every second must not read the month every second."""

    class Noting(MemoryLog):
        """A log that notes from where it is read."""

        def __init__(self) -> None:
            super().__init__()
            self.reads: list[int] = []

        def read(self, stream: str, *, after: int = 0) -> Iterable[ms.Recorded]:
            """Note and read."""
            self.reads.append(after)
            return super().read(stream, after=after)

    log = Noting()
    program = ms.Program(log, policy=policy())
    cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))
    log.reads.clear()

    program.verdict(cycle.id, as_of=nov(2))
    program.missing(cycle.id, as_of=nov(2))

    assert log.reads == [0, 0], "the last event known is read once more, none before it"
