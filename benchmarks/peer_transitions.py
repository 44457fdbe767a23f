"""The peer `transitions`: a machine for each object, or one for all objects of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from transitions import Machine, MachineError

from benchmarks.desk import Facts, Kept, Model, Move, Peer, Refused


class Held:
    """A model whose triggers a machine has put on it."""

    __slots__ = ("machine", "model")

    def __init__(self, model: Model, machine: Machine) -> None:
        self.model, self.machine = model, machine

    def fire(self, step: str, *, by: str, facts: Facts) -> None:
        """Call the trigger; it raises in a wrong state, and says no where a test fails."""
        try:
            is_done = getattr(self.model, step)(by=by, facts=facts)
        except MachineError as error:
            raise Refused(str(error)) from error
        if not is_done:
            raise Refused(f"{step} in the state {self.model.state}")

    def blob(self) -> str:
        """Return the model's."""
        return self.model.blob()


def each() -> Peer:
    """Return the peer with a machine for each object."""
    return Peer(lambda model, moves: Held(model, _machine(moves, model)))


def shared() -> Peer:
    """Return the peer with a machine for each kind, as its manual advises for many objects."""
    return Peer(partial(_add, {}))


def _add(machines: dict[Sequence[Move], Machine], model: Model, moves: Sequence[Move]) -> Kept:
    if moves not in machines:
        machines[moves] = _machine(moves)
    machines[moves].add_model(model, initial=model.state)
    return Held(model, machines[moves])


def _machine(moves: Sequence[Move], *models: Model) -> Machine:
    return Machine(
        model=list(models),
        states=[moves[0].source, *(move.destination for move in moves)],
        transitions=[
            {
                "trigger": move.step,
                "source": move.source,
                "dest": move.destination,
                "conditions": list(move.tests),
                "after": "keep",
            }
            for move in moves
        ],
        initial=moves[0].source,
        auto_transitions=False,
    )
