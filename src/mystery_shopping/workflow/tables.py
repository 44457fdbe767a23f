"""The three lifecycles as timetables: trigger, from, to, who may, guards, clause."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from mystery_shopping.model import ContactState, CycleState, FollowUpState
from mystery_shopping.values import Role
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.guards import ending as end
from mystery_shopping.workflow.guards import execution as run
from mystery_shopping.workflow.guards import forms as form
from mystery_shopping.workflow.guards import material as mat
from mystery_shopping.workflow.guards import planning as plan
from mystery_shopping.workflow.guards._guard import Guard


@attrs.frozen(eq=False)
class Row:
    """One line of a timetable.

    `when` picks between rows of one trigger and source; a contact's or follow-up's row counts
    only `during` the phases of the cycle it names.
    """

    trigger: str
    sources: tuple[str, ...]
    destination: str | None
    who: frozenset[Role]
    guards: tuple[Guard, ...]
    clause: str
    during: tuple[CycleState, ...] = ()
    when: Callable[[Situation], bool] | None = None


_QCA = frozenset({Role.QCA})
_SPV = frozenset({Role.SPV})
_CONTACTERS = frozenset({Role.QCO, Role.SPV, Role.TL})
_APPROVERS = frozenset({Role.SPV, Role.MANAGER})
_COACHES = frozenset({Role.TL, Role.SPV})
_STAYS = None

C, K, F = CycleState, ContactState, FollowUpState
_GOING_ON = tuple(state for state in C if not state.is_final)
_BEFORE_COLLECTING = (C.OPENED, C.MATERIAL_SELECTED, C.SCENARIOS_READY, C.ASSIGNED, C.EXECUTING)

_PLANNED = (
    plan.scenario_unknown,
    plan.day_part_unknown,
    plan.planned_outside_week_2,
    plan.agent_planned,
)
_GIVEN = (plan.not_a_contacter, plan.helper_without_reason, plan.own_team_planned)
_COMPLETE = (plan.too_few_planned, plan.day_part_unplanned)
_SCENARIO = (mat.basis_unknown, mat.training_not_last_month)
_APPROVED = (mat.no_scenario, mat.reason_without_scenario, mat.outside_week_1)
_SELECTED = (mat.nothing_collected, mat.material_unknown, mat.not_the_top_reasons, mat.kind_missing)
_FINISHED = (run.contacts_still_open, run.too_few_performed, run.day_part_empty)
_RECORDED = (end.clause_not_checked, end.follow_up_of_another_clause)
_SIGNED = (end.approver_is_the_author, end.approved_already)

CYCLE_TABLE: tuple[Row, ...] = (
    Row("collect_reasons", (C.OPENED,), _STAYS, _QCA, (mat.not_the_month_before,), "5.1.1"),
    Row("add_new_products", (C.OPENED,), _STAYS, _QCA, (), "5.1.1"),
    Row("select_material", (C.OPENED,), C.MATERIAL_SELECTED, _QCA, _SELECTED, "5.1.2"),
    Row("draft_scenario", (C.MATERIAL_SELECTED,), _STAYS, _QCA, _SCENARIO, "5.2.1.1"),
    Row("revise_scenario", (C.MATERIAL_SELECTED,), _STAYS, _QCA, _SCENARIO, "5.2.1.1"),
    Row("approve_scenarios", (C.MATERIAL_SELECTED,), C.SCENARIOS_READY, _QCA, _APPROVED, "5.2.1.1"),
    Row("plan_contacts", (C.SCENARIOS_READY,), _STAYS, _QCA, (*_PLANNED, *_GIVEN), "5.2.1.2"),
    Row(
        "plan_contacts",
        (C.ASSIGNED, C.EXECUTING),
        _STAYS,
        _QCA,
        (*_PLANNED, *_GIVEN, plan.contacter_left_open),
        "5.2.1.2",
    ),
    Row(
        "assign_contacts",
        (C.SCENARIOS_READY,),
        _STAYS,
        _QCA,
        (plan.assigned_twice, *_GIVEN),
        "5.2.2",
        when=plan.leaves_contacts_unassigned,
    ),
    Row(
        "assign_contacts",
        (C.SCENARIOS_READY,),
        C.ASSIGNED,
        _QCA,
        (plan.assigned_twice, *_GIVEN, *_COMPLETE),
        "5.2.2",
        when=plan.assigns_every_contact,
    ),
    Row("start_execution", (C.ASSIGNED,), C.EXECUTING, _QCA, (run.week_2_not_begun,), "5.3"),
    Row("finish_execution", (C.EXECUTING,), C.COLLECTING, _QCA, _FINISHED, "5.3"),
    Row("recapitulate", (C.COLLECTING,), C.RECAPITULATED, _QCA, (form.forms_outstanding,), "5.3.4"),
    Row(
        "note_nonconformity",
        (C.EXECUTING, C.COLLECTING),
        _STAYS,
        _QCA,
        (form.parameter_unknown,),
        "5.6.2",
    ),
    Row(
        "publish_report",
        (C.RECAPITULATED,),
        C.REPORTED,
        _QCA,
        (end.kpi_without_recommendation,),
        "5.4.1",
    ),
    Row("hand_over_nonconformities", (C.REPORTED,), _STAYS, _QCA, (), "5.6.2"),
    Row(
        "pass_on_nonconformities", (C.REPORTED,), _STAYS, _SPV, (end.not_handed_over_yet,), "5.6.2"
    ),
    Row("record_deviation", _GOING_ON, _STAYS, _QCA, _RECORDED, "4.1"),
    Row("approve_deviation", _GOING_ON, _STAYS, _APPROVERS, _SIGNED, "4.1"),
    Row(
        "move_window",
        _BEFORE_COLLECTING,
        _STAYS,
        _QCA,
        (end.window_outside_the_month,),
        "5.2.1.3",
    ),
    Row("approve_window_move", _BEFORE_COLLECTING, _STAYS, _APPROVERS, _SIGNED, "5.2.1.3"),
    Row("close", (C.REPORTED,), C.CLOSED, _QCA, (end.check_not_met,), "4.1"),
    Row(
        "close_with_deviations",
        (C.REPORTED,),
        C.CLOSED_WITH_DEVIATIONS,
        _QCA,
        (end.nothing_deviates, end.check_without_deviation, end.shortfall_blocks),
        "4.1",
    ),
    Row("cancel", _GOING_ON, C.CANCELLED, _QCA, (), "4.2"),
)

_IN_EXECUTION = (C.EXECUTING,)
_FORMS_TRAVEL = (C.EXECUTING, C.COLLECTING)
_OPEN_STATES = tuple(state for state in K if state not in {K.ACCEPTED, K.VOIDED})
_OWN = (run.not_the_contacter,)
_TRIED = (*_OWN, run.attempt_reached_an_agent, run.tried_in_the_future)
_PERFORMED = (
    *_OWN,
    run.tried_in_the_future,
    run.performed_outside_the_month,
    run.performed_outside_week_2,
    run.not_an_agent,
    run.own_team_reached,
)
_MARKED = (
    *_OWN,
    form.mark_not_0_or_1,
    form.parameter_unknown,
    form.zero_without_finding,
    form.finding_without_zero,
)
_RETURNED = (form.returned_without_reason, form.parameter_unknown)
_REASSIGNED = (plan.day_part_unknown, plan.planned_outside_week_2, *_GIVEN)

CONTACT_TABLE: tuple[Row, ...] = (
    Row("assign_contacts", (K.PLANNED,), K.ASSIGNED, _QCA, (), "5.2.2", (C.SCENARIOS_READY,)),
    Row(
        "reassign_contact",
        (K.ASSIGNED,),
        _STAYS,
        _QCA,
        _REASSIGNED,
        "5.2.2",
        (C.SCENARIOS_READY, C.ASSIGNED, C.EXECUTING),
    ),
    Row("log_attempt", (K.ASSIGNED,), _STAYS, _CONTACTERS, _TRIED, "5.3.2", _IN_EXECUTION),
    Row(
        "perform_contact",
        (K.ASSIGNED,),
        K.PERFORMED,
        _CONTACTERS,
        _PERFORMED,
        "5.3.1",
        _IN_EXECUTION,
    ),
    Row(
        "evaluate_contact",
        (K.PERFORMED, K.RETURNED),
        K.EVALUATED,
        _CONTACTERS,
        _MARKED,
        "5.3.3",
        _FORMS_TRAVEL,
    ),
    Row(
        "submit_form",
        (K.EVALUATED,),
        K.WITH_SUPERVISOR,
        _CONTACTERS,
        _OWN,
        "5.3.4",
        _FORMS_TRAVEL,
        form.goes_by_supervisor,
    ),
    Row(
        "submit_form",
        (K.EVALUATED,),
        K.WITH_ANALYST,
        _CONTACTERS,
        _OWN,
        "5.3.4",
        _FORMS_TRAVEL,
        form.goes_straight,
    ),
    Row("forward_form", (K.WITH_SUPERVISOR,), K.WITH_ANALYST, _SPV, (), "5.3.4", _FORMS_TRAVEL),
    Row("return_form", (K.WITH_SUPERVISOR,), K.RETURNED, _SPV, _RETURNED, "5.3.4", _FORMS_TRAVEL),
    Row("return_form", (K.WITH_ANALYST,), K.RETURNED, _QCA, _RETURNED, "5.3.4", _FORMS_TRAVEL),
    Row("accept_form", (K.WITH_ANALYST,), K.ACCEPTED, _QCA, (), "5.3.4", _FORMS_TRAVEL),
    Row(
        "void_contact",
        _OPEN_STATES,
        K.VOIDED,
        _QCA,
        (),
        "5.3.2",
        (C.SCENARIOS_READY, C.ASSIGNED, C.EXECUTING, C.COLLECTING),
    ),
)

_REPORTED = (C.REPORTED,)
_UNVERIFIED = (F.OPENED, F.WITH_SUPERVISOR, F.WITH_TEAM_LEADER, F.SCHEDULED, F.DELIVERED)

FOLLOW_UP_TABLE: tuple[Row, ...] = (
    Row("hand_over_follow_up", (F.OPENED,), F.WITH_SUPERVISOR, _QCA, (), "5.6.2", _REPORTED),
    Row(
        "pass_on_follow_up",
        (F.WITH_SUPERVISOR,),
        F.WITH_TEAM_LEADER,
        _SPV,
        (),
        "5.6.2",
        _REPORTED,
    ),
    Row(
        "schedule_follow_up",
        (F.WITH_TEAM_LEADER, F.SCHEDULED),
        F.SCHEDULED,
        _COACHES,
        (end.scheduled_in_the_past,),
        "5.5",
        _REPORTED,
    ),
    Row(
        "deliver_follow_up",
        (F.SCHEDULED,),
        F.DELIVERED,
        _COACHES,
        (end.delivered_in_the_future,),
        "5.5",
        _REPORTED,
    ),
    Row(
        "verify_follow_up",
        (F.DELIVERED,),
        F.VERIFIED,
        frozenset({Role.QCA, Role.SPV}),
        (),
        "5.5",
        _REPORTED,
    ),
    Row("approve_deviation", _UNVERIFIED, F.WAIVED, _APPROVERS, (), "5.5", _REPORTED),
)

TABLES: dict[Lifecycle, tuple[Row, ...]] = {
    Lifecycle.CYCLE: CYCLE_TABLE,
    Lifecycle.CONTACT: CONTACT_TABLE,
    Lifecycle.FOLLOW_UP: FOLLOW_UP_TABLE,
}
STATES: dict[Lifecycle, tuple[str, ...]] = {
    Lifecycle.CYCLE: tuple(CycleState),
    Lifecycle.CONTACT: tuple(ContactState),
    Lifecycle.FOLLOW_UP: tuple(FollowUpState),
}
