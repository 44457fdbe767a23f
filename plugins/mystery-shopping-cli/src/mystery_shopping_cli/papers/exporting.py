"""The command `export`: the month's dossier as files of a format that some plugin writes."""

from __future__ import annotations

from pathlib import Path

import click

import mystery_shopping as ms
from mystery_shopping_cli.queries.asking import answer, as_of_option, moment_of
from mystery_shopping_cli.screen import line
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.wording import chosen, say

_T = ms.Text
_EXPORT = _T(
    "Tulis bulan ini sebagai berkas: {formats}.",
    "Write the month as files: {formats}.",
)
_FOLDER = _T("ke folder ini (bila tidak: folder kerja)", "into this folder (else this one)")
_WRITTEN = _T("{n} berkas ditulis ke {folder}", "{n} files written into {folder}")
_A_FOLDER = _T("folder yang dapat ditulisi", "a folder that can be written into")


def make_command(name: str) -> click.Command:
    """Return the command."""
    formats = ", ".join(ms.PluginHost().names("exporters")) or "–"
    params: list[click.Parameter] = [
        click.Argument(["format_name"], metavar="FORMAT"),
        click.Option(["--folder"], default=".", metavar="DIR", help=say(_FOLDER)),
        as_of_option(),
        *shared_options("db", "cycle", "by"),
    ]
    words = say(_EXPORT.fill(formats=formats))
    return click.Command(name, callback=_export, params=params, help=words)


@click.pass_obj
def _export(session: Session, *, format_name: str, folder: str, as_of: str | None) -> None:
    exporter = session.host.exporter(format_name)
    cycle = session.find_cycle()
    at = moment_of(session, as_of, cycle=cycle)
    by = session.settings.by
    dossier = ms.make_dossier(
        session.program, cycle.id, by=ms.Person.parse(by) if by else None, as_of=at
    )
    files = exporter.export(dossier, make_folder(folder), language=chosen())
    told = line(say(_WRITTEN.fill(n=len(files), folder=folder)))
    names = [line(file.name, indent=2) for file in files]
    answer(session, [str(file) for file in files], blocks=[told, *names])


def make_folder(path: str) -> Path:
    """Return the folder, made if it is not there.

    Raises:
        InvalidValue: when it cannot be.
    """
    place = Path(path)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ms.InvalidValue(path="--folder", required=_A_FOLDER, actual=str(error)) from error
    return place
