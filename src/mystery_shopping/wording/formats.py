"""Numbers, dates and lists as a reader of Indonesian or English writes them."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.values import Period

_AND = Text("dan", "and")


def tell_number(value: float | str, language: str) -> str:
    """Return a number grouped by thousands: ``1.772,5`` in Indonesian, ``1,772.5`` in English.

    >>> tell_number(1772.5, "id")
    '1.772,5'
    """
    told = f"{value:,}" if not isinstance(value, str) else value
    return told.translate(str.maketrans(",.", ".,")) if language == "id" else told


def tell_date(day: date | str, language: str) -> str:
    """Return a day in full, with its time where it has one.

    >>> tell_date(date(2026, 11, 8), "id")
    '8 November 2026'
    >>> tell_date("2026-05-08T09:05:00+07:00", "id")
    '8 Mei 2026 pukul 09.05'
    """
    moment = _read(day) if isinstance(day, str) else day
    told = f"{moment.day} {Period.of(moment).title.say(language)}"
    if not isinstance(moment, datetime):
        return told
    clock = f"pukul {moment:%H.%M}" if language == "id" else f"at {moment:%H:%M}"
    return f"{told} {clock}"


def tell_list(items: Iterable[object], language: str) -> str:
    """Return items in a row.

    >>> tell_list(["pagi", "siang", "malam"], "id")
    'pagi, siang dan malam'
    """
    told = [tell_text(item, language) for item in items]
    head, last = ", ".join(told[:-1]), told[-1] if told else ""
    return f"{head} {_AND.say(language)} {last}" if head else last


def tell_numbers(numbers: Iterable[int], language: str) -> str:
    """Return whole numbers in a row, neighbours drawn together.

    >>> tell_numbers([1, 2, 3, 7], "en")
    '1–3 and 7'
    """
    told = (f"{first}–{last}" if last > first else str(first) for first, last in runs_of(numbers))
    return tell_list(told, language)


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of neighbours, in order.

    >>> runs_of([7, 3, 1, 2])
    [(1, 3), (7, 7)]
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def tell_text(value: object, language: str) -> str:
    """Return a text, or the plain pair of one, in the language; anything else as it is."""
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("en") or "")
    return str(value)


def _read(day: str) -> date:
    return (date if len(day) == len("2026-11-08") else datetime).fromisoformat(day)


def _tell_month(value: str, language: str) -> str:
    return Period.parse(value).title.say(language)


_FORMS: dict[str, Callable[[Any, str], str]] = {
    "": tell_text,
    "number": tell_number,
    "date": tell_date,
    "month": _tell_month,
    "list": tell_list,
    "numbers": tell_numbers,
}


class Filler(string.Formatter):
    """Fills in facts: ``{day:date}``, ``{n:number}``, ``{period:month}``, ``{parts:list}``."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as the base has it
        """Return a fact in the form asked for.

        Raises:
            InvalidValue: when there is no such form.
        """
        form = _FORMS.get(format_spec)
        if form is None:
            raise InvalidValue(
                path="form", required=", ".join(filter(None, _FORMS)), actual=format_spec
            )
        return form(value, self._language)
