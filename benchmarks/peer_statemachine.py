"""The peer `python-statemachine`: a class for each kind of object, an instance for each object."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import new_class
from typing import Any

# Installed with the benchmarks, and not where the types are checked.
from statemachine import (  # type: ignore[import-not-found, unused-ignore]
    State,
    StateMachine,
)
from statemachine.exceptions import (  # type: ignore[import-not-found, unused-ignore]
    TransitionNotAllowed,
)

from benchmarks.desk import CONTACT_MOVES, Facts, Model, Move, Peer, Refused


class Held:
    """A model and its machine."""

    __slots__ = ("machine", "model")

    def __init__(self, model: Model, machine: StateMachine) -> None:
        self.model, self.machine = model, machine

    def fire(self, step: str, *, by: str, facts: Facts) -> None:
        """Send the event; the machine raises in a wrong state and where a test fails."""
        try:
            getattr(self.machine, step)(by=by, facts=facts)
        except TransitionNotAllowed as error:
            raise Refused(str(error)) from error

    def blob(self) -> str:
        """Return the model's."""
        return self.model.blob()


def each() -> Peer:
    """Return the peer."""
    return Peer(lambda model, moves: Held(model, _kind(tuple(moves))(model)))


@cache
def _kind(moves: Sequence[Move]) -> type[Any]:
    """Return the class its declarations would make, out of the table all peers share."""
    names = [moves[0].source, *(move.destination for move in moves)]
    body: dict[str, Any] = {
        name: State(initial=name == names[0], final=name == names[-1]) for name in names
    }
    for move in moves:
        source, destination = body[move.source], body[move.destination]
        body[move.step] = source.to(destination, cond=list(move.tests), on="keep")
    name = "Contact" if moves == CONTACT_MOVES else "Cycle"
    return new_class(name, (StateMachine,), exec_body=lambda space: space.update(body))
