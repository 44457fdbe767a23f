"""Finishing the execution with enough contacts in every day part: W-10 5.2.1.2, 5.2.1.3, 5.3.2."""

import pytest

import mystery_shopping as ms
from tests.months import (
    AGENT,
    BUDI,
    Month,
    S,
    even_plan,
    facts,
    nov,
)


@pytest.mark.clause("5.3.2", kind="refusal")
def test_finishing_with_contacts_still_open_is_refused() -> None:
    """A contact that just stays open would never be asked about again."""
    month = Month().to(S.EXECUTING).perform(*range(1, 39))

    unmet = month.refused(ms.FinishExecution(), at=nov(15))

    assert facts(unmet) == [("MS361", "5.3.2", ""), ("MS362", "5.2.1.2", "")]
    assert (unmet[0].actual.en, unmet[1].actual.en) == ("2", "38")


@pytest.mark.clause("5.2.1.2", kind="refusal")
def test_finishing_with_thirty_nine_samples_is_refused() -> None:
    """A voided contact is no sample; another one has to be made in its place."""
    month = Month().to(S.EXECUTING).do(ms.VoidContact(1, "recognised"), at=nov(8, 7))
    month.perform(*range(2, 41))

    unmet = month.refused(ms.FinishExecution(), at=nov(15))

    assert facts(unmet) == [("MS362", "5.2.1.2", "")]


@pytest.mark.clause("5.2.1.3", kind="refusal")
def test_finishing_with_an_empty_day_part_is_refused() -> None:
    """The night was planned but made by day: the part is empty all the same."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2, 3)
    month.do(ms.PerformContact(4, nov(11, 12), AGENT), by=BUDI, at=nov(11, 12))

    unmet = month.refused(ms.FinishExecution(), at=nov(15))

    assert facts(unmet) == [("MS363", "5.2.1.3", "")]
    assert (unmet[0].actual.id.split()[0], unmet[0].waivable) == ("malam", True)


@pytest.mark.clause("5.2.1.2", kind="story")
def test_a_contact_in_place_of_a_voided_one_makes_the_forty_full() -> None:
    """A recognised contacter spoils one contact, not the month."""
    month = Month().to(S.EXECUTING).do(ms.VoidContact(1, "recognised"), at=nov(8, 7))

    month.do(ms.PlanContacts(even_plan(1))).to(S.COLLECTING)

    assert month.cycle.count(ms.ContactState.PERFORMED) == 40
    assert month.cycle.contact(1).void_reason == "recognised"


def test_a_deviation_lets_a_short_execution_finish() -> None:
    """A signed shortage goes on to the forms; it is still short in the verdict."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2, 3).deviate("5.2.1.2")
    month.do(ms.VoidContact(4, "the site was flooded")).deviate("5.2.1.3")

    month.do(ms.FinishExecution(), at=nov(15))

    assert month.cycle.state is S.COLLECTING


@pytest.mark.clause("5.3.2", kind="story")
def test_a_void_contact_needs_no_line_of_the_form() -> None:
    """Only what was to be carried out has to be shown as carried out."""
    month = Month.of_four(minimum_samples=3, minimum_per_day_part=1).to(S.EXECUTING)
    month.do(ms.PlanContacts(even_plan(4)[:1]), ms.VoidContact(1, "planned twice"))

    month.to(S.COLLECTING)

    assert month.statuses("5.3.2", as_of=nov(15)) == ["met"]
