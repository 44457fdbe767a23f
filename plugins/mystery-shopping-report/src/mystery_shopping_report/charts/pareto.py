"""The zeros of a month by line, most first, with the part that the first lines hold together."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mystery_shopping.values import Share
from mystery_shopping_report.charts.draw import FONT_SIZE, Chart, number, tag, words, wrapped

_WIDTH = 480.0
_NAMES, _FROM, _UNTIL, _COUNTS = 176.0, 186.0, 424.0, 478.0
_ROW, _THICK, _LINE = 40.0, 16.0, 16.0


@attrs.frozen(kw_only=True)
class ZeroBar:
    """One line: its zeros out of all of them, and those so far."""

    title: str
    zeros: Share
    so_far: Share


def zero_chart(
    rows: Sequence[ZeroBar], *, id: str, title: str, description: str, legend: str
) -> Chart:
    """Return the chart of at least one line, in the order given."""
    return Chart(
        id=id,
        title=title,
        description=description,
        legend=legend,
        width=_WIDTH,
        height=_ROW * len(rows) + 8,
        body="".join((*(_row(place, row) for place, row in enumerate(rows)), _together(rows))),
    )


def _x(share: Share) -> float:
    return _FROM + float(share.fraction) * (_UNTIL - _FROM)


def _middle(place: int) -> float:
    return 4 + _ROW * place + _ROW / 2


def _row(place: int, row: ZeroBar) -> str:
    middle = _middle(place)
    lines = wrapped(row.title, _NAMES)
    first = middle + FONT_SIZE / 3 - _LINE * (len(lines) - 1) / 2
    box = {"x": _FROM, "y": middle - _THICK / 2, "height": _THICK}
    return "".join(
        (
            *(
                tag("text", words(line), x=_NAMES, y=first + _LINE * turn, text_anchor="end")
                for turn, line in enumerate(lines)
            ),
            tag("rect", class_="track", width=_UNTIL - _FROM, **box),
            tag("rect", class_="bar", width=_x(row.zeros) - _FROM, **box),
            tag("text", str(row.zeros.ones), x=_COUNTS, y=middle + 5, text_anchor="end"),
        )
    )


def _together(rows: Sequence[ZeroBar]) -> str:
    points = [(_x(row.so_far), _middle(place)) for place, row in enumerate(rows)]
    line = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    dots = (tag("circle", class_="dot", cx=x, cy=y, r=4.5) for x, y in points)
    return "".join((tag("polyline", class_="line", points=line), *dots))
