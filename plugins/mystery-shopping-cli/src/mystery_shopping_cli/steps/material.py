"""Week I: reasons for contact, new products, the material chosen, and the scenarios (5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.queries.inspecting import INSPECT, make_inspection
from mystery_shopping_cli.reading import read_reasons
from mystery_shopping_cli.screen import Block
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.steps.step import Step, make_group, make_step
from mystery_shopping_cli.views.material import missing_kind_lines, ranking_blocks
from mystery_shopping_cli.wording import say

_T = ms.Text
_LOOK = _T(
    "Lihat dulu apa yang dipahami dari sebuah berkas: reasons inspect FILE.",
    "Look first at what is understood of a file: reasons inspect FILE.",
)


def _reason_parameters() -> list[click.Parameter]:
    kind = click.Path(exists=True, dir_okay=False)
    mapping = _T("arti kolomnya (TOML); tanpa ini ditebak", "its columns (TOML); else guessed")
    return [
        click.Argument(["reasons_file"], metavar="FILE", type=kind),
        click.Option(["--mapping"], metavar="FILE", type=kind, help=say(mapping)),
    ]


def _read(session: Session, cycle: ms.Cycle, data: dict[str, Any], typed: dict[str, Any]) -> None:
    mapping = Path(typed["mapping"]) if typed["mapping"] else None
    file, month = Path(typed["reasons_file"]), cycle.period.previous
    data["ranking"] = ms.plain(
        read_reasons(session.host, file, mapping=mapping, period=month, policy=cycle.policy)
    )


def _ranking(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    assert cycle.ranking is not None  # noqa: S101 - it was just taken in
    return cycle.ranking, ranking_blocks(cycle.ranking, places=cycle.policy.top_reasons)


def _material(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    assert cycle.material is not None  # noqa: S101 - it was just selected
    return cycle.material, missing_kind_lines(cycle.material)


def _last_scenario(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    return cycle.scenario(len(cycle.scenarios)), ()


STEPS = {
    "reasons": Step(
        name="reasons",
        command=ms.CollectReasons,
        help=_T(
            "Ambil alasan kontak bulan N-1 dari ekspor CSV, XLSX atau JSON (5.1.1).",
            "Take in the reasons for contact of month N-1 from a CSV, XLSX or JSON file (5.1.1).",
        ),
        extra=_reason_parameters,
        complete=_read,
        view=_ranking,
        file=False,
    ),
    "products": Step(
        name="products",
        command=ms.AddNewProducts,
        help=_T(
            "Ambil produk atau program baru sebagai bahan (5.1.1).",
            "Take in new products or programmes as material (5.1.1).",
        ),
    ),
    "select": Step(
        name="select",
        command=ms.SelectMaterial,
        help=_T(
            "Tentukan bahan; tanpa kode, alasan terbesar yang diminta kebijakan (5.1.2).",
            "Choose the material; without codes, the largest reasons the policy asks for (5.1.2).",
        ),
        view=_material,
    ),
}
SCENARIO = (
    Step(
        name="draft",
        command=ms.DraftScenario,
        help=_T("Susun skenario atas bahan terpilih.", "Write a scenario on the chosen material."),
        view=_last_scenario,
    ),
    Step(
        name="revise",
        command=ms.ReviseScenario,
        help=_T("Tulis ulang skenario sebagai revisi.", "Write a scenario anew, as a revision."),
    ),
    Step(
        name="approve",
        command=ms.ApproveScenarios,
        help=_T("Setujui semua skenario, dalam minggu ke-I.", "Approve all scenarios, in week I."),
    ),
)


class _Reasons(click.Command):
    """The step itself, and ``inspect`` under it; a file of that very name is ``./inspect``."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        *parent: Any,  # noqa: ANN401 - click's
        **extra: Any,  # noqa: ANN401
    ) -> click.Context:
        """Begin the step, or the look at a file before it."""
        if args[:1] != [INSPECT]:
            return super().make_context(info_name, args, *parent, **extra)
        name = f"{info_name} {INSPECT}"
        return make_inspection().make_context(name, args[1:], *parent, **extra)


def _make_reasons() -> click.Command:
    step = make_step(STEPS["reasons"])
    return _Reasons(
        step.name, callback=step.callback, params=step.params, help=step.help, epilog=say(_LOOK)
    )


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    if name == "reasons":
        return _make_reasons()
    if name == "scenario":
        words = _T("Skenario bulan ini (5.2.1.1).", "The scenarios of the month (5.2.1.1).")
        return make_group(name, words=words, steps=SCENARIO)
    return make_step(STEPS[name])
