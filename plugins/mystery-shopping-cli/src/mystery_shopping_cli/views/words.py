"""Small words many views share: days, times, lists of numbers, and the sign of a status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import mystery_shopping as ms
from mystery_shopping.wording import runs_of, tell_number
from mystery_shopping_cli.screen import Styled
from mystery_shopping_cli.wording import chosen, say

_WEEKDAYS = ms.Text("Sen Sel Rab Kam Jum Sab Min", "Mon Tue Wed Thu Fri Sat Sun")
_MONTHS = ms.Text(
    "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)
_SIGNS = {
    ms.Status.MET: ("✓", "good"),
    ms.Status.NOT_MET: ("✗", "bad"),
    ms.Status.DEVIATED: ("△", "warn"),
    ms.Status.PENDING: ("○", "muted"),
    ms.Status.UNVERIFIABLE: ("?", "warn"),
}


def day_words(day: date) -> str:
    """Return a day with its weekday, "Sun  8 Nov"."""
    weekday = say(_WEEKDAYS).split()[day.weekday()]
    return f"{weekday} {day.day:>2} {say(_MONTHS).split()[day.month - 1]}"


def span_words(window: ms.Window) -> str:
    """Return a window, "1–7 Nov"."""
    return f"{window.first.day}–{window.last.day} {day_words(window.last)[-3:]}"


def time_words(at: datetime, zone: str) -> str:
    """Return an instant on the clock of a site, "2026-11-08 09:30"."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def number_words(numbers: Iterable[int]) -> str:
    """Return numbers in order, runs of them drawn together: "#1–3, #7"."""
    runs = runs_of(numbers)
    return ", ".join(f"#{first}" + (f"–{last}" if last > first else "") for first, last in runs)


def count_words(count: int) -> str:
    """Return a count with its thousands parted as the language parts them."""
    return tell_number(count, chosen())


def share_words(share: ms.Share) -> str:
    """Return both counts and the per cent, "147/160  91.9 %"."""
    return f"{share.ones}/{share.count}  {share.percent(chosen())}"


def status_piece(status: ms.Status) -> Styled:
    """Return a status as a sign and a word."""
    sign, style = _SIGNS[status]
    return Styled(f"{sign} {say(status.label)}", style)
