"""One day of week II in one line: a sign for each contact in its day part, and what it came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import mystery_shopping as ms
from mystery_shopping_cli.screen import Block, Piece, Styled, line
from mystery_shopping_cli.views.words import day_words
from mystery_shopping_cli.wording import say

_DONE, _STRAY, _VOID = Styled("●", "good"), Styled("◐", "warn"), Styled("✗", "bad")
_LEGEND = ms.Text(
    "● sesuai rencana  ◐ di luar bagian harinya  ✗ dibatalkan",
    "● as planned  ◐ outside its day part  ✗ voided",
)
_COUNTS = (
    ("contacts", ms.Text("{n} kontak", "{n} made")),
    ("unreached", ms.Text("{n} gagal", "{n} unreached")),
    ("accepted", ms.Text("{n} form masuk", "{n} forms in")),
)


class Journal:
    """Gathers what happens on a day and tells it in the evening."""

    def __init__(self, parts: ms.DayPartTable) -> None:
        self._parts = parts
        self._signs: dict[str, list[Styled]] = {code: [] for code in parts.codes}
        self._counts: Counter[str] = Counter()
        self._notes: list[tuple[datetime, str]] = []

    def head(self) -> Iterator[Block]:
        """Return the titles of the day parts and what the signs mean."""
        titles = (f"{say(part.title):<{_width(part)}}" for part in self._parts.parts)
        yield line(" " * 12, Styled("".join(titles), "strong"), indent=2)
        yield line(" " * 12, Styled(say(_LEGEND), "muted"), indent=2)

    def contact(self, part: str, *, as_planned: bool) -> None:
        """Note a contact that was performed."""
        self._signs[part].append(_DONE if as_planned else _STRAY)
        self._counts["contacts"] += 1

    def void(self, part: str) -> None:
        """Note a contact that was voided."""
        self._signs[part].append(_VOID)

    def count(self, what: str) -> None:
        """Note one more of something."""
        self._counts[what] += 1

    def note(self, at: datetime, words: ms.Text) -> None:
        """Note something worth a line of its own."""
        self._notes.append((at, say(words)))

    def evening(self, day: date) -> Iterator[Block]:
        """Return the day's lines."""
        pieces: list[Piece] = [f"{day_words(day)}  "]
        for part in self._parts.parts:
            signs = self._signs[part.code]
            pieces += [*signs, " " * max(1, _width(part) - len(signs))]
        told = (text.fill(n=self._counts[name]) for name, text in _COUNTS if self._counts[name])
        pieces.append(Styled(" · ".join(say(text) for text in told), "muted"))
        yield line(*pieces, indent=2)
        for at, words in self._notes:
            yield line(words, indent=14, label=Styled(f"{at:%H:%M}", "muted"))


def _width(part: ms.DayPart) -> int:
    return max(len(say(part.title)), 5) + 1
