"""The timetables: complete, and nobody in them who must not be."""

import pytest

from mystery_shopping.values import CLAUSES, Role
from mystery_shopping.workflow.commands import COMMANDS, Lifecycle
from mystery_shopping.workflow.tables import STATES, TABLES, Row

ROWS = [row for rows in TABLES.values() for row in rows]


def test_every_command_has_a_row_of_its_lifecycle() -> None:
    """A command without a row could never be carried out."""
    for command in COMMANDS:
        assert command.trigger in {row.trigger for row in TABLES[command.lifecycle]}


def test_every_row_is_about_a_command() -> None:
    """A row nobody can order is a step that only looks possible."""
    triggers = {command.trigger for command in COMMANDS}

    assert {row.trigger for row in ROWS} == triggers


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.trigger)
def test_a_row_cites_its_clause_and_names_who_may(row: Row) -> None:
    """The table is read beside the instruction."""
    assert row.clause in CLAUSES
    assert row.who


@pytest.mark.clause("3", kind="refusal")
def test_an_agent_may_do_nothing_at_all() -> None:
    """The one who is tested has no part in the test (A18)."""
    assert [row.trigger for row in ROWS if Role.AGENT in row.who] == []


@pytest.mark.parametrize("lifecycle", Lifecycle)
def test_every_row_begins_and_ends_in_a_state_of_its_lifecycle(lifecycle: Lifecycle) -> None:
    """A misspelt state is a dead end."""
    for row in TABLES[lifecycle]:
        assert set(row.sources) <= set(STATES[lifecycle])
        assert row.destination is None or row.destination in STATES[lifecycle]


@pytest.mark.parametrize("lifecycle", Lifecycle)
def test_every_state_but_the_first_is_reached_by_some_row(lifecycle: Lifecycle) -> None:
    """A state nothing leads to is a word without a meaning."""
    reached = {row.destination for row in TABLES[lifecycle]}

    missing = [state for state in STATES[lifecycle][1:] if state not in reached]

    assert missing == []
