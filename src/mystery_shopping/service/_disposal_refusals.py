"""Why records may not be held, released or disposed of, each reason with what would work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mystery_shopping.errors import CommandRefused, Text, Unmet, Wording, join, tell_unmet
from mystery_shopping.model import Cycle, CycleState
from mystery_shopping.service._disposals import Hold
from mystery_shopping.values import Person, Role
from mystery_shopping.workflow.guards.always import WRONG_PHASE, WRONG_ROLE

_NOT_DUE = (
    "MS385",
    Text("disimpan sampai {required}; hari ini {actual}", "kept until {required}; it is {actual}"),
    Text("musnahkan sesudah {required}", "dispose of it after {required}"),
)
_HELD = (
    "MS386",
    Text("arsip ditahan: {actual}", "the records are on hold: {actual}"),
    Text("lepaskan dulu penahanannya", "have the hold released first"),
)
_NOT_HELD = (
    "MS387",
    Text("arsip siklus ini tidak ditahan", "the records of this cycle are not on hold"),
    Text("tidak ada yang perlu dilepaskan", "there is nothing to release"),
)
CLAUSE = "6"
# What stands between a record and its end, by the names under which it is refused.
RETENTION = {"not_due_yet": _NOT_DUE, "held": _HELD, "not_held": _NOT_HELD}
_FREE = Text("tanpa penahanan", "no hold")
_HOLD = Text("penahanan", "a hold")
_NONE = Text("tidak ada", "none")
_FINAL = join(tuple(state.label for state in CycleState if state.is_final), " / ")


def refuse(command: str, *found: Iterator[Unmet]) -> None:
    """Raise `CommandRefused` with everything that was found, if anything was."""
    unmet = tuple(row for rows in found for row in rows)
    if unmet:
        raise CommandRefused(command=command, unmet=unmet)


def wrong_role(by: Person, *may: Role) -> Iterator[Unmet]:
    """Refuse anybody else."""
    if by.role not in may:
        wanted = join(tuple(role.label for role in may), " / ")
        yield _tell("wrong_role", WRONG_ROLE, required=wanted, actual=by.role.label, path="by")


def not_ended(cycle: Cycle) -> Iterator[Unmet]:
    """Refuse a cycle that goes on."""
    if not cycle.state.is_final:
        yield _tell("not_ended", WRONG_PHASE, required=_FINAL, actual=cycle.state.label)


def not_due_yet(keep_until: date | None, today: date) -> Iterator[Unmet]:
    """Refuse records that are younger than clause 6 asks."""
    if keep_until is not None and today <= keep_until:
        yield _tell("not_due_yet", _NOT_DUE, required=keep_until, actual=today, path="at")


def held(hold: Hold | None) -> Iterator[Unmet]:
    """Refuse records that somebody needs."""
    if hold is not None:
        yield _tell("held", _HELD, required=_FREE, actual=f"{hold.holder}: {hold.reason}")


def not_held(hold: Hold | None) -> Iterator[Unmet]:
    """Refuse to release what nobody holds."""
    if hold is None:
        yield _tell("not_held", _NOT_HELD, required=_HOLD, actual=_NONE)


def _tell(
    name: str, wording: Wording, *, required: object, actual: object, path: str = ""
) -> Unmet:
    return tell_unmet(
        wording, name=name, clause=CLAUSE, required=required, actual=actual, path=path
    )
