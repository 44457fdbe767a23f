"""The head of every form: what it is, of which month, by whom, and over which history."""

from __future__ import annotations

from datetime import datetime

import attrs

from mystery_shopping.model import CycleState
from mystery_shopping.values import Period, Person


@attrs.frozen(kw_only=True)
class Header:
    """What stands at the head of a form.

    `form` is its code without the prefix, such as ``F-27``. `as_of` is the instant the figures
    are of, in UTC, and `timezone` the site's. `head` is the hash of the cycle's last event in
    hexadecimal and `version` its number: with them a stranger can tell which history it rests on.

    Source: W-10 6; DESIGN decision 5 for the chain.
    """

    form: str
    document: str
    revision: str
    cycle: str
    unit: str
    period: Period
    state: CycleState
    made_by: Person | None
    as_of: datetime
    timezone: str
    policy: str
    version: int
    head: str

    @property
    def code(self) -> str:
        """The form's full code, such as ``IN.QCC.TELK.F-27``."""
        return f"{self.document.rpartition('.')[0]}.{self.form}"
