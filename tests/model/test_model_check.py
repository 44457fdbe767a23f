"""What the walks over the tables find: every property holds, and each can be broken."""

from __future__ import annotations

import pytest

from mystery_shopping.values import Role
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import TABLES
from tests.model.abstract import Reading
from tests.model.agreeing import unforeseen, withheld
from tests.model.conditions import ANSWERED, BY_DEFAULT, PICKS, READ, WORLDLY, all_guards
from tests.model.examples import EXAMPLES
from tests.model.graph import Graph
from tests.model.lived import WORLDS
from tests.model.mutants import mutants, with_row
from tests.model.page import (
    BLOCKS,
    DIAGRAMS,
    LIFECYCLES,
    MODEL_CHECK,
    block,
    graph_of,
    lived_in,
    readings,
)
from tests.model.properties import PROPERTIES, Property
from tests.model.sweep import as_told, told_elsewhere

REMEDY = "write it again with: python -m tests.model.page"
EXPLORED = [reading for group in readings().values() for reading in group]
NAMES = [row.name for row in PROPERTIES]


def names_of(reading: Reading) -> str:
    """Return a reading in one word for the list of tests."""
    routes = "+".join(sorted(reading.routes)) or "nobody"
    return f"{reading.contacts}-{'+'.join(reading.papers) or 'no papers'}-{reading.done}-{routes}"


def place_of(lifecycle: Lifecycle, trigger: str) -> int:
    """Return where the first row of a trigger stands in its table."""
    return [row.trigger for row in TABLES[lifecycle]].index(trigger)


@pytest.mark.clause("5.5", kind="law")
@pytest.mark.clause("5.3.4", kind="law")
@pytest.mark.parametrize("reading", EXPLORED, ids=names_of)
def test_every_property_holds_of_every_month_the_tables_allow(reading: Reading) -> None:
    """Examples show that some months go well; only a walk to the end shows that none goes wrong."""
    graph = graph_of(reading)

    broken = {row.name: row.first_breach(graph) for row in PROPERTIES}

    assert {name: what for name, what in broken.items() if what} == {}


@pytest.mark.parametrize("row", PROPERTIES, ids=NAMES)
def test_a_wrong_table_breaks_each_property(row: Property) -> None:
    """A property that nothing can break says nothing of the tables that are right."""
    example = EXAMPLES[row.name]

    right, wrong = Graph(TABLES, example.reading), Graph(example.tables(), example.reading)

    assert row.first_breach(right) is None
    assert row.first_breach(wrong) is not None


def test_every_property_has_a_name_of_its_own_and_a_table_that_breaks_it() -> None:
    """A property added without its wrong table would be believed on its word."""
    assert sorted(EXAMPLES) == sorted(set(NAMES))
    assert len(NAMES) == len(set(NAMES))


def test_every_condition_of_the_tables_is_read_exactly_or_left_to_somebody() -> None:
    """A new condition in no group would be taken for one that passes whatever happens."""
    guards = all_guards()
    necessities = {name for name, guard in guards.items() if not guard.is_obligation}
    groups = (set(READ), ANSWERED, WORLDLY, BY_DEFAULT)

    assert set().union(*groups) <= set(guards)
    assert sum(map(len, groups)) == len(set().union(*groups))
    assert necessities <= set().union(*groups)
    assert {row.when.__name__ for rows in TABLES.values() for row in rows if row.when} == set(PICKS)


def test_without_closing_with_deviations_a_red_month_can_only_be_cancelled() -> None:
    """So it is where the policy blocks a month that is short of samples (A6): the page says it."""
    place = place_of(Lifecycle.CYCLE, "close_with_deviations")

    graph = Graph(with_row(Lifecycle.CYCLE, place, None), Reading(papers=()))

    closed = graph.can_reach(lambda state: state.phase == "closed")
    cancelled = graph.can_reach(lambda state: state.phase == "cancelled")
    red = {state for state in graph.steps if state.red and state.handed_over}
    assert red - closed
    assert red <= cancelled


def test_both_tellings_of_the_tables_agree() -> None:
    """Who may do what, where and when was written twice, once from the instruction alone."""
    assert as_told(TABLES) == told_elsewhere()


def test_the_list_of_wrong_tables_takes_away_every_row_and_changes_something_each_time() -> None:
    """A number in that list is what a person gives to see who notices."""
    made = list(mutants())

    gone = [row for row in made if row.kind == "row"]

    assert len(gone) == sum(map(len, TABLES.values()))
    assert all(any(row.tables[life] != TABLES[life] for life in TABLES) for row in made)


@pytest.mark.slow
@pytest.mark.parametrize("name", WORLDS)
def test_the_library_does_only_what_the_model_foresees(name: str) -> None:
    """What is proven of the model holds of the program only as far as the program keeps to it."""
    lived = lived_in(name)

    assert list(unforeseen(lived, TABLES)) == []
    assert lived.refusals > len(lived.deeds) > len(lived.states)


@pytest.mark.slow
@pytest.mark.parametrize("name", WORLDS)
def test_what_the_model_says_must_pass_the_library_lets_somebody_do(name: str) -> None:
    """A way out that exists in the model alone is none for the people in it."""
    lived = lived_in(name)

    assert list(withheld(lived, TABLES)) == []


@pytest.mark.slow
def test_a_table_the_program_does_not_follow_is_found_out_both_ways() -> None:
    """The comparison with the program would be worth nothing if it agreed with any table."""
    lived = lived_in(next(iter(WORLDS)))
    rows = TABLES[Lifecycle.CONTACT]
    narrow = with_row(Lifecycle.CONTACT, place_of(Lifecycle.CONTACT, "forward_form"), None)
    early = EXAMPLES["frozen"].tables()

    missed = {deed.trigger for deed in unforeseen(lived, narrow)}
    promised = {step.row.trigger for _, step in withheld(lived, early)}

    assert len(narrow[Lifecycle.CONTACT]) == len(rows) - 1
    assert missed == {"forward_form"}
    assert promised == {"recapitulate"}


@pytest.mark.slow
def test_the_real_months_end_in_every_way_and_visit_every_state() -> None:
    """Agreement on a few early steps would say nothing of the end."""
    states = [state for name in WORLDS for state in lived_in(name).states]
    triggers = {deed.trigger for name in WORLDS for deed in lived_in(name).deeds}
    everything = graph_of(Reading()).steps
    written = {row.trigger for rows in TABLES.values() for row in rows}

    assert {state.phase for state in states} == {state.phase for state in everything}
    assert {form.state for state in states for form in state.contacts} == {
        form.state for state in everything for form in state.contacts
    }
    assert {state.follow_up for state in states} == {state.follow_up for state in everything}
    assert triggers == written


@pytest.mark.slow
@pytest.mark.clause("3", kind="law")
def test_nobody_who_is_tested_did_anything_in_the_real_months() -> None:
    """In the world where everybody tries everything, agents and the clock get nowhere."""
    lived = lived_in(next(iter(WORLDS)))

    assert {person.role for person in lived.world.trying} == set(Role)
    assert {deed.by.role for deed in lived.deeds}.isdisjoint({Role.AGENT, Role.SYSTEM})


@pytest.mark.slow
@pytest.mark.parametrize("name", BLOCKS)
def test_the_page_says_what_the_walks_find(name: str) -> None:
    """A number on a page that nobody compares is true on one day only."""
    page = MODEL_CHECK.read_text(encoding="utf-8")

    assert block(page, name) == BLOCKS[name](), REMEDY


@pytest.mark.parametrize("name", DIAGRAMS)
def test_the_drawings_are_those_of_the_tables(name: str) -> None:
    """A drawing is believed before a table is read."""
    page = LIFECYCLES.read_text(encoding="utf-8")

    assert block(page, name) == DIAGRAMS[name](), REMEDY


def test_the_page_names_the_conditions_that_are_read_exactly() -> None:
    """Whoever doubts a property looks up which conditions it rests on."""
    page = MODEL_CHECK.read_text(encoding="utf-8")
    sentence = page.split("*Read exactly*")[1].split("*Obligations*")[0]
    guards = all_guards()

    assert all(guards[name].code in sentence for name in READ)
    assert sentence.count("MS3") == len(READ)
