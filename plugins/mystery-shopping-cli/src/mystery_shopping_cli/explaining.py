"""What stands in the way: every error of the library told whole, with an exit code for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Styled, line, show
from mystery_shopping_cli.wording import chosen, say

REFUSED, MISUSED, FAILED, RED = 1, 2, 3, 4

# The first row that fits decides; a URL or a file nobody reads is a slip of the caller.
_CODES: tuple[tuple[type[BaseException], int], ...] = (
    (ms.UnknownScheme, MISUSED),
    (ms.PortError, FAILED),
    (ms.Refusal, REFUSED),
    (ms.MysteryShoppingError, MISUSED),
)
_WHERE = ms.Text("di", "where")
_REQUIRED = ms.Text("perlu", "required")
_ACTUAL = ms.Text("ada", "actual")
_REMEDY = ms.Text("jalan keluar", "what works")
_WAIVABLE = ms.Text(
    "deviasi {clause} yang disetujui juga membukanya",
    "an approved deviation from {clause} lets it pass, too",
)
_REFUSED = ms.Text("ditolak", "refused")
_FAULTS = {
    True: ms.Text("satu kesalahan", "one fault"),
    False: ms.Text("{count} kesalahan", "{count} faults"),
}
_WRONG = ms.Text("tidak bisa", "not done")


def exit_code(error: ms.MysteryShoppingError) -> int:
    """Return 1 for a refusal, 2 for misuse, 3 for a log or another port that failed."""
    return next(code for kind, code in _CODES if isinstance(error, kind))


def explain(error: ms.MysteryShoppingError, *, as_json: bool) -> None:
    """Say what stands in the way: to a person on stderr, to a program as JSON on stdout."""
    if as_json:
        emit(as_plain(error))
        return
    show(_blocks(error), file=sys.stderr)


def emit(value: object) -> None:
    """Print a value as one JSON document."""
    narrow = not str(sys.stdout.encoding or "utf-8").lower().startswith("utf")
    click.echo(json.dumps(ms.plain(value), ensure_ascii=narrow, indent=2))


def as_plain(error: ms.MysteryShoppingError) -> dict[str, Any]:
    """Return an error as plain data: its code, its sentence, and every condition or fault."""
    told: dict[str, Any] = {"code": error.code, "message": say(error.text)}
    if isinstance(error, ms.CommandRefused):
        told |= {"command": error.command, "unmet": ms.plain(error.unmet)}
    elif isinstance(error, ms.PlanImpossible):
        told |= {"shortages": ms.plain(error.shortages)}
    elif isinstance(error, ms.InvalidInput):
        told |= {"faults": [_fault(fault) for fault in error.exceptions]}
    elif isinstance(error, ms.InvalidValue):
        told |= {"faults": [_fault(error)]}
    return {"error": told}


def _fault(fault: BaseException) -> dict[str, Any]:
    required = getattr(fault, "required", None)
    return {
        "path": getattr(fault, "path", ""),
        "required": say(required) if isinstance(required, ms.Text) else str(fault),
        "actual": str(getattr(fault, "actual", "")),
    }


def _blocks(error: ms.MysteryShoppingError) -> Iterator[Block]:
    if isinstance(error, ms.CommandRefused):
        yield line(Styled(f"✗ {say(_REFUSED)}: {error.command}", "bad"), f"  [{error.code}]")
        yield from refusal_blocks(error.unmet)
    elif isinstance(error, ms.PlanImpossible):
        yield line(Styled(f"✗ {say(_REFUSED)}", "bad"), f"  [{error.code}]")
        for shortage in error.shortages:
            yield line(say(shortage), indent=2, label="·")
    elif isinstance(error, ms.InvalidInput):
        number = len(error.exceptions)
        count = say(_FAULTS[number == 1].fill(count=number))
        yield line(Styled(f"✗ {error.message}: {count}", "bad"), f"  [{error.code}]")
        for fault in error.exceptions:
            yield line(_sentence(fault), indent=2, label="·")
    else:
        yield line(error.say(chosen()), label=Styled(f"✗ {say(_WRONG)}", "bad"))


def _sentence(fault: BaseException) -> str:
    return say(fault.text) if isinstance(fault, ms.MysteryShoppingError) else str(fault)


def refusal_blocks(unmet: tuple[ms.Unmet, ...]) -> Iterator[Block]:
    """Return every condition with its code, clause, what is required, what is, what would work."""
    for condition in unmet:
        yield GAP
        label = Styled(f"{condition.code} · W-10 {condition.clause}", "warn")
        yield line(say(condition.sentence), indent=2, label=label)
        rows = (
            (_WHERE, condition.path),
            (_REQUIRED, say(condition.required)),
            (_ACTUAL, say(condition.actual)),
            (_REMEDY, say(condition.remedy)),
        )
        for title, words in (row for row in rows if row[1]):
            yield line(words, indent=4, label=Styled(f"{say(title):<12}", "muted"))
        if condition.waivable:
            also = say(_WAIVABLE.fill(clause=condition.clause))
            yield line(Styled(also, "muted"), indent=4, label=" " * 12)
