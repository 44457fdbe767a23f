"""No clause is without proof and tests, and no proof, test or reading without a clause."""

import os
import re
from pathlib import Path

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.model.open_readings import OPEN_READINGS
from mystery_shopping.rules import MECHANISM, RECORDS
from mystery_shopping.service.matrix import clause_matrix
from mystery_shopping.values.clause import CLAUSES, FORMS
from mystery_shopping.workflow.guards.always import time_runs_backwards
from mystery_shopping.workflow.notices import NOTICES
from mystery_shopping.workflow.tables import TABLES
from tests.arch.source import ROOT, core_files
from tools.clause_matrix import PAGE, Evidence, evidence, orphans, page

UPDATE = "MYSTERY_SHOPPING_UPDATE_MATRIX"
REMEDY = f"""
If the change is meant, write the page again:
    {UPDATE}=1 python3 dev.py test tests/arch/test_clauses.py"""
MODULE = """
import pytest

TABLE = [pytest.param(1, marks=pytest.mark.clause("9.9", kind="law"))]

@pytest.mark.clause("4.2", "story")
@pytest.mark.parametrize("n", TABLE)
def test_one(n): ...

TestTwo = pytest.mark.clause(number="6", kind="tale")(object)
LEFT = pytest.mark.clause("6", kind="law")
"""


@pytest.fixture(scope="module")
def found() -> list[Evidence]:
    """Return the marks of all tests, read once."""
    return evidence()


def readings_on_the_page() -> dict[str, set[str]]:
    """Return the fields of each A-number as the page on the readings writes them."""
    text = (ROOT / "docs" / "reference" / "clauses.md").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for number, fields in re.findall(r"^\| (A\d+) \|[^|]*\| (.*?) \|", text, re.MULTILINE):
        found.setdefault(number, set()).update(re.findall(r"`(\w+)`", fields))
    return found


def test_no_clause_and_no_mark_stands_alone(found: list[Evidence]) -> None:
    """An example alone does not show that a rule holds always, nor that its breach is refused."""
    alone = orphans(clause_matrix(), found)

    assert alone == [], "\n".join(alone)


@pytest.mark.parametrize(
    "broken, told",
    [
        (Evidence("5.9", "law", "x::test_y"), "x::test_y is marked with '5.9', 'law'"),
        (Evidence("5.5", "tale", "x::test_y"), "x::test_y is marked with '5.5', 'tale'"),
        (Evidence("5.5", "law", ""), "no test is marked with '5.5', 'law'"),
    ],
)
def test_a_mark_without_clause_kind_or_test_is_an_orphan(
    found: list[Evidence], broken: Evidence, told: str
) -> None:
    """A mistyped number would count for nothing while looking like evidence."""
    assert told in orphans(clause_matrix(), [*found, broken])


def test_a_clause_that_loses_its_law_or_all_that_enforces_it_is_an_orphan(
    found: list[Evidence],
) -> None:
    """The test above is worth as much as what it finds when something is missing."""
    rows = [
        attrs.evolve(row, conditions=(), checks=()) if row.number == "5.3.4" else row
        for row in clause_matrix()
    ]
    fewer = [row for row in found if (row.number, row.kind) != ("5.4.1", "law")]

    assert {"5.3.4 is enforced by nothing", "5.4.1 lacks a law"} <= set(orphans(rows, fewer))


def test_marks_are_found_on_tests_in_their_tables_and_on_machines(tmp_path: Path) -> None:
    """A mark that is overlooked would have its clause tested twice, or not believed."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(MODULE, encoding="utf-8")

    assert evidence(tmp_path) == [
        Evidence("4.2", "story", "tests/test_it.py::test_one"),
        Evidence("6", "law", ""),
        Evidence("6", "tale", "tests/test_it.py::TestTwo"),
        Evidence("9.9", "law", "tests/test_it.py::test_one"),
    ]


def test_whatever_names_a_clause_names_one_there_is() -> None:
    """A guard under a mistyped number would refuse for a reason that nobody can look up."""
    rows = [row for table in TABLES.values() for row in table]
    named = {guard.clause for row in rows for guard in row.guards}
    named |= {time_runs_backwards.clause, *(row.clause for row in rows)}
    named |= {check.clause for check in (*MECHANISM, RECORDS)}
    named |= {notice.clause for notice in NOTICES}
    named |= {clause for row in OPEN_READINGS for clause in row.clauses}
    named |= {clause for clauses in FORMS.values() for clause in clauses}

    assert named - set(CLAUSES) == set()


def test_every_field_of_the_policy_settles_a_reading_or_is_written_down_as_settling_none() -> None:
    """A field outside the table would change verdicts without anybody knowing which."""
    listed = [row.field for row in OPEN_READINGS if row.field is not None]

    assert sorted(listed) == sorted(field.name for field in attrs.fields(ms.Policy))
    assert [row for row in OPEN_READINGS if row.number and not row.clauses] == []
    assert [row.field for row in OPEN_READINGS if not row.clauses] == [
        "name",
        "version",
        "document_revision",
    ]


def test_the_page_on_the_readings_has_each_number_with_its_fields() -> None:
    """A number that the page gives a field and the policy does not cannot be set by anybody."""
    table: dict[str, set[str]] = {}
    for row in OPEN_READINGS:
        if row.number is not None:
            table.setdefault(row.number, set()).update({row.field} if row.field else ())

    assert readings_on_the_page() == table
    assert list(table) == [f"A{n}" for n in range(1, 19)]


def test_every_field_that_bears_on_a_clause_is_read_somewhere() -> None:
    """A setting that nothing looks at promises a reading that nobody gets."""
    code = "".join(path.read_text(encoding="utf-8") for path in core_files())
    fields = [row.field for row in OPEN_READINGS if row.field and row.clauses]

    assert [name for name in fields if not re.search(rf"\b(policy|self)\.{name}\b", code)] == []


def test_the_page_of_the_matrix_is_what_the_code_says() -> None:
    """An auditor reads the page; what it shows must be what runs."""
    if os.environ.get(UPDATE):
        PAGE.write_text(page(), encoding="utf-8", newline="\n")

    assert page() == PAGE.read_text(encoding="utf-8"), REMEDY
