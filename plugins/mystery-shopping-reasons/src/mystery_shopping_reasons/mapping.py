"""How one export is read: which column says what, and which kind a reason is."""

from __future__ import annotations

from enum import StrEnum

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.model import Kind

MISSING = ("", "?", "-", "N/A", "NA", "null")
YES = ("y", "yes", "ya", "true", "1", "answered", "terjawab")
INTERNAL_YES = ("y", "yes", "ya", "true", "1", "internal")
EVERY_OTHER = "*"


class Unanswered(StrEnum):
    """Whether contacts nobody answered count towards a reason."""

    INCLUDE = "include"
    EXCLUDE = "exclude"


class Internal(StrEnum):
    """Whether contacts from inside the house count towards a reason."""

    INCLUDE = "include"
    EXCLUDE = "exclude"


@attrs.frozen(kw_only=True)
class Columns:
    """The names of the columns that matter.

    Either `at` holds date and time together, or `date` the date and `time`, if known, the time.
    With an `id`, rows that share one are one contact, and the last of them speaks.
    """

    reason: str
    at: str | None = None
    date: str | None = None
    time: str | None = None
    id: str | None = None
    skill: str | None = None
    answered: str | None = None
    internal: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.at is None) is (self.date is None):
            required = Text("salah satu dari at atau date", "either at or date")
            raise InvalidValue(path="columns", required=required, actual=[self.at, self.date])
        if self.time is not None and self.date is None:
            required = Text("kosong jika ada at", "absent beside at")
            raise InvalidValue(path="columns.time", required=required, actual=self.time)

    @property
    def day(self) -> str:
        """The column the date stands in, alone or with the time."""
        return self.at or self.date or ""


@attrs.frozen
class TagRule:
    """Which kind the contacts of a reason are: always one, or told by the value of a column."""

    kind: Kind | None = None
    column: str | None = None
    values: tuple[tuple[str, Kind], ...] = ()


@attrs.frozen(kw_only=True)
class Layout:
    """How the file is laid out; what is None is found out and recorded among the choices.

    `header_row` counts from 1.
    """

    sheet: str | None = None
    header_row: int = 1
    delimiter: str | None = None
    encoding: str | None = None


@attrs.frozen(kw_only=True)
class Mapping:
    """The whole reading of one export.

    `kinds` has one entry per reason; the reason ``"*"`` speaks for every reason not named.
    `decimal` is the export's decimal sign; it settles whether ``0.25`` in a time column is six
    in the morning or 25 past midnight.

    Source: W-10 5.1.1, 5.1.2; A8.
    """

    columns: Columns
    kinds: tuple[tuple[str, TagRule], ...] = ()
    layout: Layout = Layout()
    answered_yes: tuple[str, ...] = YES
    unanswered: Unanswered = Unanswered.INCLUDE
    internal_yes: tuple[str, ...] = INTERNAL_YES
    internal_contacts: Internal = Internal.INCLUDE
    missing: tuple[str, ...] = MISSING
    day_first: bool | None = None
    decimal: str | None = None
