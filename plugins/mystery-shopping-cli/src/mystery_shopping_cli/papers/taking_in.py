"""The command `forms`: filled forms read back, each taken in whole or told with its faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import RED
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.screen import Block, Styled, line
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.wording import chosen, say

_T = ms.Text
_FORMS = _T(
    """Baca form F-31 dan F-32 yang sudah diisi.

    Form tanpa kesalahan masuk seluruhnya; form dengan kesalahan tidak masuk sama sekali, dan
    setiap kesalahan disebut dengan berkas, lembar, dan selnya. Form yang sama dua kali masuk satu
    kali.""",
    """Read filled forms F-31 and F-32.

    A form without a fault is taken in whole; one with a fault not at all, and every fault is told
    with file, sheet and cell. The same form twice is taken in once.""",
)
_REHEARSE = _T("periksa saja, tanpa mencatat apa pun", "only look, and record nothing")
_COUNTS = _T(
    "{imported} form masuk, {repeated} sudah ada, {blank} belum diisi, {faulty} dengan kesalahan",
    "{imported} forms taken in, {repeated} known already, {blank} blank, {faulty} with faults",
)
_WOULD = _T(
    "{imported} form akan masuk, {repeated} sudah ada, {blank} belum diisi, {faulty} salah",
    "{imported} forms would be taken in, {repeated} known already, {blank} blank, {faulty} wrong",
)


def make_command(name: str) -> click.Command:
    """Return the command."""
    kind = click.Path(exists=True, dir_okay=False)
    params: list[click.Parameter] = [
        click.Argument(["files"], metavar="FILE...", nargs=-1, required=True, type=kind),
        click.Option(["--rehearse"], is_flag=True, help=say(_REHEARSE)),
        *shared_options("db", "cycle", "at"),
    ]
    return click.Command(name, callback=_forms, params=params, help=say(_FORMS))


@click.pass_context
def _forms(context: click.Context, *, files: tuple[str, ...], rehearse: bool) -> None:
    session = context.ensure_object(Session)
    cycle = session.find_cycle()
    forms: list[ms.FilledForm] = []
    unreadable: list[ms.FilledForm] = []
    for file in files:
        reader = session.host.form_reader(Path(file).suffix)
        try:
            forms += reader.read_forms(Path(file), cycle=cycle)
        except ms.InvalidInput as error:
            unreadable.append(_unreadable(file, error))
    at = session.now(cycle.policy.timezone)
    done = ms.import_forms(session.program, cycle.id, forms=forms, at=at, rehearse=rehearse)
    faulty = (*unreadable, *done.faulty)
    answer(session, _plain(done, faulty), blocks=_blocks(done, faulty, rehearse=rehearse))
    if faulty:
        context.exit(RED)


def _unreadable(file: str, error: ms.InvalidInput[Any]) -> ms.FilledForm:
    faults = (fault for fault in error.exceptions if isinstance(fault, ms.MysteryShoppingError))
    name = Path(file).name
    told = tuple(ms.FormFault(place=name, error=fault) for fault in faults)
    return ms.FilledForm(name=name, source=file, faults=told)


def _plain(done: ms.FormsImport, faulty: Iterable[ms.FilledForm]) -> dict[str, object]:
    return {
        "imported": [form.name for form in done.imported],
        "repeated": [form.name for form in done.repeated],
        "blank": [form.name for form in done.blank],
        "faulty": [
            {
                "name": form.name,
                "source": form.source,
                "faults": [
                    {"place": row.place, "code": row.error.code, "problem": row.error.text}
                    for row in form.faults
                ],
            }
            for form in faulty
        ],
    }


def _blocks(
    done: ms.FormsImport, faulty: tuple[ms.FilledForm, ...], *, rehearse: bool
) -> Iterator[Block]:
    counts = {name: len(getattr(done, name)) for name in ("imported", "repeated", "blank")}
    yield line(say((_WOULD if rehearse else _COUNTS).fill(**counts, faulty=len(faulty))))
    for form in faulty:
        yield line(Styled(f"✗ {form.name}", "bad"), f"  {form.source}")
        for row in form.faults:
            yield line(row.say(chosen()), indent=4)
    for form in (*done.imported, *done.repeated, *faulty):
        for remark in form.remarks:
            yield line(Styled(f"△ {remark.say(chosen())}", "muted"), indent=2)
