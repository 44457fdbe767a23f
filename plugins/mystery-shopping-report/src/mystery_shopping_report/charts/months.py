"""Months on a control chart: their shares, the limits of each, and the months between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor

import attrs

from mystery_shopping_report.charts.draw import Chart, spread, tag, width_of, words

_WIDTH, _HEIGHT = 480.0, 260.0
_LEFT, _TOP, _BOTTOM = 52.0, 14.0, 206.0
_LABEL_GAP = 17.0
_LEAD = 14.0  # from the last month to the labels beside it
_GRID_STEPS = 4


@attrs.frozen(kw_only=True)
class MonthPoint:
    """One calendar month; `value` is `None` where nothing counts. Limits are shares, or `None`.

    `label` is the month's short name, `year` what stands below it, often nothing.
    """

    label: str
    year: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    is_signal: bool = False


@attrs.frozen
class _Scale:
    """From which share to which the height goes, and over how many months the width."""

    low: float
    high: float
    count: int
    right: float

    def x(self, place: float) -> float:
        return _LEFT + (place + 0.5) * (self.right - _LEFT) / self.count

    def y(self, share: float) -> float:
        return _BOTTOM - (share - self.low) / (self.high - self.low) * (_BOTTOM - _TOP)


def month_chart(
    points: Sequence[MonthPoint],
    *,
    id: str,
    title: str,
    description: str,
    legend: str,
    centre: float | None,
    labels: Sequence[tuple[float, str]],
) -> Chart:
    """Return the chart of at least one month, one point per calendar month.

    `labels` are what stands to the right of the last month, each at its share.
    """
    scale = _scale(points, labels)
    return Chart(
        id=id,
        title=title,
        description=description,
        legend=legend,
        width=_WIDTH,
        height=_HEIGHT,
        body="".join(
            (
                *_grid(scale),
                *_limits(points, scale),
                "" if centre is None else _centre(centre, scale),
                *_line(points, scale),
                *_dots(points, scale),
                *_months(points, scale),
                *_labels(labels, scale),
            )
        ),
    )


def _scale(points: Sequence[MonthPoint], labels: Sequence[tuple[float, str]]) -> _Scale:
    shown = [
        share for row in points for share in (row.value, row.low, row.high) if share is not None
    ]
    low = floor(min(shown, default=0.0) * 10 + 1e-9) / 10
    high = ceil(max(shown, default=1.0) * 10 - 1e-9) / 10
    beside = max((width_of(label) for _, label in labels), default=0.0)
    return _Scale(
        low=max(0.0, min(low, high - 0.1)),
        high=max(high, 0.1),
        count=len(points),
        right=_WIDTH - beside - _LEAD,
    )


def _grid(scale: _Scale) -> Iterator[str]:
    tenths = round((scale.high - scale.low) * 10)
    for tenth in range(0, tenths + 1, ceil(tenths / _GRID_STEPS)):
        share = scale.low + tenth / 10
        y = scale.y(share)
        yield tag("path", class_="grid", d=f"M{_LEFT:.1f} {y:.1f}H{scale.right:.1f}")
        told = f"{round(share * 100)} %"
        yield tag("text", told, class_="scale", x=_LEFT - 6, y=y + 5, text_anchor="end")


def _limits(points: Sequence[MonthPoint], scale: _Scale) -> Iterator[str]:
    for side in ("low", "high"):
        steps: list[str] = []
        for place, row in enumerate(points):
            limit = getattr(row, side)
            if limit is not None:
                y = scale.y(limit)
                steps.append(f"M{scale.x(place - 0.5):.1f} {y:.1f}H{scale.x(place + 0.5):.1f}")
        if steps:
            yield tag("path", class_="limit", d="".join(steps))


def _centre(centre: float, scale: _Scale) -> str:
    return tag("path", class_="centre", d=f"M{_LEFT:.1f} {scale.y(centre):.1f}H{scale.right:.1f}")


def _line(points: Sequence[MonthPoint], scale: _Scale) -> Iterator[str]:
    steps = [
        f"M{_at(scale, place, one.value)}L{_at(scale, place + 1, other.value)}"
        for place, (one, other) in enumerate(pairwise(points))
        if one.value is not None and other.value is not None
    ]
    if steps:
        yield tag("path", class_="line", d="".join(steps))


def _at(scale: _Scale, place: int, share: float) -> str:
    return f"{scale.x(place):.1f} {scale.y(share):.1f}"


def _dots(points: Sequence[MonthPoint], scale: _Scale) -> Iterator[str]:
    for place, row in enumerate(points):
        if row.value is None:
            continue
        x, y = scale.x(place), scale.y(row.value)
        if row.is_signal:
            yield tag("rect", class_="signal", x=x - 6, y=y - 6, width=12.0, height=12.0)
        else:
            yield tag("circle", class_="dot", cx=x, cy=y, r=4.5)


def _months(points: Sequence[MonthPoint], scale: _Scale) -> Iterator[str]:
    room = (scale.right - _LEFT) / len(points)
    step = ceil(max(width_of(row.label) + 4 for row in points) / room)
    last = len(points) - 1
    for place, row in enumerate(points):
        if (last - place) % step == 0:
            yield tag("text", words(row.label), x=scale.x(place), y=_BOTTOM + 21, **_MIDDLE)
    yield from _years(points, scale)


_MIDDLE = {"text_anchor": "middle"}


def _years(points: Sequence[MonthPoint], scale: _Scale) -> Iterator[str]:
    free = 0.0
    for place, row in enumerate(points):
        x, half = scale.x(place), width_of(row.year) / 2
        if row.year and x - half >= free:
            free = x + half + 4
            yield tag("text", words(row.year), class_="scale", x=x, y=_BOTTOM + 40, **_MIDDLE)


def _labels(labels: Sequence[tuple[float, str]], scale: _Scale) -> Iterator[str]:
    wanted = [scale.y(share) for share, _ in labels]
    places = spread(wanted, gap=_LABEL_GAP, low=_TOP, high=_BOTTOM)
    for (_, label), was, place in zip(labels, wanted, places, strict=True):
        bend = f"M{scale.right:.1f} {was:.1f}L{scale.right + 8:.1f} {place:.1f}"
        yield tag("path", class_="lead", d=bend)
        yield tag("text", words(label), x=scale.right + 11, y=place + 5)
