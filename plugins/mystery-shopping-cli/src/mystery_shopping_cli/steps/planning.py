"""Plan and assignment: contacts over week II, who makes them, and a week that moves (5.2, A1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import emit
from mystery_shopping_cli.screen import Block
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.steps.people import read_contacters
from mystery_shopping_cli.steps.step import Step, make_group, make_step
from mystery_shopping_cli.views.contacts import plan_blocks
from mystery_shopping_cli.wording import say

_T = ms.Text
_OPTIONS: tuple[tuple[str, dict[str, Any], ms.Text], ...] = (
    (
        "--contacter",
        {"multiple": True, "metavar": "ID:ROLE[:TEAM]"},
        _T("siapa yang bisa ditugasi; diulang", "who can be asked; repeat it"),
    ),
    (
        "--away",
        {"multiple": True, "metavar": "ID=DATE|PART|DATE/PART"},
        _T("kapan seseorang tidak bisa; diulang", "when somebody cannot; repeat it"),
    ),
    (
        "--helper-reason",
        {"metavar": "TEXT"},
        _T("mengapa SPV atau TL membantu", "why supervisors or team leaders help"),
    ),
    (
        "--team",
        {"multiple": True, "metavar": "TEAM"},
        _T("tim yang dituju; diulang", "a team to aim at; repeat it"),
    ),
    (
        "--per-cell",
        {"type": click.IntRange(min=1), "default": 2, "show_default": True},
        _T("kontak di tiap bagian hari × alasan", "contacts in each day part × reason"),
    ),
    (
        "--oversampling",
        {"default": "1", "show_default": True, "metavar": "FACTOR"},
        _T("berapa kali lipat, misalnya 1.25", "how many times over, say 1.25"),
    ),
    (
        "--propose",
        {"is_flag": True},
        _T(
            "cetak rencananya sebagai JSON untuk --file; tidak ada yang dicatat",
            "print the plan as JSON for --file; nothing is recorded",
        ),
    ),
    (
        "--seed",
        {"type": int, "default": 0, "show_default": True},
        _T("seed yang sama, rencana yang sama", "the same seed, the same plan"),
    ),
)


def _plan_parameters() -> list[click.Parameter]:
    return [click.Option([flag], help=say(text), **more) for flag, more, text in _OPTIONS]


def _propose(_: Session, cycle: ms.Cycle, data: dict[str, Any], typed: dict[str, Any]) -> None:
    """Make the plan, unless a file holds one; contacters are the people named."""
    if "contacts" in data:
        return
    contacters = read_contacters(
        typed["contacter"], away=typed["away"], helper_reason=typed["helper_reason"]
    )
    plan = ms.propose_plan(
        cycle,
        tuple(contacters),
        per_cell=typed["per_cell"],
        oversampling=_factor(typed["oversampling"]),
        teams=typed["team"],
        seed=typed["seed"],
    )
    data["contacts"] = ms.plain(plan)
    if typed["propose"]:
        emit({"contacts": data["contacts"]})
        click.get_current_context().exit()


def _factor(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        required = _T("angka, misalnya 1.25", "a number, say 1.25")
        raise ms.InvalidValue(path="--oversampling", required=required, actual=text) from error


def _plan(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    return [contact.plan for contact in cycle.contacts], plan_blocks(cycle)


def _loads(cycle: ms.Cycle) -> tuple[object, Iterable[Block]]:
    given = Counter(c.contacter.id for c in cycle.contacts if c.contacter)
    return dict(given), ()


def _lend_reason(_: Session, __: ms.Cycle, data: dict[str, Any], typed: dict[str, Any]) -> None:
    for row in data.get("assignments", ()):
        helps = str(row.get("contacter", "")).split(":")[1:2] != ["qco"]
        if helps and typed["helper_reason"]:
            row.setdefault("helper_reason", typed["helper_reason"])


def _reason_parameter() -> list[click.Parameter]:
    flag, more, text = next(row for row in _OPTIONS if row[0] == "--helper-reason")
    return [click.Option([flag], help=say(text), **more)]


STEPS = {
    "plan": Step(
        name="plan",
        command=ms.PlanContacts,
        help=_T(
            """Rencanakan kontak di minggu ke-II (5.2.1.2, 5.2.1.3).

            Rencana yang seimbang disusun dari --contacter dan --seed, atau diambil dari --file
            dengan daftar "contacts".""",
            """Plan contacts over week II (5.2.1.2, 5.2.1.3).

            A balanced plan is made from --contacter and --seed, or taken from a --file with a
            list "contacts".""",
        ),
        extra=_plan_parameters,
        complete=_propose,
        view=_plan,
    ),
    "assign": Step(
        name="assign",
        command=ms.AssignContacts,
        help=_T(
            """Bagi kontak kepada contacter (5.2.2).

            Kontak yang rencananya sudah menyebut contacter tidak perlu disebut lagi.""",
            """Give contacts to contacters (5.2.2).

            Contacts whose plan names a contacter need not be named again.""",
        ),
        extra=_reason_parameter,
        complete=_lend_reason,
        view=_loads,
    ),
    "reassign": Step(
        name="reassign",
        command=ms.ReassignContact,
        help=_T(
            "Alihkan kontak ke orang, hari atau bagian hari lain (5.2.2, 5.3.1).",
            "Give a contact to somebody else, or another day or day part (5.2.2, 5.3.1).",
        ),
    ),
}
WINDOW = (
    Step(
        name="move",
        command=ms.MoveWindow,
        help=_T("Ajukan pemindahan minggu 1 atau 2.", "Ask for week 1 or 2 to be moved."),
        view=lambda cycle: (cycle.window_move(len(cycle.window_moves)), ()),
    ),
    Step(
        name="approve",
        command=ms.ApproveWindowMove,
        help=_T("Setujui pemindahan.", "Approve a move."),
        view=lambda cycle: (cycle.weeks, ()),
    ),
)


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    if name == "window":
        words = _T("Minggu yang dipindah (A1).", "Weeks that move (A1).")
        return make_group(name, words=words, steps=WINDOW)
    return make_step(STEPS[name])
