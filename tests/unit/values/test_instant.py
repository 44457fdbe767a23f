"""Instants: aware, kept in UTC, exact to the microsecond."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from mystery_shopping import InvalidValue, Misuse, NaiveDatetime
from mystery_shopping.values import from_micros, to_micros, to_utc, zone


@pytest.mark.parametrize(
    "name, hour", [("Asia/Jakarta", 16), ("Asia/Makassar", 15), ("Asia/Jayapura", 14)]
)
def test_one_wall_clock_time_is_another_instant_in_each_zone(name: str, hour: int) -> None:
    """WIB, WITA and WIT lie an hour apart: 23:00 is three different moments."""
    local = datetime(2026, 11, 8, 23, 0, tzinfo=ZoneInfo(name))

    assert to_utc(local) == datetime(2026, 11, 8, hour, 0, tzinfo=UTC)
    assert to_utc(local).tzinfo is UTC


def test_a_datetime_without_a_zone_is_refused_with_its_path() -> None:
    """It names no instant; guessing one moves contacts over midnight."""
    with pytest.raises(NaiveDatetime) as caught:
        to_utc(datetime(2026, 11, 8, 23), path="performed_at")  # noqa: DTZ001

    assert caught.value.path == "performed_at"
    assert "Asia/Jakarta" in caught.value.say("id")


@pytest.mark.parametrize(
    "value", [date(2026, 11, 8), "2026-11-08T23:00+07:00", 1_794_000_000, None]
)
def test_what_is_no_datetime_at_all_is_refused_the_same_way(value: object) -> None:
    """A caller who passes a date or text has misused the call, and is told so."""
    with pytest.raises(Misuse):
        to_utc(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Asia/Atlantis", "", "../etc/passwd", "UTC+7", None, 7])
def test_a_zone_that_does_not_exist_is_refused(name: object) -> None:
    """A misspelt zone must be found when the policy is written, not at midnight."""
    with pytest.raises(InvalidValue) as caught:
        zone(name)

    assert caught.value.path == "timezone"


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 8, 4, 59, 59, 999999, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_from_the_log_to_the_microsecond(at: datetime) -> None:
    """A rounded instant would fall into another day part on the edge."""
    assert from_micros(to_micros(at)) == at


def test_the_offset_of_an_instant_does_not_change_its_microseconds() -> None:
    """The log keeps the moment, not the clock it was read on."""
    east = timezone(timedelta(hours=9))
    at = datetime(2026, 11, 8, 12, tzinfo=UTC)

    assert to_micros(at.astimezone(east)) == to_micros(at)
