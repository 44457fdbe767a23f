"""The verdict: one row per clause of sections 4, 5 and 6, on any day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import attrs

from mystery_shopping.errors import NotFound, Text, join
from mystery_shopping.model import Cycle, Deviation
from mystery_shopping.rules._view import Judgement, Status, View
from mystery_shopping.rules.checks import MECHANISM, RECORDS, Check
from mystery_shopping.rules.occurrence import judge_month
from mystery_shopping.values import CLAUSES, ClauseKind

_WORST_FIRST = (Status.NOT_MET, Status.PENDING, Status.UNVERIFIABLE, Status.DEVIATED, Status.MET)


@attrs.frozen
class ClauseRow:
    """How one clause stands: required, actual, the evidence's ids, and one sentence.

    `deviation` is the number of the approved deviation behind a DEVIATED row.
    """

    clause: str
    status: Status
    required: Text
    actual: Text
    evidence: tuple[str, ...]
    sentence: Text
    deviation: int | None = None

    def __str__(self) -> str:
        return f"{self.clause} {self.status.label.en}: {self.sentence.en}"

    @property
    def is_heading(self) -> bool:
        """Whether the row sums up the rows below it."""
        return CLAUSES[self.clause].kind is ClauseKind.HEADING


@attrs.frozen
class Verdict:
    """The rows of one cycle as of one instant, in the order of the document."""

    cycle: str
    as_of: datetime
    rows: tuple[ClauseRow, ...]

    def __iter__(self) -> Iterator[ClauseRow]:
        return iter(self.rows)

    def row(self, clause: str) -> ClauseRow:
        """Return the row of a clause, or raise `NotFound`."""
        for row in self.rows:
            if row.clause == clause:
                return row
        raise NotFound(kind="clause", key=clause, known=(row.clause for row in self.rows))

    def count(self, status: Status) -> int:
        """Return how many clauses that are no headings stand so."""
        return sum(row.status is status and not row.is_heading for row in self.rows)


def judge(cycle: Cycle, as_of: datetime) -> Verdict:
    """Return the verdict on a cycle, which must be the fold of its events up to `as_of`.

    4.1 is the conjunction of the checks of section 5; a heading is that of its clauses.

    Source: W-10 4, 5, 6; A4, A6.
    """
    view = View(cycle, as_of)
    rows = {row.clause: row for row in mechanism_rows(view)}
    rows["4.1"] = _conjunction("4.1", rows.values())
    rows["4.2"] = _indicator_row(judge_month(view))
    rows["6"] = _row(view, RECORDS)
    return Verdict(cycle.id, as_of, tuple(_with_headings(rows)))


def mechanism_rows(view: View) -> tuple[ClauseRow, ...]:
    """Return one row per checked clause of section 5, in order."""
    return tuple(_row(view, check) for check in MECHANISM)


def _row(view: View, check: Check) -> ClauseRow:
    found = check.judge(view)
    deviation = view.cycle.find_deviation(check.clause) or _of_follow_up(view.cycle, found.status)
    if found.status is Status.NOT_MET and deviation is not None:
        found = attrs.evolve(found, status=Status.DEVIATED)
    sentence = check.sentence.fill(required=found.required, actual=found.actual)
    return ClauseRow(
        check.clause,
        found.status,
        found.required,
        found.actual,
        found.evidence,
        _tell(found.status, sentence, deviation),
        deviation.number if deviation and found.status is Status.DEVIATED else None,
    )


def _of_follow_up(cycle: Cycle, status: Status) -> Deviation | None:
    """Return the first deviation that waives a follow-up, where a check deviates by those alone."""
    waiving = (row for row in cycle.deviations if row.follow_up is not None and row.is_approved)
    return next(waiving, None) if status is Status.DEVIATED else None


def _tell(status: Status, sentence: Text, deviation: Deviation | None = None) -> Text:
    if status is Status.DEVIATED and deviation is not None and deviation.approved_by is not None:
        return Text(
            "{sentence} Deviasi {n} disetujui {who}.", "{sentence} Deviation {n} approved by {who}."
        ).fill(sentence=sentence, n=deviation.number, who=deviation.approved_by.id)
    return sentence


def _indicator_row(found: Judgement) -> ClauseRow:
    sentence = Text(
        "Pelaksanaan bulan ini: {actual} (perlu: {required}).",
        "Carried out this month: {actual} (required: {required}).",
    ).fill(required=found.required, actual=found.actual)
    return ClauseRow("4.2", found.status, found.required, found.actual, found.evidence, sentence)


def _conjunction(clause: str, rows: Iterable[ClauseRow]) -> ClauseRow:
    parts = tuple(rows)
    status = next(s for s in _WORST_FIRST if any(row.status is s for row in parts))
    holding = tuple(row for row in parts if row.status is not Status.MET)
    met = len(parts) - len(holding)
    actual = Text(f"{met} dari {len(parts)} terpenuhi", f"{met} of {len(parts)} met")
    numbers = join(
        tuple(
            Text(f"{r.clause} {r.status.label.id}", f"{r.clause} {r.status.label.en}")
            for r in holding
        )
    )
    tail = Text(f" ({numbers.id})", f" ({numbers.en})") if holding else Text("", "")
    sentence = Text(
        f"{CLAUSES[clause].title.id}: {actual.id}{tail.id}.",
        f"{CLAUSES[clause].title.en}: {actual.en}{tail.en}.",
    )
    required = Text("semua pemeriksaan terpenuhi", "every check met")
    return ClauseRow(clause, status, required, actual, tuple(r.clause for r in parts), sentence)


def _with_headings(leaves: Mapping[str, ClauseRow]) -> Iterable[ClauseRow]:
    for number, clause in CLAUSES.items():
        if number in leaves:
            yield leaves[number]
        elif clause.kind is ClauseKind.HEADING and number[0] in "45":
            below = [row for leaf, row in leaves.items() if leaf.startswith(f"{number}.")]
            yield _conjunction(number, below)
