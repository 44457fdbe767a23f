"""A mapping from its TOML text; all faults come at once, each with its path."""

from __future__ import annotations

import tomllib
from typing import Any, TypeVar

from mystery_shopping.errors import InvalidInput, InvalidValue, Text
from mystery_shopping.model import Kind
from mystery_shopping_reasons._toml import (
    Section,
    is_encoding,
    is_flag,
    is_mark,
    is_row_number,
    is_text,
    is_texts,
)
from mystery_shopping_reasons.cells import fold
from mystery_shopping_reasons.mapping import (
    INTERNAL_YES,
    MISSING,
    YES,
    Columns,
    Internal,
    Layout,
    Mapping,
    TagRule,
    Unanswered,
)

_TOP = (
    "columns",
    "kinds",
    "answered",
    "internal",
    "file",
    "unanswered",
    "internal_contacts",
    "missing",
    "day_first",
    "decimal",
)
_COLUMNS = ("id", "at", "date", "time", "reason", "skill", "answered", "internal")
_KIND_NAMES = ", ".join(Kind)
_Choice = TypeVar("_Choice", Unanswered, Internal)
_A_COLUMN = Text("nama kolom", "the name of a column")
_ONE_KIND = Text(f"salah satu dari {_KIND_NAMES}", f"one of {_KIND_NAMES}")


def load_mapping(text: str) -> Mapping:
    """Return the mapping a TOML text describes.

    Raises:
        InvalidInput: with one fault per wrong, missing or unknown key, each with its path.
    """
    faults: list[InvalidValue] = []
    document = Section("", _parse(text), faults)
    document.only(*_TOP)
    columns = _columns(document.below("columns"))
    mapping = Mapping(
        columns=columns or Columns(reason="-", at="-"),
        kinds=_kinds(document.below("kinds")),
        layout=_layout(document.below("file")),
        answered_yes=_yes(document.below("answered"), default=YES),
        unanswered=_choice(document, "unanswered", Unanswered),
        internal_yes=_yes(document.below("internal"), default=INTERNAL_YES),
        internal_contacts=_choice(document, "internal_contacts", Internal),
        missing=tuple(map(fold, document.value("missing", is_texts, default=MISSING))),
        day_first=document.value("day_first", is_flag, default=None),
        decimal=_decimal(document),
    )
    if faults:
        raise InvalidInput("mapping", faults)
    return mapping


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        required = Text("TOML yang sah", "valid TOML")
        fault = InvalidValue(path="mapping", required=required, actual=str(error))
        raise InvalidInput("mapping", [fault]) from error


def _columns(section: Section) -> Columns | None:
    section.only(*_COLUMNS)
    names = {key: section.value(key, is_text, default=None) for key in _COLUMNS}
    reason = names.pop("reason")
    if "reason" not in section.table:
        section.refuse("reason", _A_COLUMN, actual=None)
    try:
        return Columns(reason=reason or "-", **names)
    except InvalidValue as fault:
        section.faults.append(fault)
    return None


def _layout(section: Section) -> Layout:
    section.only("sheet", "header_row", "delimiter", "encoding")
    return Layout(
        sheet=section.value("sheet", is_text, default=None),
        header_row=section.value("header_row", is_row_number, default=1),
        delimiter=section.value("delimiter", is_mark, default=None),
        encoding=section.value("encoding", is_encoding, default=None),
    )


def _kinds(section: Section) -> tuple[tuple[str, TagRule], ...]:
    return tuple((fold(reason), _rule(section, reason)) for reason in section.table)


def _rule(section: Section, reason: str) -> TagRule:
    if not isinstance(section.table[reason], dict):
        return TagRule(kind=_kind(section, reason))
    inner = section.below(reason)
    inner.only("column", "values")
    values = inner.below("values")
    column = inner.value("column", is_text, default=None)
    if "column" not in inner.table:
        inner.refuse("column", _A_COLUMN, actual=None)
    if not values.table:
        required = Text("sedikitnya satu nilai dan jenisnya", "at least one value and its kind")
        inner.refuse("values", required, actual={})
    pairs = ((fold(value), _kind(values, value)) for value in values.table)
    return TagRule(
        column=column, values=tuple((value, kind) for value, kind in pairs if kind is not None)
    )


def _kind(section: Section, key: str) -> Kind | None:
    value = section.table[key]
    if isinstance(value, str) and value in set(Kind):
        return Kind(value)
    section.refuse(key, _ONE_KIND, actual=value)
    return None


def _yes(section: Section, *, default: tuple[str, ...]) -> tuple[str, ...]:
    section.only("yes")
    return tuple(map(fold, section.value("yes", is_texts, default=default)))


def _choice(section: Section, key: str, choices: type[_Choice]) -> _Choice:
    first = next(iter(choices))
    value = section.table.get(key, first)
    if isinstance(value, str) and value in set(choices):
        return choices(value)
    known = " / ".join(f'"{choice}"' for choice in choices)
    section.refuse(key, Text(known, known), actual=value)
    return first


def _decimal(section: Section) -> str | None:
    value = section.table.get("decimal")
    if value in {None, ".", ","} if isinstance(value, str | None) else False:
        return value
    section.refuse("decimal", Text("'.' atau ','", "'.' or ','"), actual=value)
    return None
