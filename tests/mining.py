"""Process evidence in tests: eventful months, files read back, mutants, and a judge of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
from lxml import etree

import mystery_shopping as ms
from mystery_shopping.service.dossier import Dossier, make_dossier
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import STATES, TABLES
from mystery_shopping_mining import Net, Run, Transition
from tests.months import BUDI, CITRA, MAYA, RUDI, SARI, SOLUTION, Month, S, even_plan, nov

GRAMMAR = "{http://www.pnml.org/version-2009/grammar/pnml}"
# How each life begins, said a second time: the judge must not believe the net's own words.
BEGINNINGS = {
    Lifecycle.CYCLE: {"open_cycle": "opened"},
    Lifecycle.CONTACT: {
        "plan_contacts.without_contacter": "planned",
        "plan_contacts.with_contacter": "assigned",
    },
    Lifecycle.FOLLOW_UP: {"publish_report": "opened"},
}


def eventful(**changes: object) -> Month:
    """Return a reported month in which everything happened that can happen to a contact.

    Contact 1 fails and needs coaching, 2 is passed to somebody else, tried in vain and returned
    twice, 3 is voided, 4 goes by the supervisor and is returned there; 5 joined later.
    """
    plan = [attrs.evolve(row, contacter=None, helper_reason=None) for row in even_plan(4)]
    month = Month.of_four(zeros={1: SOLUTION, 2: ("greeting",)}, **changes)
    month.plan = tuple(plan)
    month.to(S.SCENARIOS_READY).do(ms.PlanContacts(month.plan), at=nov(4, 10))
    month.do(
        ms.AssignContacts((ms.Assignment(1, BUDI), ms.Assignment(3, BUDI))),
        ms.AssignContacts((ms.Assignment(2, BUDI), ms.Assignment(4, SARI, "a QCO is ill"))),
        at=nov(5),
    )
    move = ms.MoveWindow(2, ms.Window(date(2026, 11, 8), date(2026, 11, 15)), "a holiday")
    month.do(move, at=nov(6)).do(ms.ApproveWindowMove(1), by=RUDI)
    month.to(S.EXECUTING).do(*_changed_in_execution(), at=nov(8, 7, 30))
    month.do(ms.LogAttempt(2, ms.Outcome.NO_ANSWER, nov(8, 7, 40)), by=CITRA, at=nov(8, 7, 45))
    month.perform(1, 2, 4, 5).do(ms.FinishExecution(), at=nov(16))
    month.evaluate(1, 2, 4, 5).hand_in(1, 2, 5)
    return _travelled(month).to(S.REPORTED)


def _changed_in_execution() -> tuple[ms.Command, ...]:
    late = ms.PlannedContact(1, date(2026, 11, 15), "afternoon", CITRA)
    return (
        ms.PlanContacts((late,)),
        ms.ReassignContact(2, CITRA, "Budi is ill"),
        ms.VoidContact(3, "recognised"),
    )


def _travelled(month: Month) -> Month:
    for number, by in ((2, None), (2, None), (4, RUDI)):
        if by:
            month.do(ms.SubmitForm(number), by=month.contacter(number))
        back = ms.ReturnForm(number, {"greeting": "look again"})
        month.do(back, by=by or month.cycle.steps[0].by).evaluate(number)
        month.hand_in(*(() if by else (number,)))
    month.hand_in(4).do(ms.NoteNonconformity(1, "greeting", "late", "at once"))
    return month.accept(1, 2, 4, 5)


def ended(month: Month) -> Month:
    """Let an eventful month end with a waived follow-up and a deviation for all else."""
    month.pass_on().deviate("5.5", follow_up=1)
    red = month.program.check(month.id, ms.Close(), by=month.cycle.steps[0].by, at=nov(23))
    for clause in sorted({row.clause for row in red} - {"5.5"}):
        month.do(ms.RecordDeviation(clause, "a flood", "plan ahead"))
        month.do(ms.ApproveDeviation(len(month.cycle.deviations)), by=MAYA)
    return month.do(ms.CloseWithDeviations(), at=nov(23))


def dossier_of(program: Any, cycle_id: str) -> Dossier:  # noqa: ANN401 - of either month builder
    """Return the dossier of a cycle as its last event left it."""
    return make_dossier(program, cycle_id, as_of=program.cycle(cycle_id).last_at)


# What the files say, read by a library that did not write them.


def read_xes(path: Path) -> Iterator[tuple[Lifecycle, Run]]:
    """Yield every trace of an XES file, as its lifecycle and what is replayed of it."""
    for trace in etree.parse(path).getroot().iter("trace"):
        said = {row.get("key"): row.get("value") for row in trace if row.tag != "event"}
        names = [
            row.get("value")
            for row in trace.iterfind("event/string")
            if row.get("key") == "concept:name"
        ]
        yield Lifecycle(said["case_type"]), Run(tuple(map(str, names)), str(said["ends_in"]))


def read_net(path: Path) -> Net:
    """Return the net of a PNML file, its places and activities by their names."""
    net = etree.parse(path).getroot().find(f"{GRAMMAR}net")
    assert net is not None
    page = net.find(f"{GRAMMAR}page")
    assert page is not None
    places = {row.get("id"): _name(row) for row in page.iterfind(f"{GRAMMAR}place")}
    (start,) = (
        _name(row)
        for row in page.iterfind(f"{GRAMMAR}place")
        if row.findtext(f"{GRAMMAR}initialMarking/{GRAMMAR}text") == "1"
    )
    arcs = [(row.get("source"), row.get("target")) for row in page.iterfind(f"{GRAMMAR}arc")]
    transitions = tuple(
        Transition(
            id=str(row.get("id")),
            activity=_name(row),
            takes=tuple(places[here] for here, there in arcs if there == row.get("id")),
            gives=tuple(places[there] for here, there in arcs if here == row.get("id")),
        )
        for row in page.iterfind(f"{GRAMMAR}transition")
    )
    return Net(_name(net), tuple(places.values()), transitions, start)


def _name(element: Any) -> str:  # noqa: ANN401 - lxml's element has no public type
    return str(element.findtext(f"{GRAMMAR}name/{GRAMMAR}text"))


# A judge that walks the tables themselves.


def activities(lifecycle: Lifecycle) -> list[str]:
    """Return every activity a life can have, from the tables and the beginnings."""
    names = {
        row.trigger + (f".{row.when.__name__}" if row.when else "") for row in TABLES[lifecycle]
    }
    return sorted(names | set(BEGINNINGS[lifecycle]))


def reached(lifecycle: Lifecycle, names: Iterable[str]) -> str | None:
    """Return the state a sequence of activities leads to, `None` where the table has no row."""
    state: str | None = None
    for place, name in enumerate(names):
        if place == 0:
            state = BEGINNINGS[lifecycle].get(name)
        else:
            state = _after(lifecycle, str(state), name)
        if state is None:
            return None
    return state


def _after(lifecycle: Lifecycle, state: str, name: str) -> str | None:
    trigger, _, kind = name.partition(".")
    for row in TABLES[lifecycle]:
        told = "" if row.when is None else row.when.__name__
        if row.trigger == trigger and told == kind and state in row.sources:
            return str(row.destination or state)
    return None


def accepted(lifecycle: Lifecycle, run: Run) -> bool:
    """Tell whether the tables allow a run and lead to where it says it ends."""
    assert run.ends in STATES[lifecycle]
    return reached(lifecycle, run.activities) == run.ends


def changes_of_state(lifecycle: Lifecycle, run: Run) -> list[str]:
    """Return the activities of an accepted run without those that stay in their state."""
    found, before = [], None
    for place in range(len(run.activities)):
        state = reached(lifecycle, run.activities[: place + 1])
        if state != before:
            found.append(run.activities[place])
        before = state
    return found


MUTATIONS = ("swap", "drop", "duplicate", "insert")


def mutants(lifecycle: Lifecycle, run: Run, mutation: str) -> set[Run]:
    """Return every run that one mutation makes of a run, without the run itself.

    Any two events are swapped, any event dropped or said twice in a row, any activity of the
    lifecycle inserted anywhere.
    """
    names, places = run.activities, range(len(run.activities))
    match mutation:
        case "swap":
            found = {_swapped(names, i, j) for i in places for j in places[i + 1 :]}
        case "drop":
            found = {names[:i] + names[i + 1 :] for i in places}
        case "duplicate":
            found = {names[: i + 1] + names[i:] for i in places}
        case _:
            gaps = range(len(names) + 1)
            found = {(*names[:i], x, *names[i:]) for i in gaps for x in activities(lifecycle)}
    return {Run(changed, run.ends) for changed in found if changed != names}


def _swapped(names: tuple[str, ...], i: int, j: int) -> tuple[str, ...]:
    changed = list(names)
    changed[i], changed[j] = changed[j], changed[i]
    return tuple(changed)
