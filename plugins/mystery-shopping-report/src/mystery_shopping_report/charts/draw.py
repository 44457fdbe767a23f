"""What every chart is drawn with: elements, escaped text, labels that do not collide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

import attrs

from mystery_shopping_report.plain import plain

FONT_SIZE = 15.0
# How wide characters are in a wide font, in parts of its size.
_WIDTHS = {" ": 0.34} | dict.fromkeys("fijlrt.,;:'|()[]/-", 0.43) | dict.fromkeys("mMwW%@&", 1.0)
_CAPITAL, _USUAL, _WIDE = 0.8, 0.65, 1.05


@attrs.frozen(kw_only=True)
class Chart:
    """A chart: `body` is what is drawn in a box of `width` by `height`.

    Its colours come by class from the page around it. `title` and `description` say in words what
    is drawn; `legend` explains signs that the eye meets first, and may be empty.
    """

    id: str
    title: str
    description: str
    legend: str
    width: float
    height: float
    body: str

    def svg(self, *, style: str = "") -> str:
        """Return the element, with rules of its own where no page gives any."""
        named = {"aria_labelledby": f"{self.id}-title", "aria_describedby": f"{self.id}-desc"}
        return tag(
            "svg",
            tag("title", words(self.title), id=f"{self.id}-title"),
            tag("desc", words(self.description), id=f"{self.id}-desc"),
            tag("style", style) if style else "",
            self.body,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(self.width)} {number(self.height)}",
            role="img",
            id=self.id,
            **named,
        )


def tag(name: str, *children: str, **attributes: str | float) -> str:
    """Return an element; children are markup already, attributes are escaped.

    >>> tag("text", words("a < b"), x=1.25, text_anchor="end")
    '<text x="1.2" text-anchor="end">a &lt; b</text>'
    """
    told = "".join(
        f' {_attribute(key)}="{escape(value if isinstance(value, str) else number(value))}"'
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def words(text: str) -> str:
    """Return text as markup, in one line, with nothing unseen in it."""
    return escape(" ".join(plain(text).split()))


def number(value: float) -> str:
    """Return a coordinate to a tenth, without a zero that says nothing."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0" if abs(value) < 0.05 else "-0")


def width_of(text: str) -> float:
    """Return about how wide text is set at the charts' size; rather more than less."""
    return sum(_width(character) for character in text) * FONT_SIZE


def shorten(text: str, width: float) -> str:
    """Return text that fits a width, cut with an ellipsis where it does not.

    >>> shorten("Jawaban benar dan lengkap", 100)
    'Jawaban…'
    """
    told = " ".join(plain(text).split())
    if width_of(told) <= width:
        return told
    kept = told
    while kept and width_of(kept + "…") > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Return text in at most two lines that fit a width, parted at a blank where there is one.

    >>> wrapped("Jawaban benar dan lengkap", 130)
    ('Jawaban benar', 'dan lengkap')
    """
    told = " ".join(plain(text).split())
    if width_of(told) <= width:
        return (told,)
    first, rest = "", told.split(" ")
    while rest and width_of(f"{first} {rest[0]}".strip()) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return (shorten(told, width),)
    return first, shorten(" ".join(rest), width)


def spread(wanted: Sequence[float], *, gap: float, low: float, high: float) -> tuple[float, ...]:
    """Return places near those wanted, in their order, at least `gap` apart, from low to high.

    Where there is no room for all of them they lie evenly over what there is.

    >>> spread([10, 12, 90], gap=16, low=0, high=100)
    (10, 26, 90)
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    if len(order) > 1 and gap * (len(order) - 1) > high - low:
        gap = (high - low) / (len(order) - 1)
    places = [min(max(wanted[place], low), high) for place in order]
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + gap)
    ceiling = high
    for place in reversed(range(len(places))):
        places[place] = min(places[place], ceiling)
        ceiling = places[place] - gap
    found = dict(zip(order, places, strict=True))
    return tuple(found[place] for place in range(len(wanted)))


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _WIDTHS.get(character, _CAPITAL if character.isupper() else _USUAL)
