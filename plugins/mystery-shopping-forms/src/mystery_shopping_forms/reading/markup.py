"""The XML of a workbook's parts, read as a stream of elements and never expanded."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from mystery_shopping.errors import Text
from mystery_shopping_forms.errors import UnreadableForm

ELEMENT_COUNT = 500_000
"""A part may hold so many elements; those of a month's F-32 are a tenth of it."""


class Handler(Protocol):
    """Hears of the elements of a part in their order; names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear that an element begins."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""

    def data(self, text: str) -> None:
        """Hear text between two tags; a long one may come in pieces."""


class _TooManyElements(Exception):
    """The part is larger than any form."""


class _HasDoctype(Exception):
    """The part declares a document type, and with it perhaps entities; no workbook does."""


def parse(content: bytes, handler: Handler, *, file: str, part: str) -> None:
    """Tell `handler` every element of a part.

    Raises:
        UnreadableForm: when it is no XML, declares entities, or holds more than any form.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > ELEMENT_COUNT:
            raise _TooManyElements
        handler.start(_local(name), {_local(key): value for key, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        # LookupError and ValueError: of a coding that Python does not know, or expat does not.
        # In one piece: a parser fed in pieces begins a long token anew with each of them.
        parser.Parse(content, True)  # noqa: FBT003 - the signature is expat's
    except _TooManyElements as error:
        problem = Text(f"{part} terlalu besar", f"{part} is too large")
        raise UnreadableForm(file=file, problem=problem) from error
    except (_HasDoctype, expat.ExpatError, LookupError, ValueError) as error:
        problem = Text(f"{part} bukan XML yang wajar", f"{part} is no sound XML")
        raise UnreadableForm(file=file, problem=problem) from error


def _refuse(*_: object) -> None:
    raise _HasDoctype


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
