"""What follows from a log follows from it alone, however and how often it is read."""

from hypothesis import given, settings
from hypothesis import strategies as st

import mystery_shopping as ms
from mystery_shopping.channels import MemoryChannel
from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import Envelope
from mystery_shopping.service.notifications import notifier as module
from tests.months import SARI, SOLUTION, Month, S, nov
from tests.notifying import PEOPLE

EVERYTHING = PEOPLE + '[subscriptions.all]\nstart = "beginning"\n'
DIRECTORY = ms.load_directory(EVERYTHING)


def whole_month() -> list[ms.Recorded]:
    """Return the events of a month with everything in it that sets or settles a deadline."""
    month = Month.of_four(zeros={1: SOLUTION, 2: SOLUTION}, hand_in_day=20).to(S.REPORTED)
    month.pass_on().coach(1)
    month.do(ms.ScheduleFollowUp(2, ms.Measure.BOTH, nov(25).date()), by=SARI, at=nov(21))
    return list(month.program.log.tail(limit=10_000))


EVENTS = whole_month()


def reader(log: MemoryLog) -> ms.Notifier:
    """Return a worker over a log."""
    return ms.Notifier(log, directory=DIRECTORY, open_channel=lambda _: MemoryChannel())


def books(notifier: ms.Notifier) -> tuple[object, ...]:
    """Return what the books hold: every delivery, and every deadline."""
    deliveries = notifier.bookkeeping.deliveries(limit=10_000)
    return [row[:7] for row in deliveries], list(notifier.bookkeeping.deadlines())


def append(log: MemoryLog, row: ms.Recorded) -> None:
    """Write an event of the month into another log."""
    log.append(row.stream, [Envelope(*row[3:])], expected=row.version - 1)


@settings(deadline=None)
@given(st.sets(st.integers(0, len(EVENTS) - 1)), st.integers(1, 40))
def test_a_log_read_in_sittings_says_what_it_says_at_once(stops: set[int], page: int) -> None:
    """A worker that was down all day and one that never slept send the same letters."""
    in_sittings, at_once = MemoryLog(), MemoryLog()
    often, once = reader(in_sittings), reader(at_once)

    for place, row in enumerate(EVENTS):
        append(in_sittings, row)
        append(at_once, row)
        if place in stops:
            often.read_log(nov(1))
    usual, module._PAGE = module._PAGE, page
    try:
        often.read_log(nov(1))
        once.read_log(nov(1))
    finally:
        module._PAGE = usual

    assert books(often) == books(once)
    assert often.bookkeeping.position("all") == len(EVENTS)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, len(EVENTS)))
def test_the_deadlines_are_in_the_log(count: int) -> None:
    """The index can be thrown away on any day and told again, entry for entry."""
    log = MemoryLog()
    live = reader(log)
    for row in EVENTS[:count]:
        append(log, row)
        live.read_log(nov(1))
    before = list(live.bookkeeping.deadlines())

    kept = live.rebuild_deadlines(nov(1))

    assert list(live.bookkeeping.deadlines()) == before
    assert kept == len(before)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, len(EVENTS)))
def test_a_replayed_log_sends_nothing(count: int) -> None:
    """A position set back, a restored backup: the letters are known by their ids."""
    log = MemoryLog()
    worker = reader(log)
    for row in EVENTS[:count]:
        append(log, row)
    first = worker.tick(nov(1))
    known = [row.id for row in worker.bookkeeping.deliveries(limit=10_000)]

    worker.bookkeeping.forget("all")
    again = worker.tick(nov(1))

    assert first.sent_count == len(known)
    assert again.sent_count == 0
    assert [row.id for row in worker.bookkeeping.deliveries(limit=10_000)] == known


def test_a_new_subscription_begins_at_the_head_unless_told_otherwise() -> None:
    """Whoever joins in November is not told of October, unless the directory says so."""
    log = MemoryLog()
    for row in EVENTS:
        append(log, row)
    worker = reader(log)

    report = worker.tick(nov(1))

    names = {row.subscription for row in worker.bookkeeping.deliveries(limit=10_000)}
    default = ms.load_directory(PEOPLE)
    silent = ms.Notifier(log, directory=default, open_channel=lambda _: MemoryChannel())
    assert names == {"all"}
    assert report.queued_count == report.sent_count == 15
    assert silent.tick(nov(1)).queued_count == 0
    assert silent.bookkeeping.position("notices") == len(EVENTS)
