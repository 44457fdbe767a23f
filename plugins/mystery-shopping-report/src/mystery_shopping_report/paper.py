"""The report in words, in one language, before it is known on which paper it will stand."""

from __future__ import annotations

import attrs

from mystery_shopping_report.charts import Chart


@attrs.frozen(kw_only=True)
class Mark:
    """A standing: `sign` names its sign, `words` say it, so that neither rests on a colour."""

    sign: str
    words: str


@attrs.frozen
class Cell:
    """One cell: text, and a mark before it where it tells a standing."""

    text: str
    mark: Mark | None = None


@attrs.frozen
class Column:
    """A column's title; numbers stand to the right, words share the rest by `weight`."""

    title: str
    is_number: bool = False
    weight: int = 2


@attrs.frozen(kw_only=True)
class Table:
    """A table; the first cell of each row is its header. Each row has one cell per column."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@attrs.frozen(kw_only=True)
class Section:
    """A part of the details: sentences, then charts, then tables; any may be missing."""

    id: str
    title: str
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


@attrs.frozen(kw_only=True)
class Indicator:
    """One indicator of section 4 with its standing and the sentence of the verdict."""

    number: str
    title: str
    mark: Mark
    sentence: str


@attrs.frozen(kw_only=True)
class Card:
    """One KPI: its share in large, how it stands to the target, and what it rests on."""

    title: str
    share: str
    mark: Mark
    words: str
    chart: Chart


@attrs.frozen(kw_only=True)
class Advice:
    """What the QCA found and recommends on one KPI."""

    title: str
    analysis: str
    advice: str


@attrs.frozen(kw_only=True)
class Paper:
    """Everything the report says, in reading order.

    `words` are the titles the template itself needs, by name. `overall` is the standing of the
    indicators together, `counts` of how many clauses stand how, `holding` the clauses that keep
    the month from being simply met. `facts` are the header's, title and value.
    """

    language: str
    title: str
    subtitle: str
    running: str
    words: dict[str, str]
    overall: Mark
    counts: tuple[Mark, ...]
    indicators: tuple[Indicator, ...]
    holding: tuple[Indicator, ...]
    basis: tuple[str, ...]
    target: str
    cards: tuple[Card, ...]
    summary: str
    advice: tuple[Advice, ...]
    suggestions: tuple[str, ...]
    nothing_suggested: str
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...]
