"""What is understood of a file: how it is laid out, its columns, its months, what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Column, Grid, Heading, Line, Styled, line
from mystery_shopping_cli.views.material import ranking_blocks
from mystery_shopping_cli.views.reading_words import READINGS, left_out_words, reading_words
from mystery_shopping_cli.views.words import count_words
from mystery_shopping_cli.wording import say
from mystery_shopping_reasons import ColumnSeen, Inspection, LeftOut

_T = ms.Text
_TITLE = _T("Pemahaman atas {file}", "What is understood of {file}")
_NOTHING_STORED = _T("belum ada yang disimpan", "nothing is stored yet")
_COLUMN_HEADS = _T("kolom|peran|contoh", "column|role|samples")
_ROLES = {
    "reason": _T("alasan", "reason"),
    "at": _T("tanggal dan jam", "date and time"),
    "date": _T("tanggal", "date"),
    "time": _T("jam", "time"),
    "id": _T("id kontak", "contact's id"),
    "skill": _T("skill", "skill"),
    "answered": _T("terjawab", "answered"),
    "internal": _T("internal", "internal"),
    "kind": _T("jenis", "kind"),
}
_MONTH_HEADS = _T("bulan|kontak", "month|contacts")
_CHOSEN = _T("dihitung di bawah", "counted below")
_LEFT_OUT = _T("Baris yang terbuang", "Rows left out")
_LEFT_HEADS = _T("sebab|baris|nomor pertama", "why|rows|first numbers")
_GUESSED = _T(
    "Pemetaan, ditebak; simpan, sunting, lalu beri dengan --mapping",
    "The mapping, guessed; save it, edit it, and give it by --mapping",
)
_GIVEN = _T("Pemetaan", "The mapping")


def inspection_blocks(seen: Inspection, *, places: int) -> Iterator[Block]:
    """Return all that is understood, then the problem that stands in the way, if there is one."""
    yield Heading(say(_TITLE.fill(file=seen.source)), say(_NOTHING_STORED))
    yield from _choice_lines(seen.choices)
    yield GAP
    yield _column_grid(seen.columns)
    if seen.months:
        yield GAP
        yield _month_grid(seen)
    if seen.left_out:
        yield GAP
        yield Heading(say(_LEFT_OUT))
        yield _left_out_grid(seen.left_out)
    if seen.ranking is not None:
        yield GAP
        yield from ranking_blocks(seen.ranking, places=places)
    yield GAP
    yield Heading(say(_GUESSED if seen.is_guessed else _GIVEN))
    for row in seen.mapping.splitlines():
        yield Line((row,), whole=True)
    if seen.problem is not None:
        yield GAP
        yield line(say(seen.problem), label=Styled(f"✗ [{seen.problem_code}]", "bad"))


def _choice_lines(choices: Iterable[tuple[str, str]]) -> Iterator[Block]:
    told = [(name, value) for name, value in choices if name in READINGS]
    width = max((len(say(READINGS[name])) for name, _ in told), default=0)
    for name, value in told:
        label = Styled(f"{say(READINGS[name]):<{width}}", "muted")
        yield line(reading_words(value), indent=2, label=label)


def _column_grid(columns: tuple[ColumnSeen, ...]) -> Grid:
    name, role, samples = say(_COLUMN_HEADS).split("|")
    heads = (Column(name, wide=True), Column(role), Column(samples, wide=True))
    return Grid(heads, tuple(_column_row(column) for column in columns))


def _column_row(column: ColumnSeen) -> tuple[str | Styled, ...]:
    known = _ROLES.get(column.role or "")
    role = Styled(say(known), "good") if known else Styled("–", "muted")
    return column.name, role, " · ".join(column.samples)


def _month_grid(seen: Inspection) -> Grid:
    month, contacts = say(_MONTH_HEADS).split("|")
    heads = (Column(month), Column(contacts, right=True), Column(""))
    rows = ((name, count_words(count), _mark(seen, name)) for name, count in seen.months)
    return Grid(heads, tuple(rows))


def _mark(seen: Inspection, month: str) -> Styled:
    return Styled(say(_CHOSEN) if month == str(seen.period) else "", "muted")


def _left_out_grid(rows: tuple[LeftOut, ...]) -> Grid:
    why, count, first = say(_LEFT_HEADS).split("|")
    heads = (Column(why), Column(count, right=True), Column(first, wide=True))
    return Grid(heads, tuple(_left_out_row(row) for row in rows))


def _left_out_row(row: LeftOut) -> tuple[str, ...]:
    more = ", …" if row.count > len(row.first_rows) else ""
    return left_out_words(row.reason), count_words(row.count), _numbers(row.first_rows) + more


def _numbers(rows: tuple[int, ...]) -> str:
    return ", ".join(map(str, rows))
