"""A verdict's rows: found by clause, counted by status, each with evidence one can follow."""

import re

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.rules import MECHANISM, judge
from tests.months import SOLUTION, Month, S, nov

EVIDENCE = re.compile(r"malang/2026-11(?:@(\d+)|#contact-(\d+)|#follow-up-(\d+))?")
CLAUSE = re.compile(r"\d(\.\d)*")


@pytest.fixture(scope="module")
def month() -> Month:
    """Return a closed month with one follow-up; nobody changes it."""
    return Month.of_four(zeros={2: SOLUTION}).to(S.CLOSED)


def test_every_piece_of_evidence_can_be_followed(month: Month) -> None:
    """An id that leads nowhere is worse than none."""
    verdict = month.program.verdict(month.id, as_of=nov(24))
    cycle = month.cycle

    for row in verdict.rows:
        for piece in row.evidence:
            if CLAUSE.fullmatch(piece):
                assert verdict.row(piece).clause == piece
                continue
            found = EVIDENCE.fullmatch(piece)
            assert found, piece
            version, contact, follow_up = found.groups()
            assert version is None or 1 <= int(version) <= cycle.version
            assert contact is None or cycle.contact(int(contact)).number == int(contact)
            assert follow_up is None or cycle.follow_up(int(follow_up)).number == int(follow_up)


def test_the_evidence_of_a_step_is_the_event_that_did_it(month: Month) -> None:
    """The number after the @ is the version in the history."""
    types = {str(row.version): row.type for row in month.program.history(month.id)}
    verdict = month.program.verdict(month.id, as_of=nov(24))

    (material,) = verdict.row("5.1.2").evidence

    assert types[material.rpartition("@")[2]] == "material.selected"


def test_rows_are_counted_without_their_headings(month: Month) -> None:
    """A heading repeats its clauses; counting it would count them twice."""
    verdict = month.program.verdict(month.id, as_of=nov(24))

    judged = len(MECHANISM) + len(("4.1", "4.2", "6"))
    assert verdict.count(ms.Status.MET) == judged
    assert sum(verdict.count(status) for status in ms.Status) == judged
    assert [row.clause for row in verdict.rows if row.is_heading][:3] == ["4", "5", "5.1"]


def test_a_form_that_skipped_its_supervisor_is_red_even_if_some_table_let_it(month: Month) -> None:
    """The verdict judges the record and not the program that wrote it."""
    cycle = month.cycle
    reading = attrs.evolve(cycle.policy, routes_by_supervisor=frozenset({ms.Role.QCO}))

    row = judge(attrs.evolve(cycle, policy=reading), nov(24)).row("5.3.4")

    assert (row.status, len(row.evidence)) == (ms.Status.NOT_MET, 4)


def test_a_verdict_can_be_printed_row_by_row(month: Month) -> None:
    """What a person types first in a shell."""
    verdict = month.program.verdict(month.id, as_of=nov(24))

    lines = [str(row) for row in verdict]

    assert len(lines) == len(verdict.rows)
    assert lines[1].startswith("4.1 met: ")


def test_a_clause_without_a_row_says_which_have_one(month: Month) -> None:
    """A typing error should not read as "unverifiable"."""
    with pytest.raises(ms.NotFound, match=r"5\.2\.1\.3"):
        month.program.verdict(month.id, as_of=nov(24)).row("5.2.1.4")


def test_a_heading_tells_how_many_of_its_clauses_are_met(month: Month) -> None:
    """The summary for who reads only the first line."""
    verdict = month.program.verdict(month.id, as_of=nov(16, 12))
    row = verdict.row("5")
    below = [verdict.row(check.clause).status for check in MECHANISM]

    assert row.status is ms.Status.PENDING
    assert row.actual.en.startswith(f"{below.count(ms.Status.MET)} of {len(below)} ")
    assert "5.4.1 pending" in row.sentence.en
