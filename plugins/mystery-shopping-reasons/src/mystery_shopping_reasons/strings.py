"""The texts that cells of a workbook share, kept as bytes: millions of them cost little more."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from mystery_shopping.errors import Text
from mystery_shopping_reasons.guard import MOST_CELL_SIGNS, Unsound, too_large
from mystery_shopping_reasons.markup import feed, plain

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class SharedStrings:
    """Texts by their place from 0."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        """Keep a text at the next place."""
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def at(self, place: int) -> str:
        """Return the text at a place.

        Raises:
            Unsound: when there is none.
        """
        if not 0 <= place < len(self._ends) - 1:
            raise Unsound(Text(f"tidak ada teks ke-{place}", f"there is no shared text {place}"))
        start, end = self._ends[place], self._ends[place + 1]
        return self._bytes[start:end].decode("utf-8", "surrogatepass")


class _Collector:
    """Hears the shared strings; the reading aids beside a text are no part of it."""

    def __init__(self, strings: SharedStrings) -> None:
        self.text: list[str] = []
        self.deep = 0
        self._strings = strings
        self._kept: list[str] = []
        self._signs = 0
        self._aside = False

    def start(self, name: str, _: dict[str, str]) -> None:
        self.deep += 1
        self.text.clear()
        if plain(name) == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        self.deep -= 1
        name = plain(name)
        if name == "t" and not self._aside:
            self._keep("".join(self.text))
        elif name == "si":
            self._strings.add(unescaped("".join(self._kept)))
            self._kept, self._signs = [], 0
        elif name == "rPh":
            self._aside = False
        self.text.clear()

    def _keep(self, text: str) -> None:
        self._signs += len(text) + 1
        if self._signs > MOST_CELL_SIGNS:
            raise too_large(Text("satu teks", "a text"), most=MOST_CELL_SIGNS)
        self._kept.append(text)


def read_strings(chunks: Iterable[tuple[bytes, float]]) -> SharedStrings:
    """Return the texts of the part that holds them."""
    strings = SharedStrings()
    for _ in feed(chunks, _Collector(strings)):
        pass
    return strings


def unescaped(text: str) -> str:
    """Return a text with its control characters, which a workbook writes ``_x000D_``."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
