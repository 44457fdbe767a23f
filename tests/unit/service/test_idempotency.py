"""The same command id twice is done once: in one program, after a restart, across programs."""

from pathlib import Path

import pytest

import mystery_shopping as ms
from tests.months import AGENT, BUDI, DEWI, RUDI, SOLUTION, Month, S, nov, policy

EIGHT = nov(8, 8)
MADE = ms.PerformContact(1, EIGHT, AGENT)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the URL of a file."""
    return f"sqlite:///{tmp_path}/quality.db"


def perform(program: ms.Program, cycle_id: str, command_id: str | None = "req-7") -> ms.Cycle:
    """Have contact 1 performed under a command id."""
    return program.execute(cycle_id, MADE, by=BUDI, at=EIGHT, command_id=command_id)


def test_a_command_id_twice_is_done_once() -> None:
    """A phone without signal sends again."""
    month = Month().to(S.EXECUTING)

    first = perform(month.program, month.id)
    second = perform(month.program, month.id)

    assert second == first
    assert month.cycle.version == first.version


def test_without_an_id_the_second_try_is_a_command_of_its_own() -> None:
    """And is refused like any other that comes too late."""
    month = Month().to(S.EXECUTING)
    perform(month.program, month.id, None)

    with pytest.raises(ms.CommandRefused):
        perform(month.program, month.id, None)


def test_a_command_id_is_remembered_over_a_restart(url: str) -> None:
    """The answer was lost because the server fell; the id is in the log."""
    month = Month(url=url).to(S.EXECUTING)
    first = perform(month.program, month.id)
    month.program.close()

    with ms.open_program(url) as again:
        assert perform(again, month.id) == first


def test_a_command_id_is_known_to_every_program_on_the_log(url: str) -> None:
    """The second try may reach another worker, whose fold is older."""
    month = Month(url=url).to(S.EXECUTING)
    with ms.open_program(url) as other:
        stale = other.cycle(month.id)
        first = perform(month.program, month.id)

        assert stale.version < first.version
        assert perform(other, month.id) == first
    month.program.close()


def test_the_program_that_came_second_goes_on_from_what_the_log_holds(url: str) -> None:
    """Its own try carried another time; folding that instead would break the chain at the next."""
    month = Month(url=url).to(S.EXECUTING)
    with ms.open_program(url) as other:
        other.cycle(month.id)
        perform(month.program, month.id)

        late = other.execute(month.id, MADE, by=BUDI, at=nov(8, 10), command_id="req-7")
        filled = ms.SubmitForm(1)
        marks = dict.fromkeys(late.scorecard.codes, 1)
        for command in (ms.EvaluateContact(1, marks), filled):
            other.execute(month.id, command, by=BUDI, at=nov(8, 11))

        assert late.last_at == EIGHT
        assert other.verify(month.id).event_count == month.cycle.version
        assert other.cycle(month.id) == month.cycle
    month.program.close()


def test_a_command_of_several_events_is_one_command() -> None:
    """The report and its follow-ups come together or not at all, and once."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.RECAPITULATED)
    report = ms.PublishReport(tuple(ms.Recommendation(kpi, "a", "b") for kpi in ms.Kpi))

    first = month.program.execute(month.id, report, by=DEWI, at=nov(18), command_id="rep")
    again = month.program.execute(month.id, report, by=DEWI, at=nov(18), command_id="rep")

    assert again == first
    published, opened = month.program.history(month.id)[-2:]
    assert [published.type, opened.type] == ["report.published", "follow_ups.opened"]


def test_a_refused_command_may_be_tried_again_under_its_id() -> None:
    """Only what was done is remembered: the obstacle may be gone by then."""
    month = Month().to(S.ASSIGNED)
    with pytest.raises(ms.CommandRefused):
        perform(month.program, month.id)

    month.to(S.EXECUTING)

    assert perform(month.program, month.id).contact(1).state is ms.ContactState.PERFORMED


def test_the_same_id_in_another_cycle_is_another_command() -> None:
    """Two units' phones may count alike."""
    month = Month()
    other = month.program.open_cycle(unit="solo", period="2026-11", by=DEWI, at=nov(1))
    cancel = ms.Cancel("x")

    for cycle_id in (month.id, other.id):
        month.program.execute(cycle_id, cancel, by=DEWI, at=nov(1), command_id="req-1")

    assert {month.program.cycle(row).state for row in (month.id, other.id)} == {S.CANCELLED}


@pytest.mark.parametrize("command_id", ["a/b/c", "!", "!a", "x" * 200, "日本"])
def test_any_text_may_be_a_command_id(command_id: str, url: str) -> None:
    """The caller's ids are the caller's, slashes and all."""
    month = Month(url=url).to(S.EXECUTING)
    first = perform(month.program, month.id, command_id)
    month.program.close()

    with ms.open_program(url) as again:
        assert perform(again, month.id, command_id) == first


@pytest.mark.parametrize("command_id", ["a\nb", " a", "\x00"])
def test_an_id_that_cannot_stand_in_a_line_of_the_chain_is_refused(command_id: str) -> None:
    """The envelope's head is sealed line by line; a line break inside would be two lines."""
    month = Month().to(S.EXECUTING)
    version = month.cycle.version

    with pytest.raises(ms.InvalidValue) as caught:
        perform(month.program, month.id, command_id)

    assert (caught.value.path, month.cycle.version) == ("command_id", version)


def test_opening_under_one_id_twice_opens_one_month(url: str) -> None:
    """Also when the second try reaches another worker."""
    with (
        ms.open_program(url, policy=policy()) as first,
        ms.open_program(url, policy=policy()) as second,
    ):
        cycles = [
            program.open_cycle(
                unit="malang", period="2026-11", by=DEWI, at=nov(1), command_id="open-1"
            )
            for program in (first, first, second)
        ]

    assert cycles[0] == cycles[1] == cycles[2]


def test_opening_again_after_giving_up_is_remembered_under_its_own_id() -> None:
    """The id of the second opening stands for the second cycle, not for the cancelled first."""
    program = ms.open_program("memory:", policy=policy())

    def opened(command_id: str) -> str:
        return program.open_cycle(
            unit="malang", period="2026-11", by=DEWI, at=nov(1), command_id=command_id
        ).id

    first = opened("open-1")
    program.execute(first, ms.Cancel("x"), by=DEWI, at=nov(1))

    assert [opened("open-2"), opened("open-2"), opened("open-1")] == [
        f"{first}/2",
        f"{first}/2",
        first,
    ]


def test_a_remembered_id_is_asked_before_the_guards() -> None:
    """The second try of an approval must not be told that it was approved already."""
    month = Month().do(ms.RecordDeviation("5.1.1", "no export", "ask again"))
    approve = ms.ApproveDeviation(1)

    for _ in range(2):
        month.program.execute(month.id, approve, by=RUDI, at=nov(1), command_id="sign")

    assert month.cycle.version == 3
