"""A time of day as written: 24 or 12 hours, a fraction of the day, with or without a zone."""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache

import attrs

DAY_SECONDS = 86_400
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
_CLOCK = re.compile(
    r"(?:pukul |jam )?(?P<hour>\d{1,2})"
    r"(?:(?P<mark>[:.])(?P<minute>\d{2})(?:(?P=mark)(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?"
    r" ?(?P<zone>z|utc|gmt|wib|wita|wit)?(?P<offset>[+-](?:0\d|1[0-4]):?[0-5]\d)?",
    re.ASCII,
)
_FRACTION = re.compile(r"(?:0|\d{5})?[.,]\d+|0", re.ASCII)
_SHORT_FRACTION = re.compile(r"0\.\d\d", re.ASCII)


@attrs.frozen
class WrittenTime:
    """The times a cell can mean, in seconds after midnight.

    `seconds` is what a clock would say, `fraction` what a day fraction would; `dotted` is true
    for a clock written ``9.05``. `offset` stands for a zone written beside the clock.
    """

    seconds: int | None = None
    fraction: int | None = None
    dotted: bool = False
    offset: timedelta | None = None

    def on(self, *, fractions: bool | None) -> int | None:
        """Return the seconds once the column says whether it holds fractions of a day."""
        if self.seconds is None or self.fraction is None:
            return self.fraction if self.seconds is None else self.seconds
        if fractions is None:
            return None
        return self.fraction if fractions else self.seconds


@lru_cache(maxsize=DAY_SECONDS)
def find_time(text: str) -> WrittenTime | None:
    """Return what a text means as a time of day, or None when it is none.

    >>> find_time("12:05 AM").seconds, find_time("0.384").fraction
    (300, 33178)
    """
    words = text.casefold()
    if _FRACTION.fullmatch(words):
        both = _SHORT_FRACTION.fullmatch(words)
        clock = _read_clock(words) if both else None
        seconds = None if clock is None else clock.seconds
        return WrittenTime(seconds, fraction_seconds(words), dotted=False)
    return _read_clock(words)


def fraction_seconds(digits: str) -> int:
    """Return a day fraction in seconds, to the nearest one, never past the day's last.

    Rounding matters: 11:00 is stored as 0.458333333333, a hair before noon begins.
    """
    return min(round(Fraction(digits.replace(",", ".")) % 1 * DAY_SECONDS), DAY_SECONDS - 1)


def _read_clock(words: str) -> WrittenTime | None:
    found = _CLOCK.fullmatch(words)
    if found is None or (found["minute"] is None and found["half"] is None):
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"] is not None:
        hour = hour % 12 + (12 if found["half"][0] == "p" else 0) if hour <= 12 else 24
    if hour > 23 or minute > 59 or second > 59:
        return None
    seconds = hour * 3600 + minute * 60 + second
    return WrittenTime(
        seconds, dotted=found["mark"] == ".", offset=_offset(found["zone"], found["offset"])
    )


def _offset(zone: str | None, digits: str | None) -> timedelta | None:
    if digits is not None:
        minutes = int(digits[1:3]) * 60 + int(digits[-2:])
        return timedelta(minutes=-minutes if digits[0] == "-" else minutes)
    return None if zone is None else timedelta(hours=_ZONES[zone])
