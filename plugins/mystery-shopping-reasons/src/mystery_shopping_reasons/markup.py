"""The XML of a workbook's parts as a stream: nothing is expanded, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from mystery_shopping.errors import Text
from mystery_shopping_reasons.guard import MOST_CELL_SIGNS, Unsound, too_large

_LONGEST_TOKEN = 1 << 20
_MOST_NAMES = 5_000
_DEEPEST = 100
_DOCTYPE = Text(
    "XML-nya menyatakan tipe dokumen, yang tidak dipakai buku kerja",
    "its XML declares a document type, which no workbook does",
)


class Handler(Protocol):
    """Hears of the elements of a part in their order, millions of them, so straight from expat.

    It counts how `deep` it is, and empties `text` where what stands between tags begins anew.
    """

    text: list[str]
    deep: int

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """Hear that an element begins."""

    def end(self, name: str, /) -> None:
        """Hear that an element ends."""


def plain(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def feed(chunks: Iterable[tuple[bytes, float]], handler: Handler) -> Iterator[float]:
    """Let `handler` hear a part piece by piece; yield the share that it has heard.

    Raises:
        Unsound: when the part declares entities or holds what no sheet can.
        ExpatError: when it is no XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.text.append
    fed = 0
    for chunk, share in chunks:
        parser.Parse(chunk, False)  # noqa: FBT003 - the signature is expat's
        fed += len(chunk)
        _check(parser, fed, handler)
        yield share
    parser.Parse(b"", True)  # noqa: FBT003
    yield 1.0


def _check(parser: expat.XMLParserType, fed: int, handler: Handler) -> None:
    # After each piece, which is small: what it may have added is harmless, what all add is not.
    if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
        raise too_large(Text("satu tanda XML", "a token of its XML"), most=_LONGEST_TOKEN)
    if len(parser.intern) > _MOST_NAMES:
        raise too_large(Text("jumlah nama XML", "the number of names in its XML"), most=_MOST_NAMES)
    if handler.deep > _DEEPEST:
        raise too_large(Text("kedalaman XML", "the depth of its XML"), most=_DEEPEST)
    if sum(map(len, handler.text)) > MOST_CELL_SIGNS:
        raise too_large(Text("satu sel", "a cell"), most=MOST_CELL_SIGNS)


def _refuse(*_: object) -> None:
    raise Unsound(_DOCTYPE)
