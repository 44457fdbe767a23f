"""Week II: contacts started, tried, performed and marked, until they are all done (5.3)."""

from __future__ import annotations

from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.steps.step import Step, make_step
from mystery_shopping_cli.wording import say

_T = ms.Text
_ONES = _T("parameter yang tidak disebut bernilai 1", "every parameter not named is a 1")


def _ones_parameter() -> list[click.Parameter]:
    return [click.Option(["--ones"], is_flag=True, help=say(_ONES))]


def _fill_ones(_: Session, cycle: ms.Cycle, data: dict[str, Any], typed: dict[str, Any]) -> None:
    marks = data.get("marks", ())
    pairs = list(marks.items() if isinstance(marks, dict) else marks)
    if typed["ones"]:
        named = {code for code, _ in pairs}
        pairs += [(code, 1) for code in cycle.scorecard.codes if code not in named]
    data["marks"] = pairs


STEPS = {
    "start": Step(
        name="start",
        command=ms.StartExecution,
        help=_T(
            "Mulai pelaksanaan, dalam minggu ke-II (5.3).", "Start execution, in week II (5.3)."
        ),
    ),
    "attempt": Step(
        name="attempt",
        command=ms.LogAttempt,
        help=_T(
            "Catat percobaan yang tidak menjangkau agent, satu baris F-32 (5.3.2).",
            "Log an attempt that reached no agent, a line of F-32 (5.3.2).",
        ),
    ),
    "perform": Step(
        name="perform",
        command=ms.PerformContact,
        help=_T(
            "Catat kontak yang dijawab agent, satu baris F-32 (5.3.1, 5.3.2).",
            "Log the contact an agent answered, a line of F-32 (5.3.1, 5.3.2).",
        ),
    ),
    "evaluate": Step(
        name="evaluate",
        command=ms.EvaluateContact,
        help=_T(
            """Isi F-31: setiap parameter 0 atau 1 (5.3.3).

            Setiap 0 perlu --finding dengan catatan dan solusi yang benar (5.6.1). Misalnya:
            evaluate 3 --ones hold=0 --finding hold "tidak minta izin" "minta izin dulu".""",
            """Fill F-31: every parameter 0 or 1 (5.3.3).

            Each 0 needs a --finding with a note and the right solution (5.6.1). For example:
            evaluate 3 --ones hold=0 --finding hold "did not ask" "asks before a hold".""",
        ),
        extra=_ones_parameter,
        complete=_fill_ones,
    ),
    "finish": Step(
        name="finish",
        command=ms.FinishExecution,
        help=_T(
            "Akhiri pelaksanaan; sesudahnya hanya form yang berjalan (5.3.4).",
            "Finish execution; from here on forms only travel (5.3.4).",
        ),
    ),
}


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    return make_step(STEPS[name])
