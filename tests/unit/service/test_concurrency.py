"""Several writers on one log: a stale fold decides again, and nothing is done twice or lost."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from tests.months import (
    AGENT,
    BUDI,
    CITRA,
    DEWI,
    Month,
    S,
    even_plan,
    nov,
    policy,
    scenario,
)

EIGHT = nov(8, 8)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the URL of a file two programs share."""
    return f"sqlite:///{tmp_path}/quality.db?busy_seconds=30"


@pytest.fixture
def pair(url: str) -> Iterator[Callable[[ms.CycleState], tuple[Month, ms.Program]]]:
    """Return a month at some state, and a second program that has read it in that state."""
    opened: list[ms.Program] = []

    def start(state: ms.CycleState) -> tuple[Month, ms.Program]:
        month = Month(url=url, reading=policy(minimum_samples=4), plan=even_plan(4))
        other = ms.open_program(url)
        opened.extend([month.program, other])
        other.cycle(month.to(state).id)
        return month, other

    yield start
    for program in opened:
        program.close()


Pair = Callable[[ms.CycleState], tuple[Month, ms.Program]]


def test_a_stale_fold_decides_again_and_both_commands_stand(pair: Pair) -> None:
    """Two desks working at once is the normal day."""
    month, other = pair(S.EXECUTING)

    month.do(ms.PerformContact(1, EIGHT, AGENT), by=BUDI, at=EIGHT)
    cycle = other.execute(month.id, ms.PerformContact(2, EIGHT, AGENT), by=BUDI, at=EIGHT)

    assert cycle.count(ms.ContactState.PERFORMED) == 2
    assert month.cycle == cycle
    assert other.verify(month.id).event_count == cycle.version


def test_a_stale_fold_refuses_what_is_no_longer_allowed(pair: Pair) -> None:
    """A command that was right a second ago must not slip in after the month was cancelled."""
    month, other = pair(S.EXECUTING)
    month.do(ms.Cancel("the unit was closed"), at=EIGHT)
    version = month.cycle.version

    with pytest.raises(ms.CommandRefused) as caught:
        other.execute(month.id, ms.PerformContact(1, EIGHT, AGENT), by=BUDI, at=EIGHT)

    assert [row.code for row in caught.value.unmet] == ["MS302"]
    assert month.cycle.version == version


def test_a_stale_fold_never_refuses_what_is_allowed_by_now(pair: Pair) -> None:
    """A refusal is only believed when it holds against what is in the log."""
    month, other = pair(S.MATERIAL_SELECTED)
    month.to(S.SCENARIOS_READY)

    cycle = other.execute(month.id, ms.PlanContacts(even_plan(4)), by=DEWI, at=nov(5))

    assert len(cycle.contacts) == 4


def test_a_stale_fold_finds_what_was_added_meanwhile(pair: Pair) -> None:
    """ "There is no contact 5" is only true if the log says so."""  # noqa: D210
    month, other = pair(S.EXECUTING)
    month.do(ms.PlanContacts(even_plan(1)))

    cycle = other.execute(month.id, ms.PerformContact(5, EIGHT, AGENT), by=BUDI, at=EIGHT)

    assert cycle.contact(5).state is ms.ContactState.PERFORMED


def test_numbers_given_out_by_two_programs_do_not_collide(pair: Pair) -> None:
    """The second scenario is number 2, whoever wrote the first."""
    month, other = pair(S.MATERIAL_SELECTED)

    month.do(ms.DraftScenario(scenario("r0")))
    cycle = other.execute(month.id, ms.DraftScenario(scenario("r1")), by=DEWI, at=nov(3))

    assert [(row.number, row.text.source) for row in cycle.scenarios] == [(1, "r0"), (2, "r1")]


def test_of_two_programs_that_open_one_month_one_is_told_of_the_other(url: str) -> None:
    """The id is the lock."""
    first, second = (ms.open_program(url, policy=policy()) for _ in range(2))
    assert first.cycles() == second.cycles() == ()

    first.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    with pytest.raises(ms.CycleAlreadyOpen):
        second.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))
    first.close()
    second.close()


class Racing(MemoryLog):
    """A log in which another writer is faster, `races` times in a row."""

    def __init__(self, races: int) -> None:
        super().__init__()
        self.races = races
        self.faster: Callable[[], object] | None = None

    def append(self, stream: str, events: Sequence[ms.Envelope], *, expected: int) -> int:
        """Let the other writer go first while races are left."""
        if self.races and (faster := self.faster):
            self.races, self.faster = self.races - 1, None
            faster()
            self.faster = faster
        return super().append(stream, events, expected=expected)


def raced(races: int) -> tuple[Month, Callable[[], ms.Cycle]]:
    """Return a month whose next command meets another writer so many times."""
    log = Racing(races)
    month = Month.of_four()
    month.program = ms.Program(log, policy=month.cycle.policy)
    month.program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))
    rival = ms.Program(log)
    line = ms.LogAttempt(2, ms.Outcome.NO_ANSWER, EIGHT)
    month.to(S.EXECUTING)
    log.faster = lambda: rival.execute(month.id, line, by=BUDI, at=EIGHT)
    made = ms.PerformContact(1, EIGHT, AGENT)
    return month, lambda: month.program.execute(month.id, made, by=BUDI, at=EIGHT)


def test_a_month_opened_by_another_in_the_same_moment_is_told() -> None:
    """Both looked, neither saw a cycle; the log lets one of them in."""
    log = Racing(1)
    first, second = (ms.Program(log, policy=policy()) for _ in range(2))

    def open_by(program: ms.Program) -> ms.Cycle:
        return program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    log.faster = lambda: open_by(second)

    with pytest.raises(ms.CycleAlreadyOpen):
        open_by(first)
    assert first.cycle("malang/2026-11") == second.cycle("malang/2026-11")


@pytest.mark.parametrize("races", [1, 2, 19])
def test_a_command_that_loses_a_race_is_decided_again(races: int) -> None:
    """Up to the bound, a busy afternoon costs time and no errors."""
    month, perform = raced(races)

    cycle = perform()

    assert len(cycle.contact(2).attempts) == races
    assert cycle.contact(1).state is ms.ContactState.PERFORMED
    assert month.program.verify(month.id).event_count == cycle.version


class Nested(MemoryLog):
    """A log in which somebody else is done between the write and the writer's return."""

    then: Callable[[], object] | None = None

    def append(self, stream: str, events: Sequence[ms.Envelope], *, expected: int) -> int:
        """Write, and let the other one run before the writer hears of it."""
        version = super().append(stream, events, expected=expected)
        if then := self.then:
            self.then = None
            then()
        return version


def test_a_fold_kept_by_a_faster_thread_is_not_replaced_by_an_older_one() -> None:
    """Otherwise every following command would lose a race against its own program."""
    log = Nested()
    program = ms.Program(log, policy=policy())
    cycle_id = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1)).id
    product = ms.AddNewProducts((ms.NewProduct("fibre", "Fibre"),))
    log.then = lambda: program.execute(cycle_id, product, by=DEWI, at=nov(1))

    program.execute(cycle_id, product, by=DEWI, at=nov(1))

    assert program._kept.load(cycle_id).cycle.version == 3


def test_a_command_that_loses_every_race_gives_up_by_name() -> None:
    """An endless loop would hang the desk; the error says that trying later may help."""
    month, perform = raced(1_000)

    with pytest.raises(ms.TooManyConflicts) as caught:
        perform()

    assert (caught.value.stream, caught.value.tries) == (f"cycle/{month.id}", 20)
    assert month.cycle.contact(1).state is ms.ContactState.ASSIGNED


def test_threads_on_one_program_lose_nothing(url: str) -> None:
    """Fewer rivals' commands than the bound on tries: whoever is unlucky still gets through."""
    month = Month(url=url, plan=even_plan(20), reading=policy(minimum_samples=20))
    month.to(S.EXECUTING)

    def perform(first: int) -> None:
        for number in range(first, first + 5):
            at = nov(14, 22)
            made = ms.PerformContact(number, EIGHT, AGENT)
            month.program.execute(month.id, made, by=BUDI, at=at)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(perform, (1, 6, 11, 16)))

    cycle = month.cycle
    assert cycle.count(ms.ContactState.PERFORMED) == 20
    assert month.program.verify(month.id).event_count == cycle.version
    month.program.close()


def test_more_cycles_than_are_kept_are_read_again(url: str) -> None:
    """What is kept is a convenience; the log answers for the rest."""
    with ms.open_program(url, policy=policy()) as program:
        ids = [
            program.open_cycle(unit=f"unit-{n}", period="2026-11", by=DEWI, at=nov(1)).id
            for n in range(70)
        ]
        for cycle_id in (ids[0], ids[-1]):
            cycle = program.execute(cycle_id, ms.Cancel("test"), by=DEWI, at=nov(2))
            assert (cycle.id, cycle.version) == (cycle_id, 2)


@pytest.mark.parametrize("by", [BUDI, CITRA])
def test_a_writer_that_saw_more_is_never_set_back(pair: Pair, by: ms.Person) -> None:
    """A fold that another thread kept meanwhile must not be replaced by an older one."""
    month, other = pair(S.EXECUTING)
    month.do(ms.LogAttempt(1, ms.Outcome.ABANDONED, EIGHT), by=BUDI, at=EIGHT)

    other.allowed(month.id, by=by, at=EIGHT)
    other.verdict(month.id, as_of=nov(2))

    assert other.cycle(month.id).version == month.cycle.version
