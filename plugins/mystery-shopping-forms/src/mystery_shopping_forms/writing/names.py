"""What the files are called: plain ASCII, in the order of the forms and the contacts."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from mystery_shopping.model import Cycle
from mystery_shopping_forms.layout_identity import BLANK, CORRECTION

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_MOST = 80


def file_name(form: str, cycle: Cycle) -> str:
    """Return the name of a form of the whole month, such as ``F-32 malang-2026-11.xlsx``."""
    return f"{_ascii(form)} {_ascii(cycle.id)}.xlsx"


def contact_file_name(form: str, cycle: Cycle, *, contact: int, version: int, purpose: str) -> str:
    """Return the name of one contact's form, such as ``F-31 malang-2026-11 contact-07.xlsx``.

    A form sent back names the version that filling it in will make, so that it never takes the
    place of one already filled in.
    """
    digits = max(2, len(str(len(cycle.contacts))))
    words = [_ascii(form), _ascii(cycle.id), f"contact-{contact:0{digits}d}"]
    if purpose == CORRECTION:
        words.append(f"correction-{version}")
    elif purpose != BLANK:
        words.append(purpose)
    return f"{' '.join(words)}.xlsx"


def _ascii(text: str) -> str:
    """Return text as part of a file name; what had to change gets a mark to tell it from others."""
    plain = text.replace("/", "-")
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    kept = _ODD.sub("-", folded).strip(".-")[:_MOST]
    if kept == plain:
        return kept
    mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{kept}-{mark}".strip("-")
