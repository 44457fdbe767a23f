"""A look at a file of reasons for contact: what is understood of it, before anything is stored."""

from __future__ import annotations

from pathlib import Path

import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import MISUSED
from mystery_shopping_cli.progress import shown_progress
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.session import Session, read_text
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.inspection import inspection_blocks
from mystery_shopping_cli.wording import say
from mystery_shopping_reasons import ReasonReader

INSPECT = "inspect"

_T = ms.Text
_HELP = _T(
    """Tunjukkan apa yang dipahami dari sebuah ekspor; tidak ada yang disimpan (5.1.1).

    Pengodean, kolom dan perannya, urutan tanggal, bulan, baris yang terbuang, jenis, seri, dan
    pemetaan sebagai TOML untuk disunting. Kode keluar 2 bila berkas belum dapat dihitung.""",
    """Show what is understood of an export; nothing is stored (5.1.1).

    The encoding, the columns and their roles, the order of dates, the months, the rows left out,
    kinds, ties, and the mapping as TOML to edit. Exit code 2 while the file cannot be counted.""",
)
_MAPPING = _T("arti kolomnya (TOML); tanpa ini ditebak", "its columns (TOML); else guessed")
_PERIOD = _T(
    "bulan yang dihitung; tanpa ini bulan sebelum siklus --cycle, atau yang terbanyak",
    "the month to count; else the one before that of --cycle, or the most frequent",
)
_NOT_OURS = _T(
    "pembaca {ending} tidak dapat menunjukkan isinya",
    "the reader of {ending} cannot show what it understands",
)
_ANY_POLICY = ms.Policy(qm_target=85)  # of a policy only the clock and the day parts are used


def make_inspection() -> click.Command:
    """Return the command ``reasons inspect``."""
    kind = click.Path(exists=True, dir_okay=False)
    params: list[click.Parameter] = [
        click.Argument(["file"], metavar="FILE", type=kind),
        click.Option(["--mapping"], metavar="FILE", type=kind, help=say(_MAPPING)),
        click.Option(["--period"], metavar="YYYY-MM", help=say(_PERIOD)),
        *shared_options("db", "cycle", "policy"),
    ]
    return click.Command(INSPECT, callback=_inspect, params=params, help=say(_HELP))


@click.pass_obj
def _inspect(session: Session, *, file: str, mapping: str | None, period: str | None) -> None:
    path = Path(file)
    reader = session.host.reason_reader(path.suffix)
    if not isinstance(reader, ReasonReader):
        raise click.UsageError(say(_NOT_OURS.fill(ending=path.suffix)))
    month, policy = _month_and_policy(session, period)
    columns = reader.load_mapping(read_text(mapping)) if mapping else None
    with shown_progress(path) as progress:
        seen = reader.inspect(path, policy=policy, mapping=columns, period=month, progress=progress)
    answer(session, seen, blocks=inspection_blocks(seen, places=policy.top_reasons))
    if seen.problem is not None:
        click.get_current_context().exit(MISUSED)


def _month_and_policy(session: Session, period: str | None) -> tuple[ms.Period | None, ms.Policy]:
    cycle = session.find_cycle() if session.settings.cycle else None
    policy = session.load_policy() or (cycle.policy if cycle else _ANY_POLICY)
    if period is not None:
        return ms.Period.parse(period), policy
    return (cycle.period.previous if cycle else None), policy
