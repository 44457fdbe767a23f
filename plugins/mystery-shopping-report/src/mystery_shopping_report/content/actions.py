"""What to do: the QC analyst's recommendations, beside what the figures suggest."""

from __future__ import annotations

from mystery_shopping.reporting import MonthReport
from mystery_shopping_report.paper import Advice
from mystery_shopping_report.words import Speaker


def advice_of(report: MonthReport, speaker: Speaker) -> tuple[Advice, ...]:
    """Return the recommendations, one per KPI, as the QC analyst wrote them."""
    return tuple(
        Advice(title=speaker.title(row.kpi.label), analysis=row.analysis, advice=row.advice)
        for row in report.recommendations
    )


def suggestions_of(report: MonthReport, speaker: Speaker) -> tuple[str, ...]:
    """Return the sentences drawn from the figures."""
    return tuple(speaker.title(row.text) for row in report.suggestions)


def silence_of(report: MonthReport, speaker: Speaker) -> str:
    """Return what stands in the place of suggestions when there are none."""
    return speaker.say("no_suggestions" if report.total.share.is_defined else "no_figures")
