"""The clock of the site: when in a day part somebody calls, and which day comes when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import attrs

import mystery_shopping as ms

_WAKING = time(7, 30)  # nobody rings before, where the day part allows it
_MIDNIGHT = 24 * 60


@attrs.frozen
class Clock:
    """Days and day parts of a cycle as instants."""

    cycle: ms.Cycle

    def at(self, day: date, clock: str) -> datetime:
        """Return a wall-clock time of a day at the site."""
        zone = ZoneInfo(self.cycle.policy.timezone)
        return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)

    def within(self, week: int, share: float, *, clock: str) -> datetime:
        """Return a time on the day that lies so far into week 1 or 2."""
        window = self.cycle.weeks.of(week)
        return self.at(window.first + timedelta(days=int((len(window) - 1) * share)), clock)

    def after(self, days: int, clock: str) -> datetime:
        """Return a time so many days after week II."""
        return self.at(self.cycle.weeks.week_2.last + timedelta(days=days), clock)

    def minutes(self, code: str) -> tuple[int, int]:
        """Return the first and the last minute of the day somebody calls in a day part."""
        table = self.cycle.policy.day_parts
        part = table.named(code)
        first = max(_minute(part.start), _minute(table.business_day_start))
        last = _minute(part.end) if part.end > part.start else _MIDNIGHT
        waking = _minute(_WAKING)
        return (waking if first < waking < last - 60 else first), last - 1

    def draw(self, on: date, code: str, *, chance: Random) -> datetime:
        """Return an instant in the first half of a day part, so that there is time to try again."""
        first, last = self.minutes(code)
        return self._at_minute(on, chance.randint(first, (first + last) // 2))

    def first(self, on: date, code: str) -> datetime:
        """Return the first minute of a day part on a day."""
        return self._at_minute(on, self.minutes(code)[0])

    def last(self, on: date, code: str) -> datetime:
        """Return the last minute of a day part on a day."""
        return self._at_minute(on, self.minutes(code)[1])

    def later_part(self, code: str) -> str | None:
        """Return the day part after that one on the same day, None after the last."""
        first = self.minutes(code)[0]
        starts = {part: self.minutes(part)[0] for part in self.cycle.policy.day_parts.codes}
        later = [part for part, start in starts.items() if start > first]
        return min(later, key=lambda part: starts[part]) if later else None

    def _at_minute(self, day: date, minute: int) -> datetime:
        return self.at(day, f"{minute // 60:02d}:{minute % 60:02d}")


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
