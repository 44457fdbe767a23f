"""The program's public calls: opening, looking, the history and the chain."""

from datetime import UTC, datetime
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping.memory import MemoryLog
from tests.months import AGENT, BUDI, DEWI, RANKING, RUDI, Month, S, nov, policy


class Clock:
    """A clock that stands where it is set."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the instant set."""
        return self.at


@pytest.fixture
def program() -> ms.Program:
    """Return a program without a cycle."""
    return ms.open_program("memory:", policy=policy())


def test_a_month_is_opened_once(program: ms.Program) -> None:
    """Two cycles of one unit and month would share out its forty contacts."""
    first = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    with pytest.raises(ms.CycleAlreadyOpen) as caught:
        program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    assert caught.value.cycle == first.id == "malang/2026-11"
    assert program.cycles() == ("malang/2026-11",)


def test_another_unit_or_month_is_another_cycle(program: ms.Program) -> None:
    """The id is made of both."""
    for unit, period in (("malang", "2026-11"), ("malang", "2026-12"), ("solo", "2026-11")):
        program.open_cycle(unit=unit, period=period, by=DEWI, at=nov(1))

    assert program.cycles("malang") == ("malang/2026-11", "malang/2026-12")
    assert program.cycles("sol") == ()


def test_a_cancelled_month_is_opened_again_under_the_next_name(program: ms.Program) -> None:
    """The given-up one stays in the record; the new one begins clean."""
    for name in ("malang/2026-11", "malang/2026-11/2", "malang/2026-11/3"):
        cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))
        assert (cycle.id, cycle.version, cycle.state) == (name, 1, S.OPENED)
        program.execute(name, ms.Cancel("wrong scorecard"), by=DEWI, at=nov(1))

    assert len(program.cycles("malang")) == 3


def test_a_closed_month_stays_closed(program: ms.Program) -> None:
    """Only giving up frees the month."""
    month = Month.of_four().to(S.CLOSED)

    with pytest.raises(ms.CycleAlreadyOpen):
        month.program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(24))

    assert program.cycles() == ()


@pytest.mark.parametrize("unit", ["", "a/b", " malang", "mal\nang"])
def test_a_unit_that_would_break_the_id_is_refused(program: ms.Program, unit: str) -> None:
    """The id is a path of names."""
    with pytest.raises(ms.InvalidValue) as caught:
        program.open_cycle(unit=unit, period="2026-11", by=DEWI, at=nov(1))

    assert (caught.value.path, program.cycles()) == ("unit", ())


def test_without_a_policy_nothing_is_opened_and_everything_is_read() -> None:
    """A viewer needs no policy: the one that counts is in the cycle."""
    month = Month.of_four().to(S.ASSIGNED)
    viewer = ms.Program(month.program.log)

    with pytest.raises(ms.InvalidValue) as caught:
        viewer.open_cycle(unit="solo", period="2026-11", by=DEWI, at=nov(1))

    assert caught.value.path == "policy"
    assert viewer.verdict(month.id, as_of=nov(5)) == month.program.verdict(month.id, as_of=nov(5))


@pytest.mark.parametrize("cycle_id", ["malang/2026-10", "nowhere", ""])
def test_a_cycle_that_is_not_there_is_not_found(program: ms.Program, cycle_id: str) -> None:
    """Every call says it alike."""
    program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))
    calls: list[Any] = [
        lambda: program.cycle(cycle_id),
        lambda: program.execute(cycle_id, ms.Close(), by=DEWI, at=nov(1)),
        lambda: program.check(cycle_id, ms.Close(), by=DEWI, at=nov(1)),
        lambda: program.verdict(cycle_id, as_of=nov(1)),
        lambda: program.missing(cycle_id, as_of=nov(1)),
        lambda: program.verify(cycle_id),
    ]

    for call in calls:
        with pytest.raises(ms.NotFound):
            call()


def test_naive_times_are_refused_everywhere(program: ms.Program) -> None:
    """Each place names itself."""
    naive = datetime(2026, 11, 1, 9)  # noqa: DTZ001
    cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1)).id
    calls: dict[str, list[Any]] = {
        "at": [
            lambda: program.open_cycle(unit="solo", period="2026-11", by=DEWI, at=naive),
            lambda: program.execute(cycle, ms.CollectReasons(RANKING), by=DEWI, at=naive),
            lambda: program.check(cycle, ms.CollectReasons(RANKING), by=DEWI, at=naive),
        ],
        "as_of": [
            lambda: program.cycle(cycle, as_of=naive),
            lambda: program.verdict(cycle, as_of=naive),
            lambda: program.missing(cycle, as_of=naive),
        ],
        "performed_at": [lambda: ms.PerformContact(1, naive, AGENT)],
        "tried_at": [lambda: ms.LogAttempt(1, ms.Outcome.NO_ANSWER, naive)],
    }

    for path, refused in calls.items():
        for call in refused:
            with pytest.raises(ms.NaiveDatetime) as caught:
                call()
            assert caught.value.path == path


def test_without_a_time_the_clock_is_asked() -> None:
    """The one place where "now" comes from can be replaced."""
    clock = Clock(nov(1))
    program = ms.Program(MemoryLog(), policy=policy(), clock=clock)
    cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI).id
    clock.at = nov(2)

    cycle_now = program.execute(cycle, ms.CollectReasons(RANKING), by=DEWI)

    assert cycle_now.last_at == nov(2)
    assert program.verdict(cycle).as_of == nov(2)
    assert program.missing(cycle).as_of == nov(2)
    assert program.monthly_occurrence(unit="malang", first="2026-11", last="2026-11").rows


def test_the_cycle_of_a_past_day_is_the_fold_up_to_that_day() -> None:
    """The present one is kept; the past one is read anew and disturbs nothing."""
    month = Month.of_four().to(S.CLOSED)

    past = month.program.cycle(month.id, as_of=nov(4, 12))

    assert (past.state, past.version, len(past.scenarios)) == (S.SCENARIOS_READY, 9, 5)
    assert month.cycle.state is S.CLOSED


def test_the_history_tells_who_did_what_when() -> None:
    """The whole month as a list, for the person who asks "how did that come about"."""
    month = Month.of_four().to(S.MATERIAL_SELECTED)

    history = month.program.history(month.id)

    assert [(row.version, row.type, row.by.id) for row in history] == [
        (1, "cycle.opened", "dewi"),
        (2, "reasons.collected", "dewi"),
        (3, "material.selected", "dewi"),
    ]
    assert history[1].at == nov(1, 9, 30).astimezone(UTC)
    assert history[-1].hash == month.program.verify(month.id).head
    assert len({row.event_id for row in history}) == 3


def test_the_history_of_a_cycle_that_is_not_there_is_not_found(program: ms.Program) -> None:
    """An empty list would read as "nothing happened"."""
    with pytest.raises(ms.NotFound):
        program.history("malang/2026-11")


def test_a_refusal_leaves_the_kept_cycle_as_it_is(program: ms.Program) -> None:
    """Not only the log: the next command must start from the same place."""
    cycle = program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    with pytest.raises(ms.CommandRefused):
        program.execute(cycle.id, ms.Close(), by=DEWI, at=nov(1))

    assert program.cycle(cycle.id) is cycle


@pytest.mark.parametrize(
    "command", [ms.ReviseScenario(9, ms.ScenarioText(
        title="t", basis=ms.Basis.FREQUENT_PROBLEM, source="r0", brief="b", solution="s"
    ))],
)  # fmt: skip
def test_what_cannot_be_found_is_told_by_check_as_by_execute(command: ms.Command) -> None:
    """An empty answer of `check` means the command would pass; a form may offer its button."""
    month = Month.of_four().to(S.MATERIAL_SELECTED)

    with pytest.raises(ms.NotFound):
        month.do(command)
    with pytest.raises(ms.NotFound):
        month.program.check(month.id, command, by=DEWI, at=month.now)


def test_a_note_on_a_contact_that_is_not_there_is_told_by_check_too() -> None:
    """The same for the other command that names a number outside its own lifecycle."""
    month = Month.of_four().to(S.COLLECTING)
    note = ms.NoteNonconformity(99, "pace", "n", "s")

    with pytest.raises(ms.NotFound):
        month.do(note)
    with pytest.raises(ms.NotFound):
        month.program.check(month.id, note, by=DEWI, at=month.now)


def test_what_a_person_may_do_is_listed_with_the_numbers_it_concerns() -> None:
    """A work list for each desk, made by the tables."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2).evaluate(1).hand_in(1)

    mine = {row.command: row.numbers for row in month.program.allowed(month.id, by=BUDI, at=nov(9))}
    hers = {row.command: row.numbers for row in month.program.allowed(month.id, by=DEWI, at=nov(9))}

    assert mine == {"LogAttempt": (3, 4), "PerformContact": (3, 4), "EvaluateContact": (2,)}
    assert (hers["AcceptForm"], hers["ReturnForm"]) == ((1,), (1,))
    assert hers["VoidContact"] == (1, 2, 3, 4)


def test_what_still_stands_in_the_way_of_a_step_is_listed_with_it() -> None:
    """The button is there, and says why it is grey."""
    month = Month.of_four().to(S.EXECUTING)

    steps = {row.command: row for row in month.program.allowed(month.id, by=DEWI, at=nov(9))}

    assert {row.code for row in steps["FinishExecution"].unmet} == {"MS361", "MS362", "MS363"}
    assert "ApproveDeviation" not in steps
    assert "ApproveDeviation" in {
        row.command for row in month.program.allowed(month.id, by=RUDI, at=nov(9))
    }


def test_a_program_closes_its_log_when_its_block_ends() -> None:
    """A file handle left open keeps Windows from moving the file."""

    class Closing(MemoryLog):
        """A log that remembers being closed."""

        closed = False

        def close(self) -> None:
            """Note it."""
            self.closed = True

    log = Closing()

    with ms.Program(log) as program:
        assert program.log is log

    assert log.closed


def test_a_program_without_a_directory_has_nobody_to_tell() -> None:
    """A scheduler that ticks in vain for months would be found out by nobody."""
    program = ms.open_program("memory:")

    with pytest.raises(ms.InvalidValue) as caught:
        program.tick()

    assert caught.value.path == "directory"
