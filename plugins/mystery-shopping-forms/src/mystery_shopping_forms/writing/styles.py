"""How cells look: a few named styles, each as the properties XlsxWriter knows."""

from __future__ import annotations

from mystery_shopping_forms.layout import WHEN_FORMAT

Properties = dict[str, object]

_DATE = {"id": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
_BOX: Properties = {"border": 1, "border_color": "#9AA5B1", "valign": "top"}
_TITLES: Properties = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#1F4E79",
    "valign": "vcenter",
    "text_wrap": True,
}
_INPUT: Properties = {"bg_color": "#FFF8DC", "locked": False}
_STYLES: dict[str, Properties] = {
    "plain": {},
    "form": {"bold": True, "font_size": 15, "font_color": "#1F4E79"},
    "section": {"bold": True, "font_size": 12, "font_color": "#1F4E79", "bottom": 2},
    "label": {"font_color": "#4A5568", "valign": "top"},
    "fact": {"bold": True, "align": "left", "valign": "top"},
    "fact wrapped": {"bold": True, "align": "left", "valign": "top", "text_wrap": True},
    "chain": {"font_name": "Courier New", "font_size": 8, "font_color": "#4A5568"},
    "hint": {"italic": True, "font_color": "#4A5568"},
    "prose": {"text_wrap": True, "valign": "top"},
    "titles": _BOX | _TITLES,
    "text": _BOX | {"text_wrap": True, "indent": 1},
    "centred": _BOX | {"align": "center"},
    "number": _BOX | {"num_format": "#,##0"},
    "percent": _BOX | {"num_format": "0.0%"},
    "score": _BOX | {"num_format": "0.0%", "bold": True, "align": "center"},
    "signed": {"top": 1, "font_color": "#4A5568", "align": "center"},
}

WRAPPED = frozenset(name for name, look in _STYLES.items() if "text_wrap" in look)
"""The styles whose text goes on in a further line of the cell."""


def properties(style: str, *, language: str, is_input: bool, is_quoted: bool) -> Properties:
    """Return the properties of a style; what is not an input is locked.

    `is_quoted` is for text that Excel would take for a formula once somebody edits the cell.
    """
    found = dict(_STYLES[style] if style in _STYLES else _moment(style, language))
    if is_input:
        found |= _INPUT
    if is_quoted:
        found |= {"quote_prefix": True}
    return found


def _moment(style: str, language: str) -> Properties:
    kind, _, place = style.partition(" ")
    formats = {"date": _DATE, "moment": WHEN_FORMAT}[kind]
    around = _STYLES["fact"] if place else _BOX | {"align": "left"}
    return around | {"num_format": formats[language]}
