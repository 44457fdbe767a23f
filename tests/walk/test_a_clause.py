"""A clause and a check are added where ARCHITECTURE.md says, and nothing else has to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walk.entries import entries, is_named, places
from tests.walk.tree import Tree

CLAUSE, PAGE = "src/mystery_shopping/values/clause.py", "docs/reference/clauses.md"
ANSWERS = entries()
ARCH = "tests/arch/test_clauses.py"
PROOFS = (
    ARCH,
    "tests/docs/test_examples.py::test_a_page_runs_as_written[docs/reference/clauses.md]",
    "tests/story/test_document.py",
    "tests/story/test_verdict_by_day.py",
    "tests/unit/rules/test_verdict.py",
    "tests/unit/values/test_clause.py",
)

BACKGROUND = (
    '    ("2.3", _B, "Putusan dibaca dalam dua bahasa", "A verdict is read in two languages"),'
)
BACKGROUND_ROW = (
    "| 2.3 | Putusan dibaca dalam dua bahasa | A verdict is read in two languages |"
    " | not checked: background | |"
)
BACKGROUND_TESTS = '''\
"""Every row of a verdict speaks two languages: W-10 2.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mystery_shopping as ms
from tests.months import Month, nov

VERDICT = Month().program.verdict("malang/2026-11", as_of=nov(1))


@pytest.mark.clause("2.3", kind="story")
def test_the_first_row_is_read_in_both():
    assert VERDICT.rows[0].sentence.id != VERDICT.rows[0].sentence.en


@pytest.mark.clause("2.3", kind="law")
@given(st.sampled_from(VERDICT.rows))
def test_every_row_is_read_in_both(row):
    assert row.sentence.id
    assert row.sentence.en


@pytest.mark.clause("2.3", kind="refusal")
def test_nobody_deviates_from_it():
    assert Month().refused(ms.RecordDeviation("2.3", "no time", "next month"))
'''

STEP = '    ("5.3.5", _S, "Yang menjawab adalah agent", "Who answered is an agent"),'
STEP_ROW = (
    "| 5.3.5 | Yang menjawab adalah agent | Who answered is an agent |"
    " | every contact performed was answered by an agent | |"
)
CHECK = '''
def agents_reached(view: View) -> Judgement:
    """5.3.5: every contact performed was answered by an agent."""
    required = Text("agent menjawab setiap kontak", "an agent answered every contact")
    if not view.performed:
        return view.unshown(required)
    off = tuple(c for c in view.performed if c.agent is None or c.agent.role != "agent")
    return view.judge(
        not off and view.is_past(CycleState.EXECUTING),
        due=bool(off),
        required=required,
        actual=_of(len(view.performed) - len(off), len(view.performed), off),
        evidence=view.contacts(off or view.performed),
    )

'''
MECHANISM = """\
    ),
    _check(
        "5.3.5",
        after.agents_reached,
        "Dijawab agent: {actual} (perlu: {required}).",
        "Answered by an agent: {actual} (required: {required}).","""
STEP_TESTS = '''\
"""Agents answer, and nobody else: W-10 5.3.5."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mystery_shopping as ms
from mystery_shopping.rules import judge
from tests.months import DEWI, Month, S, nov

CYCLE = Month().to(S.CLOSED).cycle


def status(who, number):
    contacts = list(CYCLE.contacts)
    contacts[number] = attrs.evolve(contacts[number], agent=who)
    cycle = attrs.evolve(CYCLE, contacts=ms.Vector.of(contacts))
    return judge(cycle, nov(24)).row("5.3.5").status


@pytest.mark.clause("5.3.5", kind="story")
def test_a_month_that_agents_answered_is_green():
    assert judge(CYCLE, nov(24)).row("5.3.5").status is ms.Status.MET


@pytest.mark.clause("5.3.5", kind="law")
@given(st.sampled_from(ms.Role), st.integers(0, 39))
def test_it_is_green_for_agents_alone(role, number):
    met = status(ms.Person("x", role), number) is ms.Status.MET
    assert met == (role is ms.Role.AGENT)


@pytest.mark.clause("5.3.5", kind="refusal")
def test_one_supervisor_is_too_many():
    assert status(DEWI, 7) is ms.Status.NOT_MET
'''


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Return a fresh copy."""
    return Tree(tmp_path)


def finish(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the page of the matrix again, as the entry says, and see everything green."""
    with monkeypatch.context() as patch:
        patch.setenv("MYSTERY_SHOPPING_UPDATE_MATRIX", "1")
        tree.told(ARCH)
    is_green, told = tree.told(*PROOFS, *sorted(name for name in tree.touched if "test_" in name))

    assert is_green, told


def test_a_clause(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """Background is a row, its line on the page, and three tests."""
    tree.add(CLAUSE, BACKGROUND, after='    ("2.2", ')
    is_green, told = tree.told(ARCH)
    assert not is_green
    assert all(f"2.3 lacks a {kind}" in told for kind in ("story", "law", "refusal"))

    tree.add(PAGE, BACKGROUND_ROW, after="| 2.2 |")
    tree.add("tests/story/test_two_languages.py", BACKGROUND_TESTS)

    finish(tree, monkeypatch)
    named = places(ANSWERS["a clause"])
    assert [file for file in tree.touched if not is_named(file, named)] == []


def test_a_step_with_its_check(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step is judged at once, or the build says so; the check is a function and a row."""
    tree.add(CLAUSE, STEP, after='    ("5.3.4", ')
    is_green, told = tree.told(ARCH)
    assert not is_green
    assert "5.3.5 is judged by no check" in told

    tree.add("src/mystery_shopping/rules/_checks_after.py", CHECK)
    tree.add("src/mystery_shopping/rules/checks.py", MECHANISM, after='"Forms by their route: ')
    tree.add(PAGE, STEP_ROW, after="| 5.3.4 |")
    tree.add(
        "tests/story/test_verdict_by_day.py", '    "5.3.5": nov(15),', after='"5.3.2": nov(15)'
    )
    tree.add("tests/story/test_agents_answer.py", STEP_TESTS)

    finish(tree, monkeypatch)
    named = places(ANSWERS["a check of a clause"]) | places(ANSWERS["a clause"])
    assert [file for file in tree.touched if not is_named(file, named)] == []


def test_a_heading_with_nothing_below_it_is_told(tree: Tree) -> None:
    """A verdict could not sum up nothing."""
    tree.add(CLAUSE, '    ("5.7", _H, "Penutup", "The end"),', after='    ("5.6.2", ')

    is_green, told = tree.told(ARCH)

    assert not is_green
    assert "5.7 is a heading with nothing below it" in told
