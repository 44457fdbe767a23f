"""What a whole column says of itself: the order of its dates and the form of its times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import attrs

from mystery_shopping_reasons.cells import Cell, text_of
from mystery_shopping_reasons.clocks import WrittenTime
from mystery_shopping_reasons.dates import Order
from mystery_shopping_reasons.errors import DayOrderUnsettled
from mystery_shopping_reasons.moments import Moment


class Sign(StrEnum):
    """One thing a value can say about its whole column."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    EITHER = "either"
    DOTTED_CLOCK = "dotted_clock"
    FRACTION = "fraction"
    MIDNIGHT = "midnight"
    OTHER_TIME = "other_time"
    OFFSET = "offset"
    DATE_CELL = "date_cell"
    DATE_TEXT = "date_text"


_Form = tuple[object, ...] | None


@attrs.frozen
class Signs:
    """How many values gave each sign, and the first that did."""

    counts: Counter[Sign]
    examples: dict[Sign, str]


@attrs.frozen
class Settled:
    """How a column's values are read, decided once for all of them."""

    day_first: bool
    day_order: str
    fractions: bool | None
    times_known: bool
    times: str
    has_offsets: bool
    mixed: str | None


def collect(moments: Iterable[tuple[Cell, Moment]]) -> Signs:
    """Return what the values of a column, each beside its own cell, say together."""
    # A million values make a handful of forms; each is taken apart once.
    seen: dict[_Form, list[int]] = {}
    first: dict[_Form, tuple[Cell, Moment]] = {}
    for cell, moment in moments:
        form = _form_of(cell, moment)
        if form in seen:
            seen[form][0] += 1
        else:
            seen[form], first[form] = [1], (cell, moment)
    counts: Counter[Sign] = Counter()
    examples: dict[Sign, str] = {}
    for form, (cell, moment) in first.items():
        for sign in _signs_of(cell, moment):
            counts[sign] += seen[form][0]
            examples.setdefault(sign, text_of(cell))
    return Signs(counts, examples)


def settle(signs: Signs, *, column: str, day_first: bool | None, decimal: str | None) -> Settled:
    """Return the reading of a column; `day_first` and `decimal` are the user's own word.

    Raises:
        DayOrderUnsettled: when dates speak for both orders, or none speaks and it matters.
    """
    order, said_by = _order(signs, column=column, given=day_first)
    known, times = _times(signs.counts)
    return Settled(
        day_first=order,
        day_order=said_by,
        fractions=_fractions(signs.counts, decimal),
        times_known=known,
        times=times,
        has_offsets=signs.counts[Sign.OFFSET] > 0,
        mixed=_mixture(signs.counts),
    )


def _form_of(cell: Cell, moment: Moment) -> _Form:
    """Return all that `_signs_of` looks at."""
    day, clock = moment.date, moment.time
    if day is None:
        return None
    if clock is None:
        return isinstance(cell, date), day.order
    is_midnight = not (clock.seconds or clock.fraction)
    written = (clock.dotted, clock.seconds is None, is_midnight, clock.offset is not None)
    return isinstance(cell, date), day.order, written


def _signs_of(cell: Cell, moment: Moment) -> Iterator[Sign]:
    if moment.date is None:
        return
    yield Sign.DATE_CELL if isinstance(cell, date) else Sign.DATE_TEXT
    if moment.date.order is not Order.NONE:
        yield Sign(moment.date.order.value)
    if moment.time is not None:
        yield from _time_signs(moment.time)


def _time_signs(time: WrittenTime) -> Iterator[Sign]:
    if time.dotted:
        yield Sign.DOTTED_CLOCK
    if time.seconds is None:
        yield Sign.FRACTION
    yield Sign.OTHER_TIME if time.seconds or time.fraction else Sign.MIDNIGHT
    if time.offset is not None:
        yield Sign.OFFSET


def _order(signs: Signs, *, column: str, given: bool | None) -> tuple[bool, str]:
    if given is not None:
        return given, f"{'day_first' if given else 'month_first'}, given"
    first, second = signs.counts[Sign.DAY_FIRST], signs.counts[Sign.MONTH_FIRST]
    if (first and second) or (not first and not second and signs.counts[Sign.EITHER]):
        raise DayOrderUnsettled(
            column=column,
            day_first=signs.examples.get(Sign.DAY_FIRST),
            month_first=signs.examples.get(Sign.MONTH_FIRST),
            either=signs.examples.get(Sign.EITHER),
        )
    if not first and not second:
        return True, "nothing to settle"
    sign = Sign.DAY_FIRST if first else Sign.MONTH_FIRST
    return bool(first), f"{sign}, settled by {signs.counts[sign]} of the column's values"


def _mixture(counts: Counter[Sign]) -> str | None:
    # A spreadsheet that opened a CSV under the wrong locale turns days up to 12 into date cells,
    # day and month swapped, and leaves the rest as text: worth a look before it is believed.
    cells, texts = counts[Sign.DATE_CELL], counts[Sign.DATE_TEXT]
    return f"{cells} as date cells, {texts} as text" if cells and texts else None


def _fractions(counts: Counter[Sign], decimal: str | None) -> bool | None:
    if decimal is not None:
        return decimal == "."
    dotted, fraction = counts[Sign.DOTTED_CLOCK] > 0, counts[Sign.FRACTION] > 0
    return None if dotted == fraction else fraction


def _times(counts: Counter[Sign]) -> tuple[bool, str]:
    if counts[Sign.OTHER_TIME]:
        return True, "known"
    if counts[Sign.MIDNIGHT]:
        return False, "unknown: every time of the file reads 00:00"
    return False, "unknown: the file has no times"
