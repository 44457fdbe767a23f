"""The clause matrix: complete, and true of what the rules really look at."""

import sys
from collections import defaultdict
from functools import partial
from types import CodeType

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import CommandRefused
from mystery_shopping.model.open_readings import OPEN_READINGS
from mystery_shopping.rules import MECHANISM, RECORDS
from mystery_shopping.rules.occurrence import judge_month
from mystery_shopping.service.matrix import MatrixRow, clause_matrix
from mystery_shopping.workflow.tables import TABLES
from tests.months import DEWI, SOLUTION, Month, S, even_plan, nov, policy

FIELDS = {field.name for field in attrs.fields(ms.Policy)}


def rows() -> dict[str, MatrixRow]:
    """Return the rows by the number of their clause."""
    return {row.number: row for row in clause_matrix()}


def owners() -> dict[CodeType, str]:
    """Return the clause of the code of every guard and every check."""
    guards = {guard for table in TABLES.values() for row in table for guard in row.guards}
    found = {guard.test.__code__: guard.clause for guard in guards}
    for check in (*MECHANISM, RECORDS):
        if not isinstance(check.judge, partial):  # one function for the three KPIs
            found[check.judge.__code__] = check.clause
    return found | {judge_month.__code__: "4.2"}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Note which fields of a policy the guards and checks of each clause read."""
    clauses, read = owners(), defaultdict(set)

    def look(self: ms.Policy, name: str) -> object:
        frame = sys._getframe(1) if name in FIELDS else None
        while frame is not None:
            if frame.f_code in clauses:
                read[clauses[frame.f_code]].add(name)
                break
            frame = frame.f_back
        return object.__getattribute__(self, name)

    monkeypatch.setattr(ms.Policy, "__getattribute__", look, raising=False)
    return read


def test_the_matrix_has_every_clause_in_the_order_of_the_document() -> None:
    """A clause that the matrix leaves out would be one that nobody looks for."""
    assert [(row.number, row.title) for row in clause_matrix()] == [
        (clause.number, clause.title) for clause in ms.CLAUSES.values()
    ]


def test_what_the_matrix_says_is_judged_is_what_a_verdict_judges() -> None:
    """An auditor holds the matrix in one hand and a verdict in the other."""
    month = Month()

    verdict = month.program.verdict(month.id, as_of=nov(1))

    judged = {row.clause for row in verdict.rows if not row.is_heading}
    assert {row.number for row in clause_matrix() if row.checks} == judged


def test_every_refusal_of_a_table_stands_under_its_clause() -> None:
    """A condition that stands nowhere would refuse for a reason nobody finds in the matrix."""
    guards = {guard for table in TABLES.values() for row in table for guard in row.guards}

    told = {
        (number, condition.code, condition.name, condition.is_waivable)
        for number, row in rows().items()
        for condition in row.conditions
    }

    always = ("6", "MS304", "time_runs_backwards", False)
    assert told == {(g.clause, g.code, g.name, g.is_obligation) for g in guards} | {always}


def test_the_row_of_the_records_names_what_refuses_their_disposal() -> None:
    """Three years are kept by refusing, not by remembering."""
    month = Month().to(S.CLOSED)
    retention = ms.Retention(month.program)
    calls = (
        lambda: retention.dispose(month.id, reason="old", by=DEWI, at=nov(25)),
        lambda: retention.release(month.id, reason="done", by=DEWI, at=nov(25)),
        lambda: retention.hold(month.id, reason="court", holder="legal", by=DEWI, at=nov(25)),
    )

    refused = []
    for call in (*calls, calls[-1]):
        try:
            call()
        except CommandRefused as refusal:
            refused += [(row.code, row.name, row.clause) for row in refusal.unmet]

    named = {(row.code, row.name, "6") for row in rows()["6"].retention}
    assert set(refused) == named
    assert [row.number for row in clause_matrix() if row.retention] == ["6"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"coverage": "proportional"},
        {"outside_window": "exclude", "hand_in_day": 20},
        {"zero_on_solution": "any_parameter", "target_basis": "agent_mean"},
    ],
)
def test_no_clause_reads_a_field_that_the_table_of_readings_does_not_give_it(
    seen: dict[str, set[str]], changes: dict[str, object]
) -> None:
    """A policy that changes a clause unannounced is how two sites come to different verdicts."""
    reading = policy(minimum_samples=4, **changes)
    month = Month(reading=reading, plan=even_plan(4), zeros={1: SOLUTION})

    month.to(S.EXECUTING).to(S.REPORTED).pass_on().coach(1)
    month.program.verdict(month.id, as_of=nov(25))

    given = defaultdict(set)
    for row in OPEN_READINGS:
        for clause in row.clauses:
            given[clause].add(row.field)
    assert {"5.1.2", "5.2.1.2", "5.2.1.3", "5.3.4", "5.5", "6"} <= set(seen)
    assert {clause: read - given[clause] for clause, read in seen.items()} == {
        clause: set() for clause in seen
    }


def test_the_records_of_a_closed_month_are_kept_by_exactly_the_fields_given(
    seen: dict[str, set[str]],
) -> None:
    """From the end on the calendar, the clock and the years decide, and nothing else."""
    month = Month.of_four().to(S.CLOSED)

    month.program.verdict(month.id, as_of=nov(25))

    assert seen["6"] == set(rows()["6"].fields)
