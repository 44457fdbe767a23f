"""How the month stands: the verdict, what is missing, what may be done, and 4.2 over months."""

from __future__ import annotations

from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import RED
from mystery_shopping_cli.moments import read_moment
from mystery_shopping_cli.queries.asking import answer, as_of_option, moment_of
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.standing import allowed_blocks, missing_blocks, occurrence_blocks
from mystery_shopping_cli.views.verdict import verdict_blocks
from mystery_shopping_cli.wording import say

_T = ms.Text
_RED = frozenset({ms.Status.NOT_MET, ms.Status.DEVIATED})
_HELP = {
    "verdict": _T(
        "Putusan klausul demi klausul, pada hari apa pun.",
        "The verdict, clause by clause, on any day.",
    ),
    "missing": _T("Apa yang masih kurang.", "What is still missing."),
    "allowed": _T("Apa yang boleh dilakukan --by sekarang.", "What the person of --by may do now."),
    "occurrence": _T(
        "Indikator 4.2 dari bulan pertama sampai terakhir.",
        "Indicator 4.2 from the first month to the last.",
    ),
}
_STRICT = _T(
    "keluar dengan 4 bila ada klausul merah: tidak terpenuhi, atau deviasi",
    "exit with 4 if a clause is red: not met, or deviated",
)
_HEADINGS = _T("dengan judul di atasnya", "with the headings over them")
_UNIT = _T("unitnya, bila log menyimpan lebih dari satu", "the unit, if the log holds several")
_WHICH_UNIT = _T(
    "unit mana? beri --unit; yang ada: {known}", "which unit? give --unit; there is: {known}"
)


@click.pass_obj
def _verdict(session: Session, *, as_of: str | None, strict: bool, headings: bool) -> None:
    cycle = session.find_cycle()
    found = session.program.verdict(cycle.id, as_of=moment_of(session, as_of, cycle=cycle))
    zone = cycle.policy.timezone
    answer(session, found, blocks=verdict_blocks(found, zone=zone, with_headings=headings))
    if strict and any(row.status in _RED for row in found.rows):
        click.get_current_context().exit(RED)


@click.pass_obj
def _missing(session: Session, *, as_of: str | None) -> None:
    cycle = session.find_cycle()
    found = session.program.missing(cycle.id, as_of=moment_of(session, as_of, cycle=cycle))
    answer(session, found, blocks=missing_blocks(found, cycle=cycle))


@click.pass_obj
def _allowed(session: Session) -> None:
    cycle, by = session.find_cycle(), session.person
    at = session.now(cycle.policy.timezone)
    found = session.program.allowed(cycle.id, by=by, at=at)
    answer(session, found, blocks=allowed_blocks(found, by=by, cycle=cycle))


@click.pass_obj
def _occurrence(
    session: Session, *, first: str, last: str, unit: str | None, as_of: str | None
) -> None:
    policy = session.load_policy()
    zone = policy.timezone if policy else None
    at = (
        read_moment(as_of, path="--as-of", zone=zone, until_night=True)
        if as_of
        else session.now(zone)
    )
    known = {name.split("/")[0] for name in session.program.cycles()}
    if unit is None and len(known) != 1:
        raise click.UsageError(say(_WHICH_UNIT.fill(known=", ".join(sorted(known)) or "–")))
    found = session.program.monthly_occurrence(
        unit=unit or known.pop(), first=first, last=last, as_of=at
    )
    answer(session, found, blocks=occurrence_blocks(found))


def _month(name: str) -> click.Argument:
    return click.Argument([name], metavar=f"{name.upper()} (YYYY-MM)")


def _parameters(name: str) -> list[click.Parameter]:
    table: dict[str, list[click.Parameter]] = {
        "verdict": [
            as_of_option(),
            click.Option(["--strict"], is_flag=True, help=say(_STRICT)),
            click.Option(["--headings"], is_flag=True, help=say(_HEADINGS)),
            *shared_options("db", "cycle"),
        ],
        "missing": [as_of_option(), *shared_options("db", "cycle")],
        "allowed": shared_options("db", "by", "at", "cycle"),
        "occurrence": [
            _month("first"),
            _month("last"),
            click.Option(["--unit"], metavar="UNIT", help=say(_UNIT)),
            as_of_option(),
            *shared_options("db", "policy"),
        ],
    }
    return table[name]


_RUN: dict[str, Any] = {
    "verdict": _verdict,
    "missing": _missing,
    "allowed": _allowed,
    "occurrence": _occurrence,
}


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    return click.Command(name, callback=_RUN[name], params=_parameters(name), help=say(_HELP[name]))
