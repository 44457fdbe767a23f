"""What follows from a command on the cycle as a whole."""

from __future__ import annotations

from collections.abc import Callable

from mystery_shopping.model import Material, Nonconformity, Report
from mystery_shopping.rules import (
    MECHANISM,
    View,
    follow_ups_due,
    make_recap,
    mechanism_rows,
)
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards.material import chosen_codes, missing_kinds
from mystery_shopping.workflow.guards.planning import assigns_every_contact

Events = tuple[e.Event, ...]


def _select_material(s: Situation) -> Events:
    codes, new = chosen_codes(s), s.command.new_products
    ranking = None if new else s.cycle.ranking
    tied = ranking.tied_at(s.cycle.policy.top_reasons) if ranking else ()
    missing = () if new else missing_kinds(s.cycle, codes)
    material = Material(codes, new, missing, tuple(reason.code for reason in tied))
    return (e.MaterialSelected(material),)


def _draft_scenario(s: Situation) -> Events:
    return (e.ScenarioDrafted(len(s.cycle.scenarios) + 1, s.command.text, s.today),)


def _revise_scenario(s: Situation) -> Events:
    number = s.command.scenario
    revision = s.cycle.scenario(number).revision + 1
    return (e.ScenarioRevised(number, revision, s.command.text, s.today),)


def _plan_contacts(s: Situation) -> Events:
    return (e.ContactsPlanned(len(s.cycle.contacts) + 1, s.command.contacts),)


def _assign_contacts(s: Situation) -> Events:
    return (e.ContactsAssigned(s.command.assignments, assigns_every_contact(s)),)


def _note_nonconformity(s: Situation) -> Events:
    command = s.command
    noted = Nonconformity(command.contact, command.parameter, command.note, command.solution, s.by)
    return (e.NonconformityNoted(noted),)


def _publish_report(s: Situation) -> Events:
    report = Report(s.command.recommendations, s.command.summary)
    due = follow_ups_due(s.cycle)
    published = e.ReportPublished(report)
    return (published, e.FollowUpsOpened(due)) if due else (published,)


def _record_deviation(s: Situation) -> Events:
    command = s.command
    place = [check.clause for check in MECHANISM].index(command.clause)
    row = mechanism_rows(View(s.cycle, s.at))[place]
    return (
        e.DeviationRecorded(
            deviation=len(s.cycle.deviations) + 1,
            clause=command.clause,
            required=command.required or row.required.en,
            actual=command.actual or row.actual.en,
            reason=command.reason,
            corrective_action=command.corrective_action,
            follow_up=command.follow_up,
        ),
    )


def _approve_deviation(s: Situation) -> Events:
    number = s.command.deviation
    follow_up = s.cycle.deviation(number).follow_up
    approved = e.DeviationApproved(number)
    return (approved,) if follow_up is None else (approved, e.FollowUpWaived(follow_up, number))


def _move_window(s: Situation) -> Events:
    number = len(s.cycle.window_moves) + 1
    return (e.WindowMoveRequested(number, s.command.week, s.command.window, s.command.reason),)


CYCLE_DECISIONS: dict[type[c.Command], Callable[[Situation], Events]] = {
    c.CollectReasons: lambda s: (e.ReasonsCollected(s.command.ranking),),
    c.AddNewProducts: lambda s: (e.NewProductsAdded(s.command.products),),
    c.SelectMaterial: _select_material,
    c.DraftScenario: _draft_scenario,
    c.ReviseScenario: _revise_scenario,
    c.ApproveScenarios: lambda _: (e.ScenariosApproved(),),
    c.PlanContacts: _plan_contacts,
    c.AssignContacts: _assign_contacts,
    c.StartExecution: lambda _: (e.ExecutionStarted(),),
    c.FinishExecution: lambda _: (e.ExecutionFinished(),),
    c.Recapitulate: lambda s: (e.CycleRecapitulated(make_recap(s.cycle)),),
    c.NoteNonconformity: _note_nonconformity,
    c.PublishReport: _publish_report,
    c.HandOverNonconformities: lambda _: (e.NonconformitiesHandedOver(),),
    c.PassOnNonconformities: lambda _: (e.NonconformitiesPassedOn(),),
    c.RecordDeviation: _record_deviation,
    c.ApproveDeviation: _approve_deviation,
    c.MoveWindow: _move_window,
    c.ApproveWindowMove: lambda s: (e.WindowMoved(s.command.move),),
    c.Close: lambda _: (e.CycleClosed(),),
    c.CloseWithDeviations: lambda _: (e.CycleClosedWithDeviations(),),
    c.Cancel: lambda s: (e.CycleCancelled(s.command.reason),),
}
