"""What a cycle holds, whole or one part of it: contacts, forms, figures, policy and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

import mystery_shopping as ms
from mystery_shopping_cli.queries.asking import answer, as_of_option, moment_of
from mystery_shopping_cli.screen import Block
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.contacts import contact_blocks, contact_grid, plan_blocks
from mystery_shopping_cli.views.cycle import (
    cycle_blocks,
    policy_blocks,
    reason_blocks,
    report_blocks,
    scenario_blocks,
)
from mystery_shopping_cli.views.figures import recap_blocks
from mystery_shopping_cli.views.follow_ups import (
    deviation_blocks,
    follow_up_blocks,
    nonconformity_blocks,
)
from mystery_shopping_cli.views.reference import scorecard_blocks
from mystery_shopping_cli.wording import say

Part = Callable[[ms.Cycle], tuple[object, Iterable[Block]]]

_HELP = ms.Text(
    "Isi siklus: ringkas, satu bagian, atau satu kontak (show contact 7).",
    "What a cycle holds: in short, one part, or one contact (show contact 7).",
)
_NEEDS_NUMBER = ms.Text("beri nomor kontak", "give the contact's number")


def _noted(cycle: ms.Cycle) -> tuple[ms.Nonconformity, ...]:
    return cycle.recap.nonconformities if cycle.recap else tuple(cycle.nonconformities)


def _recap_blocks(cycle: ms.Cycle) -> Iterable[Block]:
    return recap_blocks(cycle.recap, card=cycle.scorecard) if cycle.recap else ()


_PARTS: dict[str, Part] = {
    "cycle": lambda cycle: (cycle, cycle_blocks(cycle)),
    "reasons": lambda cycle: (cycle.ranking, reason_blocks(cycle)),
    "scenarios": lambda cycle: (cycle.scenarios, scenario_blocks(cycle)),
    "plan": lambda cycle: ([row.plan for row in cycle.contacts], plan_blocks(cycle)),
    "contacts": lambda cycle: (cycle.contacts, contact_grid(cycle)),
    "recap": lambda cycle: (cycle.recap, _recap_blocks(cycle)),
    "report": lambda cycle: (cycle.report, report_blocks(cycle)),
    "follow-ups": lambda cycle: (cycle.follow_ups, follow_up_blocks(cycle.follow_ups)),
    "nonconformities": lambda cycle: (_noted(cycle), nonconformity_blocks(_noted(cycle))),
    "deviations": lambda cycle: (cycle.deviations, deviation_blocks(cycle.deviations)),
    "policy": lambda cycle: (cycle.policy, policy_blocks(cycle.policy)),
    "scorecard": lambda cycle: (cycle.scorecard, scorecard_blocks(cycle.scorecard)),
}


def make_command(name: str) -> click.Command:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Argument(["part"], type=click.Choice([*_PARTS, "contact"]), default="cycle"),
        click.Argument(["number"], type=int, required=False),
        as_of_option(),
        *shared_options("db", "cycle"),
    ]
    return click.Command(name, callback=_show, params=params, help=say(_HELP))


@click.pass_obj
def _show(session: Session, *, part: str, number: int | None, as_of: str | None) -> None:
    cycle = session.find_cycle()
    if as_of:
        at = moment_of(session, as_of, cycle=cycle)
        cycle = session.program.cycle(cycle.id, as_of=at)
    if part != "contact":
        value, blocks = _PARTS[part](cycle)
        answer(session, value, blocks=blocks)
        return
    if number is None:
        raise click.UsageError(say(_NEEDS_NUMBER))
    contact = cycle.contact(number)
    answer(session, contact, blocks=contact_blocks(cycle, contact))
