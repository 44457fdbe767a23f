"""An evaluation, form F-31: every parameter marked 0 or 1, each 0 with its right solution."""

from __future__ import annotations

from datetime import datetime

import attrs

from mystery_shopping.values import Person, Share
from mystery_shopping.values._check import words


@attrs.frozen(weakref_slot=False)
class Finding:
    """Why a parameter got a 0, and the solution that would have been right (5.6.1)."""

    parameter: str = attrs.field(validator=words)
    note: str = attrs.field(validator=words)
    solution: str = attrs.field(validator=words)


@attrs.frozen(weakref_slot=False)
class Evaluation:
    """One version of a form: `marks` has a bit for every 1, `skipped` for every not-applicable.

    Bits follow the scorecard's order, the first parameter lowest. `findings` has one entry per
    parameter marked 0, in scorecard order.

    Source: W-10 5.3.3, 5.6.1; A12.
    """

    version: int
    marks: int
    skipped: int
    findings: tuple[Finding, ...]
    at: datetime

    def share(self, mask: int) -> Share:
        """Return the ones among the parameters of `mask` that apply."""
        applies = mask & ~self.skipped
        return Share((self.marks & applies).bit_count(), applies.bit_count())


@attrs.frozen
class FormReturn:
    """A form sent back: a reason for each parameter to look at again."""

    reasons: tuple[tuple[str, str], ...]
    by: Person
    at: datetime


@attrs.frozen
class Nonconformity:
    """A parameter of one contact that was not as it should be, and what would have been right.

    Source: W-10 5.6.1, 5.6.2.
    """

    contact: int
    parameter: str
    note: str
    solution: str
    by: Person
