"""A calendar month, the length of one mystery-shopping cycle."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.values._check import whole

_FORM = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_MONTHS = Text(
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "January February March April May June July August September October November December",
)


@attrs.frozen(order=True)
class Period:
    """One month of one year.

    >>> Period.parse("2026-01").previous
    Period(year=2025, month=12)

    Source: W-10 5.1.1 (month N and N-1), 4.2.
    """

    year: int = attrs.field(validator=whole(1, 9999))
    month: int = attrs.field(validator=whole(1, 12))

    @classmethod
    def parse(cls, text: str | Period) -> Period:
        """Return the month written ``YYYY-MM``; a `Period` is returned as it is.

        Raises:
            InvalidValue: for any other text.
        """
        if isinstance(text, Period):
            return text
        form = _FORM.fullmatch(text) if isinstance(text, str) else None
        if form is None or not 1 <= int(form[2]) <= 12 or int(form[1]) == 0:
            required = Text("bulan YYYY-MM", "a month YYYY-MM")
            raise InvalidValue(path="period", required=required, actual=text)
        return cls(int(form[1]), int(form[2]))

    @classmethod
    def of(cls, day: date) -> Period:
        """Return the month `day` lies in."""
        return cls(day.year, day.month)

    @property
    def previous(self) -> Period:
        """The month before, N-1."""
        return self.shift(-1)

    @property
    def next(self) -> Period:
        """The month after."""
        return self.shift(1)

    @property
    def first_day(self) -> date:
        """The first of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month, 28 to 31."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shift(self, months: int) -> Period:
        """Return the month that many months later, or earlier when negative."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Period(year, month + 1)

    def until(self, last: Period) -> Iterator[Period]:
        """Yield every month from this one to `last`, both included."""
        period = self
        while period < last:
            yield period
            period = period.next
        if period == last:
            yield period

    @property
    def title(self) -> Text:
        """The month spelled out, "November 2026"."""
        names = (name.split()[self.month - 1] for name in (_MONTHS.id, _MONTHS.en))
        return Text(*(f"{name} {self.year}" for name in names))

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
