"""Who hears of what in the month: notices go out at each deadline and every evening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import attrs

import mystery_shopping as ms
from mystery_shopping.channels import MemoryChannel
from mystery_shopping.values import from_micros, to_micros
from mystery_shopping_cli.demo.cast import Cast
from mystery_shopping_cli.demo.reach import Reach
from mystery_shopping_cli.demo.stage import Stage
from mystery_shopping_cli.notifications.words import notice_words
from mystery_shopping_cli.screen import Block, Styled, line
from mystery_shopping_cli.views.words import day_words


@attrs.frozen
class Told:
    """So many notices of a kind to somebody."""

    to: str
    notice: str
    count: int


@attrs.frozen
class PostDay:
    """What went out on a day, by kind and person, in the order of the first of each."""

    on: date
    told: tuple[Told, ...]

    @property
    def count(self) -> int:
        """How many notices it was."""
        return sum(row.count for row in self.told)


class Post:
    """The month's worker; it ticks between the orders, never inside one."""

    def __init__(self, notifier: ms.Notifier, journal: MemoryChannel, stage: Stage) -> None:
        self.notifier = notifier
        self.messages: list[ms.Message] = []
        self._journal = journal
        self._stage = stage
        self._days: dict[date, Counter[tuple[str, str]]] = {}
        self._shown: dict[date, Counter[tuple[str, str]]] = {}
        self._last: datetime | None = None
        self._is_told = True

    @property
    def days(self) -> tuple[PostDay, ...]:
        """What went out, day by day."""
        return tuple(_day(on, counts) for on, counts in sorted(self._days.items()))

    def before(self, at: datetime) -> None:
        """Bring everything out that is due before something happens at `at`."""
        if self._last is not None and at.date() > self._last.date():
            self.evening()
            self._keep_deadlines(at)
            self._show(until=self._last.date())
        self._last = max(self._last or at, at)
        self._is_told = False

    def evening(self, *, is_dated: bool = True) -> None:
        """Send what the day brought and show a line of it, dated unless it stands below its day."""
        if self._last is None or self._is_told:
            return
        self._tick(self._last)
        self._is_told = True
        self._show(until=self._last.date(), undated=None if is_dated else self._last.date())

    def _keep_deadlines(self, at: datetime) -> None:
        books = self.notifier.bookkeeping
        while rows := books.due_deadlines(now_micros=to_micros(at), limit=1):
            self._tick(from_micros(rows[0].due_at_micros).astimezone(at.tzinfo))

    def _tick(self, at: datetime) -> None:
        self.notifier.tick(at)
        fresh = list(self._journal.messages.values())[len(self.messages) :]
        if fresh:
            counts = self._days.setdefault(at.date(), Counter())
            counts.update((message.notice, message.to) for message in fresh)
            self.messages += fresh

    def _show(self, *, until: date, undated: date | None = None) -> None:
        for on, counts in sorted(self._days.items()):
            fresh = counts - self._shown.get(on, Counter())
            if on <= until and fresh:
                self._shown[on] = counts.copy()
                self._stage.show(_line(_day(on, fresh), is_dated=on != undated))


def start_post(program: ms.Program, reach: Reach, *, stage: Stage) -> Post:
    """Return the worker of a program, which ends with it; a log without books gets some."""
    policy = program.policy
    timezone = policy.timezone if policy else "Asia/Jakarta"
    has_books = hasattr(program.log, "bookkeeping")
    program.notifier = ms.Notifier(
        program.log,
        directory=reach.directory(Cast(), timezone=timezone),
        open_channel=reach.open,
        bookkeeping=None if has_books else ms.open_bookkeeping("memory:", host=reach.host),
    )
    return Post(program.notifier, reach.journal, stage)


def _day(on: date, counts: Counter[tuple[str, str]]) -> PostDay:
    return PostDay(on, tuple(Told(to, notice, n) for (notice, to), n in counts.items()))


def _line(day: PostDay, *, is_dated: bool) -> Block:
    words = "; ".join(_words(day))
    if is_dated:
        label = Styled(f"{day_words(day.on)}  ✉{day.count:>3}", "muted")
        return line(words, indent=2, label=label)
    return line(words, indent=14, label=Styled(f"✉{day.count:>4}", "muted"))


def _words(day: PostDay) -> Iterator[str]:
    """Yield each kind of notice with all who got as many of it: "rina: form received ×6"."""
    groups: dict[tuple[str, int], list[str]] = {}
    for row in day.told:
        groups.setdefault((row.notice, row.count), []).append(row.to)
    for (notice, count), people in groups.items():
        times = f" ×{count}" if count > 1 else ""
        yield f"{', '.join(people)}: {notice_words(notice)}{times}"
