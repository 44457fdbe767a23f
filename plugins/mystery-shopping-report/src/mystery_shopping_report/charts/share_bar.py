"""A share as a bar, with the interval it likely lies in and the target it is held against."""

from __future__ import annotations

from fractions import Fraction

from mystery_shopping.statistics import Interval
from mystery_shopping_report.charts.draw import Chart, tag, width_of, words

_WIDTH, _HEIGHT = 360.0, 84.0
_LEFT, _RIGHT = 10.0, 350.0
_TOP, _THICK = 26.0, 26.0
_END = 7.0  # half the height of the strokes at the ends of an interval


def share_bar(
    *,
    id: str,
    title: str,
    description: str,
    value: Fraction | None,
    interval: Interval | None,
    target: Fraction,
    target_label: str,
) -> Chart:
    """Return the bar; of nothing, the empty track with the target."""
    return Chart(
        id=id,
        title=title,
        description=description,
        legend="",
        width=_WIDTH,
        height=_HEIGHT,
        body="".join(
            (
                tag("rect", class_="track", **_box(1.0)),
                "" if value is None else tag("rect", class_="bar", **_box(float(value))),
                _target(float(target), target_label),
                _whisker(interval),
                _scale(),
            )
        ),
    )


def _x(part: float) -> float:
    return _LEFT + part * (_RIGHT - _LEFT)


def _box(part: float) -> dict[str, float]:
    return {"x": _LEFT, "y": _TOP, "width": _x(part) - _LEFT, "height": _THICK}


def _whisker(interval: Interval | None) -> str:
    if interval is None:
        return ""
    low, high, middle = _x(interval.low), _x(interval.high), _TOP + _THICK / 2
    strokes = (
        f"M{low:.1f} {middle:.1f}H{high:.1f}",
        *(f"M{end:.1f} {middle - _END:.1f}V{middle + _END:.1f}" for end in (low, high)),
    )
    return tag("path", class_="whisker", d="".join(strokes))


def _target(part: float, label: str) -> str:
    at, half = _x(part), width_of(label) / 2
    beside = min(max(at, _LEFT + half), _RIGHT - half)
    line = f"M{at:.1f} {_TOP - 7:.1f}V{_TOP + _THICK + 5:.1f}"
    return "".join(
        (
            tag("path", class_="halo", d=line),
            tag("path", class_="target", d=line),
            tag("text", words(label), x=beside, y=_TOP - 11, text_anchor="middle"),
        )
    )


def _scale() -> str:
    marks = ((0.0, "0 %", "start"), (0.5, "50 %", "middle"), (1.0, "100 %", "end"))
    return "".join(
        tag("text", label, class_="scale", x=_x(part), y=_TOP + _THICK + 22, text_anchor=anchor)
        for part, label, anchor in marks
    )
