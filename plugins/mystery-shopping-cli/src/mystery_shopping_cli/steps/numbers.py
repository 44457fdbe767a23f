"""Numbers of contacts or follow-ups as a person lists them: ``3``, ``5-9``, ``2,4``, ``all``."""

from __future__ import annotations

import re

import click

_SPAN = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", re.ASCII)
ALL = "all"


def read_numbers(text: str) -> tuple[int, ...] | str:
    """Return the numbers one word lists, or the word ``all`` itself.

    Raises:
        BadParameter: when it lists none.
    """
    if text == ALL:
        return ALL
    numbers: list[int] = []
    for piece in text.split(","):
        span = _SPAN.fullmatch(piece)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= first <= last:
            raise click.BadParameter(f"{text!r}: 3 / 5-9 / 2,4 / {ALL}")
        numbers += range(first, last + 1)
    return tuple(numbers)
