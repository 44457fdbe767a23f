"""What every event has, and the stamp it is recorded with."""

from __future__ import annotations

from datetime import datetime

import attrs

from mystery_shopping.values import Person


class Event:
    """Something that happened to a cycle; its data say what, its stamp who and when."""

    __slots__ = ()


@attrs.frozen
class Stamp:
    """Who, when (UTC), and as which event of the cycle, counted from 1."""

    by: Person
    at: datetime
    version: int
