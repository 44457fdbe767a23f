"""A command class's fields as click parameters, and what was typed as plain data for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from types import UnionType
from typing import Any, TypeGuard, get_args, get_origin, get_type_hints

import attrs
import click

import mystery_shopping as ms
from mystery_shopping_cli.moments import read_moment
from mystery_shopping_cli.steps.numbers import read_numbers
from mystery_shopping_cli.steps.words import NUMBERS, PART_KEYS, WORDS
from mystery_shopping_cli.wording import say

_NEEDED = ms.Text("wajib", "required")
_MOMENTS = ("tried_at", "performed_at")


@attrs.frozen
class Leaf:
    """One field a person gives; `group` is the field it lies in, such as a scenario's text."""

    name: str
    hint: Any
    needed: bool
    group: str = ""


def fields_of(kind: type[Any]) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields of a command class or a value."""
    return tuple(attrs.fields(kind))


def leaves(kind: type[Any], group: str = "") -> Iterator[Leaf]:
    """Return the fields of a class, those of a value inside it in its place."""
    hints = get_type_hints(kind)
    for field in fields_of(kind):
        hint = _plain_hint(hints[field.name])
        if attrs.has(hint) and hint is not ms.Person and field.name in {"text", "window"}:
            yield from leaves(hint, field.name)
        elif field.name in WORDS:
            needed = field.default is attrs.NOTHING and field.name not in _MOMENTS
            yield Leaf(field.name, hint, needed, group)


def parameters(kind: type[Any], *, many: bool = False) -> list[click.Parameter]:
    """Return the parameters of a command: numbers are arguments, everything else options."""
    return [_parameter(leaf, many=many) for leaf in leaves(kind)]


def _parameter(leaf: Leaf, *, many: bool) -> click.Parameter:
    if leaf.name in NUMBERS and leaf.needed:
        kind = read_numbers if many else None if leaf.hint is str else click.IntRange(min=1)
        name = leaf.name.upper() + ("..." if many else "")
        return click.Argument(
            [leaf.name], type=kind, metavar=name, nargs=-1 if many else 1, required=True
        )
    if leaf.name == "marks":
        return click.Argument(["marks"], metavar="[CODE=0|1]...", nargs=-1)
    word = WORDS[leaf.name]
    words = say(word.help) + (f"  [{say(_NEEDED)}]" if leaf.needed else "")
    flag = f"--{word.flag or leaf.name.replace('_', '-')}"
    if leaf.hint is bool:
        return click.Option([flag, leaf.name], is_flag=True, default=None, help=words)
    return click.Option(
        [flag, leaf.name],
        type=_kind(leaf.hint),
        metavar=None if _is_choice(leaf.hint) else word.metavar,
        multiple=word.several,
        nargs=word.parts,
        help=words,
    )


def _kind(hint: object) -> type[int | str] | click.Choice[str]:
    if _is_choice(hint):
        return click.Choice([member.value.replace("_", "-") for member in hint])
    return int if hint is int else str


def _is_choice(hint: object) -> TypeGuard[type[StrEnum]]:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def _plain_hint(hint: object) -> Any:  # noqa: ANN401 - a type or a form of one
    """Return what a hint says beside None: `date` for ``date | None``."""
    if get_origin(hint) is UnionType:
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def gather(kind: type[Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as the plain data of a command; what was not typed is left out."""
    data: dict[str, Any] = {}
    for leaf in leaves(kind):
        place = data.setdefault(leaf.group, {}) if leaf.group else data
        value = typed.get(leaf.name)
        if value is not None and value != ():
            place[leaf.name] = _plain_value(leaf, value)
    return data


def merge(written: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a file with those that were typed in their place."""
    merged = written | typed
    for name, value in typed.items():
        if isinstance(value, dict) and isinstance(written.get(name), dict):
            merged[name] = written[name] | value
    return merged


def _plain_value(leaf: Leaf, value: Any) -> object:  # noqa: ANN401 - whatever was typed
    if leaf.name == "marks":
        return [_mark(part) for part in value]
    if leaf.name in PART_KEYS:
        return [_part(leaf.name, part) for part in value]
    if _is_choice(leaf.hint):
        return value.replace("-", "_")
    return list(value) if isinstance(value, tuple) else value


def _part(name: str, values: tuple[str, ...]) -> dict[str, Any]:
    part: dict[str, Any] = dict(zip(PART_KEYS[name], values, strict=True))
    if "contact" in part:
        part["contact"] = _whole(part["contact"], f"{name}.contact")
    if "kpi" in part:
        part["kpi"] = part["kpi"].replace("-", "_")
    return part


def _mark(text: str) -> tuple[str, int | None]:
    code, equals, mark = text.partition("=")
    if not equals:
        raise ms.InvalidValue(path="marks", required="CODE=0 / CODE=1", actual=text)
    return code, None if mark in {"", "-"} else _whole(mark, f"marks.{code}")


def _whole(text: str, path: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        required = ms.Text("bilangan bulat", "a whole number")
        raise ms.InvalidValue(path=path, required=required, actual=text) from error


def settle_moments(kind: type[Any], data: dict[str, Any], *, at: datetime, zone: str) -> None:
    """Read the moments in `data` on the clock of the site; one that is absent is `at`."""
    for name in _MOMENTS:
        if any(field.name == name for field in fields_of(kind)):
            value = data.get(name, at)
            data[name] = (
                read_moment(value, path=name, zone=zone) if isinstance(value, str) else value
            )
