"""This month beside the months before it, on a control chart and in a table."""

from __future__ import annotations

from collections.abc import Iterator

from mystery_shopping.reporting import MonthReport, Trend
from mystery_shopping.statistics import ChartPoint
from mystery_shopping.values import Period, Share
from mystery_shopping_report.charts import Chart, MonthPoint, month_chart
from mystery_shopping_report.paper import Cell, Column, Section, Table
from mystery_shopping_report.words import Speaker

_SHORT = 3  # letters of a month's name


def trend_section(report: MonthReport, speaker: Speaker) -> Section:
    """Return the months, oldest first, with their limits; months without a cycle are named.

    Source: W-10 2.2, 5.4.1, 5.5.
    """
    trend, title = report.trend, speaker.say("trend")
    if not trend.months:
        return Section(id="trend", title=title, notes=(speaker.say("no_trend"),))
    return Section(
        id="trend",
        title=title,
        notes=tuple(_notes(trend, speaker)),
        charts=(_chart(trend, speaker),),
        tables=(_table(trend, speaker),),
    )


def _notes(trend: Trend, speaker: Speaker) -> Iterator[str]:
    yield speaker.say("trend_note")
    yield f"{speaker.title(trend.words)}."
    if trend.gaps:
        yield speaker.say("gaps", months=[speaker.month(period) for period in trend.gaps])


def _chart(trend: Trend, speaker: Speaker) -> Chart:
    told = [
        speaker.say("trend_point", month=speaker.month(period), share=_percent(share, speaker))
        for period, share in trend.months
    ]
    centre = trend.chart.centre
    return month_chart(
        tuple(_points(trend, speaker)),
        id="trend-chart",
        title=speaker.say("trend_title"),
        description=speaker.say("trend_description", points=told, words=speaker.title(trend.words)),
        legend=speaker.say("exact_legend" if trend.chart.is_rough else "trend_legend"),
        centre=None if centre is None else float(centre),
        labels=tuple(_labels(trend, speaker)),
    )


def _points(trend: Trend, speaker: Speaker) -> Iterator[MonthPoint]:
    """Yield a point for each calendar month from the first to the last."""
    known = {point.label: point for point in trend.chart.points}
    first, last = trend.months[0][0], trend.months[-1][0]
    for period in first.until(last):
        label = speaker.month(period)[:_SHORT]
        year = str(period.year) if period == first or period.month == 1 else ""
        point = known.get(str(period))
        if point is None or point.value is None:
            yield MonthPoint(label=label, year=year)
            continue
        low, high = _limits(point, is_rough=trend.chart.is_rough)
        yield MonthPoint(
            label=label,
            year=year,
            value=float(point.value),
            low=low,
            high=high,
            is_signal=bool(point.signals),
        )


def _limits(point: ChartPoint, *, is_rough: bool) -> tuple[float | None, float | None]:
    """Return the limits to go by: with small counts the exact ones, else those at 3 sigma."""
    if is_rough and point.exact_low is not None and point.exact_high is not None:
        return float(point.exact_low), float(point.exact_high)
    return point.low, point.high


def _labels(trend: Trend, speaker: Speaker) -> Iterator[tuple[float, str]]:
    """Yield what stands beside the last month that was counted: its limits, and the mean."""
    counted = [point for point in trend.chart.points if point.value is not None]
    if not counted or trend.chart.centre is None:
        return
    low, high = _limits(counted[-1], is_rough=trend.chart.is_rough)
    for name, share in (("upper", high), ("centre", float(trend.chart.centre)), ("lower", low)):
        if share is not None:
            yield share, speaker.say(name, share=speaker.percent(share))


def _table(trend: Trend, speaker: Speaker) -> Table:
    numbers = ("contacts", "good", "limits", "exact_limits")
    points = {point.label: point for point in trend.chart.points}
    return Table(
        id="trend-table",
        caption=speaker.say("trend_title"),
        columns=(
            Column(speaker.say("month")),
            *(Column(speaker.say(name), is_number=True) for name in numbers),
            Column(speaker.say("signals")),
        ),
        rows=tuple(
            _row(period, share, points[str(period)], speaker=speaker)
            for period, share in trend.months
        ),
    )


def _row(period: Period, share: Share, point: ChartPoint, *, speaker: Speaker) -> tuple[Cell, ...]:
    told = (speaker.say(signal.value) for signal in point.signals)
    return (
        Cell(speaker.month(period)),
        Cell(str(share.count)),
        Cell(_percent(share, speaker)),
        Cell(f"{speaker.percent(point.low)} – {speaker.percent(point.high)}"),
        Cell(f"{speaker.percent(point.exact_low)} – {speaker.percent(point.exact_high)}"),
        Cell("; ".join(told) or "–"),
    )


def _percent(share: Share, speaker: Speaker) -> str:
    return share.percent(speaker.language)
