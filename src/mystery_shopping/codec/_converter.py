"""The strict converter: plain data to values and back, refusing what only looks right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.model import Dimension, Kpi
from mystery_shopping.values import (
    DAY_PART_PRESETS,
    CalendarRows,
    DayPartTable,
    ExplicitDates,
    FixedDays,
    Period,
    Person,
    Role,
    WeekRule,
    from_micros,
    to_micros,
    to_utc,
)

_WORDS = {
    int: Text("bilangan bulat", "an integer"),
    str: Text("teks", "text"),
    bool: Text("true atau false", "true or false"),
    date: Text("tanggal YYYY-MM-DD", "a date YYYY-MM-DD"),
    time: Text("jam HH:MM", "a time HH:MM"),
    datetime: Text("waktu dengan zona", "an instant with a zone"),
    Fraction: Text("bilangan eksak", "an exact number"),
}


def _refuse(kind: Any, value: object) -> InvalidValue:
    return InvalidValue(path="", required=_WORDS[kind], actual=value)


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise _refuse(kind, value)
        return value

    return structure


def _iso(kind: type[date | time]) -> Callable[[Any, Any], Any]:
    parse = lru_cache(maxsize=1024)(kind.fromisoformat)  # one object for all contacts of a day

    def structure(value: Any, _: Any) -> Any:
        if type(value) is kind:
            return value
        try:
            return parse(value)
        except (TypeError, ValueError) as error:
            raise _refuse(kind, value) from error

    return structure


def _instant(value: Any, _: Any) -> datetime:
    if type(value) is int:
        return from_micros(value)
    try:
        return to_utc(value if isinstance(value, datetime) else datetime.fromisoformat(value))
    except (TypeError, ValueError) as error:
        raise _refuse(datetime, value) from error


def _fraction(value: Any, _: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal, Fraction)):
        raise _refuse(Fraction, value)
    try:
        return Fraction(value)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise _refuse(Fraction, value) from error


def _person(value: Any, _: Any) -> Person:
    return _one_person(value) if type(value) is str else Person.parse(value)


_one_person = lru_cache(maxsize=4096)(Person.parse)  # one object for all that somebody does


def _member(value: Any, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(value)
    except (ValueError, TypeError) as error:
        wanted = ", ".join(str(member.value) for member in kind)
        raise InvalidValue(path="", required=wanted, actual=value) from error


_STRUCTURE: tuple[tuple[Any, Callable[[Any, Any], Any]], ...] = (
    (StrEnum, _member),
    (int, _exactly(int)),
    (str, _exactly(str)),
    (bool, _exactly(bool)),
    (date, _iso(date)),
    (time, _iso(time)),
    (datetime, _instant),
    (Fraction, _fraction),
    (Period, lambda value, _: Period.parse(value)),
    (Person, _person),
)
_UNSTRUCTURE: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (date, date.isoformat),
    (time, time.isoformat),
    (datetime, to_micros),
    (Fraction, str),
    (Period, str),
    (Person, str),
)


@cache
def converter(*, detailed: bool) -> Converter:
    """Return the converter: `detailed` collects every fault with its path, else it is fast."""
    built = Converter(detailed_validation=detailed, forbid_extra_keys=True)
    for kind, read in _STRUCTURE:
        built.register_structure_hook(kind, read)
    for kind, write in _UNSTRUCTURE:
        built.register_unstructure_hook(kind, write)
    built.register_unstructure_hook_func(lambda kind: kind == frozenset[Role], sorted)
    configure_tagged_union(WeekRule, built, tag_generator=_RULE_TAGS.__getitem__, tag_name="kind")
    _ask_for_a_rule(built)
    _allow_presets(built)
    _allow_tables(built)
    return built


_RULE_TAGS: dict[type, str] = {
    FixedDays: "fixed_days",
    CalendarRows: "calendar_rows",
    ExplicitDates: "explicit_dates",
}


def _ask_for_a_rule(built: Converter) -> None:
    """Refuse a week rule without a kind at its kind, saying which there are."""
    whole = built.get_structure_hook(WeekRule)
    tags = tuple(_RULE_TAGS.values())

    def structure(value: Any, kind: Any) -> Any:
        tag = value.get("kind") if isinstance(value, dict) else value
        if tag not in tags:
            raise InvalidValue(path="kind", required=", ".join(tags), actual=tag)
        return whole(value, kind)

    built.register_structure_hook(WeekRule, structure)


def _allow_presets(built: Converter) -> None:
    """Let a day-part table be named: ``"standard"`` or ``"cldr"``."""
    whole = built.get_structure_hook(DayPartTable)

    def structure(value: Any, kind: Any) -> DayPartTable:
        if isinstance(value, str):
            if value not in DAY_PART_PRESETS:
                wanted = ", ".join(DAY_PART_PRESETS)
                raise InvalidValue(path="", required=wanted, actual=value)
            return DAY_PART_PRESETS[value]()
        table: DayPartTable = whole(value, kind)
        return table

    built.register_structure_hook(DayPartTable, structure)


def _allow_tables(built: Converter) -> None:
    """Let the dimensions' KPIs be written as a table: ``attitude = "courtesy"``."""
    kind = tuple[tuple[Dimension, Kpi], ...]
    pairs = built.get_structure_hook(kind)

    def structure(value: Any, _: Any) -> Any:
        return pairs(tuple(value.items()) if isinstance(value, dict) else value, kind)

    built.register_structure_hook_func(lambda asked: asked == kind, structure)
