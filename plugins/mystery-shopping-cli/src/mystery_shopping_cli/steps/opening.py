"""Opening a unit's month, its policy and scorecard pinned."""

from __future__ import annotations

from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import emit
from mystery_shopping_cli.screen import Styled, line, show
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.words import span_words
from mystery_shopping_cli.wording import say

_HELP = ms.Text(
    """Buka siklus satu bulan sebuah unit; kebijakannya ikut dan tidak berubah lagi.

    Beri --policy FILE, atau --qm-target untuk kebijakan bawaan.""",
    """Open a unit's month; its policy comes with it and changes no more.

    Give --policy FILE, or --qm-target for the default policy.""",
)
_TARGET = ms.Text("target QM Score dalam persen", "the target QM score in per cent")
_ZONE = ms.Text("zona waktu site", "the site's time zone")
_ID = ms.Text("id perintah; id yang sama hanya sekali", "an id; the same one is done only once")
_NO_POLICY = ms.Text(
    "kebijakan belum ada: beri --policy FILE atau --qm-target PERSEN",
    "there is no policy: give --policy FILE or --qm-target PERCENT",
)
_OPENED = ms.Text("dibuka", "opened")
_WEEKS = ms.Text("minggu ke-I {one}, minggu ke-II {two}", "week I {one}, week II {two}")


def make_command(name: str) -> click.Command:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Argument(["unit"]),
        click.Argument(["period"], metavar="YYYY-MM"),
        click.Option(["--qm-target"], metavar="PERCENT", help=say(_TARGET)),
        click.Option(["--timezone"], default="Asia/Jakarta", show_default=True, help=say(_ZONE)),
        click.Option(["--id", "command_id"], metavar="TEXT", help=say(_ID)),
        *shared_options("db", "by", "at", "policy", "scorecard"),
    ]
    return click.Command(name, callback=_open, params=params, help=say(_HELP))


@click.pass_obj
def _open(session: Session, /, **typed: Any) -> None:  # noqa: ANN401 - click's
    policy = _policy(session, typed)
    by, at = session.person, session.now(policy.timezone)
    period = ms.Period.parse(typed["period"])
    program = session.open_program(fresh=True, policy=policy)
    cycle = program.open_cycle(
        unit=typed["unit"], period=period, by=by, at=at, command_id=typed["command_id"]
    )
    if session.settings.as_json:
        told = {"command": "OpenCycle", "numbers": []}
        emit(
            {
                "cycle": cycle.id,
                "state": cycle.state,
                "version": cycle.version,
                **told,
                "result": cycle.weeks,
            }
        )
        return
    one, two = span_words(cycle.weeks.week_1), span_words(cycle.weeks.week_2)
    facts = f"{say(_OPENED)} · {say(_WEEKS.fill(one=one, two=two))} · {cycle.policy.timezone}"
    show([line(Styled("✓ ", "good"), Styled(cycle.id, "strong"), f" {facts}")])


def _policy(session: Session, typed: dict[str, Any]) -> ms.Policy:
    policy = session.load_policy()
    if policy is not None:
        return policy
    if typed["qm_target"] is None:
        raise click.UsageError(say(_NO_POLICY))
    return ms.Policy(qm_target=typed["qm_target"], timezone=typed["timezone"])
