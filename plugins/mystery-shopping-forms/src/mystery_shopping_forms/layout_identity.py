"""What a form says of itself on a sheet nobody sees, so that it is taken for no other one."""

from __future__ import annotations

import hashlib
import json

import attrs

from mystery_shopping.model import Scorecard

IDENTITY_SHEET = "_form"
"""The sheet's name in both languages; it is very hidden, so that no menu offers to show it."""

IDENTITY_MARK = "mystery-shopping:identity"
"""Stands in the sheet's first cell; below it the names in the first column, values beside them."""


@attrs.frozen(kw_only=True)
class Identity:
    """Which form this is; every value is text, and empty where a form has no such thing.

    Each field is one line of the sheet, by its name, in this order from the second line on.
    `purpose` is ``blank`` (to fill in), ``correction`` (sent back, to fill in anew) or ``filled``
    (a record, to read only). `contact` is the number of F-31's. `form_version` counts F-31's
    versions: the one that filling this in will make, or the one shown. `policy` is its name and
    version, `scorecard_digest` that of `scorecard_digest`. `cycle_version` and `head` say how far
    the cycle was when the form was written.
    """

    layout: str
    form: str
    purpose: str
    language: str
    cycle: str
    contact: str
    form_version: str
    scorecard: str
    scorecard_version: str
    scorecard_digest: str
    policy: str
    cycle_version: str
    head: str


BLANK, CORRECTION, FILLED = "blank", "correction", "filled"
IDENTITY_KEYS: tuple[str, ...] = tuple(field.name for field in attrs.fields(Identity))


def identity_rows(identity: Identity) -> tuple[tuple[str, str], ...]:
    """Return the lines of the sheet, the mark first."""
    return ((IDENTITY_MARK, ""), *attrs.asdict(identity).items())


def scorecard_digest(scorecard: Scorecard) -> str:
    """Return the SHA-256 over name, version and codes in their order, in hexadecimal.

    Two scorecards of one name and version that ask different things are told apart by it.
    """
    plain = [scorecard.name, scorecard.version, list(scorecard.codes)]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
