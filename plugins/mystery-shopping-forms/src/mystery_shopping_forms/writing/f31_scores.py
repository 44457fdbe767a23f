"""The scores below the lines of F-31: formulas of ours, with what they come to already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.model import Cycle, Dimension, NotApplicable
from mystery_shopping.statistics import percent_in_words
from mystery_shopping.wording import Sentence
from mystery_shopping_forms.layout import F31, KEY_COLUMN, NOT_APPLICABLE, cell_name
from mystery_shopping_forms.writing.f31_lines import Line, share_of
from mystery_shopping_forms.writing.sheet import Sheet

_SCORES = Sentence("Scores")
_SERVICE = Sentence("process & attitude, target {target}")
_TOTAL = Sentence("all parameters")


@attrs.frozen
class _Score:
    key: str
    label: str
    dimensions: tuple[Dimension, ...]


def write_scores(sheet: Sheet, cycle: Cycle, *, lines: Sequence[Line]) -> int:
    """Write a score for each dimension, for 5.5's process & attitude and for the whole form.

    Returns the row after them.

    Source: W-10 5.4.1, 5.5; A10–A12.
    """
    row = F31.first_row + len(lines)
    for score in _scores(sheet, cycle):
        share = share_of(cycle, lines, dimensions=score.dimensions)
        value = float(share.fraction) if share.is_defined else ""
        formula = _formula(sheet, cycle, dimensions=score.dimensions)
        sheet.put((row, KEY_COLUMN), f"score:{score.key}", style="plain")
        sheet.put((row, F31.place("dimension")), sheet.book.say(_SCORES), style="hint")
        sheet.put((row, F31.place("parameter")), score.label)
        sheet.put_formula((row, F31.place("mark")), formula, style="score", value=value)
        row += 1
    return row


def _scores(sheet: Sheet, cycle: Cycle) -> Iterable[_Score]:
    say, policy = sheet.book.say, cycle.policy
    used = {parameter.dimension for parameter in cycle.scorecard.parameters}
    for dimension in Dimension:
        if dimension in used:
            yield _Score(dimension.value, say(dimension.label), (dimension,))
    target: Text = percent_in_words(policy.target, digits=1)
    yield _Score("service", say(_SERVICE, target=target), policy.service_dimensions)
    yield _Score("total", say(_TOTAL), tuple(Dimension))


def _formula(sheet: Sheet, cycle: Cycle, *, dimensions: Iterable[Dimension]) -> str:
    last = F31.first_row + len(cycle.scorecard.parameters) - 1
    kinds, marks = (_column(F31.place(key), last) for key in ("dimension", "mark"))
    labels = [sheet.book.say(dimension.label) for dimension in dimensions]

    def count(mark: str) -> str:
        return "+".join(f'COUNTIFS({kinds},"{label}",{marks},{mark})' for label in labels)

    right = count("1")
    if cycle.policy.not_applicable is NotApplicable.PASS:
        right += "+" + count(f'"{NOT_APPLICABLE}"')
    every = f"{right}+{count('0')}"
    return f'=IF(({every})=0,"",({right})/({every}))'


def _column(column: int, last: int) -> str:
    first = cell_name(F31.first_row, column)
    return f"{first}:{cell_name(last, column)}"
