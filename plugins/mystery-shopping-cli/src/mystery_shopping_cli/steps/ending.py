"""Recap, report, nonconformities, deviations, and the end of the month (5.4 to 5.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.screen import Block
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.steps.step import Step, carry_out, make_group, make_step
from mystery_shopping_cli.views.figures import recap_blocks
from mystery_shopping_cli.views.follow_ups import (
    deviation_blocks,
    follow_up_blocks,
    nonconformity_blocks,
)
from mystery_shopping_cli.wording import say

_T = ms.Text
_WITH = _T(
    "dengan deviasi yang disetujui untuk setiap pemeriksaan yang belum terpenuhi",
    "with an approved deviation for every check that is not met",
)


def _recap(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    assert cycle.recap is not None  # noqa: S101 - it was just frozen
    return cycle.recap, recap_blocks(cycle.recap, card=cycle.scorecard)


def _follow_ups(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    return cycle.follow_ups, follow_up_blocks(cycle.follow_ups)


def _deviations(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    return cycle.deviations, deviation_blocks(cycle.deviations)


def _nonconformities(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    noted = cycle.recap.nonconformities if cycle.recap else ()
    return noted, nonconformity_blocks(noted)


def _quote_verdict(
    session: Session, cycle: ms.Cycle, data: dict[str, Any], _: dict[str, Any]
) -> None:
    """Put the verdict's own words into a deviation, in the language of who records it."""
    at = session.now(cycle.policy.timezone)
    for row in session.program.verdict(cycle.id, as_of=at).rows:
        if row.clause == data.get("clause"):
            data.setdefault("required", say(row.required))
            data.setdefault("actual", say(row.actual))


STEPS = {
    "recap": Step(
        name="recap",
        command=ms.Recapitulate,
        help=_T("Bekukan angka F-27 (5.3.4, 5.4.1).", "Freeze the figures of F-27 (5.3.4, 5.4.1)."),
        view=_recap,
    ),
    "nonconformity": Step(
        name="nonconformity",
        command=ms.NoteNonconformity,
        help=_T(
            "Catat ketidaksesuaian yang dilihat QCA (5.6.2).",
            "Note a nonconformity the QCA saw (5.6.2).",
        ),
    ),
    "report": Step(
        name="report",
        command=ms.PublishReport,
        help=_T(
            "Terbitkan laporan tiga KPI; membuka tindak lanjut (5.4, 5.5).",
            "Publish the report on the three KPIs; opens the follow-ups (5.4, 5.5).",
        ),
        view=_follow_ups,
    ),
    "hand-over": Step(
        name="hand-over",
        command=ms.HandOverNonconformities,
        help=_T(
            "Serahkan ketidaksesuaian ke SPV (5.6.2).",
            "Hand the nonconformities to the SPV (5.6.2).",
        ),
        view=_nonconformities,
    ),
    "pass-on": Step(
        name="pass-on",
        command=ms.PassOnNonconformities,
        help=_T(
            "Teruskan ketidaksesuaian ke TL (5.6.2).",
            "Pass the nonconformities on to the TLs (5.6.2).",
        ),
    ),
    "cancel": Step(
        name="cancel",
        command=ms.Cancel,
        help=_T(
            "Batalkan siklus; tidak pernah memenuhi 4.2.",
            "Give the cycle up; it never satisfies 4.2.",
        ),
    ),
}
DEVIATION = (
    Step(
        name="record",
        command=ms.RecordDeviation,
        help=_T("Catat klausul yang tidak terpenuhi.", "Record a clause that is not met."),
        complete=_quote_verdict,
        view=_deviations,
    ),
    Step(
        name="approve",
        command=ms.ApproveDeviation,
        help=_T("Setujui; tidak mengubah merah menjadi hijau.", "Approve it; nothing turns green."),
        view=_deviations,
    ),
)
CLOSE = {
    kind: Step(
        name="close",
        command=ms.CloseWithDeviations if kind else ms.Close,
        help=_T("Tutup siklus dengan semua pemeriksaan terpenuhi.", "Close with every check met."),
        view=_deviations if kind else lambda _: (None, ()),
    )
    for kind in (False, True)
}


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    if name == "deviation":
        words = _T("Deviasi yang tercatat (A6, A15).", "Deviations on record (A6, A15).")
        return make_group(name, words=words, steps=DEVIATION)
    return _make_close() if name == "close" else make_step(STEPS[name])


def _make_close() -> click.Command:
    command = make_step(CLOSE[False])
    command.params.insert(0, click.Option(["--with-deviations"], is_flag=True, help=say(_WITH)))
    command.callback = _close
    return command


@click.pass_obj
def _close(session: Session, /, *, with_deviations: bool, **typed: Any) -> None:  # noqa: ANN401 - click's
    carry_out(CLOSE[with_deviations], session, typed=typed)
