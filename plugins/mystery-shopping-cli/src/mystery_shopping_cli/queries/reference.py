"""What a site can look up: a year's weeks, the clauses, the scorecard, and the plugins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping.service.matrix import clause_matrix
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.matrix import matrix_blocks
from mystery_shopping_cli.views.reference import (
    plugin_blocks,
    scorecard_blocks,
    week_blocks,
)
from mystery_shopping_cli.wording import say

_T = ms.Text
_HELP = {
    "weeks": _T(
        "Minggu ke-I dan ke-II setahun; △ bila bacaan umum berbeda.",
        "A year's weeks I and II; △ where the common readings differ.",
    ),
    "clauses": _T(
        "Setiap klausul W-10 rev. 02: yang menjaganya, kebijakan yang mengubahnya.",
        "Every clause of W-10 rev. 02: what holds it, what of the policy changes it.",
    ),
    "scorecard": _T("Parameter F-31.", "The parameters of F-31."),
    "plugins": _T("Plugin, tawarannya, dan yang rusak.", "The plugins, their offers, what broke."),
}


@click.pass_obj
def _weeks(session: Session, *, year: int) -> None:
    policy = session.load_policy()
    if policy is None and session.settings.cycle:
        policy = session.find_cycle().policy
    rule = policy.week_rule if policy else ms.FixedDays()
    months = ms.preview_year(year, rule)
    plain = [{**ms.plain(month), "is_disputed": month.is_disputed} for month in months]
    answer(session, plain, blocks=week_blocks(months, rule=rule))


@click.pass_obj
def _clauses(session: Session) -> None:
    rows = clause_matrix()
    answer(session, rows, blocks=matrix_blocks(rows))


@click.pass_obj
def _scorecard(session: Session) -> None:
    card = session.load_scorecard()
    if card is None:
        card = session.find_cycle().scorecard if session.settings.cycle else ms.default_scorecard()
    answer(session, card, blocks=scorecard_blocks(card))


@click.pass_obj
def _plugins(session: Session) -> None:
    answer(session, session.host.plugins, blocks=plugin_blocks(session.host.plugins))


_RUN: dict[str, Callable[..., Any]] = {
    "weeks": _weeks,
    "clauses": _clauses,
    "scorecard": _scorecard,
    "plugins": _plugins,
}
_SHARED = {
    "weeks": ("db", "cycle", "policy"),
    "clauses": (),
    "scorecard": ("db", "cycle", "scorecard"),
    "plugins": (),
}


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    year = click.Argument(["year"], type=click.IntRange(1, 9999))
    own: list[click.Parameter] = [year] if name == "weeks" else []
    params = [*own, *shared_options(*_SHARED[name])]
    return click.Command(name, callback=_RUN[name], params=params, help=say(_HELP[name]))
