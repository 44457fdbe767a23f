"""Whatever a caller hands in: what is taken can be read again, what is not leaves no trace."""

# Any value at all is taken apart and put together here.
# ruff: noqa: ANN401

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import partial
from typing import Any

import attrs
import pytest

from mystery_shopping.service import Program
from mystery_shopping.workflow.commands import COMMANDS, Command
from tests.property.test_every_row_is_lived import CASES, Case, prepare
from tests.strategies import NOVEMBER, QCA, SMALL_CARD, small_policy, small_program

WRONG = (
    5, None, True, 0.5, b"x", ("x",), date(2026, 11, 9), datetime(2026, 11, 9, tzinfo=UTC),
)  # fmt: skip


def case_of(kind: type[Command]) -> Case:
    """Return the first row that is lived by a command of that kind."""
    return next(case for case in CASES if case.row.trigger == kind.trigger)


def variants(value: Any, change: Callable[[Any], Any]) -> Iterator[tuple[str, Any]]:
    """Give a value with each of its parts changed in turn, and the way to that part."""
    changed = change(value)
    if changed is not KEEP:
        yield "", changed
    for way, part, put in parts(value):
        for path, variant in variants(part, change):
            yield way + path, put(variant)


def parts(value: Any) -> Iterator[tuple[str, Any, Callable[[Any], Any]]]:
    """Give the parts of a tuple or of a value of ours, and how to put another in its place."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            yield f"[{place}]", item, partial(_with, value, place)
    elif attrs.has(type(value)) and not isinstance(value, Enum):
        for name in (field.name for field in attrs.fields(type(value)) if field.init):
            yield f".{name}", getattr(value, name), partial(_Evolved, value, name)


def _with(values: tuple[Any, ...], place: int, new: Any) -> tuple[Any, ...]:
    return (*values[:place], new, *values[place + 1 :])


KEEP = object()


def as_plain_text(value: Any) -> Any:
    """Return the text of one of our enumerations, and leave anything else."""
    return value.value if isinstance(value, StrEnum) else KEEP


def always(wrong: Any) -> Callable[[Any], Any]:
    """Return a change that puts the same thing everywhere."""
    return lambda _: wrong


class _Evolved:
    """A changed copy that is made when asked for, since making it may be what is refused."""

    def __init__(self, value: Any, name: str, change: Any) -> None:
        self.value, self.name, self.change = value, name, change

    def made(self) -> Any:
        """Return the copy."""
        return attrs.evolve(self.value, **{self.name: made(self.change)})


def made(value: Any) -> Any:
    """Return a value with all its changed copies made."""
    if isinstance(value, _Evolved):
        return value.made()
    return tuple(map(made, value)) if isinstance(value, tuple) else value


def misread(program: Program, cycle_id: str) -> str:
    """Return how a program that knows only the log fails to see the cycle as it is."""
    try:
        fresh = Program(program.log).cycle(cycle_id)
    except Exception as error:  # noqa: BLE001 - any error means it cannot be read
        return f"{type(error).__name__}: {error}"
    # By their repr, since text equals the enumeration it spells and yet is not it.
    return "" if repr(fresh) == repr(program.cycle(cycle_id)) else "it reads differently"


def spoilt(kind: type[Command], change: Callable[[Any], Any]) -> list[str]:
    """Return the parts of a command whose change was recorded and then could not be read."""
    found = []
    month, (command, by), _ = prepare(case_of(kind))
    for path, variant in variants(command, change):
        if not path:
            continue
        before = month.program.log.tail(limit=10_000)
        try:
            month.program.execute(month.id, made(variant), by=by, at=month.clock)
        except Exception:  # noqa: BLE001 - a border may refuse in its own words
            assert month.program.log.tail(limit=10_000) == before
            continue
        if problem := misread(month.program, month.id):
            found.append(f"{kind.__name__}{path} was recorded; then {problem}")
        month, (command, by), _ = prepare(case_of(kind))
    return found


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_a_command_with_one_part_of_a_wrong_type_never_spoils_the_log(
    kind: type[Command],
) -> None:
    """An event that is written but cannot be read again makes the whole month unreadable."""
    found = [line for wrong in WRONG for line in spoilt(kind, always(wrong))]

    assert found == [], "\n".join(found)


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_a_command_that_spells_an_enumeration_as_text_means_the_same_now_and_later(
    kind: type[Command],
) -> None:
    """A guard that lets text pass where it stops the name would be waived by a typing habit."""
    found = spoilt(kind, as_plain_text)

    assert found == [], "\n".join(found)


def spoilt_openings(change: Callable[[Any], Any]) -> list[str]:
    """Return the parts of policy and form whose change spoils the cycle opened with them."""
    found = []
    for name, value in (("policy", small_policy()), ("scorecard", SMALL_CARD)):
        for path, variant in variants(value, change):
            if not path:
                continue
            program = small_program()
            try:
                setattr(program, name, made(variant))
                cycle = program.open_cycle(unit="malang", period=NOVEMBER, by=QCA).id
            except Exception:  # noqa: BLE001 - a border may refuse in its own words
                assert program.log.tail() == []
                continue
            if problem := misread(program, cycle):
                found.append(f"{name}{path} was recorded; then {problem}")
    return found


def test_a_policy_or_form_with_one_part_of_a_wrong_type_never_spoils_the_log() -> None:
    """The first event carries both; if it cannot be read, neither can any after it."""
    found = [line for wrong in WRONG for line in spoilt_openings(always(wrong))]

    assert found == [], "\n".join(found)


def test_a_policy_that_spells_its_readings_as_text_means_the_same_now_and_later() -> None:
    """``Policy(shortfall="block")`` must block, before and after the program is started anew."""
    found = spoilt_openings(as_plain_text)

    assert found == [], "\n".join(found)
