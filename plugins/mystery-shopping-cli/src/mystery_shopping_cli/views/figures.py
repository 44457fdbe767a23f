"""The figures of F-27: the three KPIs, and every other line of the recap, counts beside shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Column, Grid, Heading, Styled, line
from mystery_shopping_cli.views.words import share_words
from mystery_shopping_cli.wording import chosen, say

_BAR = 24
_KPIS = ms.Text("Tiga KPI", "The three KPIs")
_FORMS = ms.Text("dari {n} form", "from {n} forms")
_KPI_COLUMNS = (
    Column("W-10"),
    Column("KPI"),
    Column(""),
    Column("1 / n", right=True),
    Column("%", right=True),
)
_GROUPS = (
    ("parameters", ms.Text("Parameter", "Parameters")),
    ("dimensions", ms.Text("Dimensi", "Dimensions")),
    ("day_parts", ms.Text("Bagian hari", "Day parts")),
    ("reasons", ms.Text("Alasan kontak", "Reasons for contact")),
    ("contacters", ms.Text("Contacter", "Contacters")),
    ("agents", ms.Text("Agent", "Agents")),
)
_SAMPLES = ms.Text(
    "{n} sample, {inside} di minggu ke-II, {void} dibatalkan; nilai 1 seluruhnya {total}",
    "{n} samples, {inside} in week II, {void} voided; ones in all {total}",
)


def kpi_blocks(recap: ms.Recap) -> Iterator[Block]:
    """Return the three KPIs with a bar, both counts and the share."""
    yield Heading(say(_KPIS), f"W-10 5.4.1 · {say(_FORMS.fill(n=recap.sample_count))}")
    yield Grid(_KPI_COLUMNS, tuple(_kpi_row(kpi, recap.kpi(kpi).share) for kpi in ms.Kpi))


def _kpi_row(kpi: ms.Kpi, share: ms.Share) -> tuple[Styled | str, ...]:
    counts = f"{share.ones}/{share.count}"
    drawn = Styled(_bar(share), "good")
    return kpi.clause, Styled(say(kpi.label), "strong"), drawn, counts, share.percent(chosen())


def _bar(share: ms.Share) -> str:
    full = share.ones * _BAR // share.count if share.is_defined else 0
    return "█" * full + "░" * (_BAR - full)


def recap_blocks(recap: ms.Recap, *, card: ms.Scorecard) -> Iterator[Block]:
    """Return every line of the recap, parameters in the words of the form."""
    yield from kpi_blocks(recap)
    yield line(
        say(
            _SAMPLES.fill(
                n=recap.sample_count,
                inside=recap.in_window_count,
                void=recap.voided_count,
                total=share_words(recap.total),
            )
        ),
        indent=2,
    )
    for name, title in _GROUPS:
        yield GAP
        yield figure_grid(say(title), getattr(recap, name), names=wordings(card))


def wordings(card: ms.Scorecard) -> dict[str, str]:
    """Return what each parameter says on the form, by its code."""
    return {row.code: say(row.wording) for row in card.parameters}


def figure_grid(title: str, figures: Iterable[ms.Figure], *, names: dict[str, str]) -> Grid:
    """Return figures under a title: the name, the forms it rests on, the counts and the share."""
    columns = (
        Column(title, wide=True),
        Column("form" if chosen() == "id" else "forms", right=True),
        Column("1 / n", right=True),
        Column("%", right=True),
    )
    return Grid(columns, tuple(_figure_row(figure, names) for figure in figures))


def _figure_row(figure: ms.Figure, names: dict[str, str]) -> tuple[str, ...]:
    share = figure.share
    counts = f"{share.ones}/{share.count}"
    name = names.get(figure.key, figure.key)
    return name, str(figure.form_count), counts, share.percent(chosen())


def weakest(recap: ms.Recap, places: int) -> tuple[ms.Figure, ...]:
    """Return the parameters with the smallest shares below one, the weakest first."""
    below = [row for row in recap.parameters if row.share.is_defined and row.share.fraction < 1]
    return tuple(sorted(below, key=lambda row: row.share.fraction)[:places])
