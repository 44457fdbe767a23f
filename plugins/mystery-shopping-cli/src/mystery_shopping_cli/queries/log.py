"""What happened to a cycle, and whether the chain of its events holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.screen import Block, Column, Grid, Heading, Styled, line
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.words import time_words
from mystery_shopping_cli.wording import say

_T = ms.Text
_HISTORY = _T("Semua yang terjadi, urut.", "Everything that happened, in order.")
_LOG = _T("Log kejadian dan rantainya.", "The log of events and its chain.")
_VERIFY = _T(
    "Baca semua kejadian dan segel ulang; keluar dengan 3 bila rantai putus.",
    "Read every event and seal it anew; exits with 3 when the chain breaks.",
)
_CONTACT = _T("hanya tentang kontak ini", "only about this contact")
_HEADS = _T("#,waktu,oleh,kejadian,tentang", "#,when,by,event,about")
_SUBJECTS = ("contact", "follow_up", "deviation", "scenario", "move")
_TITLE = _T("Riwayat", "History")
_HOLDS = _T("{n} kejadian, rantai utuh", "{n} events, the chain holds")
_EMPTY = _T("log kosong: tidak ada rantai untuk diperiksa", "the log is empty: no chain to check")


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    if name == "history":
        contact = click.Option(["--contact"], type=int, metavar="NUMBER", help=say(_CONTACT))
        params = [contact, *shared_options("db", "cycle")]
        return click.Command(name, callback=_history, params=params, help=say(_HISTORY))
    verify = click.Command(
        "verify", callback=_verify, params=shared_options("db", "cycle"), help=say(_VERIFY)
    )
    return click.Group(name, [verify], help=say(_LOG))


@click.pass_obj
def _history(session: Session, *, contact: int | None) -> None:
    cycle = session.find_cycle()
    rows = [
        row
        for row in session.program.history(cycle.id)
        if contact is None or getattr(row.event, "contact", None) == contact
    ]
    answer(session, rows, blocks=_history_blocks(rows, cycle))


def _history_blocks(rows: list[ms.HistoryEntry], cycle: ms.Cycle) -> Iterator[Block]:
    yield Heading(say(_TITLE), f"{cycle.id} · {len(rows)}")
    number, *others, about = say(_HEADS).split(",")
    columns = (Column(number, right=True), *map(Column, others), Column(about, wide=True))
    yield Grid(columns, tuple(_row(row, cycle.policy.timezone) for row in rows))


def _row(row: ms.HistoryEntry, zone: str) -> tuple[str, ...]:
    at = time_words(row.at, zone)
    return str(row.version), at, str(row.by), row.type, ", ".join(_about(row.event))


def _about(event: ms.Event) -> Iterator[str]:
    for name in _SUBJECTS:
        number: Any = getattr(event, name, None)
        if isinstance(number, int):
            yield f"{name.replace('_', '-')} #{number}"


@click.pass_obj
def _verify(session: Session) -> None:
    wanted = session.settings.cycle
    names = (wanted,) if wanted else session.program.cycles()
    reports = [session.program.verify(name) for name in names]
    answer(session, reports, blocks=_verify_blocks(reports))


def _verify_blocks(reports: list[ms.ChainReport]) -> Iterator[Block]:
    if not reports:
        yield line(say(_EMPTY))
    for report in reports:
        count = say(_HOLDS.fill(n=report.event_count))
        name = Styled(report.stream.removeprefix("cycle/"), "strong")
        yield line(Styled("✓ ", "good"), name, f"  {count}")
        yield line(Styled(report.head, "muted"), indent=2)
