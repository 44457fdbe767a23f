"""Follow-ups, form F-28: handed over, passed on, scheduled, delivered and verified (5.5)."""

from __future__ import annotations

from collections.abc import Iterable

import click

import mystery_shopping as ms
from mystery_shopping_cli.screen import Block
from mystery_shopping_cli.steps.step import Step, make_group
from mystery_shopping_cli.views.follow_ups import follow_up_blocks

_T = ms.Text


def _follow_ups(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    return cycle.follow_ups, follow_up_blocks(cycle.follow_ups)


def _step(name: str, command: type[ms.Command], id: str, en: str) -> Step:
    return Step(
        name=name, command=command, help=_T(id, en), view=_follow_ups, many=True, file=False
    )


FOLLOW_UP = (
    _step("hand-over", ms.HandOverFollowUp, "Serahkan ke SPV.", "Hand over to the supervisor."),
    _step("pass-on", ms.PassOnFollowUp, "Teruskan ke TL.", "Pass on to the team leader."),
    _step("schedule", ms.ScheduleFollowUp, "Tetapkan hari dan bentuknya.", "Set day and measure."),
    _step("deliver", ms.DeliverFollowUp, "Catat pelaksanaannya.", "Record that it was delivered."),
    _step("verify", ms.VerifyFollowUp, "Catat hasilnya.", "Record that it showed its effect."),
)


def make_command(name: str) -> click.Command:
    """Return the group of follow-ups."""
    words = _T(
        "Tindak lanjut agent (5.5). Nomor: 1, 1-3, 2,4 atau all.",
        "Follow-ups of agents (5.5). Numbers: 1, 1-3, 2,4 or all.",
    )
    return make_group(name, words=words, steps=FOLLOW_UP)
