"""How a breach is found in what happens to a month as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mystery_shopping.model import CycleState, FollowUpState
from mystery_shopping.values import CONTACTERS, Role
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import STATES
from tests.model.abstract import (
    ENDS,
    Paper,
    Reading,
    State,
    follow_up_conceded,
    follow_up_met,
)
from tests.model.graph import Breach, Graph, named

_CLOSINGS = frozenset({CycleState.CLOSED, CycleState.CLOSED_WITH_DEVIATIONS})
_SILENT = frozenset({Role.AGENT, Role.SYSTEM})
_ANALYSTS_OWN = frozenset({"accept_form", "recapitulate", "publish_report", "record_deviation"})
_SIGNING = frozenset({"approve_deviation", "approve_window_move"})
# A paper that must be followed for a row to be walked.
_PAPERWORK = {
    "record_deviation": "whole",
    "approve_deviation": "whole",
    "move_window": "move",
    "approve_window_move": "move",
}
# Rows that one command of the cycle walks along with its own.
_WITH_THE_CYCLE = frozenset({
    (Lifecycle.CONTACT, "assign_contacts"), (Lifecycle.FOLLOW_UP, "approve_deviation"),
})  # fmt: skip


def unreached(graph: Graph) -> Iterator[Breach]:
    """Give states of the tables that no month comes to."""
    lived, reading = _lived(graph), graph.reading
    for life, states in STATES.items():
        if life is Lifecycle.CONTACT and not _has_both_routes(reading):
            continue
        for state in states:
            if state == FollowUpState.WAIVED and "single" not in reading.papers:
                continue
            if state not in lived[life]:
                yield f"no {life.replace('_', '-')} is ever {state}", None


def unwalked(graph: Graph) -> Iterator[Breach]:
    """Give rows of the tables that no month walks."""
    walked = {step.row for steps in graph.steps.values() for step in steps}
    for life, rows in graph.tables.items():
        if life is Lifecycle.CONTACT and not _has_both_routes(graph.reading):
            continue
        for row in rows:
            followed = _PAPERWORK.get(row.trigger, "") in {"", *graph.reading.papers}
            if followed and row not in walked and (life, row.trigger) not in _WITH_THE_CYCLE:
                yield (
                    f"no month walks the row {named(row.trigger)} from {', '.join(row.sources)}",
                    None,
                )


def no_end(graph: Graph) -> Iterator[Breach]:
    """Give states from which people cannot be sure to close the month."""
    yield from _stuck(graph, lambda state: state.phase in _CLOSINGS, "the month cannot be closed")


def no_cancelling(graph: Graph) -> Iterator[Breach]:
    """Give states before the end in which nobody can be sure to cancel."""
    for state, steps in graph.steps.items():
        sure = [{after.phase for after in step.outcomes} for step in steps if step.must]
        if state.phase not in ENDS and {str(CycleState.CANCELLED)} not in sure:
            yield "the month cannot be cancelled at once", state


def after_the_end(graph: Graph) -> Iterator[Breach]:
    """Give steps out of an end."""
    for state, steps in graph.steps.items():
        if state.phase in ENDS and steps:
            yield f"{named(steps[0].row.trigger)} passes when the month is {state.phase}", state


def closed_without_5_5(graph: Graph) -> Iterator[Breach]:
    """Give closed months with a follow-up that is neither done nor waived."""
    for state in graph.steps:
        met = follow_up_met(state, graph.reading)
        if state.phase == CycleState.CLOSED and not met:
            yield f"the month is closed with a follow-up that is {state.follow_up}", state
        conceded = met or follow_up_conceded(state)
        if state.phase == CycleState.CLOSED_WITH_DEVIATIONS and not conceded:
            yield f"nobody waived the follow-up that is {state.follow_up}", state


def red_closed(graph: Graph) -> Iterator[Breach]:
    """Give steps by `Close` with another red check, or without a report."""
    for edge in graph.edges:
        if edge.after.phase == CycleState.CLOSED and edge.before.phase != CycleState.CLOSED:
            if edge.before.red:
                yield "Close passes with a check that is not met", edge.before
            if edge.before.phase != CycleState.REPORTED:
                yield "Close passes without a report", edge.before


def nothing_signed(graph: Graph) -> Iterator[Breach]:
    """Give months closed with deviations of which none was approved."""
    for state in graph.steps:
        whole, other, single, _ = state.papers
        signed = Paper.APPROVED in {whole, other, single} or state.follow_up == FollowUpState.WAIVED
        if state.phase == CycleState.CLOSED_WITH_DEVIATIONS and not signed:
            yield "the month is closed with deviations that nobody approved", state


def own_signature(graph: Graph) -> Iterator[Breach]:
    """Give approvals by whoever asked, and second approvals."""
    for edge in graph.edges:
        if edge.step.row.trigger in _SIGNING:
            if edge.step.attempt.same:
                yield f"{named(edge.step.row.trigger)} passes for whoever asked for it", edge.before
            paper = getattr(edge.before.papers, edge.step.attempt.paper)
            if paper == Paper.APPROVED:
                yield f"{named(edge.step.row.trigger)} passes twice", edge.before


def strangers(graph: Graph) -> Iterator[Breach]:
    """Give steps that an agent or the clock may take."""
    for edge in graph.edges:
        found = edge.step.roles & _SILENT
        if found:
            who = ", ".join(sorted(found))
            yield f"{named(edge.step.row.trigger)} passes for {who}", edge.before


def wrong_hands(graph: Graph) -> Iterator[Breach]:
    """Give steps of the QCA, and approvals, that others may take."""
    for edge in graph.edges:
        trigger, roles = edge.step.row.trigger, edge.step.roles
        ends = edge.after.phase in ENDS and edge.before.phase not in ENDS
        if (trigger in _ANALYSTS_OWN or ends) and roles != {Role.QCA}:
            yield f"{named(trigger)} passes for {', '.join(sorted(roles))}", edge.before
        if trigger in _SIGNING and not roles <= {Role.SPV, Role.MANAGER}:
            yield f"{named(trigger)} passes for {', '.join(sorted(roles))}", edge.before


def nothing_written(graph: Graph) -> Iterator[Breach]:
    """Give approved scenarios where there is none."""
    early = {CycleState.OPENED, CycleState.MATERIAL_SELECTED}
    for state in graph.steps:
        if state.phase not in {*early, *ENDS} and not state.drafted:
            yield "the scenarios are approved without one", state


def chain_5_6_2(graph: Graph) -> Iterator[Breach]:
    """Give what comes to the team leader past the supervisor."""
    for edge in graph.edges:
        passed = edge.step.row.trigger == "pass_on_nonconformities"
        if passed and not (edge.before.handed_over and edge.step.roles == {Role.SPV}):
            yield "the nonconformities are passed on past the supervisor", edge.before
        to_leader = edge.after.follow_up == FollowUpState.WITH_TEAM_LEADER
        if to_leader and edge.before.follow_up != edge.after.follow_up:
            by_chain = edge.before.follow_up == FollowUpState.WITH_SUPERVISOR
            if not by_chain or edge.step.roles != {Role.SPV}:
                yield "a follow-up comes to the team leader past the supervisor", edge.before


def _lived(graph: Graph) -> dict[Lifecycle, set[str]]:
    return {
        Lifecycle.CYCLE: {state.phase for state in graph.steps},
        Lifecycle.CONTACT: {form.state for state in graph.steps for form in state.contacts},
        Lifecycle.FOLLOW_UP: {state.follow_up for state in graph.steps},
    }


def _has_both_routes(reading: Reading) -> bool:
    """Return whether contacts are followed, and some of their forms go straight, some do not."""
    return reading.contacts > 0 and bool(reading.routes) and reading.routes != CONTACTERS


def _stuck(graph: Graph, is_goal: Callable[[State], bool], what: str) -> Iterator[Breach]:
    good = graph.can_reach(is_goal)
    for state in graph.steps:
        if state.phase not in ENDS and state not in good:
            yield what, state
