"""Months with everything in them that a report can show, and texts that mean it harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import attrs

import mystery_shopping as ms
from mystery_shopping.errors import same
from mystery_shopping.memory import MemoryLog
from mystery_shopping.model import default_scorecard
from mystery_shopping.service import Program
from mystery_shopping.service.dossier import Dossier, make_dossier
from tests.strategies import QCA, Month

AGENTS = tuple(
    ms.Person(f"agent-{place:02}", ms.Role.AGENT, f"team-{place % 3}") for place in range(1, 31)
)
SOLUTION = ("root_need", "right_answer", "right_action", "closure")
SERVICE = ("courtesy", "empathy", "patience")
HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\"quoted\" 'twice' & <b>",
    "harga \u202e000.1 pR",
    "a\u200bb\u2066c\u2069\x00\x1b[31m",
    "{{ 7 * 7 }} {% raw %}",
    '#panic("typst") #read("x") $ x^2 $ *bold* @ref \\ // /*',
    "W" * 300,
    "satu\ndua\tiga",
    "باقة الإنترنت",
)


def program(minimum: int = 40) -> Program:
    """Return a program over an empty log in memory, with the library's own scorecard."""
    policy = ms.Policy(qm_target=85, minimum_samples=minimum)
    return Program(MemoryLog(), policy=policy, scorecard=default_scorecard())


def zeros_of(turn: int, count: int = 40) -> dict[int, Sequence[str]]:
    """Return zeros that differ from month to month, and always in the same way."""
    codes = default_scorecard().codes
    found: dict[int, Sequence[str]] = {}
    for number in range(1, count + 1):
        chance = (number * 7919 + turn * 104729) % 97
        if chance < 5:
            found[number] = SOLUTION
        elif chance < 9:
            found[number] = (*SERVICE, codes[chance])
        elif chance < 30:
            found[number] = (codes[chance % len(codes)],)
    return found


def lived(
    program: Program, period: ms.Period, *, turn: int, phase: str = "reported", contacts: int = 40
) -> Month:
    """Return a month that was lived up to a phase."""
    zeros = zeros_of(turn, contacts)
    month = Month(program, period=period, contacts=contacts, zeros=zeros, agents=AGENTS)
    return month.up_to(phase)


def dossier_of(month: Month) -> Dossier:
    """Return the dossier of a month a day after its last step."""
    return make_dossier(month.program, month.id, by=QCA, as_of=month.clock + timedelta(days=1))


@cache
def long_dossier() -> Dossier:
    """Return a closed month after twelve others, one of them cancelled and one left out."""
    unit, first = program(), ms.Period(2025, 11)
    for turn in range(12):
        if turn != 4:
            phase = "cancelled" if turn == 7 else "reported"
            lived(unit, first.shift(turn), turn=turn, phase=phase)
    month = lived(unit, first.shift(12), turn=12, phase="executing")
    month.up_to("reported")
    return dossier_of(month)


@cache
def opened_dossier() -> Dossier:
    """Return a cycle that was just opened: nothing has a figure."""
    month = Month(program())
    return make_dossier(month.program, month.id, as_of=month.clock)


@cache
def large_dossier() -> Dossier:
    """Return a month of 400 contacts."""
    month = lived(program(minimum=400), ms.Period(2026, 11), turn=3, contacts=400)
    return dossier_of(month)


def hostile_dossier() -> Dossier:
    """Return the long dossier with hostile text wherever somebody may write."""
    dossier = long_dossier()
    report = dossier.report
    said = " ".join(HOSTILE)
    note = attrs.evolve(report.nonconformities[0], note=said, solution=said)
    deviation = ms.Deviation(1, "5.2.1.2", "40", "39", said, said, QCA)
    return attrs.evolve(
        dossier,
        report=attrs.evolve(
            report,
            summary=said,
            nonconformities=(note, *report.nonconformities),
            recommendations=tuple(
                attrs.evolve(row, analysis=text, advice=text)
                for row, text in zip(report.recommendations, HOSTILE, strict=False)
            ),
            deviations=(deviation,),
            header=attrs.evolve(report.header, unit=HOSTILE[1]),
            parameters=tuple(
                attrs.evolve(line, title=same(HOSTILE[place % len(HOSTILE)]))
                for place, line in enumerate(report.parameters)
            ),
            follow_ups=tuple(
                attrs.evolve(row, agent=attrs.evolve(row.agent, id='<b>&"agent'))
                for row in report.follow_ups
            ),
        ),
    )
