"""A page of HTML as a tree, read with the standard library, and what stands in a style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import attrs

_VOID = frozenset({"meta", "br", "wbr", "img", "link", "input", "hr"})
_RULE = re.compile(r"--([\w-]+):(#[0-9a-f]{6})")


@attrs.define
class Element:
    """An element with its attributes and what is in it, elements and text, in order."""

    tag: str
    attributes: dict[str, str] = attrs.field(factory=dict)
    children: list[Element | str] = attrs.field(factory=list)

    def every(self, *tags: str) -> list[Element]:
        """Return the elements of some tags below this one, in order; without tags all of them."""
        return [row for row in self._walk() if not tags or row.tag in tags]

    def one(self, tag: str) -> Element:
        """Return the only element of a tag below this one."""
        (found,) = self.every(tag)
        return found

    def by_id(self, name: str) -> Element:
        """Return the element of that id."""
        (found,) = (row for row in self._walk() if row.attributes.get("id") == name)
        return found

    @property
    def text(self) -> str:
        """All text in it, white space drawn together."""
        return " ".join(self._raw().split())

    def _raw(self) -> str:
        parts = (row if isinstance(row, str) else row._raw() for row in self.children)
        return "".join(parts) if self.tag not in {"style", "script"} else ""

    def _walk(self) -> Iterator[Element]:
        for row in self.children:
            if isinstance(row, Element):
                yield row
                yield from row._walk()


class _Reader(HTMLParser):
    """Builds the tree; a tag that is closed out of turn is an error of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attributes})
        assert len(element.attributes) == len(attributes), f"an attribute twice: {attributes}"
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take an element that closes itself."""
        self.handle_starttag(tag, attributes)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.open[-1].children.append(data)


def read_page(html: str) -> Element:
    """Return the tree of a page whose every tag is closed in turn."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    (root,) = reader.open
    return root


def colours(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours of a style sheet by name, in light and in dark."""
    light, dark = (dict(_RULE.findall(part)) for part in style.split("prefers-color-scheme", 1))
    return light, light | dark


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 has it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
