"""Control charts: which months differ from the others by more than chance, and which do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

import attrs

from mystery_shopping.errors import InvalidValue, NotFound, Text
from mystery_shopping.statistics._binomial import plausible_counts
from mystery_shopping.statistics._chart import ChartPoint, ControlChart
from mystery_shopping.statistics._given import checked, mapping, measured, whole
from mystery_shopping.statistics._run_rules import Signal, signals, zone
from mystery_shopping.values import Share

_THREE_SIGMA_TAIL = NormalDist().cdf(-3)
_ROUGH = 5  # ones, and zeros, to expect in a point: with fewer the normal limits are rough


def p_chart(
    points: Mapping[str, Share],
    *,
    standard: Share | None = None,
    leaving_out: Collection[str] = (),
) -> ControlChart:
    """Return the chart of shares of differing counts, such as one a month.

    Which lines a point lies beyond is decided exactly. The trials of a point are taken as
    independent: chart one outcome a contact, not all marks of all forms.

    Args:
        points: shares by label, in the order of time; a share of nothing is kept, not judged.
        standard: the share of an earlier, steady time; left out, the points make the limits.
        leaving_out: labels whose cause is known: kept, neither judged nor used for the limits.

    Raises:
        InvalidValue: for counts that are not whole or not in order, or a standard of nothing.
        NotFound: for a label in `leaving_out` that is no point.

    Source: Montgomery, *Introduction to Statistical Quality Control*, 7.2.

    >>> months = {"07": Share(36, 40), "08": Share(32, 44), "09": Share(38, 41)}
    >>> chart = p_chart(months, standard=Share(9, 10))
    >>> chart.beyond_limits, p_chart(months).status.value
    (('08',), 'too_few')
    """
    mapping(points, "points")
    for label, share in points.items():
        checked(share, f"points[{label!r}]")
    judged = _judged([label for label in points if points[label].count], points, leaving_out)
    total = Share(0, 0) if standard is None else measured(standard, "standard")
    for label in judged if standard is None else ():
        total = total.plus(points[label])
    if not total.is_defined:
        return _undrawn({label: _value(share) for label, share in points.items()})
    return _share_chart(points, judged, centre=total.fraction, is_trial=standard is None)


def c_chart(
    points: Mapping[str, int],
    *,
    standard: Fraction | int | None = None,
    leaving_out: Collection[str] = (),
) -> ControlChart:
    """Return the chart of counts from equal areas of opportunity, such as complaints a month.

    Args:
        points: counts by label, in the order of time.
        standard: the mean count of an earlier, steady time; left out, the points make the limits.
        leaving_out: labels whose cause is known: kept, neither judged nor used for the limits.

    Raises:
        InvalidValue: for a count or a standard that is negative or not of its kind.
        NotFound: for a label in `leaving_out` that is no point.

    Source: Montgomery, *Introduction to Statistical Quality Control*, 7.3.

    >>> chart = c_chart({"07": 9, "08": 30, "09": 11}, standard=10)
    >>> chart.beyond_limits, round(chart.points[0].high, 3)
    (('08',), 19.487)
    """
    mapping(points, "points")
    for label, count in points.items():
        whole(count, f"points[{label!r}]")
    judged = _judged(list(points), points, leaving_out)
    if standard is None and not judged:
        return _undrawn({label: Fraction(count) for label, count in points.items()})
    centre = _mean(standard, [points[label] for label in judged])
    low, high = _limits(centre, centre)
    return _drawn(
        [ChartPoint(label=x, value=Fraction(points[x]), low=low, high=high) for x in points],
        centre=centre,
        variances=dict.fromkeys(judged, centre),
        is_trial=standard is None,
        is_rough=0 < centre < _ROUGH,
    )


def _share_chart(
    points: Mapping[str, Share], judged: list[str], *, centre: Fraction, is_trial: bool
) -> ControlChart:
    expected = min(centre, 1 - centre)
    return _drawn(
        _share_points(points, centre),
        centre=centre,
        variances={label: centre * (1 - centre) / points[label].count for label in judged},
        is_trial=is_trial,
        is_rough=any(0 < points[label].count * expected < _ROUGH for label in judged),
    )


def _judged(
    counted: list[str], points: Mapping[str, object], leaving_out: Collection[str]
) -> list[str]:
    for label in leaving_out:
        if label not in points:
            raise NotFound(kind="point", key=label, known=points)
    return [label for label in counted if label not in leaving_out]


def _value(share: Share) -> Fraction | None:
    return share.fraction if share.count else None


def _mean(standard: Fraction | int | None, counts: list[int]) -> Fraction:
    if standard is None:
        return Fraction(sum(counts), len(counts))
    if isinstance(standard, bool) or not isinstance(standard, int | Fraction) or standard < 0:
        required = Text("bilangan eksak >= 0", "an exact number >= 0")
        raise InvalidValue(path="standard", required=required, actual=standard)
    return Fraction(standard)


def _limits(centre: Fraction, variance: Fraction) -> tuple[float, float]:
    reach = 3 * sqrt(variance)
    return max(0.0, float(centre) - reach), float(centre) + reach


def _share_points(points: Mapping[str, Share], centre: Fraction) -> list[ChartPoint]:
    counts = {share.count for share in points.values()} - {0}
    exact = {n: plausible_counts(n, centre, tail=_THREE_SIGMA_TAIL) for n in counts}
    return [_share_point(label, share, centre, exact) for label, share in points.items()]


def _share_point(
    label: str, share: Share, centre: Fraction, exact: Mapping[int, tuple[int, int]]
) -> ChartPoint:
    if not share.count:
        return ChartPoint(label=label, value=None)
    low, high = _limits(centre, centre * (1 - centre) / share.count)
    least, most = exact[share.count]
    return ChartPoint(
        label=label,
        value=share.fraction,
        low=low,
        high=min(high, 1.0),
        exact_low=Fraction(least, share.count),
        exact_high=Fraction(most, share.count),
    )


def _undrawn(values: Mapping[str, Fraction | None]) -> ControlChart:
    return _drawn(
        [ChartPoint(label=label, value=value) for label, value in values.items()],
        centre=None,
        variances={},
        is_trial=True,
        is_rough=False,
    )


def _drawn(
    points: list[ChartPoint],
    *,
    centre: Fraction | None,
    variances: Mapping[str, Fraction],
    is_trial: bool,
    is_rough: bool,
) -> ControlChart:
    """Return the chart; the points that have a variance are judged, and runs pass the others."""
    zones = {
        point.label: zone(point.value - centre, variances[point.label])
        for point in points
        if point.value is not None and centre is not None and point.label in variances
    }
    found = dict(zip(zones, signals(list(zones.values())), strict=True))
    judged = tuple(_judge(p, found[p.label]) if p.label in found else p for p in points)
    return ControlChart(
        centre=centre,
        points=judged,
        is_trial=is_trial,
        limit_point_count=len(variances) if is_trial else 0,
        is_rough=is_rough,
    )


def _judge(point: ChartPoint, found: frozenset[Signal]) -> ChartPoint:
    if _is_beyond_exact(point):
        found |= {Signal.BEYOND_EXACT_LIMITS}
    given = tuple(signal for signal in Signal if signal in found)
    return attrs.evolve(point, signals=given, is_judged=True)


def _is_beyond_exact(point: ChartPoint) -> bool:
    if point.value is None or point.exact_low is None or point.exact_high is None:
        return False
    return not point.exact_low <= point.value <= point.exact_high
