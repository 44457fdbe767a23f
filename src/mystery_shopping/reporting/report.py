"""The month's report: frozen figures, how sure they are, and everything else that F-27 holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

import attrs

from mystery_shopping.errors import Text, same
from mystery_shopping.model import (
    Cycle,
    Deviation,
    Dimension,
    Figure,
    FollowUp,
    Kpi,
    Recap,
    Recommendation,
)
from mystery_shopping.reporting.header import Header
from mystery_shopping.reporting.lines import (
    Line,
    NonconformityLine,
    PersonLine,
    kinds_of,
    line_of,
    lines_of,
    nonconformity_lines,
    people_of,
)
from mystery_shopping.reporting.suggestions import Suggestion, suggest
from mystery_shopping.reporting.trend import Trend, trend_of
from mystery_shopping.rules import Verdict, judge, make_recap
from mystery_shopping.statistics import Pareto, pareto_of_zeros

_TOTAL = Text("semua parameter", "all parameters")


@attrs.frozen(kw_only=True)
class MonthReport:
    """Everything form F-27 says of a month.

    `is_frozen`: the figures are those the recap froze; before it they are as of now. `parameters`
    and `dimensions` are in scorecard order, `kpis` in the order of 5.4.1, `day_parts` in the
    policy's, `reasons` by code and `kinds` in the order of 5.1.2. `people` are the agents, by id.
    `target` is the target QM score as a fraction of 1.

    Source: W-10 5.3.4, 5.4, 5.5, 5.6.2, 6 and form F-27.
    """

    header: Header
    is_frozen: bool
    sample_count: int
    required_count: int
    target: Fraction
    in_window_count: int
    voided_count: int
    total: Line
    kpis: tuple[Line, ...]
    dimensions: tuple[Line, ...]
    parameters: tuple[Line, ...]
    day_parts: tuple[Line, ...]
    reasons: tuple[Line, ...]
    kinds: tuple[Line, ...]
    people: tuple[PersonLine, ...]
    zeros: Pareto
    nonconformities: tuple[NonconformityLine, ...]
    trend: Trend
    verdict: Verdict
    deviations: tuple[Deviation, ...]
    follow_ups: tuple[FollowUp, ...]
    recommendations: tuple[Recommendation, ...]
    summary: str
    suggestions: tuple[Suggestion, ...]

    def title(self, parameter: str) -> Text:
        """Return how a parameter reads in the scorecard."""
        return next(line.title for line in self.parameters if line.key == parameter)


def make_report(
    cycle: Cycle, *, header: Header, as_of: datetime, earlier: Iterable[Cycle] = ()
) -> MonthReport:
    """Return the report on a cycle as it stood at `as_of`, beside `earlier` cycles of its unit.

    Source: W-10 5.4.1.
    """
    recap = cycle.recap or make_recap(cycle)
    wordings = {row.code: row.wording for row in cycle.scorecard.parameters}
    figures = _figures(cycle, recap, wordings)
    return MonthReport(
        **figures,
        header=header,
        is_frozen=cycle.recap is not None,
        sample_count=recap.sample_count,
        required_count=cycle.policy.minimum_samples,
        target=cycle.policy.target,
        in_window_count=recap.in_window_count,
        voided_count=recap.voided_count,
        nonconformities=nonconformity_lines(recap.nonconformities, wordings),
        trend=trend_of((*earlier, cycle)),
        verdict=judge(cycle, as_of),
        deviations=tuple(cycle.deviations),
        follow_ups=tuple(cycle.follow_ups),
        recommendations=cycle.report.recommendations if cycle.report else (),
        summary=cycle.report.summary if cycle.report else "",
    )


def _figures(cycle: Cycle, recap: Recap, wordings: dict[str, Text]) -> dict[str, Any]:
    """Return the report's tables of figures by their field, and what they suggest."""
    parts = {part.code: part.title for part in cycle.policy.day_parts.parts}
    kpis = lines_of(recap.kpis, {kpi.value: kpi.label for kpi in Kpi})
    day_parts = lines_of(recap.day_parts, parts)
    zeros = pareto_of_zeros(recap)
    return {
        "total": line_of(Figure("total", recap.sample_count, recap.total), _TOTAL),
        "kpis": kpis,
        "dimensions": lines_of(recap.dimensions, {row.value: row.label for row in Dimension}),
        "parameters": lines_of(recap.parameters, wordings),
        "day_parts": day_parts,
        "reasons": lines_of(recap.reasons, _reason_titles(cycle)),
        "kinds": kinds_of(recap.reasons, cycle),
        "people": people_of(recap.agents),
        "zeros": zeros,
        "suggestions": suggest(
            cycle, kpis=kpis, day_parts=day_parts, pareto=zeros, titles=wordings
        ),
    }


def _reason_titles(cycle: Cycle) -> dict[str, Text]:
    """Return what reasons and new products are called, where they have a title."""
    ranked = cycle.ranking.reasons if cycle.ranking else ()
    titles = {row.code: row.title for row in ranked} | {
        row.code: row.title for row in cycle.new_products
    }
    return {code: same(title) for code, title in titles.items() if title}
