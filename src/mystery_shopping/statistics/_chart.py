"""What a control chart holds: points, their limits, and what they signal."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import attrs

from mystery_shopping.statistics._run_rules import Signal

WANTED_POINTS = (20, 25)  # how many points limits should come from: Montgomery, 7.2


class ChartStatus(StrEnum):
    """What a chart as a whole says; `TOO_FEW` comes before the other two."""

    TOO_FEW = "too_few"
    IN_CONTROL = "in_control"
    OUT_OF_CONTROL = "out_of_control"


@attrs.frozen(kw_only=True)
class ChartPoint:
    """One point with the limits that hold for it.

    `low` and `high` are the 3-sigma limits; `exact_low` and `exact_high` the least and the most
    that is no less likely, binomially, than a point at 3 sigma is normally. All are `None` for a
    point of nothing, and the exact ones in a c-chart. `is_judged` is false for both a point of
    nothing and one left out.
    """

    label: str
    value: Fraction | None
    low: float | None = None
    high: float | None = None
    exact_low: Fraction | None = None
    exact_high: Fraction | None = None
    signals: tuple[Signal, ...] = ()
    is_judged: bool = False


@attrs.frozen(kw_only=True)
class ControlChart:
    """Points in their order around `centre`, which is `None` when nothing was counted.

    `is_trial`: the limits come from the very points they are held against, so that a point far
    out has pulled them towards itself. `limit_point_count` says from how many; 0 when a standard
    was given. `is_rough`: some point is too small for its 3-sigma limits; go by the exact ones.
    """

    centre: Fraction | None
    points: tuple[ChartPoint, ...]
    is_trial: bool
    limit_point_count: int
    is_rough: bool

    @property
    def status(self) -> ChartStatus:
        """Whether the limits rest on enough, and if so, whether any point gives a signal."""
        is_judging = any(point.is_judged for point in self.points)
        if not is_judging or (self.is_trial and self.limit_point_count < WANTED_POINTS[0]):
            return ChartStatus.TOO_FEW
        return ChartStatus.OUT_OF_CONTROL if self.signalled else ChartStatus.IN_CONTROL

    @property
    def beyond_limits(self) -> tuple[str, ...]:
        """The labels of the points beyond 3 sigma, in order."""
        return tuple(p.label for p in self.points if Signal.BEYOND_THREE_SIGMA in p.signals)

    @property
    def signalled(self) -> tuple[str, ...]:
        """The labels of the points with any signal, in order; provisional in a trial."""
        return tuple(point.label for point in self.points if point.signals)
