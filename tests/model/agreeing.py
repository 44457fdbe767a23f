"""Where real months and the model part: what the library did unforeseen, or withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tests.model.abstract import State
from tests.model.lived import Deed, Lived
from tests.model.walking import Step, Tables, Walker


def unforeseen(lived: Lived, tables: Tables) -> Iterator[Deed]:
    """Give what the library let happen and the model says cannot."""
    steps = _steps(lived, tables)
    for deed in lived.deeds:
        if not any(_foresees(step, deed) for step in steps[deed.before]):
            yield deed


def withheld(lived: Lived, tables: Tables) -> Iterator[tuple[State, Step]]:
    """Give what the model says must pass and the library let nobody do.

    Steps that give a contact to a role the real month has nobody for are left out.
    """
    done: dict[tuple[State, str], set[State]] = defaultdict(set)
    for deed in lived.deeds:
        done[deed.before, deed.trigger].add(deed.after)
    for state, steps in _steps(lived, tables).items():
        for step in steps:
            tried = step.must and not _needs_another_role(lived, step)
            if tried and not done[state, step.row.trigger] & set(step.outcomes):
                yield state, step


def _steps(lived: Lived, tables: Tables) -> dict[State, tuple[Step, ...]]:
    walker = Walker(tables, lived.world.reading)
    return {state: tuple(walker.steps(state)) for state in lived.states}


def _foresees(step: Step, deed: Deed) -> bool:
    return (
        step.row.trigger == deed.trigger
        and deed.after in step.outcomes
        and deed.by.role in step.roles
        and step.attempt.same == deed.same
        and (step.attempt.form < 0 or step.attempt.own == deed.own)
    )


def _needs_another_role(lived: Lived, step: Step) -> bool:
    given = {form.role for state in step.outcomes for form in state.contacts if form.role}
    return not given <= {str(role) for role in lived.world.roles}
