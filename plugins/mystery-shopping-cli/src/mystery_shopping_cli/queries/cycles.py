"""Which cycles a log holds, and how far each is."""

from __future__ import annotations

import click

import mystery_shopping as ms
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.screen import Column, Grid, Heading
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.words import time_words
from mystery_shopping_cli.wording import say

_HELP = ms.Text("Siklus yang ada di log.", "The cycles a log holds.")
_UNIT = ms.Text("hanya milik unit ini", "only this unit's")
_TITLE = ms.Text("Siklus", "Cycles")
_HEADS = ms.Text(
    "siklus,tahap,kontak,masuk,kejadian,terakhir",
    "cycle,state,contacts,in,events,last",
)


def make_command(name: str) -> click.Command:
    """Return the command."""
    unit = click.Option(["--unit"], metavar="UNIT", help=say(_UNIT))
    params = [unit, *shared_options("db")]
    return click.Command(name, callback=_cycles, params=params, help=say(_HELP))


@click.pass_obj
def _cycles(session: Session, *, unit: str | None) -> None:
    program = session.program
    rows = [program.cycle(name) for name in program.cycles(unit)]
    cycle, state, *counts, last = say(_HEADS).split(",")
    columns = (
        Column(cycle), Column(state), *(Column(head, right=True) for head in counts), Column(last)
    )  # fmt: skip
    grid = Grid(columns, tuple(_row(row) for row in rows))
    heading = Heading(say(_TITLE), f"{len(rows)}")
    answer(session, [_summary(row) for row in rows], blocks=[heading, grid])


def _summary(cycle: ms.Cycle) -> dict[str, object]:
    return {
        "cycle": cycle.id,
        "unit": cycle.unit,
        "period": cycle.period,
        "state": cycle.state,
        "contact_count": len(cycle.contacts),
        "accepted_count": cycle.count(ms.ContactState.ACCEPTED),
        "version": cycle.version,
        "last_at": cycle.last_at,
    }


def _row(cycle: ms.Cycle) -> tuple[str, ...]:
    last = time_words(cycle.last_at, cycle.policy.timezone)[:10] if cycle.last_at else "–"
    accepted = cycle.count(ms.ContactState.ACCEPTED)
    counts = (len(cycle.contacts), accepted, cycle.version)
    return cycle.id, say(cycle.state.label), *(str(count) for count in counts), last
