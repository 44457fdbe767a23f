"""An export without people and free text, and with every figure as it was."""

import json
import typing
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.codec import EVENT_TYPES
from mystery_shopping.codec.events import DISPOSAL_TYPES
from mystery_shopping.memory import MemoryLog
from mystery_shopping.rules import make_recap
from mystery_shopping.service import _masking as masking
from mystery_shopping.service.archive import export_log, import_log, verify_export
from tests.months import (
    BUDI,
    CITRA,
    DEWI,
    MAYA,
    RUDI,
    SARI,
    SOLUTION,
    ZONE,
    Month,
    S,
    even_plan,
    nov,
    policy,
)

KEY = b"sixteen bytes, or more"
WULAN = "Sekretaris Wulan"


def lived() -> Month:
    """Return a month in which every kind of free text was written, closed with deviations."""
    plan = even_plan(5, BUDI, SARI, CITRA)
    month = Month(reading=policy(minimum_samples=5), plan=plan, zeros={2: SOLUTION, 3: ("hold",)})
    month.to(S.SCENARIOS_READY).to(S.ASSIGNED)
    month.do(ms.StartExecution(), at=nov(8, 7))
    month.do(ms.ReassignContact(1, CITRA, WULAN), at=nov(8, 7))
    month.do(ms.LogAttempt(1, ms.Outcome.NO_ANSWER, nov(8, 7), WULAN), by=CITRA)
    month.perform(1, 2, 3, 4)
    month.do(ms.VoidContact(5, WULAN), at=nov(14))
    month.deviate("5.2.1.2")
    month.do(ms.FinishExecution(), at=nov(15)).evaluate(1, 2, 3, 4).hand_in(1)
    month.do(ms.ReturnForm(1, {"hold": WULAN})).evaluate(1).hand_in(1, 2, 3, 4)
    month.accept(1, 2, 3, 4).do(ms.NoteNonconformity(1, "greeting", WULAN, WULAN))
    month.do(ms.Recapitulate(), at=nov(17))
    advice = tuple(ms.Recommendation(kpi, WULAN, WULAN) for kpi in ms.Kpi)
    month.do(ms.PublishReport(advice, WULAN), at=nov(18)).pass_on()
    month.do(ms.ScheduleFollowUp(1, ms.Measure.COACHING, date(2026, 11, 20)), by=SARI)
    month.do(ms.DeliverFollowUp(1, date(2026, 11, 20), WULAN), by=SARI, at=nov(20))
    verify = ms.VerifyFollowUp(1, WULAN)
    month.program.execute(month.id, verify, by=RUDI, at=nov(21), command_id=WULAN)
    return month.do(ms.CloseWithDeviations(), at=nov(23))


@pytest.fixture(scope="module")
def month() -> Month:
    """Return that month, with a hold and a disposed month beside it."""
    month = lived()
    retention = ms.Retention(month.program)
    retention.hold(month.id, reason=WULAN, holder=WULAN, by=MAYA, at=nov(24))
    month.program.open_cycle(unit="solo", period="2026-11", by=DEWI, at=nov(1))
    month.program.execute("solo/2026-11", ms.Cancel(WULAN), by=DEWI, at=nov(2))
    retention.dispose("solo/2026-11", reason=WULAN, by=DEWI, at=datetime(2030, 1, 1, tzinfo=ZONE))
    return month


@pytest.fixture(scope="module")
def lines(month: Month) -> list[str]:
    """Return the pseudonymised export."""
    return list(ms.pseudonymise(list(export_log(month.program.log)), key=KEY))


@pytest.fixture(scope="module")
def twin(lines: list[str]) -> ms.Program:
    """Return a program over the pseudonymised log."""
    log = MemoryLog()
    import_log(log, lines)
    return ms.Program(log)


def test_it_verifies_and_imports_like_any_export(
    month: Month, lines: list[str], twin: ms.Program
) -> None:
    """A file that only looks like an export could be neither checked nor used."""
    reports = verify_export(lines)

    assert [(row.stream, row.event_count) for row in reports] == [
        (f"cycle/{month.id}", month.cycle.version),
        ("disposals", 2),
    ]
    assert list(export_log(twin.log)) == lines


def test_no_person_is_left_in_it(lines: list[str]) -> None:
    """One name in one corner gives away the rest."""
    text = "".join(lines)
    people = (BUDI, CITRA, DEWI, MAYA, RUDI, SARI)

    assert [person.id for person in people if person.id in text] == []
    assert [name for name in ("a1", "a2", "a3", "a4") if f'"{name}:' in text] == []
    assert [team for team in ("team-1", "team-2") if f':{team}\\"' in text] == []


def test_no_free_text_is_left_in_it(month: Month, lines: list[str]) -> None:
    """People write names into notes, reasons and even ids of commands."""
    before = "".join(export_log(month.program.log))
    words = ("was not done", "do it", "flood at the site", "plan ahead", "october.csv", "is ill")

    assert before.count(WULAN) >= 15
    assert [word for word in words if word not in before] == []
    assert [word for word in (WULAN, *words) if word in "".join(lines)] == []


def test_the_recap_is_the_same_but_for_the_names(month: Month, twin: ms.Program) -> None:
    """Research stands on these figures; one that moved would make the file worthless."""
    mask = masking.Mask(KEY)
    before, after = month.cycle.recap, twin.cycle(month.id).recap
    assert before
    assert after

    for name in ("contacters", "agents"):
        named = {mask.name("person", row.key): row for row in getattr(before, name)}
        found = {row.key: row for row in getattr(after, name)}
        assert found.keys() == named.keys()
        for key, row in found.items():
            assert (row.form_count, row.share) == (named[key].form_count, named[key].share)
    same = [field.name for field in attrs.fields(ms.Recap)][:9]
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert [row.parameter for row in after.nonconformities] == [
        row.parameter for row in before.nonconformities
    ]


def test_the_recap_follows_from_the_masked_forms(twin: ms.Program) -> None:
    """Whoever computes F-27 anew must find the frozen figures, in their order."""
    cycle = twin.cycle(twin.cycles()[0])

    assert make_recap(cycle) == cycle.recap


@pytest.mark.parametrize("day", [2, 10, 16, 22, 40])
def test_every_verdict_stands_as_it_stood(month: Month, twin: ms.Program, day: int) -> None:
    """A rule asks who does what and whether something was said: both must survive."""
    before, after = (
        [
            (row.clause, row.status, row.deviation)
            for row in program.verdict(month.id, as_of=nov(day))
        ]
        for program in (month.program, twin)
    )

    assert after == before


def test_what_stands_beside_people_stays(month: Month, twin: ms.Program) -> None:
    """Times, marks, states and routes are what the figures are made of."""
    for before, after in zip(month.cycle.contacts, twin.cycle(month.id).contacts, strict=True):
        for name in ("number", "state", "performed_at", "submitted_at", "accepted_at",
                     "passed_supervisor"):  # fmt: skip
            assert getattr(after, name) == getattr(before, name)
        marks = [(form.marks, form.skipped, form.at) for form in before.evaluations]
        assert [(form.marks, form.skipped, form.at) for form in after.evaluations] == marks
        assert after.contacter
        assert before.contacter
        assert after.contacter.role is before.contacter.role
        assert (after.plan.helper_reason is None) == (before.plan.helper_reason is None)


def test_one_person_has_one_pseudonym_wherever_named(month: Month, twin: ms.Program) -> None:
    """Following one agent through the months is what such a file is for."""
    pairs = {
        (old.id, new.id)
        for before, after in zip(
            month.program.history(month.id), twin.history(month.id), strict=True
        )
        for old, new in zip(people(before), people(after), strict=True)
    }

    assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs}) >= 9


def people(value: Any) -> Iterator[ms.Person]:  # noqa: ANN401 - any part of a history
    """Yield every person in a value, in order."""
    if isinstance(value, ms.Person):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from people(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from people(item)


def test_the_key_alone_decides_the_pseudonyms(month: Month, lines: list[str]) -> None:
    """The same key joins two exports; without it nobody can recompute a name."""
    whole = list(export_log(month.program.log))

    assert list(ms.pseudonymise(whole, key=KEY)) == lines
    other = list(ms.pseudonymise(whole, key=b"another key altogether"))
    actors = [{json.loads(row)["actor"] for row in rows[:-1]} for rows in (lines, other)]
    assert actors[0].isdisjoint(actors[1])


@pytest.mark.parametrize("key", [b"", b"fifteen bytes..", "text is no key, however long"])
def test_a_key_that_can_be_guessed_is_refused(key: bytes, lines: list[str]) -> None:
    """Forty names and a short key are tried through in a second; the key is not repeated."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.pseudonymise(lines, key=key)

    assert "fifteen" not in str(caught.value)
    assert "text is" not in str(caught.value)


def test_a_broken_export_is_refused(month: Month) -> None:
    """Sealing it anew would turn a forgery into a file that verifies."""
    rows = list(export_log(month.program.log))

    with pytest.raises(ms.ChainBroken):
        ms.pseudonymise([rows[0].replace("dewi", "dewa"), *rows[1:]], key=KEY)


# Text that is no free text: codes, numbers in words, and what a site decided.
KEPT = {
    "AttemptLogged": "", "ContactReassigned": "day_part", "CycleDisposed": "cycle clause head",
    "CycleOpened": "cycle unit", "DeviationRecorded": "clause", "Figure": "key",
    "Finding": "parameter", "FormReturned": "", "HoldPlaced": "cycle", "HoldReleased": "cycle",
    "Material": "codes tied", "NewProduct": "code title skill", "Nonconformity": "parameter",
    "PlannedContact": "day_part", "ReasonCount": "code skill title day_parts",
    "ReasonRanking": "dropped", "ScenarioText": "source skill",
}  # fmt: skip


def texts(kind: type) -> Iterator[tuple[type, str]]:
    """Yield every field below a type that can hold text."""
    if kind in (ms.Policy, ms.Scorecard, ms.Person):
        return
    if attrs.has(kind):
        for name, hint in typing.get_type_hints(kind).items():
            if str in flat(hint):
                yield kind, name
            for inner in flat(hint):
                yield from texts(inner)


def flat(hint: Any) -> set[Any]:  # noqa: ANN401 - a hint may be anything
    """Return a hint with the parts it is made of."""
    return {hint}.union(*map(flat, typing.get_args(hint)))


def test_every_text_of_every_event_is_masked_or_known_to_be_no_free_text() -> None:
    """A field that somebody adds next year would otherwise slip through in silence."""
    tables = (masking.FREE_TEXT, masking.FREE_PAIRS, masking.TEAMS, masking.PEOPLE)
    masked = {(kind, name) for table in tables for kind, names in table.items() for name in names}
    found = {pair for _, _, kind in (*EVENT_TYPES, *DISPOSAL_TYPES) for pair in texts(kind)}

    left = {(kind.__name__, name) for kind, name in found - masked}

    assert left == {(kind, name) for kind, names in KEPT.items() for name in names.split()}
    assert masked <= found
