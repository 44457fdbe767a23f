"""The lifecycles at work: `transitions` defines and checks the tables, a compiled copy is walked.

One shared, model-less machine stands for each table. Firing it costs some sixteen microseconds, so
the hot path walks a dictionary compiled once from that machine; a test proves that both answer
alike. This is the only module that knows `transitions`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from mystery_shopping.errors import Text, Unmet, Wording, join, same, tell_unmet
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.guards._guard import FINE
from mystery_shopping.workflow.guards.always import (
    WRONG_PHASE,
    WRONG_ROLE,
    WRONG_STATE,
    time_runs_backwards,
)
from mystery_shopping.workflow.tables import STATES, TABLES, Row

with warnings.catch_warnings():  # its import puts a filter of its own in front of the host's
    from transitions import Event, EventData, Machine, Transition

Lines = dict[tuple[str, str], tuple[Row, ...]]


class Cursor:
    """A throw-away model: all a machine needs to fire one trigger."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class _Passes:
    """A row's whole condition, as the machine asks for it."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def __call__(self, event: EventData) -> bool:
        situation = event.kwargs["situation"]
        return _picks(self.row, situation) and not unmet(self.row, situation)


@cache
def machine(lifecycle: Lifecycle) -> Machine:
    """Return the shared machine of one table, its states and rows checked by `transitions`."""
    built = Machine(
        model=None,
        states=[str(state) for state in STATES[lifecycle]],
        initial=str(STATES[lifecycle][0]),
        auto_transitions=False,
        send_event=True,
        queued=False,
    )
    for row in TABLES[lifecycle]:
        built.add_transition(
            row.trigger,
            [str(source) for source in row.sources],
            None if row.destination is None else str(row.destination),
            conditions=_Passes(row),
        )
    return built


@cache
def compiled(lifecycle: Lifecycle) -> Lines:
    """Return the rows of a machine by state and trigger, in the machine's order."""
    events: dict[str, Event] = machine(lifecycle).events
    return {
        (state, trigger): tuple(_row(line) for line in lines)
        for trigger, event in events.items()
        for state, lines in event.transitions.items()
    }


def _row(line: Transition) -> Row:
    condition = line.conditions[0].func
    assert isinstance(condition, _Passes)  # noqa: S101 - `machine` gives every line just this one
    return condition.row


def find_row(situation: Situation) -> Row | None:
    """Return the row an order walks, its guards aside; `None` when its state has none."""
    lines = compiled(situation.lifecycle).get((situation.state, situation.command.trigger), ())
    for row in lines:
        if row.when is None or row.when(situation):
            return row
    return None


def refusals(situation: Situation) -> tuple[Row | None, tuple[Unmet, ...]]:
    """Return the row an order walks, and every condition of it that is not fulfilled."""
    row = find_row(situation)
    if row is None:
        return None, (
            _wrong_state(situation.lifecycle, situation.command.trigger, situation.state),
        )
    return row, unmet(row, situation)


def unmet(row: Row, situation: Situation) -> tuple[Unmet, ...]:
    """Return every condition of a row that is not fulfilled: phase, role, time and guards."""
    if _is_fine(row, situation):
        return ()
    found: list[Unmet] = []
    if row.during and situation.cycle.state not in row.during:
        found.append(_wrong_phase(row, situation))
    if situation.by.role not in row.who:
        found.append(_wrong_role(row, situation))
    found += time_runs_backwards.unmet(situation)
    for guard in row.guards:
        found += guard.unmet(situation)
    if row.trigger in _SUBJECTS:
        found += _SUBJECTS[row.trigger](situation)
    return tuple(found)


def _is_fine(row: Row, situation: Situation) -> bool:
    """Return whether a row has nothing against an order: the short answer, asked first."""
    cycle = situation.cycle
    if row.during:
        if cycle.state not in row.during:
            return False
    elif row.trigger in _SUBJECTS:
        return False
    last = cycle.last_at
    if situation.by.role not in row.who or (last is not None and situation.at < last):
        return False
    for guard in row.guards:  # noqa: SIM110 - a generator costs as much as the guards it asks
        if guard.test(situation) is not FINE:
            return False
    return True


def fire(situation: Situation) -> str | None:
    """Return the state `transitions` itself goes to, `None` when it refuses."""
    table = machine(situation.lifecycle)
    event = table.events.get(situation.command.trigger)
    if event is None or situation.state not in event.transitions:
        return None
    cursor = Cursor(str(situation.state))
    return cursor.state if event.trigger(cursor, situation=situation) else None


def _picks(row: Row, situation: Situation) -> bool:
    return row.when is None or row.when(situation)


def _assigned_contacts(situation: Situation) -> Iterator[Unmet]:
    if situation.lifecycle is not Lifecycle.CYCLE:
        return
    for place, row in enumerate(situation.command.assignments):
        state = situation.cycle.contact(row.contact).state
        if (state, "assign_contacts") not in compiled(Lifecycle.CONTACT):
            path = f"assignments[{place}].contact"
            yield _wrong_state(Lifecycle.CONTACT, "assign_contacts", state, path)


def _waived_follow_up(situation: Situation) -> Iterator[Unmet]:
    if situation.lifecycle is not Lifecycle.CYCLE:
        return
    number = situation.cycle.deviation(situation.command.deviation).follow_up
    if number is None:
        return
    state = situation.cycle.follow_up(number).state
    lines = compiled(Lifecycle.FOLLOW_UP).get((state, "approve_deviation"))
    if lines is None:
        yield _wrong_state(Lifecycle.FOLLOW_UP, "approve_deviation", state, "deviation")
    elif situation.cycle.state not in lines[0].during:
        yield _wrong_phase(lines[0], situation)


def _revised_scenario(situation: Situation) -> tuple[Unmet, ...]:
    situation.cycle.scenario(situation.command.scenario)
    return ()


def _noted_contact(situation: Situation) -> tuple[Unmet, ...]:
    situation.cycle.contact(situation.command.contact)
    return ()


# What a cycle's command says of single contacts and follow-ups; an unknown number is not found.
_SUBJECTS: dict[str, Callable[[Situation], Iterable[Unmet]]] = {
    "assign_contacts": _assigned_contacts,
    "approve_deviation": _waived_follow_up,
    "revise_scenario": _revised_scenario,
    "note_nonconformity": _noted_contact,
}


def _wrong_state(lifecycle: Lifecycle, trigger: str, state: str, path: str = "") -> Unmet:
    rows = [row for row in TABLES[lifecycle] if row.trigger == trigger]
    sources = {source: None for row in rows for source in row.sources}
    clause = rows[0].clause if rows else "5"
    return _tell(WRONG_STATE, clause, _states(tuple(sources)), _label(state), path)


def _wrong_phase(row: Row, situation: Situation) -> Unmet:
    return _tell(WRONG_PHASE, row.clause, _states(row.during), situation.cycle.state.label)


def _wrong_role(row: Row, situation: Situation) -> Unmet:
    who = join(tuple(role.label for role in sorted(row.who)))
    return _tell(WRONG_ROLE, row.clause, who, situation.by.role.label, "by")


def _tell(wording: Wording, clause: str, required: Text, actual: Text, path: str = "") -> Unmet:
    return tell_unmet(
        wording,
        name=_NAMES[wording[0]],
        clause=clause,
        required=required,
        actual=actual,
        path=path,
    )


_NAMES = {"MS301": "wrong_state", "MS302": "wrong_phase", "MS303": "wrong_role"}


def _states(states: tuple[str, ...]) -> Text:
    return join(tuple(_label(state) for state in states), " / ")


def _label(state: str) -> Text:
    label = getattr(state, "label", None)
    return label if isinstance(label, Text) else same(state)
