"""One month's verdict from day to day, and which day turns what red: W-10 4 to 6."""

from datetime import UTC, datetime

import attrs
import pytest

import mystery_shopping as ms
from tests.months import (
    AGENT,
    BUDI,
    CITRA,
    DEWI,
    MAYA,
    RUDI,
    SARI,
    SOLUTION,
    Month,
    S,
    even_plan,
    nov,
)

A_YEAR_LATER = nov(365)
# The first instant at which each clause of a faultless month is met; before it is pending.
GREEN_FROM = {
    "5.1.1": nov(1, 9, 30),
    "5.1.2": nov(2),
    "5.2.1.1": nov(4),
    "5.2.2": nov(5),
    "4.2": nov(8, 8),
    "5.3.1": nov(15),
    "5.3.2": nov(15),
    "5.2.1.2": nov(16),
    "5.2.1.3": nov(16),
    "5.3.3": nov(16),
    "5.3.4": nov(16),
    "5.6.1": nov(16),
    "5.4.1": nov(18),
    "5.4.1.1": nov(18),
    "5.4.1.2": nov(18),
    "5.4.1.3": nov(18),
    "5.6.2": nov(19),
    "5.5": nov(20),
    "4.1": nov(20),
    "6": nov(23),
}
DAYS = {
    "opened": nov(1, 10),
    "week I": nov(3),
    "between the weeks": nov(7, 23, 59),
    "first morning of week II": nov(8, 9),
    "last evening of week II": nov(14, 23, 59),
    "execution finished": nov(15, 9),
    "forms travel": nov(15, 23),
    "forms are in": nov(16, 12),
    "recapitulated": nov(17, 12),
    "reported": nov(18, 12),
    "handed over": nov(19, 12),
    "coached": nov(20, 12),
    "closed": nov(23, 12),
    "a year later": A_YEAR_LATER,
}


@pytest.fixture(scope="module")
def faultless() -> Month:
    """Return a closed month with helpers and one agent who was coached; nobody changes it."""
    return Month(plan=even_plan(40, BUDI, CITRA, SARI), zeros={3: SOLUTION}).to(S.CLOSED)


@pytest.mark.clause("4.1", kind="story")
@pytest.mark.parametrize("as_of", DAYS.values(), ids=DAYS.keys())
def test_a_faultless_month_turns_green_clause_by_clause(faultless: Month, as_of: datetime) -> None:
    """A QCA who looks on any day sees what is done, what is due, and nothing red."""
    verdict = faultless.program.verdict(faultless.id, as_of=as_of)

    found = {row.clause: row.status.value for row in verdict.rows if not row.is_heading}
    assert found == {
        clause: "met" if as_of >= green else "pending"
        for clause, green in sorted(GREEN_FROM.items(), key=lambda pair: list(found).index(pair[0]))
    }


@pytest.mark.parametrize("as_of", DAYS.values(), ids=DAYS.keys())
def test_every_row_speaks_both_languages_and_shows_its_evidence(
    faultless: Month, as_of: datetime
) -> None:
    """An auditor reads the row in Indonesian, a vendor in English, and both want to see proof."""
    for row in faultless.program.verdict(faultless.id, as_of=as_of).rows:
        assert row.sentence.id
        assert row.sentence.en
        assert row.required.id
        assert row.actual.en
        assert row.evidence or row.status is not ms.Status.MET, row.clause


def test_a_verdict_on_a_past_day_is_what_was_true_on_that_day() -> None:
    """Reports already sent must be reproducible from the log, word by word."""
    month = Month(plan=even_plan(40, BUDI, SARI), zeros={3: SOLUTION})
    told = {}

    for state in [row for row in S if row not in {S.CLOSED_WITH_DEVIATIONS, S.CANCELLED}]:
        now = month.to(state).now
        told[now] = month.program.verdict(month.id, as_of=now)

    again = {now: month.program.verdict(month.id, as_of=now) for now in told}
    assert again == told
    assert len(told) == 9


def test_a_verdict_before_the_month_was_opened_finds_nothing() -> None:
    """There was no cycle, so there is nothing to be green or red."""
    month = Month()

    with pytest.raises(ms.NotFound, match="as of"):
        month.program.verdict(month.id, as_of=nov(1, 8))


RED_FROM = [
    pytest.param("5.1.1", nov(8, 0), marks=pytest.mark.clause("5.1.1", kind="refusal")),
    pytest.param("5.1.2", nov(8, 0), marks=pytest.mark.clause("5.1.2", kind="refusal")),
    pytest.param("5.2.1.1", nov(8, 0), marks=pytest.mark.clause("5.2.1.1", kind="refusal")),
    pytest.param("5.2.1.2", nov(31, 0), marks=pytest.mark.clause("5.2.1.2", kind="refusal")),
    pytest.param("4.2", nov(31, 0), marks=pytest.mark.clause("4.2", kind="refusal")),
    pytest.param("4.1", nov(8, 0), marks=pytest.mark.clause("4.1", kind="refusal")),
]


@pytest.mark.parametrize("clause, red_from", RED_FROM)
def test_a_month_in_which_nothing_happens_turns_red_on_the_right_day(
    clause: str, red_from: datetime
) -> None:
    """A day early cries wolf, a day late hides the breach; the site's midnight is the line."""
    month = Month()
    last_minute = red_from.astimezone(UTC) - (nov(1, 0, 1) - nov(1, 0))

    assert month.statuses(clause, as_of=last_minute) == ["pending"]
    assert month.statuses(clause, as_of=red_from.astimezone(UTC)) == ["not_met"]


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_a_day_part_left_empty_is_red_once_week_2_is_over() -> None:
    """From the 15th on no contact can fall into week II, so waiting for forms changes nothing."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2, 3)

    assert month.statuses("5.2.1.3", as_of=nov(14, 23)) == ["pending"]
    assert month.statuses("5.2.1.3", as_of=nov(15, 0)) == ["not_met"]


@pytest.mark.clause("5.2.1.2", kind="refusal")
def test_thirty_nine_accepted_forms_are_red_when_the_last_form_is_in() -> None:
    """Nothing is left that could become the fortieth."""
    month = Month.of_four().to(S.COLLECTING).evaluate(1, 2, 3).hand_in(1, 2, 3).accept(1, 2, 3)
    before = month.statuses("5.2.1.2", as_of=month.now)

    month.do(ms.VoidContact(4, "the recording is lost"))

    assert (before, month.statuses("5.2.1.2", as_of=month.now)) == (["pending"], ["not_met"])


@pytest.mark.clause("5.3.2", kind="refusal")
@pytest.mark.clause("5.3.3", kind="refusal")
def test_a_cancelled_month_leaves_nothing_pending() -> None:
    """What did not happen by the end will not happen any more."""
    month = Month().to(S.EXECUTING).do(ms.Cancel("the unit was closed"))

    verdict = month.program.verdict(month.id, as_of=nov(9))

    assert verdict.count(ms.Status.PENDING) == 0
    assert month.statuses("5.1.1", "5.3.2", "5.3.3", as_of=nov(9)) == [
        "met",
        "not_met",
        "unverifiable",
    ]


@pytest.mark.parametrize("as_of", [nov(9), nov(16, 12), nov(24), A_YEAR_LATER])
def test_a_deviated_row_stays_deviated_and_is_never_met(as_of: datetime) -> None:
    """Red stays red: the approver's signature is part of the row on every later day."""
    month = Month.of_four().to(S.MATERIAL_SELECTED).deviate("5.2.1.1")
    month.do(*(ms.DraftScenario(row) for row in scenarios()), ms.ApproveScenarios(), at=nov(8, 1))
    month.do(ms.PlanContacts(month.plan), ms.AssignContacts()).to(S.CLOSED_WITH_DEVIATIONS)

    row = month.program.verdict(month.id, as_of=as_of).row("5.2.1.1")

    assert (row.status, row.deviation) == (ms.Status.DEVIATED, 1)
    assert "rudi" in row.sentence.en


def scenarios() -> list[ms.ScenarioText]:
    """Return a scenario on each of the five chosen reasons."""
    return [
        ms.ScenarioText(
            title=f"on {code}",
            basis=ms.Basis.FREQUENT_PROBLEM,
            source=code,
            brief="ask",
            solution="say",
        )
        for code in ("r0", "r1", "r2", "r3", "r4")
    ]


def test_a_deviation_recorded_but_not_approved_leaves_the_row_red() -> None:
    """An excuse is not a concession."""
    month = Month().do(ms.RecordDeviation("5.1.1", "no export", "ask again"))

    assert month.statuses("5.1.1", as_of=nov(9)) == ["not_met"]


def test_a_deviation_approved_in_time_does_not_cover_what_is_met_after_all() -> None:
    """Where the clause is kept in the end, the row is simply green."""
    month = Month().deviate("5.1.1").do(ms.CollectReasons(ms.ReasonRanking(
        ms.Period(2026, 10), (ms.ReasonCount("r0", 1),), "late.csv"
    )))  # fmt: skip

    assert month.statuses("5.1.1", as_of=nov(9)) == ["met"]


@pytest.mark.clause("4.1", kind="refusal")
@pytest.mark.parametrize(
    "days, worst",
    [((nov(2), nov(3)), "pending"), ((nov(9), nov(10)), "not_met")],
    ids=["nothing red yet", "one clause red"],
)
def test_4_1_is_as_good_as_the_worst_of_its_checks(
    days: tuple[datetime, datetime], worst: str
) -> None:
    """Sixteen green checks do not outvote one red one."""
    month = Month().to(S.MATERIAL_SELECTED)

    for as_of in days:
        assert month.statuses("4.1", "5", "5.2", as_of=as_of) == [worst] * 3


def test_4_1_of_a_conceded_month_is_deviated_and_of_an_unproven_one_unverifiable() -> None:
    """Neither may read as met, and the reader is told which of the two it is."""
    conceded = Month.of_four().to(S.EXECUTING).deviate("5.2.1.2").perform(1, 2, 3)
    conceded.do(ms.VoidContact(4, "flood")).deviate("5.2.1.3").to(S.CLOSED_WITH_DEVIATIONS)
    unproven = Month.of_four(coverage=ms.Coverage.PROPORTIONAL).to(S.REPORTED).pass_on()

    assert conceded.statuses("4.1", as_of=nov(24)) == ["deviated"]
    assert unproven.statuses("5.2.1.3", "4.1", as_of=nov(20)) == ["unverifiable"] * 2


@pytest.mark.clause("5.3.4", kind="refusal")
def test_a_form_that_comes_after_the_hand_in_date_is_red() -> None:
    """The clause asks for forms "by the date set"; the day after, a missing one shows."""
    month = Month.of_four(hand_in_day=20).to(S.COLLECTING).evaluate(1, 2, 3, 4)
    month.hand_in(1, 2, 3).accept(1, 2, 3)

    assert month.statuses("5.3.4", as_of=nov(20, 23)) == ["pending"]
    assert month.statuses("5.3.4", as_of=nov(21, 0)) == ["not_met"]
    month.now = nov(22)
    month.hand_in(4).accept(4)
    assert month.statuses("5.3.4", as_of=nov(22)) == ["not_met"]


@pytest.mark.clause("5.3.4", kind="refusal")
def test_a_form_that_went_back_is_late_before_it_comes_again_or_not_at_all() -> None:
    """Handing the corrected form in must not be what makes it late: either way, but one way."""
    month = Month.of_four(hand_in_day=20).to(S.COLLECTING).evaluate(1, 2, 3, 4)
    month.hand_in(1, 2, 3, 4).do(ms.ReturnForm(4, {"pace": "look again"}), at=nov(19))
    on_the_desk = month.statuses("5.3.4", as_of=nov(21, 23)) == ["not_met"]

    month.now = nov(22)
    month.evaluate(4).hand_in(4).accept(1, 2, 3, 4)

    assert (month.statuses("5.3.4", as_of=nov(22)) == ["not_met"]) is on_the_desk


@pytest.mark.clause("5.5", kind="story")
def test_follow_ups_become_due_with_the_report_and_not_before() -> None:
    """Before the report, nobody knows whether anybody needs coaching."""
    month = Month.of_four().to(S.RECAPITULATED)
    before = month.statuses("5.5", as_of=nov(17))

    month.to(S.REPORTED)

    assert (before, month.statuses("5.5", as_of=nov(18))) == (["pending"], ["met"])


@pytest.mark.parametrize("by", [DEWI, BUDI, RUDI, SARI, MAYA, AGENT])
def test_looking_writes_nothing(by: ms.Person) -> None:
    """A verdict, a check or a list of what is allowed must not leave a trace in the evidence."""
    month = Month.of_four().to(S.EXECUTING)
    before = tuple(month.program.log.tail())

    month.program.verdict(month.id, as_of=nov(9))
    month.program.missing(month.id, as_of=nov(9))
    month.program.allowed(month.id, by=by, at=nov(9))
    month.program.check(month.id, ms.FinishExecution(), by=by, at=nov(9))

    assert tuple(month.program.log.tail()) == before


def test_the_day_is_the_sites_and_not_the_servers() -> None:
    """At 17:30 UTC on the 7th the site in Jakarta already has the 8th."""
    month = Month()

    assert month.statuses("5.1.1", as_of=datetime(2026, 11, 7, 16, 59, tzinfo=UTC)) == ["pending"]
    assert month.statuses("5.1.1", as_of=datetime(2026, 11, 7, 17, 30, tzinfo=UTC)) == ["not_met"]


def test_the_rows_stand_in_the_order_of_the_document() -> None:
    """A printed verdict is read beside the instruction."""
    month = Month()

    clauses = [row.clause for row in month.program.verdict(month.id, as_of=nov(1)).rows]

    assert clauses == sorted(clauses, key=lambda number: [int(n) for n in number.split(".")])
    assert attrs.has(type(month.program.verdict(month.id, as_of=nov(1))))
