"""XML as lines: attribute values quoted, and what XML has no place for written out."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tag(name: str, /, *, ends: bool = True, **values: str) -> str:
    r"""Return a start tag with its attributes, or with `ends` a whole empty element.

    >>> tag("string", key="unit", value='"A" & <B>')
    '<string key="unit" value=\'"A" &amp; &lt;B&gt;\'/>'
    """
    pairs = "".join(f" {key}={quoteattr(fit(value))}" for key, value in values.items())
    return f"<{name}{pairs}{'/' if ends else ''}>"


def text(name: str, content: str) -> str:
    """Return an element that holds text."""
    return f"<{name}>{escape(fit(content))}</{name}>"


def fit(content: str) -> str:
    r"""Return text with the characters that XML forbids written as their numbers.

    >>> fit("a\x00b")
    'a\\u0000b'
    """
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", content)
