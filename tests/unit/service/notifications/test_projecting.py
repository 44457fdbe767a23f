"""What a reader of the tail passes over: unknown events, and cycles that are gone or let go of."""

from __future__ import annotations

import mystery_shopping as ms
from mystery_shopping.ports import Envelope
from mystery_shopping.service._kept import KeptCycles, read_event
from mystery_shopping.service.notifications import _folds
from mystery_shopping.service.notifications._folds import Folds
from mystery_shopping.service.notifications.projecting import Projection, Seen
from tests.months import DEWI, Month, S, nov
from tests.notifying import PEOPLE, Office


def test_an_event_of_a_later_version_is_passed_over_and_counted() -> None:
    """A worker that is not upgraded yet must not stop telling of everything else."""
    month = Month.of_four()
    office = Office(month)
    strange = Envelope("s1", "moon.rose", 1, 0, "dewi", "qca", b"{}", bytes(32), bytes(32))
    month.program.log.append("moon", [strange], expected=0)

    report = office.notifier.tick(nov(2))

    assert (report.read_count, report.skipped_count, report.queued_count) == (1, 1, 0)


def test_what_happened_in_a_cycle_that_is_gone_is_told_to_nobody() -> None:
    """Its records were given up while a page was read; their words must not leave by post."""
    month = Month.of_four().to(S.COLLECTING)
    log = month.program.log
    page = tuple(log.tail())
    log.erase(f"cycle/{month.id}", expected=month.cycle.version)
    projection = Projection(log, KeptCycles(log))

    seen = [projection.see(row) for row in page]

    assert seen == [Seen(row=row) for row in page]


def test_a_subscription_hears_only_what_it_asked_for() -> None:
    """A channel for one kind of notice that carries all is a channel nobody reads."""
    narrow = PEOPLE + '\n[subscriptions.narrow]\nonly = ["form_returned"]\n'
    month = Month.of_four()
    office = Office(month, directory=narrow)

    month.to(S.COLLECTING)

    assert office.heard(nov(9)) == []


def test_a_notice_that_falls_into_quiet_hours_waits_for_their_end() -> None:
    """A phone that rings at night is switched off, and then tells nothing by day either."""
    quiet = 'reach = { box = "rudi" }\nquiet_hours = { begin = 21:00:00, end = 07:00:00 }'
    month = Month.of_four()
    office = Office(month, directory=PEOPLE.replace('reach = { box = "rudi" }', quiet))
    month.to(S.CLOSED)

    night = [who for who, _ in office.heard(nov(30, 23))]
    morning = [who for who, _ in office.heard(nov(31, 7))]

    assert "rudi" not in night
    assert "rudi" in morning


def test_the_cycle_read_longest_ago_is_let_go_of_and_folded_anew() -> None:
    """A reader of ten years of months must not hold them all."""
    program = ms.open_program("memory:", policy=ms.Policy(qm_target=85))
    for number in range(_folds._HELD + 1):
        program.open_cycle(unit=f"unit-{number}", period="2026-11", by=DEWI, at=nov(1))
    program.execute("unit-0/2026-11", ms.Cancel("a mistake"), by=DEWI, at=nov(2))
    folds = Folds(program.log)

    read = [
        folds.after(row, event, stamp=stamp)
        for row in program.log.tail()
        for event, stamp in [read_event(row)]
    ]

    assert len(folds._held) == _folds._HELD
    assert read[-1] == program.cycle("unit-0/2026-11")
