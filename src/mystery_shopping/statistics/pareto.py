"""Where the zeros of a month lie: a few parameters or reasons hold most of them, and people none.

A recap's lists of people are not on offer: nobody is put in an order here.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import attrs

from mystery_shopping.errors import InvalidValue
from mystery_shopping.model import Figure, Recap
from mystery_shopping.values import Share

_MOST_OF_IT = Fraction(4, 5)


class Grouping(StrEnum):
    """Over which of a recap's lists the zeros are counted."""

    PARAMETERS = "parameters"
    DIMENSIONS = "dimensions"
    KPIS = "kpis"
    REASONS = "reasons"
    DAY_PARTS = "day_parts"


@attrs.frozen
class ParetoRow:
    """One line: its zeros out of all of them, those so far, and who else has as many."""

    key: str
    zeros: Share
    so_far: Share
    tied_with: tuple[str, ...] = ()


@attrs.frozen
class Pareto:
    """The lines with zeros, most first; ties by key, and each says so."""

    rows: tuple[ParetoRow, ...]
    zero_count: int

    def leading(self, part: Fraction = _MOST_OF_IT) -> tuple[ParetoRow, ...]:
        """Return the fewest lines that hold `part` of the zeros, and all tied with the last."""
        for end, row in enumerate(self.rows, 1):
            if row.so_far.fraction >= part:
                last = (row.key, *row.tied_with)
                return self.rows[:end] + tuple(r for r in self.rows[end:] if r.key in last)
        return self.rows


def pareto_of_zeros(recap: Recap, *, by: Grouping | str = Grouping.PARAMETERS) -> Pareto:
    """Return the zeros of a recap by one of its lists, the most first.

    Raises:
        InvalidValue: for a list that is not one of `Grouping`; agents and contacters are not.

    Source: W-10 5.3.4, 5.4.1; A8 for the order of ties.

    >>> lists = dict.fromkeys([*Grouping, "contacters", "agents", "nonconformities"], ())
    >>> lists["parameters"] = tuple(Figure(k, 4, Share(n, 4)) for k, n in [("P1", 3), ("P2", 1)])
    >>> counts = dict.fromkeys(["sample_count", "in_window_count", "voided_count"], 4)
    >>> recap = Recap(total=Share(4, 8), **counts, **lists)
    >>> [(row.key, row.zeros.ones, str(row.so_far)) for row in pareto_of_zeros(recap).rows]
    [('P2', 3, '75 %'), ('P1', 1, '100 %')]
    """
    try:
        name = Grouping(by)
    except ValueError as error:
        raise InvalidValue(path="by", required=", ".join(Grouping), actual=by) from error
    figures: tuple[Figure, ...] = getattr(recap, name)
    counts = {figure.key: figure.share.count - figure.share.ones for figure in figures}
    order = sorted((key for key in counts if counts[key]), key=lambda key: (-counts[key], key))
    total, so_far, rows = sum(counts.values()), 0, []
    for key in order:
        so_far += counts[key]
        tied = tuple(other for other in order if counts[other] == counts[key] and other != key)
        rows.append(ParetoRow(key, Share(counts[key], total), Share(so_far, total), tied))
    return Pareto(tuple(rows), total)
