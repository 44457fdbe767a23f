"""Which encoding a text is written in: one that decodes every byte of it, the likeliest first."""

from __future__ import annotations

import codecs
from pathlib import Path

from mystery_shopping.errors import Text
from mystery_shopping_reasons.errors import UnreadableFile

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_USUAL = ("utf-8-sig", "cp1252", "latin-1")
_FOUND = {"utf-8-sig": "utf-8", "utf-16": "utf-16"}
_CHUNK = 1 << 16
_SAMPLE_BYTES = 1 << 12
_MOSTLY = 0.4


def find_encoding(path: Path, given: str | None) -> tuple[str, str]:
    """Return an encoding that decodes the whole file, and how it was found, in words.

    Raises:
        UnreadableFile: when the one given does not decode it.
    """
    if given is not None:
        return _given(path, given)
    with path.open("rb") as file:
        wide = _wide(file.read(_SAMPLE_BYTES))
    names = _USUAL if wide is None else (wide, *_USUAL)
    found = next(name for name in names if _undecodable(path, name) is None)
    if found == wide and found != "utf-16":
        return found, f"{found}, without a byte order mark"
    return found, _FOUND.get(found, f"{found}, for it is no utf-8")


def _wide(start: bytes) -> str | None:
    # Two bytes a letter: by the mark at the start, or by every other byte of plain words being 0.
    if start.startswith(_MARKS):
        return "utf-16"
    half = len(start) // 2
    even, odd = start[::2].count(0), start[1::2].count(0)
    if half and max(even, odd) > _MOSTLY * half and min(even, odd) < (1 - _MOSTLY) * half / 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _given(path: Path, given: str) -> tuple[str, str]:
    # A mark at the start is no part of the first column's name, whoever named the encoding.
    name = "utf-8-sig" if codecs.lookup(given).name == "utf-8" else given
    error = _undecodable(path, name)
    if error is not None:
        problem = Text(f"bukan {given}: {error}", f"it is not {given}: {error}")
        raise UnreadableFile(file=path.name, problem=problem) from error
    return name, f"{given}, given"


def _undecodable(path: Path, encoding: str) -> UnicodeError | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        return error
    return None
