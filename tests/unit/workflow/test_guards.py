"""Every guard: named, numbered, worded, in use, and refused in a story."""

from importlib import import_module

import pytest

from mystery_shopping.errors import Text
from mystery_shopping.values import CLAUSES
from mystery_shopping.workflow.guards import Guard
from mystery_shopping.workflow.guards.always import WRONG_PHASE, WRONG_ROLE, WRONG_STATE
from mystery_shopping.workflow.tables import TABLES
from tests.arch.source import ROOT

MODULES = ("always", "material", "planning", "execution", "forms", "ending")
GUARDS = sorted(
    {
        guard
        for name in MODULES
        for guard in vars(import_module(f"mystery_shopping.workflow.guards.{name}")).values()
        if isinstance(guard, Guard)
    },
    key=lambda guard: guard.code,
)
WORDS = {row[0]: row[1:] for row in (WRONG_STATE, WRONG_PHASE, WRONG_ROLE)}
# What W-10 asks for gives way to a signed deviation; everything else is logic, and never does.
OBLIGATIONS = {
    "nothing_collected",
    "not_the_top_reasons",
    "kind_missing",
    "training_not_last_month",
    "reason_without_scenario",
    "outside_week_1",
    "planned_outside_week_2",
    "too_few_planned",
    "day_part_unplanned",
    "week_2_not_begun",
    "performed_outside_week_2",
    "too_few_performed",
    "day_part_empty",
    "kpi_without_recommendation",
    "check_without_deviation",
}


def test_codes_are_the_guards_own_and_in_their_hundred() -> None:
    """A code is what a script branches on and a person looks up."""
    codes = [*WORDS, *(guard.code for guard in GUARDS)]

    assert len(set(codes)) == len(codes)
    assert all("MS301" <= code <= "MS399" for code in codes)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_rests_on_a_clause_and_speaks_both_languages(guard: Guard) -> None:
    """A refusal without its clause is arbitrary, one without words is a wall."""
    assert guard.clause in CLAUSES
    for text in (guard.sentence, guard.remedy):
        filled = text.fill(required=Text("perlu", "needed"), actual=Text("ada", "there"))
        assert filled.id
        assert filled.en
        assert "{" not in filled.id + filled.en


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_two_languages_of_a_guard_tell_the_same_facts(guard: Guard) -> None:
    """Who reads Indonesian must not be told less."""
    for text in (guard.sentence, guard.remedy):
        facts = [{name for name in ("required", "actual") if f"{{{name}}}" in said}
                 for said in (text.id, text.en)]  # fmt: skip
        assert facts[0] == facts[1]


def test_the_obligations_are_those_the_instruction_asks_for() -> None:
    """Turning one of them into a necessity, or back, changes what a manager may concede."""
    assert {guard.name for guard in GUARDS if guard.is_obligation} == OBLIGATIONS


def test_every_guard_stands_in_a_row_of_a_table() -> None:
    """A guard nobody asks guards nothing."""
    used = {guard for rows in TABLES.values() for row in rows for guard in row.guards}

    idle = [guard.name for guard in GUARDS if guard not in used]

    assert idle == ["time_runs_backwards"], "asked for every row by the engine itself"


def test_every_guard_is_refused_in_a_story() -> None:
    """A rule without its breach in the tests may be written down and never work."""
    stories = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "story").glob("test_*.py")
    )

    codes = [*WORDS, *(guard.code for guard in GUARDS)]
    assert [code for code in codes if f'"{code}"' not in stories] == []
