"""How a breach is found in what happens to a contact, its form, or a follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mystery_shopping.model import ContactState, CycleState, FollowUpState
from tests.model.abstract import (
    ABSENT,
    ENDS,
    SETTLED,
    Form,
    State,
)
from tests.model.graph import Breach, Graph, named

_CLOSINGS = frozenset({CycleState.CLOSED, CycleState.CLOSED_WITH_DEVIATIONS})
_FROZEN = frozenset({CycleState.RECAPITULATED, CycleState.REPORTED}) | _CLOSINGS
_ASSIGNED = frozenset({CycleState.ASSIGNED, CycleState.EXECUTING, CycleState.COLLECTING}) | _FROZEN
_CONTACTERS_OWN = frozenset({"log_attempt", "perform_contact", "evaluate_contact", "submit_form"})


def settled_moves(graph: Graph) -> Iterator[Breach]:
    """Give steps that move a contact or follow-up that is settled."""
    for edge in graph.edges:
        lost = _lost_settled(edge.before.contacts, edge.after.contacts)
        if lost:
            yield f"{named(edge.step.row.trigger)} moves a contact that is {lost}", edge.before
        done = edge.before.follow_up in {FollowUpState.VERIFIED, FollowUpState.WAIVED}
        if done and edge.after.follow_up != edge.before.follow_up:
            yield f"{named(edge.step.row.trigger)} moves a settled follow-up", edge.before


def past_the_supervisor(graph: Graph) -> Iterator[Breach]:
    """Give forms of a routed role with the QCA that no supervisor let on."""
    with_analyst = {ContactState.WITH_ANALYST, ContactState.ACCEPTED}
    for state in graph.steps:
        for form in state.contacts:
            routed = form.role in graph.reading.routes
            if form.state in with_analyst and routed and not form.seen:
                yield f"a form of a {form.role} is {form.state} that no supervisor let on", state


def detour(graph: Graph) -> Iterator[Breach]:
    """Give forms with the supervisor whose role goes straight."""
    for state in graph.steps:
        for form in state.contacts:
            if form.state == ContactState.WITH_SUPERVISOR and form.role not in graph.reading.routes:
                yield f"a form of a {form.role} lies with the supervisor", state


def unmarked(graph: Graph) -> Iterator[Breach]:
    """Give accepted forms that were not filled since they came back."""
    for state in graph.steps:
        for form in state.contacts:
            if form.state == ContactState.ACCEPTED and not form.marked:
                yield "a form is accepted that was not filled since it came back", state


def voided_counts(graph: Graph) -> Iterator[Breach]:
    """Give contacts that were voided and are something else again."""
    for state in graph.steps:
        for form in state.contacts:
            if form.was_voided and form.state != ContactState.VOIDED:
                yield f"a contact that was voided is {form.state}", state


def frozen_too_early(graph: Graph) -> Iterator[Breach]:
    """Give unsettled contacts after the recap."""
    for state in graph.steps:
        left = _open_forms(state)
        if state.phase in _FROZEN and left:
            yield f"the figures are frozen while a form is {left[0]}", state


def somebody_elses(graph: Graph) -> Iterator[Breach]:
    """Give steps of a contacter taken by another."""
    for edge in graph.edges:
        if edge.step.row.trigger in _CONTACTERS_OWN and not edge.step.attempt.own:
            yield (
                f"{named(edge.step.row.trigger)} passes for another than the contacter",
                edge.before,
            )


def out_of_phase(graph: Graph) -> Iterator[Breach]:
    """Give contacts performed before or after execution."""
    for edge in graph.edges:
        if edge.step.row.trigger == "perform_contact" and edge.before.phase != "executing":
            yield f"a contact is performed while the month is {edge.before.phase}", edge.before


def nobody_to_do_it(graph: Graph) -> Iterator[Breach]:
    """Give contacts without a contacter after the assigning, waiting after execution."""
    for state in graph.steps:
        states = {form.state for form in state.contacts}
        if ContactState.PLANNED in states and state.phase in _ASSIGNED:
            yield f"a contact has no contacter while the month is {state.phase}", state
        waiting = states & {ContactState.PLANNED, ContactState.ASSIGNED}
        if waiting and state.phase in {CycleState.COLLECTING, *_FROZEN}:
            yield f"a contact is {min(waiting)} while the month is {state.phase}", state


def only_voided(graph: Graph) -> Iterator[Breach]:
    """Give contacts that nothing but voiding can settle."""
    came: dict[State, list[State]] = {}
    for edge in graph.edges:
        if edge.step.row.trigger != "void_contact":
            came.setdefault(edge.after, []).append(edge.before)
    good = {state for state in graph.steps if not _open_forms(state)}
    edge_of_good = list(good)
    while edge_of_good:
        for before in came.get(edge_of_good.pop(), ()):
            if before not in good:
                good.add(before)
                edge_of_good.append(before)
    for state in graph.steps:
        if state.phase not in ENDS and state not in good:
            yield f"a contact that is {_open_forms(state)[0]} can only be voided", state


def kept_back(graph: Graph) -> Iterator[Breach]:
    """Give returned forms that do not come back."""
    for edge in graph.edges:
        if edge.step.row.trigger == "return_form":
            returned = ContactState.RETURNED
            counts = [sum(f.state == returned for f in s.contacts) for s in (edge[0], edge[2])]
            if counts[0] >= counts[1]:
                yield "a form is returned and does not come back", edge.before


def _lost_settled(before: Iterable[Form], after: Iterable[Form]) -> str:
    for state in (ContactState.ACCEPTED, ContactState.VOIDED):
        if sum(f.state == state for f in before) > sum(f.state == state for f in after):
            return state
    return ""


def _open_forms(state: State) -> list[str]:
    return [form.state for form in state.contacts if form.state not in {*SETTLED, ABSENT}]
