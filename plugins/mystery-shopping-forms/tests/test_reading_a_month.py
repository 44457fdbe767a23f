"""A month's forms written, filled in by another library, read back and imported."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping.service.importing import import_forms
from mystery_shopping.service.program import Program
from tests.filling import Forms, Try, outcome_word
from tests.months import BUDI, CITRA, HOURS, SOLUTION, Month, S, even_plan, nov

Told = list[tuple[str, str, str, bytes]]
ZEROS = {
    3: {"greeting": ("langsung bertanya", "ucapkan salam pembuka")},
    8: {code: (f"{code} keliru", "lihat panduan\nbab 4") for code in SOLUTION},
    21: {"pace": ("terlalu cepat — «tergesa»", "+ bicara perlahan")},
}
TRIED_FIRST = (5, 17)


def new_month() -> Month:
    """Return a month of forty contacts that two people are about to make."""
    return Month(plan=even_plan(40, BUDI, CITRA)).to(S.EXECUTING)


def time_of(month: Month, number: int) -> tuple[int, int]:
    """Return the planned day and hour of a contact."""
    plan = month.cycle.contact(number).plan
    return plan.on.day, HOURS[plan.day_part]


def lived_by_the_public_face(month: Month) -> None:
    """Record the month command by command, in the order of time."""
    lines = []
    for contact in month.cycle.contacts:
        at = nov(*time_of(month, contact.number))
        by = contact.contacter
        assert by
        if contact.number in TRIED_FIRST:
            early = at - timedelta(minutes=20)
            command: ms.Command = ms.LogAttempt(contact.number, ms.Outcome.NO_ANSWER, early, "lama")
            lines.append((early, by, command))
        agent = ms.Person(f"a{contact.number % 10}", ms.Role.AGENT, "team-2")
        lines.append((at, by, ms.PerformContact(contact.number, at, agent)))
    for _, by, command in sorted(lines, key=lambda row: row[0]):
        month.program.execute(month.id, command, by=by, at=nov(15))
    for contact in month.cycle.contacts:
        zeros = ZEROS.get(contact.number, {})
        marks = {code: int(code not in zeros) for code in month.cycle.scorecard.codes}
        findings = tuple(ms.Finding(code, *words) for code, words in zeros.items())
        month.do(
            ms.EvaluateContact(contact.number, marks, findings),
            by=month.contacter(contact.number),
            at=nov(15),
        )


def fill_in(forms: Forms) -> list[Path]:
    """Write the same month into the files."""
    month, tries = forms.month, []
    for contact in month.cycle.contacts:
        number, at = contact.number, nov(*time_of(month, contact.number))
        if number in TRIED_FIRST:
            early = at - timedelta(minutes=20)
            word = outcome_word(ms.Outcome.NO_ANSWER, forms.language)
            tries.append(Try(number, early, word, note="lama"))
        word = outcome_word(ms.Outcome.REACHED, forms.language)
        tries.append(Try(number, at, word, f"a{number % 10}", "team-2", line=2))
    marked = [forms.fill_marks(row.number, ZEROS.get(row.number)) for row in month.cycle.contacts]
    return [*marked, forms.fill_tries(tries)]


def told(program: Program) -> Told:
    """Return who did what in a log: all but the ids and the times it was recorded at."""
    return [(row.type, row.actor, row.role, row.data) for row in program.log.tail(limit=100_000)]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.clause("5.3.2", kind="law")
@pytest.mark.clause("5.3.3", kind="law")
def test_what_comes_in_by_forms_is_what_the_public_face_records(
    tmp_path: Path, language: str
) -> None:
    """A month on paper and a month in a program are the same month, byte by byte."""
    by_hand, by_forms = new_month(), new_month()
    forms = Forms(by_forms, tmp_path, language=language)
    lived_by_the_public_face(by_hand)
    filled = [forms.read(path) for path in fill_in(forms)]

    done = import_forms(by_forms.program, by_forms.id, forms=filled, at=nov(15))

    assert (len(done.imported), done.repeated, done.faulty, done.blank) == (41, (), (), ())
    assert told(by_forms.program) == told(by_hand.program)
    again = [forms.read(path) for path in sorted(tmp_path.glob("F-3*"))]
    repeated = import_forms(by_forms.program, by_forms.id, forms=again, at=nov(16))
    assert len(repeated.repeated) == 41
    assert told(by_forms.program) == told(by_hand.program)
