"""The charts: what is drawn is what was counted, and no label lies on another."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.statistics import Interval
from mystery_shopping.values import Share
from mystery_shopping_report.charts import Chart, MonthPoint, ZeroBar, month_chart, zero_chart
from mystery_shopping_report.charts.draw import shorten, spread, tag, width_of, words, wrapped
from mystery_shopping_report.charts.share_bar import share_bar
from tests.reports import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
heights = st.floats(-50, 250, allow_nan=False)


def drawn(chart: Chart) -> ET.Element:
    """Return a chart read as XML, as the PDF does."""
    return ET.fromstring(chart.svg())  # noqa: S314 - our own


def bar(value: Fraction | None, interval: Interval | None, target: int = 85) -> ET.Element:
    """Return the bar of a share."""
    chart = share_bar(
        id="k",
        title="Courtesy",
        description="36 of 40",
        value=value,
        interval=interval,
        target=Fraction(target, 100),
        target_label=f"target {target} %",
    )
    return drawn(chart)


def months(points: list[MonthPoint], centre: float | None = 0.9) -> ET.Element:
    """Return the chart of months."""
    chart = month_chart(
        points,
        id="m",
        title="t",
        description="d",
        legend="",
        centre=centre,
        labels=((1.0, "upper 100 %"), (0.99, "mean 99 %"), (0.98, "lower 98 %")),
    )
    return drawn(chart)


def of_class(chart: ET.Element, name: str) -> list[ET.Element]:
    """Return what is drawn with a class."""
    return [row for row in chart.iter() if row.get("class") == name]


def place(element: ET.Element, name: str) -> float:
    """Return a coordinate."""
    return float(element.attrib[name])


@given(st.lists(heights, max_size=12), st.floats(1, 40))
def test_labels_are_spread_in_their_order_and_stay_inside(wanted: list[float], gap: float) -> None:
    """Two limits that nearly meet must not print one number over the other."""
    places = spread(wanted, gap=gap, low=0, high=200)

    assert len(places) == len(wanted)
    assert all(-1e-9 <= at <= 200 + 1e-9 for at in places)
    room = min(gap, 200 / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda turn: wanted[turn])
    for one, other in pairwise(order):
        assert places[other] - places[one] >= room - 1e-6


@given(st.lists(st.floats(0, 200), min_size=1, max_size=1))
def test_a_label_with_nothing_near_it_stays_where_it_is(wanted: list[float]) -> None:
    """A label that moves without need points at the wrong place."""
    assert spread(wanted, gap=17, low=0, high=200) == tuple(wanted)


@given(st.text(max_size=80), st.floats(40, 300))
def test_a_shortened_label_fits(text: str, width: float) -> None:
    """A label that runs out of the picture is cut by the edge, in the middle of a letter."""
    assert width_of(shorten(text, width)) <= width
    assert all(width_of(line) <= width for line in wrapped(text, width))
    assert len(wrapped(text, width)) <= 2


def test_a_label_that_fits_is_left_alone() -> None:
    """Shortening is a loss, and only for want of room."""
    assert shorten("Menunjukkan empati", 200) == "Menunjukkan empati"
    assert wrapped("Menunjukkan empati", 200) == ("Menunjukkan empati",)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_chart_with_hostile_text_is_still_one_picture(text: str) -> None:
    """The picture goes into the PDF as XML, where one stray byte breaks all of it."""
    rows = (ZeroBar(title=text, zeros=Share(1, 2), so_far=Share(1, 2)),)

    chart = drawn(zero_chart(rows, id="z", title=text, description=text, legend=text))

    assert {row.tag.removeprefix(SVG) for row in chart.iter()} == {
        "svg", "title", "desc", "text", "rect", "polyline", "circle",
    }  # fmt: skip


def test_a_bar_is_as_long_as_its_share_and_its_interval_as_wide() -> None:
    """The eye believes the length and does not read the number."""
    chart = bar(Fraction(9, 10), Interval(0.5, 1.0))

    (whole,), (part,) = of_class(chart, "track"), of_class(chart, "bar")
    assert place(part, "width") / place(whole, "width") == pytest.approx(0.9, abs=0.001)
    ends = re.findall(r"M([\d.]+) [\d.]+V", of_class(chart, "whisker")[0].attrib["d"])
    start, length = place(whole, "x"), place(whole, "width")
    assert [(float(x) - start) / length for x in ends] == pytest.approx([0.5, 1.0], abs=0.001)


def test_a_share_of_nothing_has_no_bar_and_no_interval() -> None:
    """An empty bar of no length would say zero per cent."""
    chart = bar(None, None)

    assert of_class(chart, "bar") == of_class(chart, "whisker") == []
    assert len(of_class(chart, "target")) == 1


@pytest.mark.parametrize("target", [0, 1, 50, 99, 100])
def test_the_target_s_label_stays_inside_wherever_the_target_is(target: int) -> None:
    """A site with a target of 100 has a report, too."""
    chart = bar(Fraction(1, 2), None, target)

    (label,) = (row for row in chart.iter(f"{SVG}text") if "target" in (row.text or ""))
    half = width_of(label.text or "") / 2
    assert place(label, "x") - half >= 0
    assert place(label, "x") + half <= 360


def test_bars_of_zeros_and_their_sum_grow_with_the_counts() -> None:
    """The dots end at all of the zeros, or the chart has lost some."""
    rows = [
        ZeroBar(title="a", zeros=Share(3, 4), so_far=Share(3, 4)),
        ZeroBar(title="b", zeros=Share(1, 4), so_far=Share(4, 4)),
    ]
    chart = drawn(zero_chart(rows, id="z", title="t", description="d", legend=""))

    first, second = of_class(chart, "bar")
    assert place(first, "width") == pytest.approx(3 * place(second, "width"), abs=0.2)
    track, dots = of_class(chart, "track")[0], of_class(chart, "dot")
    assert place(dots[-1], "cx") == place(track, "x") + place(track, "width")


def test_a_month_without_a_figure_leaves_a_gap_in_the_line() -> None:
    """Nothing is known of it, and nothing is drawn."""
    points = [
        MonthPoint(label="Jan", year="2026", value=0.9, low=0.8, high=1.0),
        MonthPoint(label="Feb"),
        MonthPoint(label="Mar", value=0.9, low=0.8, high=1.0),
    ]

    chart = months(points)

    assert len(of_class(chart, "dot")) == 2
    assert of_class(chart, "line") == []
    assert [row.attrib["d"].count("M") for row in of_class(chart, "limit")] == [2, 2]


def test_a_signal_has_a_shape_of_its_own() -> None:
    """A point out of control is not told by its colour alone."""
    points = [MonthPoint(label="Jan", value=0.5, low=0.8, high=1.0, is_signal=True)]

    chart = months(points)

    assert len(of_class(chart, "signal")) == 1
    assert of_class(chart, "dot") == []


@pytest.mark.parametrize("count", [1, 2, 12, 25, 120])
@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_months_and_limits_never_print_over_each_other(count: int, value: float) -> None:
    """Two years of months are many labels, and three limits may be nearly one."""
    points = [
        MonthPoint(label="Nov", year="2026" if n % 12 == 0 else "", value=value, low=0.0, high=1.0)
        for n in range(count)
    ]

    chart = months(points, centre=value)

    below = sorted(
        (place(row, "x"), width_of(row.text or ""))
        for row in chart.iter(f"{SVG}text")
        if row.text == "Nov"
    )
    assert all(b[0] - a[0] >= a[1] for a, b in pairwise(below))
    beside = sorted(
        place(row, "y")
        for row in chart.iter(f"{SVG}text")
        if (row.text or "").startswith(("upper", "mean", "lower"))
    )
    assert all(b - a >= 15 for a, b in pairwise(beside))


def test_attributes_and_words_are_escaped() -> None:
    """Whoever draws must not have to think of it."""
    assert tag("a", words("<b>&"), b='"<') == '<a b="&quot;&lt;">&lt;b&gt;&amp;</a>'
