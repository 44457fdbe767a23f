"""The policy: every reading of A1–A18 as one frozen, versioned object, pinned into a cycle."""

from __future__ import annotations

from fractions import Fraction

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.model.readings import (
    AgentPlanning,
    Coverage,
    FollowUpDone,
    MissingKind,
    NotApplicable,
    Occurrence,
    OutsideWindow,
    RankingScope,
    RetentionFrom,
    Shortfall,
    TargetBasis,
    ZeroOnSolution,
)
from mystery_shopping.model.scorecard import DIMENSION_KPIS, Dimension, Kpi, Parameter
from mystery_shopping.values import (
    CONTACTERS,
    REVISION,
    DayPartTable,
    FixedDays,
    Role,
    WeekRule,
    exact_percent,
    zone,
)
from mystery_shopping.values._check import reading, whole, words


def _percent(value: object) -> Fraction:
    try:
        return exact_percent(value)
    except InvalidValue as error:
        raise InvalidValue(
            path="qm_target", required=error.required, actual=error.actual
        ) from error


def _known_zone(_: object, __: object, value: str) -> None:
    zone(value)


def _revision(_: object, __: object, value: str) -> None:
    if value != REVISION:
        required = Text(f"revisi {REVISION}", f"revision {REVISION}")
        raise InvalidValue(path="document_revision", required=required, actual=value)


def _contacters(_: object, __: object, value: frozenset[Role]) -> None:
    if not value <= CONTACTERS:
        wanted = ", ".join(sorted(CONTACTERS))
        raise InvalidValue(path="routes_by_supervisor", required=wanted, actual=sorted(value))


@attrs.frozen(kw_only=True)
class Policy:
    """How one site reads W-10; the defaults are those of A1–A18.

    `qm_target` is in per cent, exact, and has no default. `hand_in_day` is a day of the month by
    whose end the forms are handed in; unset, nothing is checked. By `cycle_due_day` a month should
    have its cycle; `warning_days` before the end of week II and the hand-in day it is said what is
    undone. No notice names an agent unless `agents_named_in_notices`.

    >>> Policy(qm_target=85).minimum_samples
    40

    Source: W-10 5.1.2, 5.2.1.1–5.2.1.3, 5.3.4, 5.5, 6; A1–A18.
    """

    qm_target: Fraction = attrs.field(converter=_percent)
    name: str = attrs.field(default="default", validator=words)
    version: int = attrs.field(default=1, validator=whole(1))
    document_revision: str = attrs.field(default=REVISION, validator=_revision)
    timezone: str = attrs.field(default="Asia/Jakarta", validator=_known_zone)
    week_rule: WeekRule = FixedDays()
    day_parts: DayPartTable = attrs.field(factory=DayPartTable.standard)
    occurrence: Occurrence = reading(Occurrence.PERFORMED)
    minimum_samples: int = attrs.field(default=40, validator=whole(1))
    outside_window: OutsideWindow = reading(OutsideWindow.COUNT_AND_FLAG)
    shortfall: Shortfall = reading(Shortfall.CLOSE_WITH_DEVIATIONS)
    coverage: Coverage = reading(Coverage.MINIMUM)
    minimum_per_day_part: int = attrs.field(default=1, validator=whole(1))
    top_reasons: int = attrs.field(default=5, validator=whole(1))
    ranking_scope: RankingScope = reading(RankingScope.OVERALL)
    missing_kind: MissingKind = reading(MissingKind.WARNING)
    routes_by_supervisor: frozenset[Role] = attrs.field(
        default=frozenset({Role.TL}), validator=_contacters
    )
    hand_in_day: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(whole(1, 31))
    )
    zero_on_solution: ZeroOnSolution = reading(ZeroOnSolution.DIMENSION)
    target_basis: TargetBasis = reading(TargetBasis.COMBINED)
    dimension_kpis: tuple[tuple[Dimension, Kpi], ...] = DIMENSION_KPIS
    service_dimensions: tuple[Dimension, ...] = (
        Dimension.PROCESS,
        Dimension.ATTITUDE,
        Dimension.COMMUNICATION,
    )
    not_applicable: NotApplicable = reading(NotApplicable.FORBID)
    execution_form: str = attrs.field(default="F-32", validator=words)
    evaluation_form: str = attrs.field(default="F-31", validator=words)
    follow_up_done: FollowUpDone = reading(FollowUpDone.DELIVERED)
    retention_years: int = attrs.field(default=3, validator=whole(1))
    retention_from: RetentionFrom = reading(RetentionFrom.CLOSING)
    agent_planning: AgentPlanning = reading(AgentPlanning.RECORDED_AFTER)
    own_team_allowed: bool = False
    cycle_due_day: int = attrs.field(default=3, validator=whole(1, 28))
    warning_days: int = attrs.field(default=2, validator=whole(1, 14))
    agents_named_in_notices: bool = False

    @property
    def target(self) -> Fraction:
        """The target QM score as a fraction of 1."""
        return self.qm_target / 100

    def kpi_of(self, parameter: Parameter) -> Kpi | None:
        """Return the KPI a parameter counts to: its own, else its dimension's, else none."""
        return parameter.kpi or dict(self.dimension_kpis).get(parameter.dimension)
