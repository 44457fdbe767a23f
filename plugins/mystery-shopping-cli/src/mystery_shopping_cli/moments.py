"""Points in time as a person writes them: with an offset, or on the clock of the site."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import mystery_shopping as ms

_DATE_ALONE = re.compile(r"\d{4}-?\d{2}-?\d{2}|\d{4}-?W\d{2}-?\d")
_WANTED = ms.Text(
    "waktu ISO 8601, misalnya 2026-11-08T09:30 atau 2026-11-08T09:30+07:00",
    "an ISO 8601 time, say 2026-11-08T09:30 or 2026-11-08T09:30+07:00",
)


def read_moment(text: str, *, path: str, zone: str | None, until_night: bool = False) -> datetime:
    """Return the instant that is written; one without an offset is read on the clock of `zone`.

    A date alone is its first moment, or with `until_night` its last.

    Raises:
        InvalidValue: when the text is no time.
        NaiveDatetime: when it has no offset and no zone is known to read it on.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ms.InvalidValue(path=path, required=_WANTED, actual=text) from error
    if until_night and _DATE_ALONE.fullmatch(text):
        moment = datetime.combine(moment, time.min) + timedelta(days=1, microseconds=-1)
    if moment.utcoffset() is not None:
        return moment
    if zone is None:
        raise ms.NaiveDatetime(path=path, actual=text)
    return moment.replace(tzinfo=ZoneInfo(zone))
