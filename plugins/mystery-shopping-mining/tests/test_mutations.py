"""A month that was tampered with does not replay: every mutation, and those no replay can see."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from mystery_shopping_mining import Run, Trace, make_net, make_traces, replay, total
from tests.mining import MUTATIONS, accepted, changes_of_state, ended, eventful, mutants

README = Path(__file__).parents[1] / "README.md"


@cache
def traces() -> tuple[Trace, ...]:
    """Return the cases of a month in which everything happened that can happen."""
    month = ended(eventful())
    return make_traces(month.cycle, month.program.history(month.id))


def seen(trace: Trace, mutant: Run) -> bool:
    """Tell whether a replay notices a mutant."""
    return replay(make_net(trace.lifecycle), mutant).value < 1


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_mutant_that_the_tables_refuse_fits_less_than_1(mutation: str) -> None:
    """What the evidence is worth: a month that cannot have been is told from one that was."""
    wrong = [
        (trace.case, mutant)
        for trace in traces()
        for mutant in mutants(trace.lifecycle, trace.run, mutation)
        if seen(trace, mutant) == accepted(trace.lifecycle, mutant)
    ]

    assert wrong == []


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_month_with_one_mutant_in_it_fits_less_than_1_as_a_whole(mutation: str) -> None:
    """One bad case among many must show in the figure of the month."""
    whole = [replay(make_net(trace.lifecycle), trace.run) for trace in traces()]
    assert total(whole).value == 1

    for place, trace in enumerate(traces()):
        for mutant in mutants(trace.lifecycle, trace.run, mutation):
            if seen(trace, mutant):
                bad = replay(make_net(trace.lifecycle), mutant)
                assert total([*whole[:place], bad, *whole[place + 1 :]]).value < 1


def counted() -> list[str]:
    """Return the table of the README: mutants by kind, those seen, and why the others are not."""
    lines = []
    for mutation in MUTATIONS:
        found: Counter[str] = Counter()
        for trace in traces():
            for mutant in mutants(trace.lifecycle, trace.run, mutation):
                found["all"] += 1
                found[_why_unseen(trace, mutant)] += 1
        cells = (found[key] for key in ("all", "seen", "stays", "other way"))
        lines.append(f"| {mutation} | {' | '.join(map(str, cells))} |")
    return lines


def _why_unseen(trace: Trace, mutant: Run) -> str:
    if seen(trace, mutant):
        return "seen"
    same = changes_of_state(trace.lifecycle, trace.run)
    return "stays" if changes_of_state(trace.lifecycle, mutant) == same else "other way"


def test_the_readme_counts_what_no_replay_can_see() -> None:
    """Evidence that hides its limits is none: the figures a reader relies on are counted here."""
    written = [line for line in README.read_text(encoding="utf-8").splitlines() if "|" in line]

    assert [line for line in counted() if line not in written] == []


Numbered = tuple[tuple[str, int], ...]


def tampered(case: Numbered, mutation: str) -> list[Numbered]:
    """Return what a mutation makes of a case whose events carry their versions along."""
    places = range(len(case))
    if mutation == "drop":
        return [case[:i] + case[i + 1 :] for i in places]
    if mutation == "duplicate":
        return [case[: i + 1] + case[i:] for i in places]
    swaps = ((i, j) for i in places for j in places[i + 1 :])
    return [(*case[:i], case[j], *case[i + 1 : j], case[i], *case[j + 1 :]) for i, j in swaps]


def in_order(cases: list[Numbered]) -> bool:
    """Tell whether versions rise in every case, and all the month's events are there."""
    rising = all(before < after for case in cases for (_, before), (_, after) in pairwise(case))
    count = max(event.entry.version for event in traces()[0].events)
    return rising and {number for case in cases for _, number in case} == set(range(1, count + 1))


SHARED = [
    "plan_contacts",
    "assign_contacts.leaves_contacts_unassigned",
    "plan_contacts",
    "assign_contacts",
]


@pytest.mark.parametrize("mutation, unnoticed", [("swap", []), ("duplicate", []), ("drop", SHARED)])
def test_what_a_replay_cannot_see_the_versions_of_the_events_show(
    mutation: str, unnoticed: list[str]
) -> None:
    """Only a step that the same event is in another case, too, is dropped from one unnoticed."""
    cases = [
        tuple((event.activity, event.entry.version) for event in trace.events) for trace in traces()
    ]
    assert in_order(cases)

    escaped = []
    for place, (trace, case) in enumerate(zip(traces(), cases, strict=True)):
        for changed in tampered(case, mutation):
            mutant = Run(tuple(name for name, _ in changed), trace.ends)
            if not seen(trace, mutant) and in_order([*cases[:place], changed, *cases[place + 1 :]]):
                escaped += [name for name, number in case if (name, number) not in changed]

    assert escaped == unnoticed
