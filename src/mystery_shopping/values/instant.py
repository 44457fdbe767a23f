"""Instants: aware datetimes kept in UTC, read on the clock of the answering site (A3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mystery_shopping.errors import InvalidValue, NaiveDatetime, Text

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return the IANA zone called `name`.

    Raises:
        InvalidValue: when there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        required = Text("zona waktu IANA", "an IANA time zone")
        raise InvalidValue(path="timezone", required=required, actual=name) from error


def to_utc(at: datetime, *, path: str = "at") -> datetime:
    """Return the same instant in UTC.

    Raises:
        NaiveDatetime: when `at` carries no zone, so names no instant.
        InvalidValue: when `at` is no datetime at all.
    """
    if not isinstance(at, datetime):
        required = Text("waktu dengan zona", "a datetime with a zone")
        raise InvalidValue(path=path, required=required, actual=at)
    if at.tzinfo is UTC:
        return at
    if at.utcoffset() is None:
        raise NaiveDatetime(path=path, actual=at)
    return at.astimezone(UTC)


def to_micros(at: datetime) -> int:
    """Return the microseconds of an aware instant since 1970-01-01 UTC, exactly."""
    return (at - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the UTC instant so many microseconds after 1970-01-01 UTC.

    >>> from_micros(to_micros(datetime(2026, 11, 8, tzinfo=UTC))).isoformat()
    '2026-11-08T00:00:00+00:00'
    """
    return EPOCH + timedelta(microseconds=micros)
