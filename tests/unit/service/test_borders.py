"""What is plainly of the wrong kind is told with a code and a path, and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import mystery_shopping as ms
from tests.months import DEWI, nov, policy

CASES: dict[str, tuple[Callable[[ms.Program, Any], object], str]] = {
    "a command as text": (
        lambda program, _: program.execute("malang/2026-11", _any("close"), by=DEWI, at=nov(2)),
        "command",
    ),
    "a command's class": (
        lambda program, _: program.check("malang/2026-11", _any(ms.Close), by=DEWI, at=nov(2)),
        "command",
    ),
    "a person as text": (
        lambda program, _: program.open_cycle(
            unit="solo", period="2026-11", by=_any("dewi"), at=nov(2)
        ),
        "by",
    ),
    "no marks": (lambda _, wrong: ms.EvaluateContact(1, wrong), "marks"),
    "no reasons": (lambda _, wrong: ms.ReturnForm(1, wrong), "reasons"),
    "no contacts": (lambda _, wrong: ms.PlanContacts(wrong), "contacts"),
    "no assignments": (lambda _, wrong: ms.AssignContacts(wrong), "assignments"),
    "no codes": (lambda _, wrong: ms.SelectMaterial(wrong), "codes"),
}


def _any(value: object) -> Any:  # noqa: ANN401 - what a checker would not let through
    return value


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_kind_is_refused_with_its_path(name: str) -> None:
    """An error about an attribute of `None` sends the reader into our code instead of theirs."""
    call, path = CASES[name]
    program = ms.open_program("memory:", policy=policy())
    program.open_cycle(unit="malang", period="2026-11", by=DEWI, at=nov(1))

    with pytest.raises(ms.InvalidValue) as caught:
        call(program, None)

    assert caught.value.path == path
    assert len(program.log.tail()) == 1


def test_a_cycle_id_that_is_no_text_is_not_found() -> None:
    """It names nothing, like any other id that is not there."""
    program = ms.open_program("memory:", policy=policy())

    with pytest.raises(ms.NotFound):
        program.execute(_any(None), ms.Close(), by=DEWI, at=nov(2))


def test_one_code_may_be_given_without_a_list() -> None:
    """A single code is not the list of its letters."""
    assert ms.SelectMaterial("billing").codes == ("billing",)
