"""Weeks, scorecards and plugins as grids."""

from __future__ import annotations

from collections.abc import Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import Block, Column, Grid, Heading, Piece, Styled, line
from mystery_shopping_cli.views.words import span_words
from mystery_shopping_cli.wording import say

_T = ms.Text
_WEEKS = _T("Minggu ke-I dan ke-II", "Weeks I and II")
_WEEK_HEADS = _T(
    "bulan,minggu ke-I,minggu ke-II,bacaan lain minggu ke-II",
    "month,week I,week II,other readings of week II",
)
_DISPUTED = _T(
    "{n} bulan dibaca berbeda; pilih satu aturan dalam kebijakan, berlaku sepanjang tahun",
    "{n} months are read differently; choose one rule in the policy, for the whole year",
)
_CARD_HEADS = _T("kode,dimensi,parameter", "code,dimension,parameter")
_CRITICAL = _T("kritis", "critical")
_PLUGIN_HEADS = _T(
    "plugin,distribusi,versi,kontrak,tawaran", "plugin,distribution,version,contract,offers"
)
_DISABLED = _T("dimatikan", "disabled")


def week_blocks(months: tuple[ms.WeekPreview, ...], *, rule: ms.WeekRule) -> Iterator[Block]:
    """Return the twelve months, a sign where the common readings differ."""
    yield Heading(say(_WEEKS), f"{months[0].period.year} · {type(rule).__name__}")
    columns = (Column(""), *map(Column, say(_WEEK_HEADS).split(",")[:-1]))
    last = Column(say(_WEEK_HEADS).split(",")[-1], wide=True)
    yield Grid((*columns, last), tuple(_week_row(month) for month in months))
    disputed = sum(month.is_disputed for month in months)
    if disputed:
        yield line(say(_DISPUTED.fill(n=disputed)), indent=2, label=Styled("△", "warn"))


def _week_row(month: ms.WeekPreview) -> tuple[Piece, ...]:
    sign = Styled("△", "warn") if month.is_disputed else Styled("✓", "good")
    others = [window for window in month.readings if window != month.weeks.week_2]
    return (
        sign,
        say(month.period.title),
        span_words(month.weeks.week_1),
        span_words(month.weeks.week_2),
        ", ".join(f"{window.first.day}–{window.last.day}" for window in others) or "–",
    )


def scorecard_blocks(card: ms.Scorecard) -> Iterator[Block]:
    """Return the parameters in the order of the form."""
    yield Heading("F-31", f"{card.name} v{card.version} · {len(card.parameters)}")
    code, dimension, wording = say(_CARD_HEADS).split(",")
    yield Grid(
        (Column("#", right=True), Column(code), Column(dimension), Column(wording, wide=True)),
        tuple(_parameter_row(place, row) for place, row in enumerate(card.parameters, 1)),
    )


def _parameter_row(place: int, row: ms.Parameter) -> tuple[str, ...]:
    critical = f" ({say(_CRITICAL)})" if row.critical else ""
    return str(place), row.code, say(row.dimension.label), say(row.wording) + critical


def plugin_blocks(plugins: tuple[ms.PluginReport, ...]) -> Iterator[Block]:
    """Return the plugins; one that is broken says why, and below stands what to look at."""
    yield Heading("Plugin", f"{len(plugins)}")
    columns = (Column(""), *map(Column, say(_PLUGIN_HEADS).split(",")[:-1]))
    offers = Column(say(_PLUGIN_HEADS).split(",")[-1], wide=True)
    yield Grid((*columns, offers), tuple(_plugin_row(plugin) for plugin in plugins))
    for plugin in plugins:
        for note in plugin.notes:
            yield line(f"{plugin.name}: {note}", indent=2, label=Styled("△", "warn"))


def _plugin_row(plugin: ms.PluginReport) -> tuple[Piece, ...]:
    sign, told = Styled("✓", "good"), _offer_words(plugin.offers)
    if plugin.problem:
        sign, told = Styled("✗", "bad"), plugin.problem
    elif plugin.disabled:
        sign, told = Styled("○", "muted"), say(_DISABLED)
    contract = "–" if plugin.contract is None else str(plugin.contract)
    return sign, plugin.name, plugin.distribution, plugin.version, contract, told


def _offer_words(offers: tuple[str, ...]) -> str:
    names: dict[str, list[str]] = {}
    for offer in offers:
        kind, _, name = offer.partition(":")
        names.setdefault(kind.replace("_", " "), []).append(name)
    return "; ".join(f"{kind}: {', '.join(offered)}" for kind, offered in names.items())
