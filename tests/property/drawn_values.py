"""Values of any type of the library as Hypothesis draws them; what a border refuses is left out."""

# Type hints are taken apart here, and values of any type come out.
# ruff: noqa: ANN401

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from mystery_shopping.model import Policy, ReasonCount, ReasonRanking, Scorecard
from mystery_shopping.values import (
    CONTACTERS,
    REVISION,
    CalendarRows,
    DayPart,
    DayPartTable,
    ExplicitDates,
    FixedDays,
    Period,
    Person,
    Role,
    WeekRule,
    Weeks,
    Window,
)
from tests.strategies import NOVEMBER, codes, instants, scorecards, windows

words = st.text(min_size=1, max_size=12).filter(str.strip)
code_words = st.text(min_size=1, max_size=8).filter(
    lambda text: text == text.strip() and text.isprintable()
)
slugs = code_words.filter(lambda text: "/" not in text and ":" not in text)
people = st.builds(Person, slugs, st.sampled_from(Role), st.none() | code_words)
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@st.composite
def day_part_tables(draw: st.DrawFn) -> DayPartTable:
    """Draw a table of day parts, wherever they begin."""
    starts = draw(st.lists(st.times(), min_size=1, max_size=5, unique=True).map(sorted))
    names = draw(codes(len(starts), len(starts)))
    ends = starts[1:] + starts[:1]
    return DayPartTable(tuple(map(DayPart, names, starts, ends)), draw(st.times()))


@st.composite
def explicit_dates(draw: st.DrawFn) -> ExplicitDates:
    """Draw the weeks of one or two months, written down."""
    months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=2, unique=True))
    periods = [Period(2026, month) for month in months]
    return ExplicitDates(tuple((p, Weeks(draw(windows(p)), draw(windows(p)))) for p in periods))


week_rules: st.SearchStrategy[WeekRule] = st.one_of(
    st.just(FixedDays()),
    st.builds(FixedDays, st.just((2, 6)), st.just((9, 15))),
    st.builds(CalendarRows, st.integers(0, 6), st.integers(1, 7)),
    explicit_dates(),
)


@cache
def policies() -> st.SearchStrategy[Policy]:
    """Return policies with every reading of every question."""
    special: dict[str, st.SearchStrategy[Any]] = {
        "qm_target": st.fractions(0, 100),
        "document_revision": st.just(REVISION),
        "timezone": st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC"]),
        "week_rule": week_rules,
        "day_parts": day_part_tables(),
        "routes_by_supervisor": st.frozensets(st.sampled_from(sorted(CONTACTERS))),
        "hand_in_day": st.none() | st.integers(1, 31),
        "cycle_due_day": st.integers(1, 28),
        "warning_days": st.integers(1, 14),
    }
    hints = get_type_hints(Policy)
    return st.builds(
        Policy,
        **{
            field.name: special[field.name] if field.name in special else of(hints[field.name])
            for field in attrs.fields(Policy)
        },
    )


@st.composite
def rankings(draw: st.DrawFn) -> ReasonRanking:
    """Draw a ranking of distinct codes."""
    rows = draw(st.lists(of(ReasonCount), max_size=3, unique_by=lambda row: row.code))
    pairs = of(tuple[tuple[str, str], ...])
    return ReasonRanking(NOVEMBER, tuple(rows), draw(words), draw(pairs), ())


SPECIAL: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
    int: lambda: st.integers(1, 2**53),
    str: lambda: words,
    bool: st.booleans,
    date: lambda: days,
    datetime: lambda: instants,
    Fraction: lambda: st.fractions(0, 100),
    Period: lambda: st.builds(Period, st.integers(1, 9999), st.integers(1, 12)),
    Person: lambda: people,
    Window: windows,
    Scorecard: scorecards,
    Policy: policies,
    ReasonRanking: rankings,
}


def of(hint: Any) -> st.SearchStrategy[Any]:
    """Return values of a type, made of its attrs fields all the way down."""
    return _of(hint)


@cache
def _of(hint: Any) -> st.SearchStrategy[Any]:
    if hint in SPECIAL:
        return SPECIAL[hint]()
    if get_origin(hint) in {Union, types.UnionType}:
        return st.one_of(*(st.none() if a is type(None) else of(a) for a in get_args(hint)))
    if get_origin(hint) is tuple:
        return _tuples(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    hints = get_type_hints(hint)
    fields = [field for field in attrs.fields(hint) if field.init]
    return st.builds(
        hint,
        **{f.name: code_words if f.name == "code" else of(hints[f.name]) for f in fields},
    )


def _tuples(arguments: tuple[Any, ...]) -> st.SearchStrategy[tuple[Any, ...]]:
    if arguments[-1] is Ellipsis:
        return st.lists(of(arguments[0]), max_size=3).map(tuple)
    return st.tuples(*map(of, arguments))
