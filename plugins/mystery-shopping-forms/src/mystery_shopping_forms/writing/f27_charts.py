"""The two charts of F-27, Excel's own, each with its words for who cannot see it."""

from __future__ import annotations

from typing import Any

from mystery_shopping.wording import Sentence
from mystery_shopping_forms.writing.records import Block
from mystery_shopping_forms.writing.sheet import Sheet

CHART_ROWS = 22
"""How many rows of a sheet a chart takes, with one left free above it."""

_PARETO = Sentence("Pareto of zeros by parameter")
_PARETO_ALT = Sentence("Bars: zeros of each parameter, the most first; line: their share so far.")
_ZEROS = Sentence("Zeros")
_SO_FAR = Sentence("So far")
_TREND = Sentence("Forms that call for no follow-up, by month")
_TREND_ALT = Sentence("Line: share of each month, beside the centre and both limits of chance.")
_SHARE = Sentence("Share")
_CENTRE = Sentence("Centre")
_LOW = Sentence("Lower limit")
_HIGH = Sentence("Upper limit")
_DARK, _WARM, _PALE = "#1F4E79", "#C55A11", "#7F8C99"
_HEIGHT = 400
_TITLES, _COUNT, _SO_FAR_PLACE = 1, 2, 4
_MONTHS, _SHARE_PLACE, _CENTRE_PLACE, _LOW_PLACE, _HIGH_PLACE = 1, 4, 5, 6, 7


def draw_pareto(table: Block) -> None:
    """Draw the zeros as bars and their share so far as a line, where there are any."""
    sheet, first, after = table.sheet, table.first, table.after
    if after == first:
        return
    say = sheet.book.say
    bars, line = sheet.book.chart("column"), sheet.book.chart("line")
    rows = (first, after - 1)
    bars.add_series(
        _series(sheet, say(_ZEROS), rows=rows, names=_TITLES, values=_COUNT)
        | {"fill": {"color": _DARK}, "gap": 40}
    )
    line.add_series(
        _series(sheet, say(_SO_FAR), rows=rows, names=_TITLES, values=_SO_FAR_PLACE)
        | {"line": {"color": _WARM, "width": 2}, "marker": {"type": "circle"}, "y2_axis": True}
    )
    bars.combine(line)
    steps = {"min": 0, "num_format": "0", "major_gridlines": {"visible": True}}
    bars.set_y_axis({"name": say(_ZEROS), **steps})
    line.set_y2_axis({"name": say(_SO_FAR), "min": 0, "max": 1, "num_format": "0%"})
    _place(sheet, bars, row=after + 1, title=say(_PARETO), alt=say(_PARETO_ALT))


def draw_trend(table: Block) -> None:
    """Draw the months as a line between the limits of chance, where there are any."""
    sheet, first, after = table.sheet, table.first, table.after
    if after == first:
        return
    say, chart = sheet.book.say, sheet.book.chart("line")
    looks: tuple[tuple[Sentence, int, dict[str, object]], ...] = (
        (_SHARE, _SHARE_PLACE, {"color": _DARK, "width": 2.5}),
        (_CENTRE, _CENTRE_PLACE, {"color": _PALE, "width": 1.5}),
        (_LOW, _LOW_PLACE, {"color": _WARM, "width": 1.25, "dash_type": "dash"}),
        (_HIGH, _HIGH_PLACE, {"color": _WARM, "width": 1.25, "dash_type": "dash"}),
    )
    for name, place, look in looks:
        series = _series(sheet, say(name), rows=(first, after - 1), names=_MONTHS, values=place)
        marker = {"type": "circle" if name is _SHARE else "none"}
        chart.add_series(series | {"line": look, "marker": marker})
    chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%"})
    _place(sheet, chart, row=after + 1, title=say(_TREND), alt=say(_TREND_ALT))


def _series(
    sheet: Sheet, name: str, *, rows: tuple[int, int], names: int, values: int
) -> dict[str, object]:
    first, last = rows
    title = sheet.raw.get_name()
    return {
        "name": name,
        "categories": [title, first, names, last, names],
        "values": [title, first, values, last, values],
    }


def _place(sheet: Sheet, chart: Any, *, row: int, title: str, alt: str) -> None:  # noqa: ANN401
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": sheet.pixel_width, "height": _HEIGHT})
    sheet.raw.insert_chart(row, 1, chart, {"description": alt})
