"""The nets say what the tables say, and every event of the log is an activity of one."""

from __future__ import annotations

import pytest

from mystery_shopping.codec.events import EVENT_TYPES
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import STATES, TABLES
from mystery_shopping_mining import activities as a
from mystery_shopping_mining import make_net
from mystery_shopping_mining.labels import label_of
from tests.mining import BEGINNINGS, activities, reached

LIFECYCLES = list(Lifecycle)


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_a_net_has_a_transition_for_each_row_and_source_and_no_other(lifecycle: Lifecycle) -> None:
    """A row left out refuses true months; a transition too many lets false ones through."""
    expected = {
        (row.trigger, str(source), str(row.destination or source))
        for row in TABLES[lifecycle]
        for source in row.sources
    }
    born = {(name.partition(".")[0], "start", to) for name, to in BEGINNINGS[lifecycle].items()}

    made = make_net(lifecycle).transitions

    found = {(row.activity.partition(".")[0], *row.takes, *row.gives) for row in made}
    assert found == expected | born
    assert len(made) == len(found)


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_a_net_is_a_state_machine_with_one_way_for_each_activity(lifecycle: Lifecycle) -> None:
    """One token and no choice: so a replay without a missing token is the only one there is."""
    net = make_net(lifecycle)

    ways = [(row.activity, row.takes) for row in net.transitions]

    assert all(len(row.takes) == len(row.gives) == 1 for row in net.transitions)
    assert len(set(ways)) == len(ways)


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_places_are_the_states_and_the_ends_are_those_of_the_table(lifecycle: Lifecycle) -> None:
    """A tool that looks for the ends takes the places nothing leads out of."""
    net = make_net(lifecycle)
    left = {source for row in TABLES[lifecycle] for source in map(str, row.sources)}

    ends = set(net.places) - {place for row in net.transitions for place in row.takes}

    assert net.places == ("start", *STATES[lifecycle])
    assert ends == set(map(str, STATES[lifecycle])) - left


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_from_the_start_every_place_is_reached(lifecycle: Lifecycle) -> None:
    """A place no token comes to would be a state no month can be in."""
    net, found = make_net(lifecycle), {"start"}
    for _ in net.places:
        found |= {to for row in net.transitions if set(row.takes) <= found for to in row.gives}

    assert found == set(net.places)


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_every_activity_is_in_words_of_both_languages(lifecycle: Lifecycle) -> None:
    """Whoever looks at a map of the process reads activities, not identifiers."""
    labels = [label_of(name) for name in activities(lifecycle)]

    assert all(label.id and label.en for label in labels)
    assert len({label.id for label in labels}) == len({label.en for label in labels}) == len(labels)


def test_every_type_of_event_in_a_cycles_log_is_an_activity() -> None:
    """An event type added to the program and not here would stop every export."""
    mapped = {*a._OF_CYCLE, *a._OF_CONTACT, *a._OF_FOLLOW_UP}
    beginnings = {"CycleOpened", "FollowUpsOpened"}

    missing = {kind.__name__ for _, _, kind in EVENT_TYPES if kind not in mapped}

    assert missing == beginnings


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_every_row_of_a_table_is_the_activity_of_some_event(lifecycle: Lifecycle) -> None:
    """A transition that no event can fire would be a row of the table that leaves no trace."""
    of = {
        Lifecycle.CYCLE: a._OF_CYCLE,
        Lifecycle.CONTACT: a._OF_CONTACT,
        Lifecycle.FOLLOW_UP: a._OF_FOLLOW_UP,
    }[lifecycle]
    fired = {command.trigger for command in of.values()}

    triggers = {row.trigger for row in TABLES[lifecycle]}

    # Assigning is one event of the cycle, and a step of each contact it names.
    assert triggers - fired == ({"assign_contacts"} if lifecycle is Lifecycle.CONTACT else set())


def test_the_judge_of_these_tests_walks_a_known_contact() -> None:
    """What tells right from wrong in the tests is itself held against a life known by heart."""
    life = ["plan_contacts.with_contacter", "log_attempt", "perform_contact", "evaluate_contact"]

    assert reached(Lifecycle.CONTACT, life) == "evaluated"
    assert reached(Lifecycle.CONTACT, life[:2]) == "assigned"
    assert reached(Lifecycle.CONTACT, life[1:]) is None
    assert reached(Lifecycle.CONTACT, [*life, "accept_form"]) is None
