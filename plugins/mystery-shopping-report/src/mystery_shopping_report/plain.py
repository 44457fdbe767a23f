"""Text as a reader can trust it: what would be unseen, or turn the line round, is shown or gone."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# They say nothing and hide nothing: left by word processors.
_IDLE = frozenset("\u00ad\u200b\u2060\ufeff")
# They shape letters of some scripts and join emoji.
_JOINERS = frozenset("\u200c\u200d")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
_PER_CENT = re.compile(r"(?<=\d) %")
_LONG = re.compile(r"\S{25,}")
_PIECE = 12


def plain(text: str) -> str:
    """Return text without unseen characters; one that could deceive stands as its number.

    A number keeps its per cent sign on its line.

    >>> plain("harga\u202e000.1\u200b")
    'harga[U+202E]000.1'
    """
    if text.isprintable():
        return _PER_CENT.sub("\u00a0%", text)
    told = _BREAKS.sub("\n", text).replace("\t", " ")
    return _PER_CENT.sub("\u00a0%", "".join(map(_shown, told)))


def breakable(text: str) -> str:
    """Return text in which long words may be broken, for paper that cannot be scrolled.

    >>> len(breakable("x" * 25))
    27
    """
    return "\u200b".join(pieces(text))


def pieces(text: str) -> list[str]:
    """Return text cut where a long word may be broken.

    >>> pieces("as " + "x" * 25)
    ['as xxxxxxxxxxxx', 'xxxxxxxxxxxx', 'x']
    """
    return _LONG.sub(lambda word: "\u200b".join(_cut(word[0])), text).split("\u200b")


def _shown(character: str) -> str:
    if character == "\n" or character in _JOINERS:
        return character
    if character in _IDLE:
        return ""
    if unicodedata.category(character) in _UNSEEN:
        return f"[U+{ord(character):04X}]"
    return character


def _cut(word: str) -> list[str]:
    return [word[start : start + _PIECE] for start in range(0, len(word), _PIECE)]
