"""Closing, closing with deviations, cancelling, and the records after: W-10 4.1, 4.2, 6."""

import pytest

import mystery_shopping as ms
from tests.months import (
    ADVICE,
    BUDI,
    DEWI,
    MAYA,
    RANKING,
    RUDI,
    SOLUTION,
    Month,
    S,
    facts,
    nov,
)

ENDS = (S.CLOSED, S.CLOSED_WITH_DEVIATIONS, S.CANCELLED)


def short(shortfall: ms.Shortfall = ms.Shortfall.CLOSE_WITH_DEVIATIONS) -> Month:
    """Return a reported month of three samples where four are asked for."""
    month = Month.of_four(shortfall=shortfall).to(S.EXECUTING).perform(1, 2, 3)
    month.do(ms.VoidContact(4, "flood")).deviate("5.2.1.2").deviate("5.2.1.3")
    return month.do(ms.FinishExecution(), at=nov(15)).to(S.REPORTED)


def ended(state: ms.CycleState) -> Month:
    """Return a month that ended so."""
    if state is S.CANCELLED:
        return Month().do(ms.Cancel("the unit was closed"))
    return (Month.of_four() if state is S.CLOSED else short()).to(state)


@pytest.mark.clause("4.1", kind="story")
def test_a_month_with_every_check_met_is_closed() -> None:
    """The plain end, with a talk for the agent who needed one."""
    month = Month(zeros={3: SOLUTION}).to(S.CLOSED)

    assert month.cycle.state is S.CLOSED
    assert month.statuses("4", "4.1", "4.2", "5", "6", as_of=nov(24)) == ["met"] * 5


@pytest.mark.clause("4.1", kind="refusal")
def test_closing_over_an_unmet_check_is_refused_and_names_every_one() -> None:
    """Red stays red: nothing is closed clean by looking away."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED)

    unmet = month.refused(ms.Close())

    assert facts(unmet) == [("MS396", "5.5", ""), ("MS396", "5.6.2", "")]
    assert [row.waivable for row in unmet] == [False, False]
    assert unmet[0].sentence.id.startswith("pemeriksaan 5.5 belum jatuh tempo")


@pytest.mark.clause("5.2.1.2", kind="refusal")
def test_an_approved_deviation_does_not_make_a_clean_close() -> None:
    """A conceded shortage is conceded, not gone."""
    month = short()

    unmet = month.refused(ms.Close())

    assert [row.clause for row in unmet] == ["5.2.1.2", "5.2.1.3"]


@pytest.mark.clause("4.1", kind="story")
@pytest.mark.clause("5.2.1.2", kind="story")
def test_a_month_closes_with_a_deviation_for_each_red_check() -> None:
    """A6: the month ends, the rows stay red, and 4.1 says which."""
    month = short().to(S.CLOSED_WITH_DEVIATIONS)

    verdict = month.program.verdict(month.id, as_of=nov(24))
    assert [verdict.row(c).status.value for c in ("5.2.1.2", "5.2.1.3", "4.1")] == ["deviated"] * 3
    assert verdict.row("5.2.1.2").deviation == 1
    assert "5.2.1.2 deviated" in verdict.row("4.1").sentence.en
    assert "Deviasi 1 disetujui rudi" in verdict.row("5.2.1.2").sentence.id


@pytest.mark.clause("4.1", kind="refusal")
def test_closing_with_deviations_needs_one_for_every_red_check() -> None:
    """Two concessions do not cover a third breach."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED).deviate("5.6.2")

    unmet = month.refused(ms.CloseWithDeviations())

    assert facts(unmet) == [("MS397", "5.5", "")]
    assert unmet[0].waivable


@pytest.mark.clause("5.5", kind="story")
def test_a_deviation_from_the_whole_clause_closes_over_open_follow_ups() -> None:
    """A site that was shut down coaches nobody any more; the rows say who signed for that."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED).deviate("5.5").deviate("5.6.2")

    month.do(ms.CloseWithDeviations())

    assert month.statuses("5.5", "5.6.2", "4.1", as_of=nov(30)) == ["deviated"] * 3


@pytest.mark.clause("4.1", kind="refusal")
def test_closing_with_deviations_what_is_clean_is_refused() -> None:
    """A clean month must not look conceded."""
    unmet = Month.of_four().to(S.REPORTED).refused(ms.CloseWithDeviations())

    assert facts(unmet) == [("MS398", "4.1", "")]


@pytest.mark.clause("5.2.1.2", kind="refusal")
def test_a_shortage_blocks_the_end_where_the_policy_says_so() -> None:
    """A6, second reading: a strict site knows no concession for the forty."""
    month = short(ms.Shortfall.BLOCK)

    unmet = month.refused(ms.CloseWithDeviations())

    assert facts(unmet) == [("MS399", "5.2.1.2", "")]
    assert (unmet[0].required.en, unmet[0].actual.en) == (">= 4", "3")


@pytest.mark.clause("4.2", kind="story")
@pytest.mark.parametrize("state", [row for row in S if not row.is_final])
def test_a_month_can_be_cancelled_from_every_phase(state: ms.CycleState) -> None:
    """A unit may close any day; the reason stays."""
    month = Month.of_four().to(state)

    month.do(ms.Cancel("the unit was closed"))

    assert (month.cycle.state, month.cycle.end_reason) == (S.CANCELLED, "the unit was closed")


@pytest.mark.clause("4.2", kind="refusal")
def test_a_cancelled_month_is_no_mystery_shopping() -> None:
    """Otherwise "once a month" could be satisfied by giving up each time."""
    month = Month().to(S.COLLECTING).do(ms.Cancel("the unit was closed"))

    assert month.statuses("4.2", as_of=nov(16)) == ["not_met"]


def test_cancelling_needs_a_reason() -> None:
    """A cancelled month without a reason is a missing month."""
    with pytest.raises(ms.InvalidValue, match="reason"):
        ms.Cancel(" ")


@pytest.mark.parametrize("by", [BUDI, RUDI, MAYA])
@pytest.mark.parametrize("command", [ms.Close(), ms.CloseWithDeviations(), ms.Cancel("x")])
def test_only_the_analyst_ends_the_month(command: ms.Command, by: ms.Person) -> None:
    """The owner of the cycle is the one who answers for its end."""
    unmet = Month.of_four(zeros={2: SOLUTION}).to(S.REPORTED).refused(command, by=by)

    assert unmet[0].code == "MS303"


@pytest.mark.parametrize("state", ENDS)
@pytest.mark.parametrize(
    "command",
    [
        ms.CollectReasons(RANKING),
        ms.PublishReport(ADVICE),
        ms.RecordDeviation("5.5", "late", "none"),
        ms.Cancel("again"),
        ms.Close(),
    ],
    ids=lambda command: command.trigger,
)
def test_nothing_happens_after_the_end(state: ms.CycleState, command: ms.Command) -> None:
    """A closed month that can still be changed was never closed."""
    unmet = ended(state).refused(command, at=nov(30))

    assert "MS301" in {row.code for row in unmet}


@pytest.mark.parametrize("state", ENDS)
def test_nobody_is_offered_anything_after_the_end(state: ms.CycleState) -> None:
    """What cannot be done should not stand on anybody's list."""
    month = ended(state)

    people = (DEWI, BUDI, RUDI, MAYA)
    assert [month.program.allowed(month.id, by=by, at=nov(30)) for by in people] == [()] * 4


@pytest.mark.clause("6", kind="story")
@pytest.mark.parametrize("state", [S.CLOSED, S.CLOSED_WITH_DEVIATIONS])
def test_the_records_are_kept_for_three_years_from_the_end(state: ms.CycleState) -> None:
    """The row names the four forms and the day, so that nobody has to count."""
    month = ended(state)

    row = month.program.verdict(month.id, as_of=nov(24)).row("6")

    assert (row.status, row.actual.en) == (ms.Status.MET, "kept until 2029-11-23")
    assert row.required.id == "F-27, F-28, F-31, F-32, 3 tahun"
    assert row.evidence == (month.id,)


@pytest.mark.clause("6", kind="refusal")
def test_a_month_that_goes_on_has_no_complete_records() -> None:
    """Half a file is not yet a record."""
    month = Month.of_four().to(S.REPORTED)

    row = month.program.verdict(month.id, as_of=nov(24)).row("6")

    assert (row.status, row.evidence) == (ms.Status.PENDING, ())


@pytest.mark.clause("6", kind="refusal")
def test_a_cancelled_month_never_has_complete_records() -> None:
    """There is no F-27 of a month that was given up, so nothing shows the clause."""
    month = ended(S.CANCELLED)

    row = month.program.verdict(month.id, as_of=nov(24)).row("6")

    assert (row.status, row.evidence) == (ms.Status.NOT_MET, ())


@pytest.mark.clause("6", kind="story")
def test_three_years_from_a_leap_day_end_on_the_28th() -> None:
    """29 February comes back only in the fourth year (A16)."""
    month, leap_day = Month.of_four().to(S.REPORTED), nov(1).replace(year=2028, month=2, day=29)

    month.do(ms.Close(), at=leap_day)

    row = month.program.verdict(month.id, as_of=leap_day).row("6")
    assert "2031-02-28" in row.actual.en
