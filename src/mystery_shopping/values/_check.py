"""Validators for the borders: each refuses with a path, what was required and what came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import attrs

from mystery_shopping.errors import InvalidValue, Text

Item = TypeVar("Item")
Choice = TypeVar("Choice", bound=StrEnum)
Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]

_WORDS = Text("teks yang tidak kosong", "non-empty text")


def whole(least: int, most: int | None = None) -> Validator:
    """Return a validator for an integer (no `bool`) from `least` to `most`."""
    bounds = f">= {least}" if most is None else f"{least}..{most}"
    required = Text(f"bilangan bulat {bounds}", f"an integer {bounds}")

    def check(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if type(value) is not int or value < least or (most is not None and value > most):
            raise InvalidValue(path=attribute.name, required=required, actual=value)

    return check


def words(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse anything but text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidValue(path=attribute.name, required=_WORDS, actual=value)


def code(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse an identifier that is empty, holds control characters or white space at its border."""
    if not is_code(value):
        required = Text("pengenal yang dapat dicetak", "a printable identifier")
        raise InvalidValue(path=attribute.name, required=required, actual=value)


def slug(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse an identifier that also holds ``/`` or ``:``, which part the pieces of an id."""
    if not is_code(value) or "/" in str(value) or ":" in str(value):
        required = Text("pengenal tanpa '/' dan ':'", "an identifier without '/' and ':'")
        raise InvalidValue(path=attribute.name, required=required, actual=value)


def as_items(value: Iterable[Item], path: str) -> tuple[Item, ...]:
    """Return the items of a command's list as a tuple, or refuse what holds none."""
    try:
        return tuple(value)
    except TypeError as error:
        required = Text("sebuah daftar", "a list")
        raise InvalidValue(path=path, required=required, actual=value) from error


def reading(default: Choice) -> Choice:
    """Return an attrs field for an enumeration; plain text stands for the member it spells."""
    kinds = type(default)

    def member(value: object) -> Choice:
        try:
            return kinds(str(value))
        except ValueError as error:
            wanted = ", ".join(kinds)
            raise InvalidValue(path=_name_of(kinds), required=wanted, actual=value) from error

    field: Choice = attrs.field(default=default, converter=member)
    return field


def _name_of(kind: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def is_code(value: object) -> bool:
    """Return whether a value can stand as an identifier, in a line by itself."""
    return isinstance(value, str) and value == value.strip() != "" and value.isprintable()


def kind(*kinds: type) -> Validator:
    """Return a validator for an instance of one of `kinds`."""
    names = " / ".join(kind.__name__ for kind in kinds)

    def check(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, kinds):
            raise InvalidValue(path=attribute.name, required=names, actual=value)

    return check


def day(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse anything but a date; a datetime is one to Python, and compares with none."""
    if type(value) is not date:
        required = Text("tanggal tanpa jam", "a date without a time")
        raise InvalidValue(path=attribute.name, required=required, actual=value)


def some(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse an empty tuple."""
    if not isinstance(value, tuple) or not value:
        required = Text("sedikitnya satu", "at least one")
        raise InvalidValue(path=attribute.name, required=required, actual=value)
