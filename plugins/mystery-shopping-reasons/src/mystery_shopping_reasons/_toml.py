"""One table of a TOML document, read key by key; every fault is kept with its path."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any, TypeGuard, TypeVar

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping_reasons.guard import MOST_ROWS

_Value = TypeVar("_Value")
_Default = TypeVar("_Default")


def is_text(value: object) -> TypeGuard[str]:
    """Return whether a value is text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_flag(value: object) -> TypeGuard[bool]:
    """Return whether a value is true or false."""
    return isinstance(value, bool)


def is_row_number(value: object) -> TypeGuard[int]:
    """Return whether a value is a row number, from 1 to the last a spreadsheet has."""
    return type(value) is int and 1 <= value <= MOST_ROWS


def is_mark(value: object) -> TypeGuard[str]:
    """Return whether a value is a single character that can part cells."""
    return isinstance(value, str) and len(value) == 1 and value not in '"\r\n'


def is_texts(value: object) -> TypeGuard[list[str]]:
    """Return whether a value is a list of texts, empty ones among them."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_encoding(value: object) -> TypeGuard[str]:
    """Return whether a value names an encoding of text."""
    try:
        found = codecs.lookup(value) if isinstance(value, str) else None
    except (LookupError, ValueError):
        return False
    return found is not None and found._is_text_encoding and found.name not in _NO_FILES  # noqa: SLF001


# Python's own ways to write a name or a literal down; no program exports a file in one.
_NO_FILES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_REQUIRED: dict[object, Text] = {
    is_text: Text("teks yang tidak kosong", "non-empty text"),
    is_flag: Text("true atau false", "true or false"),
    is_row_number: Text(f"bilangan bulat 1-{MOST_ROWS}", f"an integer 1-{MOST_ROWS}"),
    is_mark: Text("satu karakter", "a single character"),
    is_texts: Text("daftar teks", "a list of texts"),
    is_encoding: Text("nama pengodean teks, misalnya utf-8", "a text encoding, say utf-8"),
}


@attrs.frozen
class Section:
    """A table at a path; its faults go to a list that all sections of a document share."""

    path: str
    table: dict[str, Any]
    faults: list[InvalidValue]

    def refuse(self, key: str, required: Text, *, actual: object) -> None:
        """Note that a key holds what it must not."""
        path = f"{self.path}.{key}" if self.path else key
        self.faults.append(InvalidValue(path=path, required=required, actual=actual))

    def below(self, key: str) -> Section:
        """Return the table under a key, empty when there is none."""
        path = f"{self.path}.{key}" if self.path else key
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, Text("sebuah tabel", "a table"), actual=value)
            value = {}
        return Section(path, value, self.faults)

    def only(self, *keys: str) -> None:
        """Note every key that is not one of `keys`, so that a misspelt one is not lost."""
        known = ", ".join(keys)
        for key in self.table.keys() - set(keys):
            self.refuse(key, Text(f"salah satu dari {known}", f"one of {known}"), actual=key)

    def value(
        self, key: str, check: Callable[[object], TypeGuard[_Value]], *, default: _Default
    ) -> _Value | _Default:
        """Return what a key holds when it passes, else note the fault and return the default."""
        if key not in self.table:
            return default
        value = self.table[key]
        if check(value):
            return value
        self.refuse(key, _REQUIRED[check], actual=value)
        return default
