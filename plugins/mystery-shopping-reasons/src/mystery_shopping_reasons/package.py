"""What a workbook says of itself: its sheets, its day zero, and which styles show a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from posixpath import join, normpath

import attrs

from mystery_shopping.errors import Text
from mystery_shopping_reasons.archive import SMALL_BYTES, Archive
from mystery_shopping_reasons.cells import fold
from mystery_shopping_reasons.guard import Unsound
from mystery_shopping_reasons.markup import feed, plain

_ROOT = "xl/workbook.xml"
# Formats a workbook only numbers (ECMA-376-1 18.8.30, those of East Asia among them).
_DATES = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
_SPAN = 46
_LONGEST_CODE = 255
_ASIDE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_SPANS = re.compile(r"\[[hms]+\]", re.IGNORECASE)


class Shown(Enum):
    """How a style shows a number."""

    NUMBER = "number"
    DATE = "date"
    SPAN = "span"


@attrs.frozen
class Sheet:
    """A sheet as the workbook lists it; `part` is where its cells are."""

    name: str
    part: str
    is_visible: bool


@attrs.frozen
class Package:
    """The sheets in their order, charts left out; `shown` has an entry per style of a cell."""

    sheets: tuple[Sheet, ...]
    shown: tuple[Shown, ...]
    strings_part: str | None
    is_1904: bool


@attrs.frozen
class _Element:
    parent: str
    name: str
    attributes: dict[str, str]

    def get(self, key: str) -> str:
        """Return an attribute, whatever prefix stands before it; empty without one."""
        found = (value for name, value in self.attributes.items() if plain(name) == key)
        return next(found, "")


class _Listing:
    """Hears elements one after another."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.deep = 0
        self.heard: list[_Element] = []
        self._above = [""]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deep += 1
        self.text.clear()
        self.heard.append(_Element(self._above[-1], plain(name), attributes))
        self._above.append(plain(name))

    def end(self, _: str) -> None:
        self.deep -= 1
        self.text.clear()
        self._above.pop()


def read_package(archive: Archive) -> Package:
    """Return what a workbook says of itself; drawings, themes and macros are never opened.

    Raises:
        Unsound: when it lists no sheet, or a part it needs is missing.
    """
    root = _root(archive)
    links = {link.get("Id"): link for link in _elements(archive, _links_of(root))}
    sheets, is_1904 = [], False
    for element in _elements(archive, root):
        if element.name == "workbookPr":
            is_1904 = element.get("date1904") in {"1", "true"}
        elif element.name == "sheet":
            link = links.get(element.get("id"))
            if link is not None and link.get("Type").endswith("/worksheet"):
                hidden = element.get("state") in {"hidden", "veryHidden"}
                part = _target(root, link)
                sheets.append(Sheet(fold(element.get("name")), part, not hidden))
    parts = {link.get("Type").rpartition("/")[2]: _target(root, link) for link in links.values()}
    styles, strings = parts.get("styles"), parts.get("sharedStrings")
    return Package(
        tuple(sheets),
        shown=_shown(archive, styles) if styles and archive.has(styles) else (),
        strings_part=strings if strings and archive.has(strings) else None,
        is_1904=is_1904,
    )


def _root(archive: Archive) -> str:
    if archive.has("_rels/.rels"):
        for link in _elements(archive, "_rels/.rels"):
            if link.get("Type").endswith("/officeDocument"):
                return _target("", link)
    if archive.has(_ROOT):
        return _ROOT
    raise Unsound(Text("bukan buku kerja .xlsx", "it is no .xlsx workbook"))


def _elements(archive: Archive, part: str) -> Iterator[_Element]:
    listing = _Listing()
    for _ in feed(archive.chunks(part, most=SMALL_BYTES), listing):
        yield from listing.heard
        listing.heard.clear()


def _links_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", f"{name}.rels")


def _target(source: str, link: _Element) -> str:
    # A target is relative to the part that names it, or absolute from the file's root.
    target = link.get("Target").replace("\\", "/")
    return normpath(join(source.rpartition("/")[0], target)).lstrip("/")


def _shown(archive: Archive, part: str) -> tuple[Shown, ...]:
    codes: dict[str, str] = {}
    shown = []
    for element in _elements(archive, part):
        if element.name == "numFmt":
            codes[element.get("numFmtId")] = element.get("formatCode")
        elif element.name == "xf" and element.parent == "cellXfs":
            shown.append(_of_format(element.get("numFmtId"), codes))
    return tuple(shown)


def _of_format(number: str, codes: dict[str, str]) -> Shown:
    code = codes.get(number)
    if code is None:
        known = int(number) if number.isdecimal() and len(number) < 4 else 0
        return Shown.SPAN if known == _SPAN else Shown.DATE if known in _DATES else Shown.NUMBER
    first = _ASIDE.sub("", code[:_LONGEST_CODE].partition(";")[0])
    if _SPANS.search(first):
        return Shown.SPAN
    plain = first.casefold().replace("general", "")
    return Shown.DATE if set(plain) & set("dmyhs") else Shown.NUMBER
