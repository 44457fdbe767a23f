"""What happened to a cycle, whether its chain holds, and the log as a file and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping.codec import verify
from mystery_shopping.service.archive import export_log, import_log, verify_export
from mystery_shopping_cli.files import read_lines, write_lines
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
    "Baca semua kejadian dan segel ulang, dari log atau dari ekspor; keluar dengan 3 bila putus.",
    "Read every event and seal it anew, of the log or of an export; exits with 3 when it breaks.",
)
_EXPORT = _T(
    "Tulis log sebagai JSON Lines yang dapat diperiksa orang lain.",
    "Write the log as JSON Lines that a stranger can verify.",
)
_IMPORT = _T(
    "Masukkan ekspor yang utuh; ekspor yang rusak tidak mengubah apa pun.",
    "Take in an export that is whole; a broken one changes nothing.",
)
_PREFIX = _T(
    "hanya aliran yang berawal begini, misalnya cycle/malang/",
    "only streams that begin so, say cycle/malang/",
)
_WRITTEN = _T("{n} kejadian ditulis ke {file}", "{n} events written to {file}")
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
    return click.Group(name, list(_log_commands()), help=say(_LOG))


def _log_commands() -> Iterator[click.Command]:
    prefix = click.Option(["--prefix"], default="", metavar="TEXT", help=say(_PREFIX))
    whole = shared_options("db")
    file = click.Argument(["file"])
    yield click.Command(
        "verify",
        callback=_verify,
        params=[click.Argument(["file"], required=False), *shared_options("db", "cycle")],
        help=say(_VERIFY),
    )
    yield click.Command(
        "export", callback=_export, params=[file, prefix, *whole], help=say(_EXPORT)
    )
    yield click.Command("import", callback=_import, params=[file, *whole], help=say(_IMPORT))


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
def _verify(session: Session, *, file: str | None) -> None:
    reports = list(verify_export(read_lines(file)) if file else _reports(session))
    answer(session, reports, blocks=_verify_blocks(reports))


def _reports(session: Session) -> Iterator[ms.ChainReport]:
    """Yield the report of one cycle, or of every stream of the log, the disposals among them."""
    if session.settings.cycle:
        yield session.program.verify(session.settings.cycle)
    else:
        yield from _verified(session.program.log)


def _verified(log: ms.EventLog, *, prefix: str = "") -> Iterator[ms.ChainReport]:
    return (verify(info.stream, log.read(info.stream)) for info in log.streams(prefix))


@click.pass_obj
def _export(session: Session, *, file: str, prefix: str) -> None:
    log = session.program.log
    # A log that does not hold must be known before a file is made of it that nobody takes.
    count = sum(report.event_count for report in _verified(log, prefix=prefix))
    write_lines(file, export_log(log, prefix=prefix))
    told = line(say(_WRITTEN.fill(n=count, file=file)))
    answer(session, {"file": file, "events": count}, blocks=[told])


@click.pass_obj
def _import(session: Session, *, file: str) -> None:
    lines = read_lines(file)
    verify_export(lines)  # before a log is begun for it
    reports = list(import_log(session.open_program(fresh=True).log, lines))
    answer(session, reports, blocks=_verify_blocks(reports))


def _verify_blocks(reports: list[ms.ChainReport]) -> Iterator[Block]:
    if not reports:
        yield line(say(_EMPTY))
    for report in reports:
        count = say(_HOLDS.fill(n=report.event_count))
        name = Styled(report.stream.removeprefix("cycle/"), "strong")
        yield line(Styled("✓ ", "good"), name, f"  {count}")
        yield line(Styled(report.head, "muted"), indent=2)
