"""A filled F-32: what is taken for an attempt, and every fault with its cell."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl.utils.datetime
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import CommandRefused
from mystery_shopping.service.importing import import_forms
from mystery_shopping_forms.layout import F32, blank_key
from tests.filling import Forms, Try, edited, faults, put, row_of
from tests.months import BUDI, CITRA, Month, S, nov

EIGHT = datetime(2026, 11, 8, 8, 5)  # noqa: DTZ001 - the wall clock of the site
A1 = ms.Person("a1", ms.Role.AGENT, "team-2")


@pytest.fixture
def forms(tmp_path: Path) -> Forms:
    """Return the forms of four contacts that are about to be made."""
    month = Month.of_four().to(S.EXECUTING)
    return Forms(month, tmp_path, as_of=nov(8, 7))


def place(column: str, contact: int = 1, line: int = 1) -> str:
    """Return a cell of a line to fill in as a person says it."""
    row = F32.first_row + (contact - 1) * 3 + line
    return f"F-32!{'ABCDEFGHIJKLM'[F32.place(column)]}{row}"


def commands(forms: Forms) -> list[ms.Command]:
    """Return what the form orders."""
    form = forms.read(forms.f32)
    assert faults(form) == []
    return [order.command for order in form.orders]


def test_lines_become_attempts_and_contacts_in_the_order_of_time(forms: Forms) -> None:
    """The log tells the week as it went, whichever line somebody filled in first."""
    forms.fill_tries(
        [
            Try(2, nov(8, 9), "tidak diangkat", note="lama"),
            Try(1, nov(8, 10), agent="a1", team="team-2", note="ramah"),
            Try(1, nov(8, 8), "Terputus  di antrean", line=2),
        ]
    )

    assert commands(forms) == [
        ms.LogAttempt(1, ms.Outcome.ABANDONED, nov(8, 8)),
        ms.LogAttempt(2, ms.Outcome.NO_ANSWER, nov(8, 9), "lama"),
        ms.PerformContact(1, nov(8, 10), A1, "ramah"),
    ]


def test_a_form_that_nobody_filled_in_orders_nothing(forms: Forms) -> None:
    """It goes round from the first day of the week."""
    form = forms.read(forms.f32)

    assert (form.orders, form.faults, form.remarks) == ((), (), ())


def test_an_agent_may_have_a_number_for_a_name_and_no_team(forms: Forms) -> None:
    """Personnel numbers are typed as numbers."""
    forms.fill_tries([Try(1, EIGHT, agent=81234)])

    (command,) = commands(forms)

    assert isinstance(command, ms.PerformContact)
    assert command.agent == ms.Person("81234", ms.Role.AGENT)


@pytest.mark.parametrize(
    "written",
    [
        EIGHT,
        46334 + (8 * 60 + 5) / 1440,
        "08/11/2026 08:05",
        "8/11/2026  8.05",
        "2026-11-08 08:05",
        "2026-11-08T08:05:00.000",
        "2026-11-08 01:05Z",
        "2026-11-08 10:05+09:00",
    ],
    ids=repr,
)
def test_a_moment_is_a_day_number_or_text_that_reads_one_way(forms: Forms, written: object) -> None:
    """A program may keep a date as text; which number is the day is never guessed."""
    forms.fill_tries([Try(1, written, agent="a1", team="team-2")])

    assert commands(forms) == [ms.PerformContact(1, nov(8, 8, 5), A1)]


def test_days_counted_from_1904_are_the_same_days(forms: Forms) -> None:
    """Old Macs count from there, and a file keeps to it for ever."""
    with edited(forms.f32) as book:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        sheet = book["F-32"]
        row = row_of(sheet, blank_key(1, 1))
        put(sheet, row, F32, at=EIGHT, outcome="terhubung", agent="a1", team="team-2")

    assert commands(forms) == [ms.PerformContact(1, nov(8, 8, 5), A1)]


@pytest.mark.parametrize(
    "written, asked",
    [
        (46334, "tengah malam"),
        (0.34, "jam dengan tanggalnya"),
        ("08:05", "08/11/2026 09:05"),
        ("11/13/2026 08:05", "08/11/2026 09:05"),
        ("kemarin pagi", "08/11/2026 09:05"),
        ("2026-11-08 25:05", "08/11/2026 09:05"),
        (True, "08/11/2026 09:05"),
        (-5, "08/11/2026 09:05"),
        (1e300, "08/11/2026 09:05"),
    ],
    ids=repr,
)
def test_what_names_no_moment_is_a_fault(forms: Forms, written: object, asked: str) -> None:
    """The day part decides whether the month counts: a guessed time would decide it."""
    forms.fill_tries([Try(1, written, agent="a1")])
    form = forms.read(forms.f32)

    assert faults(form) == [(place("at"), "MS616")]
    assert asked in form.faults[0].error.say("id")


@pytest.mark.parametrize(
    "at, asked",
    [(datetime(2026, 10, 25, 2, 30), "twice"), (datetime(2026, 3, 29, 2, 30), "shows that day")],  # noqa: DTZ001 - wall clocks
)
def test_a_time_the_clock_skips_or_shows_twice_is_a_fault(
    tmp_path: Path, at: datetime, asked: str
) -> None:
    """A site with summer time has an hour that says two instants, and one that says none."""
    month = Month.of_four(timezone="Europe/Berlin").to(S.EXECUTING)
    forms = Forms(month, tmp_path, language="en", as_of=nov(8, 20))
    forms.fill_tries([Try(1, at, "reached", agent="a1")])
    form = forms.read(forms.f32)

    assert faults(form) == [(place("at"), "MS616")]
    assert asked in form.faults[0].error.say("en")


@pytest.mark.clause("5.3.2", kind="refusal")
def test_every_fault_of_a_form_is_told_at_once(forms: Forms) -> None:
    """Whoever gets the form back corrects it once."""
    forms.fill_tries(
        [
            Try(1, EIGHT, "mungkin", agent="a1"),
            Try(1, EIGHT, agent=None, line=2),
            Try(1, None, None, note="tanpa jam", line=3),
            Try(2, EIGHT, "tidak diangkat", agent="a1", team="team-2"),
            Try(2, EIGHT, agent="a1:agent:team-2", line=2),
            Try(3, EIGHT, agent=1.5, note=7),
            Try(4, "=NOW()", "#N/A", agent="a2"),
        ]
    )

    assert sorted(faults(forms.read(forms.f32))) == sorted(
        [
            (place("outcome"), "MS616"),
            (place("agent", 1, 2), "MS617"),
            (place("at", 1, 3), "MS617"),
            (place("outcome", 1, 3), "MS617"),
            (place("agent", 2), "MS618"),
            (place("team", 2), "MS618"),
            (place("agent", 2, 2), "MS616"),
            (place("agent", 3), "MS616"),
            (place("note", 3), "MS616"),
            (place("at", 4), "MS615"),
            (place("outcome", 4), "MS615"),
        ]
    )


def test_a_line_twice_is_a_fault_and_so_are_two_agents_for_one_contact(forms: Forms) -> None:
    """A copied line would be counted twice; a contact is made once."""
    forms.fill_tries(
        [
            Try(1, EIGHT, "tidak diangkat"),
            Try(1, EIGHT, "tidak diangkat", line=2),
            Try(2, EIGHT, agent="a1"),
            Try(2, EIGHT + timedelta(hours=1), agent="a2", line=2),
        ]
    )
    form = forms.read(forms.f32)

    assert faults(form) == [(place("at", 1, 2), "MS619"), (place("outcome", 2, 2), "MS619")]
    assert place("at") in form.faults[0].error.say("id")


def test_a_form_written_before_a_contact_changed_hands_speaks_for_who_it_names(
    tmp_path: Path,
) -> None:
    """Budi's line must not go into the log as Citra's."""
    month = Month.of_four().to(S.EXECUTING)
    forms = Forms(month, tmp_path, as_of=nov(8, 7))
    forms.fill_tries([Try(1, nov(8, 8), agent="a1")])
    month.do(ms.ReassignContact(1, CITRA, "Budi sakit"), at=nov(8, 9))

    form = forms.read(forms.f32)
    done = import_forms(month.program, month.id, forms=[form], at=nov(8, 10))

    assert form.orders[0].by == BUDI
    ((fault,),) = [row.faults for row in done.faulty]
    assert isinstance(fault.error, CommandRefused)
    assert [row.code for row in fault.error.unmet] == ["MS352"]
    assert fault.place == place("at")


def test_lines_filled_in_later_are_taken_in_by_themselves(forms: Forms) -> None:
    """One file goes round all week; what came in on Monday is known on Tuesday."""
    month = forms.month
    forms.fill_tries([Try(1, nov(8, 8), agent="a1")])
    first = import_forms(month.program, month.id, forms=[forms.read(forms.f32)], at=nov(8, 12))
    forms.fill_tries([Try(2, nov(9, 8), "tidak diangkat")])

    second = import_forms(month.program, month.id, forms=[forms.read(forms.f32)], at=nov(9, 12))
    third = import_forms(month.program, month.id, forms=[forms.read(forms.f32)], at=nov(9, 13))

    assert [len(row.imported) for row in (first, second, third)] == [1, 1, 0]
    assert len(third.repeated) == 1
    assert [row.type for row in month.program.history(month.id)][-2:] == [
        "contact.performed",
        "attempt.logged",
    ]


def test_a_line_of_a_voided_contact_is_refused_at_its_cell(forms: Forms) -> None:
    """The rest of the form is not taken either: the contacter must hear of it."""
    month = forms.month
    month.do(ms.VoidContact(3, "salah skenario"), at=nov(8, 8))
    forms.fill_tries([Try(1, nov(8, 8), agent="a1"), Try(3, nov(8, 8), agent="a1")])
    version = month.cycle.version

    done = import_forms(month.program, month.id, forms=[forms.read(forms.f32)], at=nov(8, 12))

    assert [fault.place for fault in done.faulty[0].faults] == [place("at", 3)]
    assert month.cycle.version == version


@pytest.mark.parametrize(
    "changes",
    [
        {"at": datetime(2026, 11, 8, 9, 0)},  # noqa: DTZ001 - the wall clock of the site
        {"outcome": "tidak diangkat"},
        {"agent": "a9"},
        {"team": "team-1"},
    ],
    ids=str,
)
def test_a_line_of_the_record_that_somebody_changed_is_a_fault(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    """It would look corrected in the file and be as it was in the log."""
    month = Month.of_four().to(S.EXECUTING).perform(1, agent=A1)
    forms = Forms(month, tmp_path, as_of=nov(12))
    assert faults(forms.read(forms.f32)) == []
    with edited(forms.f32) as book:
        sheet = book["F-32"]
        put(sheet, row_of(sheet, "logged:1:1"), F32, **changes)

    assert [code for _, code in faults(forms.read(forms.f32))] == ["MS614"]
