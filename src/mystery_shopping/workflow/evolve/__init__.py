"""Folding events into a cycle; this never asks the tables, so old logs read after they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mystery_shopping.model import Cycle, CycleState
from mystery_shopping.values._replace import replace
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.events import Event, Stamp
from mystery_shopping.workflow.evolve import _contact as k
from mystery_shopping.workflow.evolve import _cycle as c
from mystery_shopping.workflow.evolve._contact import Changes

Change = Callable[[Cycle, Any, Stamp], Changes]


def _moves(state: CycleState) -> Change:
    return lambda _cycle, _event, _stamp: {"state": state}


def _stays(_cycle: Cycle, _event: Event, _stamp: Stamp) -> Changes:
    return {}


# How each event changes the cycle, and the step it leaves behind for the evidence.
_EVOLUTIONS: dict[type[Event], tuple[Change, str | None]] = {
    e.ReasonsCollected: (c.reasons_collected, "collect_reasons"),
    e.NewProductsAdded: (c.new_products_added, "add_new_products"),
    e.MaterialSelected: (c.material_selected, "select_material"),
    e.ScenarioDrafted: (c.scenario_drafted, None),
    e.ScenarioRevised: (c.scenario_revised, None),
    e.ScenariosApproved: (_moves(CycleState.SCENARIOS_READY), "approve_scenarios"),
    e.ContactsPlanned: (c.contacts_planned, "plan_contacts"),
    e.ContactsAssigned: (c.contacts_assigned, "assign_contacts"),
    e.ExecutionStarted: (_moves(CycleState.EXECUTING), "start_execution"),
    e.ContactReassigned: (k.reassigned, None),
    e.AttemptLogged: (k.attempt_logged, None),
    e.ContactPerformed: (k.performed, None),
    e.ContactEvaluated: (k.evaluated, None),
    e.FormSubmitted: (k.submitted, None),
    e.FormForwarded: (k.forwarded, None),
    e.FormReturned: (k.returned, None),
    e.FormAccepted: (k.accepted, None),
    e.ContactVoided: (k.voided, None),
    e.ExecutionFinished: (_moves(CycleState.COLLECTING), "finish_execution"),
    e.CycleRecapitulated: (c.recapitulated, "recapitulate"),
    e.NonconformityNoted: (c.nonconformity_noted, None),
    e.ReportPublished: (c.report_published, "publish_report"),
    e.FollowUpsOpened: (c.follow_ups_opened, None),
    e.NonconformitiesHandedOver: (_stays, "hand_over_nonconformities"),
    e.NonconformitiesPassedOn: (_stays, "pass_on_nonconformities"),
    e.FollowUpHandedOver: (k.follow_up_handed_over, None),
    e.FollowUpPassedOn: (k.follow_up_passed_on, None),
    e.FollowUpScheduled: (k.follow_up_scheduled, None),
    e.FollowUpDelivered: (k.follow_up_delivered, None),
    e.FollowUpVerified: (k.follow_up_verified, None),
    e.FollowUpWaived: (k.follow_up_waived, None),
    e.DeviationRecorded: (c.deviation_recorded, None),
    e.DeviationApproved: (c.deviation_approved, None),
    e.WindowMoveRequested: (c.window_move_requested, None),
    e.WindowMoved: (c.window_moved, None),
    e.CycleClosed: (_moves(CycleState.CLOSED), "close"),
    e.CycleClosedWithDeviations: (
        _moves(CycleState.CLOSED_WITH_DEVIATIONS),
        "close_with_deviations",
    ),
    e.CycleCancelled: (c.cancelled, "cancel"),
}

EVENTS: tuple[type[Event], ...] = (e.CycleOpened, *_EVOLUTIONS)


def evolve(cycle: Cycle | None, event: Event, *, stamp: Stamp) -> Cycle:
    """Return the cycle after `event`; the first event is `CycleOpened`, on `None`."""
    if cycle is None:
        assert isinstance(event, e.CycleOpened)  # noqa: S101 - a stream begins with nothing else
        return c.opened(event, stamp)
    change, step = _EVOLUTIONS[type(event)]
    changes = change(cycle, event, stamp)
    if step is not None:
        changes["steps"] = c.with_step(cycle, step, stamp)
    return replace(cycle, version=stamp.version, last_at=stamp.at, **changes)


def fold(cycle: Cycle | None, happened: Iterable[tuple[Event, Stamp]]) -> Cycle | None:
    """Return the cycle after all of `happened`, in order."""
    for event, stamp in happened:
        cycle = evolve(cycle, event, stamp=stamp)
    return cycle
