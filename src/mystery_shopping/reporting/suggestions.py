"""What the figures suggest, beside what the QCA recommends: each with the figure it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from mystery_shopping.errors import Text, join
from mystery_shopping.model import Cycle, Kpi
from mystery_shopping.reporting.lines import Line
from mystery_shopping.reporting.standing import Standing, standing_of
from mystery_shopping.statistics import Pareto, ParetoRow, percent_in_words

_MOST = 3
_BELOW = Text(
    "{title} di bawah target {target}: {words}. Bahas parameter dengan nol terbanyak.",
    "{title} is below the target of {target}: {words}. Look at the parameters with most zeros.",
)
_UNSURE = Text(
    "{title} belum pasti di atas target {target}: {words}. Sampel bulan ini belum cukup.",
    "{title} is not surely above the target of {target}: {words}. The sample cannot tell.",
)
_ZEROS = Text(
    "{part} dari semua nol ada pada: {titles}. Mulailah pelatihan dari sana.",
    "{part} of all zeros are in: {titles}. Begin the training there.",
)
_SPREAD = Text(
    "{zeros} nol tersebar pada {count} parameter; tidak ada yang menonjol.",
    "{zeros} zeros are spread over {count} parameters; none stands out.",
)
_BY_STANDING = {Standing.BELOW: _BELOW, Standing.UNSURE: _UNSURE}
_DAY_PART = Text(
    "{title}: {words}, di bawah target {target}, tetapi bagian hari lain tidak.",
    "{title}: {words}, below the target of {target} where the other day parts are not.",
)


@attrs.frozen(kw_only=True)
class Suggestion:
    """One sentence drawn from the figures; `kpi` where it is about one."""

    kpi: Kpi | None
    text: Text


def suggest(
    cycle: Cycle,
    *,
    kpis: Sequence[Line],
    day_parts: Sequence[Line],
    pareto: Pareto,
    titles: dict[str, Text],
) -> tuple[Suggestion, ...]:
    """Return what the figures suggest; they decide nothing, and name no person.

    Source: W-10 5.4.1.
    """
    return (
        *_of_kpis(cycle, kpis),
        *_of_zeros(pareto, titles),
        *_of_day_parts(cycle, day_parts),
    )


def _of_kpis(cycle: Cycle, kpis: Sequence[Line]) -> Iterator[Suggestion]:
    target = percent_in_words(cycle.policy.target, digits=1)
    for line in kpis:
        sentence = _BY_STANDING.get(standing_of(line, cycle.policy.target))
        if sentence is not None:
            text = sentence.fill(title=line.title, target=target, words=line.words)
            yield Suggestion(kpi=Kpi(line.key), text=text)


def _of_zeros(pareto: Pareto, titles: dict[str, Text]) -> Iterator[Suggestion]:
    first = _standing_out(pareto)
    if first:
        named = join(tuple(titles[row.key] for row in first), "; ")
        part = percent_in_words(first[-1].so_far.fraction)
        yield Suggestion(kpi=None, text=_ZEROS.fill(part=part, titles=named))
    elif pareto.rows:
        count = len(pareto.rows)
        yield Suggestion(kpi=None, text=_SPREAD.fill(zeros=pareto.zero_count, count=count))


def _standing_out(pareto: Pareto) -> tuple[ParetoRow, ...]:
    """Return at most three first rows, of which none has a rival with as many that is left out."""
    for end in range(_MOST, 0, -1):
        rows = pareto.rows[:end]
        if rows and {rows[-1].key, *rows[-1].tied_with} <= {row.key for row in rows}:
            return rows
    return ()


def _of_day_parts(cycle: Cycle, day_parts: Sequence[Line]) -> Iterator[Suggestion]:
    target = cycle.policy.target
    measured = [line for line in day_parts if line.share.is_defined]
    below = [line for line in measured if line.share.is_below(target)]
    if len(below) == 1 and len(measured) > 1:
        (line,) = below
        said = percent_in_words(target, digits=1)
        text = _DAY_PART.fill(title=line.title, words=line.words, target=said)
        yield Suggestion(kpi=None, text=text)
