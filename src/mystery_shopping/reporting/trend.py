"""This month beside the months before: one outcome a contact, on a control chart."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model import Cycle, CycleState, Evaluation
from mystery_shopping.rules import form_triggers, samples
from mystery_shopping.statistics import ControlChart, chart_in_words, p_chart
from mystery_shopping.values import Period, Share


@attrs.frozen(kw_only=True)
class Trend:
    """The share of forms that call for no follow-up, month by month, oldest first.

    `gaps` are the months between without a cycle that counts.

    Source: W-10 2.2, 5.4.1, 5.5.
    """

    months: tuple[tuple[Period, Share], ...]
    gaps: tuple[Period, ...]
    chart: ControlChart
    words: Text


def trend_of(cycles: Iterable[Cycle]) -> Trend:
    """Return the trend over the cycles of one unit; a cancelled one does not count."""
    shares: dict[Period, Share] = {}
    for cycle in cycles:
        if cycle.state is not CycleState.CANCELLED:
            shares[cycle.period] = good_forms(cycle)
    months = tuple(sorted(shares.items()))
    chart = p_chart({str(period): share for period, share in months})
    every = months[0][0].until(months[-1][0]) if months else ()
    return Trend(
        months=months,
        gaps=tuple(period for period in every if period not in shares),
        chart=chart,
        words=chart_in_words(chart),
    )


def good_forms(cycle: Cycle) -> Share:
    """Return how many of a cycle's sample forms call for no follow-up by themselves (5.5)."""
    forms: list[Evaluation] = [row.form for row in samples(cycle) if row.form is not None]
    good = sum(not form_triggers(cycle, form) for form in forms)
    return Share(good, len(forms))
