"""The recap and the report of a month, form F-27: frozen figures, counts beside every share."""

from __future__ import annotations

import attrs

from mystery_shopping.model.evaluation import Nonconformity
from mystery_shopping.model.scorecard import Kpi
from mystery_shopping.values import Share
from mystery_shopping.values._check import kind, words


@attrs.frozen
class Figure:
    """One line of the recap: how many forms it rests on, and the share of ones in them."""

    key: str
    form_count: int
    share: Share


@attrs.frozen(kw_only=True)
class Recap:
    """The figures of F-27, one `Figure` per parameter, dimension, KPI, day part and so on.

    `parameters` and `dimensions` are in scorecard order, `kpis` in the order of 5.4.1,
    `day_parts` in the policy's; `reasons`, `contacters` and `agents` by key. `in_window_count`
    of the `sample_count` samples were made inside week II.

    Source: W-10 5.3.4, 5.4.1, 5.6.2 and form F-27; A5.
    """

    sample_count: int
    in_window_count: int
    voided_count: int
    total: Share
    parameters: tuple[Figure, ...]
    dimensions: tuple[Figure, ...]
    kpis: tuple[Figure, ...]
    day_parts: tuple[Figure, ...]
    reasons: tuple[Figure, ...]
    contacters: tuple[Figure, ...]
    agents: tuple[Figure, ...]
    nonconformities: tuple[Nonconformity, ...]

    def kpi(self, kpi: Kpi) -> Figure:
        """Return the figure of one KPI."""
        return next(figure for figure in self.kpis if figure.key == kpi.value)


@attrs.frozen
class Recommendation:
    """What the QCA recommends on one KPI."""

    kpi: Kpi = attrs.field(validator=kind(Kpi))
    analysis: str = attrs.field(validator=words)
    advice: str = attrs.field(validator=words)


@attrs.frozen
class Report:
    """Analysis and recommendations, one per KPI, on a recap's figures.

    Source: W-10 5.4.1.
    """

    recommendations: tuple[Recommendation, ...]
    summary: str = ""
