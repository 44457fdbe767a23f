"""The peer `SpiffWorkflow`: a BPMN process for each kind of object, a workflow for each object.

A process is a line of manual tasks. Its facts are the data of the tasks, and what is stored is
what its own serializer makes of the workflow, short of the process, which is the same for all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

# Installed with the benchmarks, and not where the types are checked.
from SpiffWorkflow import TaskState  # type: ignore[import-not-found, import-untyped, unused-ignore]
from SpiffWorkflow.bpmn import BpmnWorkflow  # type: ignore[import-not-found, import-untyped, unused-ignore]
from SpiffWorkflow.bpmn.serializer import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    DEFAULT_CONFIG,
    BpmnWorkflowSerializer,
)
from SpiffWorkflow.bpmn.serializer.default.workflow import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    BpmnWorkflowConverter,
    WorkflowConverter,
)
from SpiffWorkflow.bpmn.specs import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    BpmnProcessSpec,
)
from SpiffWorkflow.bpmn.specs.defaults import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    EndEvent,
    ManualTask,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    NoneEventDefinition,
)

from benchmarks.desk import CONTACT_MOVES, CYCLE_MOVES, Facts, Model, Move, Peer, Refused


class Held:
    """A model and its workflow; the tests are asked before a task is finished."""

    __slots__ = ("model", "moves", "serializer", "workflow")

    def __init__(
        self, model: Model, moves: Sequence[Move], serializer: BpmnWorkflowSerializer
    ) -> None:
        self.model, self.moves, self.serializer = model, moves, serializer
        self.workflow = BpmnWorkflow(_process(tuple(moves)))
        self.workflow.data["contacter"] = model.contacter
        self.workflow.do_engine_steps()

    def fire(self, step: str, *, by: str, facts: Facts) -> None:
        """Finish the task that waits, if it is this step's."""
        task = self.workflow.get_next_task(state=TaskState.READY, manual=True)
        move = next(move for move in self.moves if move.step == step)
        is_next = task is not None and task.task_spec.name == step
        if not (is_next and all(getattr(self.model, test)(by, facts) for test in move.tests)):
            raise Refused(f"{step} in the state {self.model.state}")
        self.model.facts = task.data
        self.model.keep(by, facts)
        task.run()
        self.workflow.do_engine_steps()
        self.model.state = move.destination

    def blob(self) -> str:
        """Return what the serializer of the library writes."""
        return str(self.serializer.serialize_json(self.workflow))


class Slim(BpmnWorkflowConverter):  # type: ignore[misc, unused-ignore]
    """The library's converter without the process, which is half of its text."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        """Return the workflow, with the process by name."""
        # Past the parent, which spells the process out.
        dct: dict[str, Any] = WorkflowConverter.to_dict(self, workflow)
        return dct | {"spec": workflow.spec.name}


def each() -> Peer:
    """Return the peer."""
    config = DEFAULT_CONFIG | {BpmnWorkflow: Slim}
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(config))
    return Peer(partial(Held, serializer=serializer), _state_of)


@cache
def _process(moves: Sequence[Move]) -> BpmnProcessSpec:
    process = BpmnProcessSpec("contact" if moves == CONTACT_MOVES else "cycle")
    last = process.start
    for kind, name in (
        (StartEvent, "begin"),
        *((ManualTask, move.step) for move in moves),
        (EndEvent, "done"),
    ):
        more = () if kind is ManualTask else (NoneEventDefinition(),)
        task = kind(process, name, *more)
        last.connect(task)
        last = task
    last.connect(process.end)
    return process


def _state_of(blob: str) -> str:
    stored = json.loads(blob)
    moves = CONTACT_MOVES if stored["spec"] == "contact" else CYCLE_MOVES
    ready = {
        task["task_spec"] for task in stored["tasks"].values() if task["state"] == TaskState.READY
    }
    states = [move.source for move in moves if move.step in ready]
    return states[0] if states else moves[-1].destination
