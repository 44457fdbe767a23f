"""The cycle: what is looked up in it, and the words of its states."""

import pytest

import mystery_shopping as ms
from tests.months import Month, S


@pytest.mark.parametrize("lookup", ["contact", "scenario", "follow_up", "deviation", "window_move"])
@pytest.mark.parametrize("number", [0, -1, 1000, True, "1", 1.0])
def test_a_number_that_is_not_there_is_not_found(lookup: str, number: object) -> None:
    """-1 would be the last contact and `True` the first; neither was meant."""
    cycle = Month.of_four().to(S.ASSIGNED).cycle

    with pytest.raises(ms.NotFound) as caught:
        getattr(cycle, lookup)(number)

    assert caught.value.key == number


def test_contacts_are_numbered_from_one() -> None:
    """People count so."""
    cycle = Month.of_four().to(S.ASSIGNED).cycle

    assert [cycle.contact(number).number for number in (1, 4)] == [1, 4]
    assert cycle.contact(1) is cycle.contacts[0]


def test_the_counts_by_state_follow_every_step() -> None:
    """Guards read the counters instead of all contacts; a wrong one opens a gate."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2).evaluate(1).hand_in(1)
    month.do(ms.VoidContact(4, "recognised"))

    counted = {state: month.cycle.count(state) for state in ms.ContactState}

    real = [contact.state for contact in month.cycle.contacts]
    assert counted == {state: real.count(state) for state in ms.ContactState}
    assert month.cycle.count(ms.ContactState.PERFORMED, ms.ContactState.VOIDED) == 2


def test_only_the_three_ends_are_final() -> None:
    """Everything else can still be cancelled."""
    assert [state for state in S if state.is_final] == [
        S.CLOSED,
        S.CLOSED_WITH_DEVIATIONS,
        S.CANCELLED,
    ]


@pytest.mark.parametrize(
    "states",
    [
        ms.CycleState,
        ms.ContactState,
        ms.FollowUpState,
        ms.Status,
        ms.Basis,
        ms.Dimension,
        ms.Kind,
        ms.Kpi,
        ms.Trigger,
    ],
)
def test_every_state_has_its_words_in_both_languages(states: type[ms.CycleState]) -> None:
    """A refusal names the state it met."""
    labels = [(state.label.id, state.label.en) for state in states]

    assert all(indonesian and english for indonesian, english in labels)
    assert len(set(labels)) == len(labels)


def test_a_step_is_found_with_who_when_and_at_which_version() -> None:
    """The evidence of a row in the verdict is such a step."""
    cycle = Month.of_four().to(S.MATERIAL_SELECTED).cycle

    step = cycle.find_step("select_material")

    assert step is not None
    assert (step.by.id, step.version) == ("dewi", 3)
    assert cycle.find_step("close") is None
