"""What stands in the lines of an F-31 already, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from mystery_shopping.model import Contact, Cycle, Dimension, NotApplicable
from mystery_shopping.values import Share
from mystery_shopping_forms.layout import NOT_APPLICABLE


@attrs.frozen
class Line:
    """One parameter's line: the mark as the cell holds it, and the words that go with it."""

    mark: int | str | None = None
    note: str | None = None
    solution: str | None = None
    returned: str | None = None


def lines_of(cycle: Cycle, contact: Contact) -> tuple[Line, ...]:
    """Return a line for each parameter, in scorecard order; of a form never filled, empty ones."""
    form = contact.form
    if form is None:
        return (Line(),) * len(cycle.scorecard.parameters)
    findings = {row.parameter: row for row in form.findings}
    returned = dict(contact.returns[-1].reasons) if contact.returns else {}
    lines = []
    for place, code in enumerate(cycle.scorecard.codes):
        is_skipped, mark = form.skipped >> place & 1, form.marks >> place & 1
        finding = findings.get(code)
        lines.append(
            Line(
                mark=NOT_APPLICABLE if is_skipped else mark,
                note=finding.note if finding else None,
                solution=finding.solution if finding else None,
                returned=returned.get(code),
            )
        )
    return tuple(lines)


def share_of(cycle: Cycle, lines: Sequence[Line], *, dimensions: Iterable[Dimension]) -> Share:
    """Return the ones among the marks of some dimensions, read as the policy says (A12)."""
    wanted = frozenset(dimensions)
    passes = cycle.policy.not_applicable is NotApplicable.PASS
    marks = [
        line.mark
        for line, parameter in zip(lines, cycle.scorecard.parameters, strict=True)
        if parameter.dimension in wanted
    ]
    right = sum(mark == 1 or (passes and mark == NOT_APPLICABLE) for mark in marks)
    return Share(right, right + sum(mark == 0 for mark in marks))
