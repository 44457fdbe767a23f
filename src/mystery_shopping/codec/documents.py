"""What people write in TOML, read as values: every fault with its path, all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeVar, cast

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from mystery_shopping.codec._converter import converter
from mystery_shopping.errors import InvalidInput, InvalidValue, NaiveDatetime, Text
from mystery_shopping.model import Policy, Scorecard

T = TypeVar("T")


def load_policy(text: str) -> Policy:
    """Return the policy written in TOML; what is left out reads as A1–A18 say.

    >>> load_policy("qm_target = 85").target
    Fraction(17, 20)

    Raises:
        InvalidInput: with every fault and its path, such as ``day_parts.parts[2].end``.
    """
    return load_document(text, Policy, what="policy")


def load_scorecard(text: str) -> Scorecard:
    """Return the scorecard written in TOML: `name`, `version` and a list of `parameters`.

    Raises:
        InvalidInput: with every fault and its path.
    """
    return load_document(text, Scorecard, what="scorecard")


def load_document(text: str, kind: type[T], *, what: str) -> T:
    """Return TOML as a value of `kind`, or raise `InvalidInput` with every fault."""
    return read_document(_parse(text, what), kind, what=what)


def read_document(data: Any, kind: type[T], *, what: str) -> T:
    """Return plain data as a value of `kind`, or raise `InvalidInput` with every fault."""
    try:
        return converter(detailed=True).structure(data, kind)
    except (BaseValidationError, InvalidValue, NaiveDatetime) as error:
        raise InvalidInput(what, tuple(_faults(error, "", data))) from error


def _parse(text: str, what: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, TypeError) as error:
        fault = InvalidValue(path=what, required="TOML", actual=str(error))
        raise InvalidInput(what, (fault,)) from error


def _faults(error: BaseException, path: str, data: Any) -> Iterator[InvalidValue]:
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            step, below = _step(inner, data)
            if step or not isinstance(inner, InvalidValue):
                yield from _faults(inner, path + step, below)
            else:  # what a class says of its own fields: the first stopped it, there may be more
                yield from (_leaf(fault, path) for fault in _own_faults(error.cl, data, inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            required = Text("nama yang dikenal", "a known name")
            yield InvalidValue(path=f"{path}.{name}".lstrip("."), required=required, actual=name)
    elif isinstance(error, KeyError):
        required = Text("diisi", "given")
        yield InvalidValue(path=path.lstrip("."), required=required, actual=None)
    else:
        yield _leaf(error, path)


def _own_faults(kind: type, data: Any, first: InvalidValue) -> tuple[InvalidValue, ...]:
    found = (_field_fault(field, data[field.name]) for field in _checked(kind, data))
    return tuple(fault for fault in found if fault is not None) or (first,)


def _checked(kind: type, data: Any) -> Iterator[attrs.Attribute[Any]]:
    if isinstance(data, dict) and attrs.has(kind):
        yield from (field for field in attrs.fields(kind) if field.name in data)


def _field_fault(field: attrs.Attribute[Any], value: Any) -> InvalidValue | None:
    """Return what a field alone says of its value; its type was found right before."""
    try:
        known = converter(detailed=True).structure(value, cast("type[Any]", field.type))
        if callable(field.converter):
            known = field.converter(known)
        if field.validator is not None:
            field.validator(None, field, known)
    except InvalidValue as fault:
        return fault
    return None


def _leaf(error: BaseException, path: str) -> InvalidValue:
    inner = getattr(error, "path", "")
    joint = "" if inner.startswith("[") else "."
    whole = path if not inner or path.endswith(f".{inner}") else f"{path}{joint}{inner}"
    required = getattr(error, "required", None) or Text("nilai yang sah", "a valid value")
    actual = getattr(error, "actual", str(error))
    return InvalidValue(path=whole.lstrip("."), required=required, actual=actual)


def _step(error: BaseException, data: Any) -> tuple[str, Any]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            key = note.index
            return f".{key}" if isinstance(key, str) else f"[{key}]", _item(data, key)
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}", _item(data, note.name)
    return "", data


def _item(data: Any, key: Any) -> Any:
    try:
        return data[key]
    except (KeyError, IndexError, TypeError):
        return None
