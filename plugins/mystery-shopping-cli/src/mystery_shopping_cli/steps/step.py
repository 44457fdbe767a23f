"""One step of W-10 as a command: its class says what can be typed, the program what may be done."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import attrs
import click

import mystery_shopping as ms
from mystery_shopping.codec import read_document
from mystery_shopping_cli.explaining import REFUSED, as_plain, emit, refusal_blocks
from mystery_shopping_cli.screen import Block, Styled, line, show
from mystery_shopping_cli.session import Session, read_text
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.steps.fields import fields_of, gather, merge, parameters, settle_moments
from mystery_shopping_cli.steps.numbers import ALL
from mystery_shopping_cli.wording import say

_FILE = ms.Text(
    "isi dari berkas JSON atau TOML; yang diketik mendahului",
    "fields from a JSON or TOML file; what is typed goes first",
)
_CHECK = ms.Text("hanya periksa apa yang menghalangi", "only say what stands in the way")
_ID = ms.Text("id perintah; id yang sama hanya sekali", "an id; the same one is done only once")
_FREE = ms.Text("tidak ada yang menghalangi", "nothing stands in the way")
_NOTHING = ms.Text("tidak ada yang bisa di-{name}", "there is nothing to {name} now")

Complete = Callable[[Session, ms.Cycle, dict[str, Any], dict[str, Any]], None]


def _leave(session: Session, cycle: ms.Cycle, data: dict[str, Any], typed: dict[str, Any]) -> None:
    """Complete nothing."""


def _no_view(_: ms.Cycle) -> tuple[object, Iterable[Block]]:
    return None, ()


@attrs.frozen(kw_only=True)
class Step:
    """A sub-command over a command class.

    `extra` are parameters beside the fields, which `complete` turns into data; `view` picks what
    of the cycle is shown afterwards, as a value for ``--json`` and as blocks. With `many`, it
    takes several numbers and does all of them or none.
    """

    name: str
    command: type[ms.Command]
    help: ms.Text
    extra: Callable[[], list[click.Parameter]] = list
    complete: Complete = _leave
    view: Callable[[ms.Cycle], tuple[object, Iterable[Block]]] = _no_view
    many: bool = False
    file: bool = True


def make_step(step: Step) -> click.Command:
    """Return the click command of a step."""
    options: list[click.Parameter] = [
        click.Option(["--check"], is_flag=True, help=say(_CHECK)),
        click.Option(["--id", "command_id"], metavar="TEXT", help=say(_ID)),
    ]
    if step.file and fields_of(step.command):
        kind = click.Path(exists=True, dir_okay=False)
        options.insert(0, click.Option(["--file"], type=kind, metavar="FILE", help=say(_FILE)))

    @click.pass_obj
    def run(session: Session, /, **typed: Any) -> None:  # noqa: ANN401 - click's
        carry_out(step, session, typed=typed)

    fields = parameters(step.command, many=step.many)
    shared = shared_options("db", "by", "at", "cycle")
    params = [*fields, *step.extra(), *options, *shared]
    return click.Command(step.name, callback=run, params=params, help=say(step.help))


def make_group(name: str, *, words: ms.Text, steps: Sequence[Step]) -> click.Group:
    """Return a group of steps."""
    return click.Group(name, [make_step(step) for step in steps], help=say(words))


def carry_out(step: Step, session: Session, *, typed: dict[str, Any]) -> None:
    """Do the step, or say every condition in its way; several numbers are done all or none."""
    cycle = session.find_cycle()
    by, at = session.person, session.now(cycle.policy.timezone)
    commands = _commands(step, session, cycle, typed, at=at, by=by)
    unmet = tuple(
        _placed(condition, command, len(commands))
        for command in commands
        for condition in session.program.check(cycle.id, command, by=by, at=at)
    )
    if typed["check"]:
        _answer(session, step, unmet)
        return
    command_id = typed["command_id"]
    if unmet and len(commands) > 1 and command_id is None:
        raise ms.CommandRefused(command=step.command.__name__, unmet=unmet)
    for place, command in enumerate(commands):
        own = f"{command_id}/{place}" if command_id and len(commands) > 1 else command_id
        cycle = session.program.execute(cycle.id, command, by=by, at=at, command_id=own)
    _confirm(step, session, cycle, commands)


def _commands(
    step: Step,
    session: Session,
    cycle: ms.Cycle,
    typed: dict[str, Any],
    *,
    at: datetime,
    by: ms.Person,
) -> list[ms.Command]:
    if not step.many:
        return [_command(step, session, cycle, typed, at=at)]
    field = fields_of(step.command)[0].name
    numbers = _numbers(step, session, cycle, typed[field], by=by, at=at)
    each = ({**typed, field: number} for number in numbers)
    return [_command(step, session, cycle, one, at=at) for one in each]


def _command(
    step: Step, session: Session, cycle: ms.Cycle, typed: dict[str, Any], *, at: datetime
) -> ms.Command:
    data = merge(load_fields(typed.get("file")), gather(step.command, typed))
    step.complete(session, cycle, data, typed)
    settle_moments(step.command, data, at=at, zone=cycle.policy.timezone)
    return read_document(data, step.command, what=step.name)


def _numbers(
    step: Step,
    session: Session,
    cycle: ms.Cycle,
    words: tuple[Any, ...],
    *,
    by: ms.Person,
    at: datetime,
) -> list[int]:
    if ALL not in words:
        return [number for numbers in words for number in numbers]
    rows = session.program.allowed(cycle.id, by=by, at=at)
    found = [n for row in rows if row.command == step.command.__name__ for n in row.numbers]
    if not found:
        raise click.UsageError(say(_NOTHING.fill(name=step.name)))
    return found


def load_fields(path: str | None) -> dict[str, Any]:
    """Return the fields written in a JSON or TOML file, none without a file."""
    if path is None:
        return {}
    text = read_text(path)
    try:
        data = tomllib.loads(text) if path.endswith(".toml") else json.loads(text)
    except ValueError as error:
        raise ms.InvalidValue(path=path, required="JSON / TOML", actual=str(error)) from error
    if not isinstance(data, dict):
        required = ms.Text("nama dan nilai", "names and values")
        raise ms.InvalidValue(path=path, required=required, actual=type(data).__name__)
    return data


def _placed(condition: ms.Unmet, command: ms.Command, among: int) -> ms.Unmet:
    if among == 1:
        return condition
    place = f"#{command.number}" + (f".{condition.path}" if condition.path else "")
    return attrs.evolve(condition, path=place)


def _answer(session: Session, step: Step, unmet: tuple[ms.Unmet, ...]) -> None:
    if session.settings.as_json:
        error = ms.CommandRefused(command=step.command.__name__, unmet=unmet)
        emit(as_plain(error)["error"]["unmet"])
    elif unmet:
        show(refusal_blocks(unmet))
    else:
        show([line(Styled("✓ ", "good"), say(_FREE))])
    if unmet:
        click.get_current_context().exit(REFUSED)


def _confirm(step: Step, session: Session, cycle: ms.Cycle, commands: Sequence[ms.Command]) -> None:
    value, blocks = step.view(cycle)
    numbers = [command.number for command in commands if command.number is not None]
    if session.settings.as_json:
        told = {"command": step.command.__name__, "numbers": numbers}
        emit(
            {
                "cycle": cycle.id,
                "state": cycle.state,
                "version": cycle.version,
                **told,
                "result": value,
            }
        )
        return
    done = " ".join((step.command.trigger.replace("_", " "), *(f"#{number}" for number in numbers)))
    state = f"{cycle.id} · {say(cycle.state.label)} · {cycle.version}"
    show(
        [line(Styled("✓ ", "good"), Styled(done, "strong"), Styled(f"  {state}", "muted")), *blocks]
    )
