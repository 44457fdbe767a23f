"""The ranked reasons for contact: what counted, what was left out, and how the file was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Column, Grid, Heading, Line, Styled, line
from mystery_shopping_cli.views.reading_words import left_out_words, reading_words
from mystery_shopping_cli.views.words import count_words
from mystery_shopping_cli.wording import chosen, say

_TITLE = ms.Text("Alasan kontak {month}", "Reasons for contact, {month}")
_SOURCE = ms.Text("sumber", "source")
_COUNTED = ms.Text("dihitung", "counted")
_CONTACTS = ms.Text("{n} kontak", "{n} contacts")
_OF_ROWS = ms.Text(" dari {n} baris", " of {n} rows")
_LEFT_OUT = ms.Text("terbuang", "left out")
_READ_AS = ms.Text("dibaca", "read as")
_READINGS = ("day_order", "contact")
_UNTAGGED = ms.Text(
    "belum ada alasan yang berjenis; pemetaan dapat menyebutnya",
    "no reason is tagged with a kind; a mapping can say them",
)
_KINDS = ms.Text("jenis", "kinds")
_NO_KIND = ms.Text("tanpa jenis", "without a kind")
_TIED = ms.Text(
    "urutan terakhir seri: {codes}; diurutkan menurut kode",
    "the last place is tied: {codes}; the code decides",
)
_HEADS = ms.Text("alasan,jenis", "reason,kind")
_LACKING = ms.Text("tidak ada alasan jenis {kinds}", "no reason chosen is of the kind {kinds}")


def ranking_blocks(ranking: ms.ReasonRanking, *, places: int) -> Iterator[Block]:
    """Return the first places of a ranking with everything needed to question it."""
    month = say(ranking.period.title)
    yield Heading(say(_TITLE.fill(month=month)), "W-10 5.1.1, 5.1.2")
    yield _fact(_SOURCE, ranking.source)
    yield _fact(_COUNTED, _count(ranking))
    if ranking.dropped:
        yield _fact(
            _LEFT_OUT,
            _joined((left_out_words(name), count_words(n)) for name, n in ranking.dropped),
        )
    read = [reading_words(value) for name, value in ranking.choices if name in _READINGS]
    if read:
        yield _fact(_READ_AS, " · ".join(read))
    yield GAP
    yield _grid(ranking, places)
    yield GAP
    yield _fact(_KINDS, _kind_words(ranking))
    tied = ranking.tied_at(places)
    if tied:
        codes = ", ".join(f"{row.code} ({row.count})" for row in tied)
        yield line(say(_TIED.fill(codes=codes)), indent=2, label=Styled("△", "warn"))


def choice_lines(ranking: ms.ReasonRanking) -> Iterator[Block]:
    """Return how the file was read, one line a choice."""
    for name, value in ranking.choices:
        yield line(value, indent=4, label=Styled(name, "muted"))


def missing_kind_lines(material: ms.Material) -> Iterator[Block]:
    """Return a warning for kinds none of the chosen reasons carries."""
    kinds = ", ".join(say(kind.label) for kind in material.missing_kinds)
    if kinds:
        all_missing = len(material.missing_kinds) == len(ms.Kind)
        told = _UNTAGGED if all_missing else _LACKING.fill(kinds=kinds)
        yield line(say(told), indent=2, label=Styled("△", "warn"))


def _count(ranking: ms.ReasonRanking) -> str:
    rows = dict(ranking.choices).get("rows", "")
    counted = say(_CONTACTS.fill(n=count_words(ranking.contact_count)))
    of = say(_OF_ROWS.fill(n=count_words(int(rows)))) if rows.isdecimal() else ""
    return counted + of


def _grid(ranking: ms.ReasonRanking, places: int) -> Grid:
    reason, kind = say(_HEADS).split(",")
    columns = (
        Column("#", right=True),
        Column(reason, wide=True),
        Column("n", right=True),
        Column("%", right=True),
        Column(kind),
    )
    rows = enumerate(ranking.top(places), 1)
    return Grid(columns, tuple(_row(place, row, ranking.contact_count) for place, row in rows))


def _row(place: int, row: ms.ReasonCount, total: int) -> tuple[str, ...]:
    share = ms.Share(row.count, total).percent(chosen())
    kind = say(row.kind.label) if row.kind else "–"
    return str(place), row.title or row.code, count_words(row.count), share, kind


def _kind_words(ranking: ms.ReasonRanking) -> str:
    counts: Counter[ms.Kind] = Counter()
    for reason in ranking.reasons:
        counts.update(dict(reason.kinds) or ({reason.kind: reason.count} if reason.kind else {}))
    if not counts:
        return say(_UNTAGGED)
    pairs = [(say(kind.label), count_words(counts[kind])) for kind in ms.Kind]
    rest = ranking.contact_count - counts.total()
    return _joined([*pairs, (say(_NO_KIND), count_words(rest))] if rest else pairs)


def _joined(pairs: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f"{name.replace('_', ' ')} {value}" for name, value in pairs)


def _fact(title: ms.Text, words: str) -> Line:
    return line(words, indent=2, label=Styled(f"{say(title):<8}", "muted"))
