"""Writing and approving the scenarios in week I: W-10 5.2.1.1."""

from datetime import date

import pytest

import mystery_shopping as ms
from tests.months import BUDI, Month, S, facts, nov, scenario

TRAINED = date(2026, 10, 20)
REFRESHER = scenario("refresher", basis=ms.Basis.TRAINING, held_on=TRAINED)


def drafted(*, at_day: int = 3) -> Month:
    """Return a month with a scenario on each chosen reason, not approved yet."""
    month = Month().to(S.MATERIAL_SELECTED)
    codes = ("r0", "r1", "r2", "r3", "r4")
    return month.do(*(ms.DraftScenario(scenario(code)) for code in codes), at=nov(at_day))


@pytest.mark.clause("5.2.1.1", kind="story")
def test_scenarios_on_every_chosen_reason_are_approved_in_week_1() -> None:
    """The plain way through the clause, seen from the verdict."""
    month = drafted()

    month.do(ms.ApproveScenarios(), at=nov(7, 23, 59))

    assert month.cycle.state is S.SCENARIOS_READY
    assert month.statuses("5.2.1.1", as_of=nov(8)) == ["met"]


@pytest.mark.clause("5.2.1.1", kind="story")
def test_a_scenario_may_rest_on_a_reason_a_new_product_or_a_training() -> None:
    """The clause names three bases, and the scenario says which one it has."""
    month = Month().do(ms.AddNewProducts((ms.NewProduct("fibre", "Fibre"),)))
    month.to(S.MATERIAL_SELECTED)
    texts = (scenario("r0"), scenario("fibre", basis=ms.Basis.NEW_PRODUCT), REFRESHER)

    month.do(*map(ms.DraftScenario, texts), at=nov(3))

    assert [row.text for row in month.cycle.scenarios] == list(texts)
    assert [row.written_on for row in month.cycle.scenarios] == [date(2026, 11, 3)] * 3


@pytest.mark.clause("5.2.1.1", kind="refusal")
@pytest.mark.parametrize(
    "text, known",
    [
        (scenario("r6"), "r0, r1, r2, r3, r4"),
        (scenario("fibre", basis=ms.Basis.NEW_PRODUCT), "-"),
    ],
    ids=["reason not chosen", "product not added"],
)
def test_a_scenario_on_a_basis_that_is_not_there_is_refused(
    text: ms.ScenarioText, known: str
) -> None:
    """A scenario from nowhere tests what somebody likes to ask, not what customers ask."""
    unmet = Month().to(S.MATERIAL_SELECTED).refused(ms.DraftScenario(text), at=nov(3))

    assert facts(unmet) == [("MS321", "5.2.1.1", "text.source")]
    assert (unmet[0].required.en, unmet[0].waivable) == (known, False)


@pytest.mark.clause("5.2.1.1", kind="refusal")
@pytest.mark.parametrize("held_on", [None, date(2026, 9, 30), date(2026, 11, 1)])
def test_training_of_any_other_month_is_refused(held_on: date | None) -> None:
    """Only what was taught last month is fresh enough to be asked about."""
    text = scenario("refresher", basis=ms.Basis.TRAINING, held_on=held_on)

    unmet = Month().to(S.MATERIAL_SELECTED).refused(ms.DraftScenario(text), at=nov(3))

    assert facts(unmet) == [("MS322", "5.2.1.1", "text.held_on")]
    assert unmet[0].required.en == "2026-10"


@pytest.mark.clause("5.2.1.1", kind="refusal")
def test_a_revision_keeps_the_same_rules_as_a_draft() -> None:
    """Otherwise a revision would be the back door to any scenario."""
    month = drafted()

    unmet = month.refused(ms.ReviseScenario(1, scenario("r6")))

    assert facts(unmet) == [("MS321", "5.2.1.1", "text.source")]


@pytest.mark.clause("5.2.1.1", kind="refusal")
def test_approving_no_scenario_at_all_is_refused() -> None:
    """There would be nothing to ask, and the uncovered reasons are told along with it."""
    unmet = Month().to(S.MATERIAL_SELECTED).refused(ms.ApproveScenarios(), at=nov(3))

    assert facts(unmet) == [("MS323", "5.2.1.1", ""), ("MS324", "5.2.1.1", "")]
    assert [row.waivable for row in unmet] == [False, True]


@pytest.mark.clause("5.2.1.1", kind="refusal")
def test_a_chosen_reason_without_a_scenario_is_refused() -> None:
    """A frequent reason nobody asks about was chosen for nothing."""
    month = Month().to(S.MATERIAL_SELECTED)
    month.do(*(ms.DraftScenario(scenario(code)) for code in ("r0", "r1", "r3")), at=nov(3))

    unmet = month.refused(ms.ApproveScenarios())

    assert facts(unmet) == [("MS324", "5.2.1.1", "")]
    assert unmet[0].actual.en == "r2, r4"


@pytest.mark.clause("5.2.1.1", kind="refusal")
@pytest.mark.parametrize("at", [nov(8, 0), nov(12)], ids=["first minute of week II", "later"])
def test_approving_after_week_1_is_refused(at: object) -> None:
    """A late scenario leaves contacters no time to learn it before week II."""
    assert isinstance(at, type(nov(1)))

    unmet = drafted().refused(ms.ApproveScenarios(), at=at)

    assert facts(unmet) == [("MS325", "5.2.1.1", "at")]
    assert unmet[0].required.en == "2026-11-01..2026-11-07"


def test_a_deviation_lets_late_scenarios_through_and_stays_red() -> None:
    """A concession lets the month go on; the record of being late stays."""
    month = drafted().deviate("5.2.1.1")

    month.do(ms.ApproveScenarios(), at=nov(9))

    assert month.cycle.state is S.SCENARIOS_READY
    assert month.statuses("5.2.1.1", as_of=nov(9)) == ["deviated"]


def test_a_revision_counts_up_and_the_log_keeps_the_wording_before() -> None:
    """An auditor may ask what a scenario said on the day it was used."""
    month = drafted()

    month.do(ms.ReviseScenario(2, scenario("r1", title="clearer")), at=nov(4))

    second = month.cycle.scenario(2)
    assert (second.revision, second.text.title) == (2, "clearer")
    assert second.written_on == date(2026, 11, 4)
    assert month.program.cycle(month.id, as_of=nov(3)).scenario(2).text.title == "on r1"


def test_revising_a_scenario_that_is_not_there_finds_nothing() -> None:
    """A wrong number is the caller's mistake, not a refusal of the instruction."""
    month = drafted()

    with pytest.raises(ms.NotFound, match="scenario 9"):
        month.do(ms.ReviseScenario(9, scenario("r1")))


def test_approved_scenarios_are_not_revised() -> None:
    """Contacters of one month must all ask the same question."""
    unmet = Month().to(S.SCENARIOS_READY).refused(ms.ReviseScenario(1, scenario("r0")))

    assert facts(unmet) == [("MS301", "5.2.1.1", "")]


def test_only_the_analyst_approves() -> None:
    """The one who asks does not sign what is asked."""
    unmet = drafted().refused(ms.ApproveScenarios(), by=BUDI)

    assert facts(unmet) == [("MS303", "5.2.1.1", "by")]
