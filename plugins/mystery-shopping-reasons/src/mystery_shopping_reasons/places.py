"""Where the columns of a mapping stand in a header."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mystery_shopping.errors import InvalidInput, InvalidValue, Text
from mystery_shopping_reasons.mapping import Columns, Mapping

_MOST_NAMED = 50


@attrs.frozen(kw_only=True)
class Places:
    """The position of each column from 0; None for one the mapping does not name.

    `by_name` has one entry per column named anywhere in the mapping, those of the kinds too.
    """

    width: int
    day: int
    reason: int
    time: int | None
    id: int | None
    skill: int | None
    answered: int | None
    internal: int | None
    by_name: dict[str, int]


def find_places(mapping: Mapping, header: Sequence[str], *, file: str) -> Places:
    """Return where each column stands; names are compared without case and spare white space.

    Raises:
        InvalidInput: with one fault per column the header does not hold exactly once.
    """
    names = [column_key(name) for name in header]
    wanted = _wanted(mapping)
    faults = [
        _fault(path, name, count=names.count(column_key(name)), header=header)
        for path, name in wanted
        if names.count(column_key(name)) != 1
    ]
    if faults:
        raise InvalidInput(file, faults)
    places = {name: names.index(column_key(name)) for _, name in wanted}
    roles = {
        role: places.get(getattr(mapping.columns, role) or "")
        for role in ("time", "id", "skill", "answered", "internal")
    }
    return Places(
        width=len(header),
        day=places[mapping.columns.day],
        reason=places[mapping.columns.reason],
        by_name=places,
        **roles,
    )


def _wanted(mapping: Mapping) -> list[tuple[str, str]]:
    roles = [
        (f"columns.{field.name}", getattr(mapping.columns, field.name))
        for field in attrs.fields(Columns)
    ]
    kinds = [(f"kinds.{reason!r}.column", rule.column) for reason, rule in mapping.kinds]
    return [(path, name) for path, name in roles + kinds if name is not None]


def _fault(path: str, name: str, *, count: int, header: Sequence[str]) -> InvalidValue:
    if count:
        required = Text("kolom yang judulnya hanya satu", "a column whose name stands once")
    else:
        known = ", ".join([name for name in header if name][:_MOST_NAMED])
        required = Text(f"salah satu kolom {known}", f"one of the columns {known}")
    return InvalidValue(path=path, required=required, actual=name)


def column_key(name: str) -> str:
    """Return what two names of one column have in common."""
    return " ".join(name.split()).casefold()
