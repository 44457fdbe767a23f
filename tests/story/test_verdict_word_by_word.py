"""Every verdict word by word: what a QCA reads of many months, as it was agreed on once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.rules import judge
from tests.arch.source import ROOT
from tests.months import (
    BUDI,
    CITRA,
    RUDI,
    SARI,
    SOLUTION,
    Month,
    S,
    even_plan,
    nov,
    policy,
    scenario,
)

PAGE = ROOT / "tests" / "golden" / "verdicts.txt"
UPDATE = "MYSTERY_SHOPPING_UPDATE_VERDICTS"
REMEDY = f"If the change is meant: {UPDATE}=1 python3 dev.py test {__name__.rpartition('.')[2]}"
World = tuple[ms.Cycle, datetime]


def seen(month: Month, *days: datetime) -> Iterator[World]:
    """Return a month's cycle as it stands, with the days to judge it on."""
    return ((month.cycle, day) for day in days)


def changed(month: Month, number: int, **fields: Any) -> ms.Cycle:  # noqa: ANN401 - as attrs
    """Return the cycle with one contact as no program of ours would have left it."""
    contacts = (
        attrs.evolve(row, **fields) if row.number == number else row for row in month.cycle.contacts
    )
    return attrs.evolve(month.cycle, contacts=ms.Vector.of(contacts))


def faultless() -> Iterator[World]:
    """Helpers on the way of their supervisor, one agent coached, everything in time."""
    month = Month(plan=even_plan(40, BUDI, CITRA, SARI), zeros={3: SOLUTION})
    for state in [row for row in S if row not in {S.CLOSED_WITH_DEVIATIONS, S.CANCELLED}]:
        yield from seen(month.to(state), month.now)
    yield from seen(month, nov(400))


def nothing_done() -> Iterator[World]:
    """A month that was opened, and no more."""
    return seen(Month(), nov(1), nov(8, 0), nov(31, 0))


def badly_prepared() -> Iterator[World]:
    """Two kinds of reasons are missing; scenarios come late, on an old training, and too few."""
    month = Month(reading=policy(missing_kind=ms.MissingKind.WARNING))
    reasons = tuple(ms.ReasonCount(f"r{n}", 9 - n, tuple(ms.Kind)[n % 2]) for n in range(7))
    october = ms.ReasonRanking(ms.Period(2026, 10), reasons, "october.csv")
    month.do(ms.CollectReasons(october), ms.SelectMaterial())
    yield from seen(month, nov(3))
    training = scenario("r2", basis=ms.Basis.TRAINING, held_on=date(2026, 10, 3))
    month.do(ms.DraftScenario(training), ms.DraftScenario(scenario("r0")), at=nov(4))
    yield from seen(month, nov(4), nov(9))
    material = month.cycle.material
    assert material is not None
    strict = attrs.evolve(month.cycle.policy, missing_kind=ms.MissingKind.ERROR)
    others = attrs.evolve(material, codes=("r6", "r5", "r4", "r3", "r2"))
    yield attrs.evolve(month.cycle, policy=strict), nov(4)
    first, second = month.cycle.scenarios
    old = attrs.evolve(first, text=attrs.evolve(first.text, held_on=date(2026, 8, 3)))
    yield attrs.evolve(month.cycle, scenarios=ms.Vector.of((old, second))), nov(4)
    yield attrs.evolve(month.cycle, material=others), nov(4)


def badly_carried_out() -> Iterator[World]:
    """Six contacts away from their time, one without a form, one missing, two planned outside."""
    month = Month.of_four().to(S.EXECUTING).perform(1, 2)
    yield from seen(month, nov(8, 13), nov(15, 0))
    month.do(ms.VoidContact(2, "recognised")).perform(3)
    yield from seen(month, nov(15, 0), nov(31, 0))


def off_the_plan() -> Iterator[World]:
    """One, five and six contacts that are not as they should be: the list ends after five."""
    month = Month().to(S.COLLECTING)
    for count in (1, 5, 6):
        contacts = ms.Vector.of(
            attrs.evolve(row, evaluations=(), attempts=(), agent=None, performed_at=nov(9, 3))
            if row.number <= count
            else row
            for row in month.cycle.contacts
        )
        yield attrs.evolve(month.cycle, contacts=contacts), nov(16)


def off_the_record() -> Iterator[World]:
    """Records that no command of ours leads to, which a verdict judges all the same."""
    month = Month(plan=even_plan(40, BUDI, SARI), zeros={3: SOLUTION}).to(S.CLOSED)
    plan = month.cycle.contact(2).plan
    wrong: tuple[dict[str, Any], ...] = (
        {"plan": attrs.evolve(plan, contacter=None)},
        {"plan": attrs.evolve(plan, helper_reason=None)},
        {"plan": attrs.evolve(plan, on=date(2026, 11, 20))},
        {"passed_supervisor": False},
        {"received_at": None},
        {"state": ms.ContactState.PLANNED},
        {"state": ms.ContactState.VOIDED},
        {"evaluations": ()},
        {"agent": None},
        {"performed_at": None},
        {"performed_at": nov(20)},
    )
    for fields in wrong:
        yield changed(month, 2, **fields), nov(24)
    lost: tuple[dict[str, Any], ...] = (
        {"ranking": None},
        {"material": None},
        {"recap": None},
        {"report": None},
    )
    for fields in lost:
        yield attrs.evolve(month.cycle, **fields), nov(24)


def handed_in_by_a_date() -> Iterator[World]:
    """Forms are due on the 20th, and one comes on the 22nd."""
    month = Month.of_four(hand_in_day=20).to(S.COLLECTING).evaluate(1, 2, 3, 4)
    month.hand_in(1, 2, 3).accept(1, 2, 3)
    yield from seen(month, nov(20, 23), nov(21, 0))
    month.now = nov(22)
    yield from seen(month.hand_in(4).accept(4), nov(22))


def conceded() -> Iterator[World]:
    """Deviations on samples, on a day part and on a follow-up, one of them not approved."""
    month = Month.of_four(zeros={2: SOLUTION, 3: SOLUTION}).to(S.EXECUTING).deviate("5.2.1.2")
    month.deviate("5.2.1.3").perform(1, 2, 3).do(ms.VoidContact(4, "flood"))
    month.to(S.REPORTED).pass_on().do(ms.RecordDeviation("5.3.3", "flood", "plan ahead"))
    yield from seen(month, nov(19))
    month.coach(1).deviate("5.5", follow_up=2)
    yield from seen(month, nov(20))
    month.do(ms.ApproveDeviation(3), by=RUDI)
    yield from seen(month.do(ms.CloseWithDeviations(), at=nov(23)), nov(24))


def cancelled() -> Iterator[World]:
    """Given up in the middle of week II."""
    return seen(Month().to(S.EXECUTING).do(ms.Cancel("the unit was closed")), nov(9))


def in_proportion() -> Iterator[World]:
    """A reading by which day parts follow the traffic, which nobody counted."""
    return seen(Month.of_four(coverage=ms.Coverage.PROPORTIONAL).to(S.REPORTED), nov(18))


WORLDS: tuple[Callable[[], Iterator[World]], ...] = (
    faultless,
    nothing_done,
    badly_prepared,
    badly_carried_out,
    off_the_plan,
    off_the_record,
    handed_in_by_a_date,
    conceded,
    cancelled,
    in_proportion,
)


def page() -> str:
    """Return every row of every world, but for headings and for what was said just before."""
    lines = []
    for world in WORLDS:
        before: dict[str, str] = {}
        for turn, (cycle, day) in enumerate(world(), 1):
            lines.append(f"\n# {world.__name__} {turn}: {day:%Y-%m-%d %H:%M}")
            for row in (row for row in judge(cycle, day) if not row.is_heading):
                told = (row.sentence.id, row.sentence.en)
                by = "" if row.deviation is None else f" by deviation {row.deviation}"
                said = f"{row.clause} {row.status}{by} {shown(row.evidence)}: {' | '.join(told)}"
                if before.get(row.clause) != said:
                    lines.append(said)
                before[row.clause] = said
    return "\n".join(lines).lstrip("\n") + "\n"


def shown(evidence: tuple[str, ...]) -> str:
    """Return evidence, a long list by its ends and its length."""
    short = [word.removeprefix("malang/2026-11") or "all" for word in evidence]
    kept = short if len(short) <= 6 else [*short[:3], f"… {len(short)} …", *short[-2:]]
    return f"[{' '.join(kept)}]"


def test_every_verdict_says_what_it_said() -> None:
    """A sentence that changes by accident makes two printed verdicts disagree."""
    said = page()
    if os.environ.get(UPDATE):
        PAGE.write_text(said, encoding="utf-8", newline="\n")

    assert said == PAGE.read_text(encoding="utf-8"), REMEDY


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.__name__)
def test_every_world_is_described_and_judged_more_than_by_its_heading(
    world: Callable[[], Iterator[World]],
) -> None:
    """A world whose every row is pending would agree on nothing."""
    states = {row.status for cycle, day in world() for row in judge(cycle, day).rows}

    assert world.__doc__
    assert states - {ms.Status.PENDING}
