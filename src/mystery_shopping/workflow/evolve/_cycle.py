"""How a cycle changes with what happens to it as a whole."""

from __future__ import annotations

from sys import intern

from mystery_shopping.model import (
    Contact,
    ContactState,
    Cycle,
    CycleState,
    Deviation,
    PlannedContact,
    Scenario,
    Step,
    WindowMove,
)
from mystery_shopping.values import Vector
from mystery_shopping.values._replace import replace
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.events import Stamp
from mystery_shopping.workflow.evolve._contact import Changes, put_contact


def opened(event: e.CycleOpened, stamp: Stamp) -> Cycle:
    """The cycle begins with the windows its policy gives the month."""
    return Cycle(
        id=event.cycle,
        unit=event.unit,
        period=event.period,
        policy=event.policy,
        scorecard=event.scorecard,
        weeks=event.policy.week_rule.weeks(event.period),
        version=stamp.version,
        last_at=stamp.at,
        steps=(Step("open", stamp.by, stamp.at, stamp.version),),
    )


def with_step(cycle: Cycle, name: str, stamp: Stamp) -> tuple[Step, ...]:
    """Return the cycle's steps with the one of that name done last at `stamp`."""
    others = (step for step in cycle.steps if step.name != name)
    return (*others, Step(name, stamp.by, stamp.at, stamp.version))


def reasons_collected(cycle: Cycle, event: e.ReasonsCollected, _: Stamp) -> Changes:
    """The ranking is there; a later one takes its place."""
    return {"ranking": event.ranking}


def new_products_added(cycle: Cycle, event: e.NewProductsAdded, _: Stamp) -> Changes:
    """The new products are there beside those added before."""
    return {"new_products": (*cycle.new_products, *event.products)}


def material_selected(cycle: Cycle, event: e.MaterialSelected, _: Stamp) -> Changes:
    """The material is chosen."""
    return {"material": event.material, "state": CycleState.MATERIAL_SELECTED}


def scenario_drafted(cycle: Cycle, event: e.ScenarioDrafted, _: Stamp) -> Changes:
    """One scenario more."""
    scenario = Scenario(event.scenario, event.text, 1, event.on)
    return {"scenarios": cycle.scenarios.add(scenario)}


def scenario_revised(cycle: Cycle, event: e.ScenarioRevised, _: Stamp) -> Changes:
    """The scenario reads anew; the log keeps how it read before."""
    scenario = Scenario(event.scenario, event.text, event.revision, event.on)
    return {"scenarios": cycle.scenarios.set(event.scenario - 1, scenario)}


def contacts_planned(cycle: Cycle, event: e.ContactsPlanned, _: Stamp) -> Changes:
    """More contacts, those with a contacter assigned at once."""
    contacts = cycle.contacts
    counts = dict(zip(ContactState, cycle.contact_counts, strict=True))
    for number, plan in enumerate(event.contacts, event.first):
        state = _first_state(plan)
        plan = replace(plan, day_part=intern(plan.day_part))  # noqa: PLW2901 - the same, shared
        contacts = contacts.add(Contact(number, plan, state))
        counts[state] += 1
    return {"contacts": contacts, "contact_counts": tuple(counts.values())}


def _first_state(plan: PlannedContact) -> ContactState:
    return ContactState.ASSIGNED if plan.contacter else ContactState.PLANNED


def contacts_assigned(cycle: Cycle, event: e.ContactsAssigned, _: Stamp) -> Changes:
    """Contacts have contacters; the cycle goes on when all have."""
    for row in event.assignments:
        contact = cycle.contact(row.contact)
        plan = replace(contact.plan, contacter=row.contacter, helper_reason=row.helper_reason)
        changed = replace(contact, plan=plan, state=ContactState.ASSIGNED)
        cycle = replace(cycle, **put_contact(cycle, contact, changed))
    changes: Changes = {"contacts": cycle.contacts, "contact_counts": cycle.contact_counts}
    return {**changes, "state": CycleState.ASSIGNED} if event.complete else changes


def recapitulated(cycle: Cycle, event: e.CycleRecapitulated, _: Stamp) -> Changes:
    """The figures are frozen."""
    return {"recap": event.recap, "state": CycleState.RECAPITULATED}


def nonconformity_noted(cycle: Cycle, event: e.NonconformityNoted, _: Stamp) -> Changes:
    """One note more."""
    noted = cycle.nonconformities.add(event.nonconformity)
    return {"nonconformities": noted}


def report_published(cycle: Cycle, event: e.ReportPublished, _: Stamp) -> Changes:
    """The report is out."""
    return {"report": event.report, "state": CycleState.REPORTED}


def follow_ups_opened(cycle: Cycle, event: e.FollowUpsOpened, _: Stamp) -> Changes:
    """The follow-ups are open."""
    return {"follow_ups": Vector.of(event.follow_ups)}


def deviation_recorded(cycle: Cycle, event: e.DeviationRecorded, stamp: Stamp) -> Changes:
    """One deviation more, not approved."""
    deviation = Deviation(
        number=event.deviation,
        clause=event.clause,
        required=event.required,
        actual=event.actual,
        reason=event.reason,
        corrective_action=event.corrective_action,
        recorded_by=stamp.by,
        follow_up=event.follow_up,
    )
    return {"deviations": cycle.deviations.add(deviation)}


def deviation_approved(cycle: Cycle, event: e.DeviationApproved, stamp: Stamp) -> Changes:
    """The deviation waives what it names."""
    approved = replace(cycle.deviation(event.deviation), approved_by=stamp.by)
    return {"deviations": cycle.deviations.set(event.deviation - 1, approved)}


def window_move_requested(cycle: Cycle, event: e.WindowMoveRequested, stamp: Stamp) -> Changes:
    """One move more, not approved."""
    move = WindowMove(event.move, event.week, event.window, event.reason, stamp.by)
    return {"window_moves": cycle.window_moves.add(move)}


def window_moved(cycle: Cycle, event: e.WindowMoved, stamp: Stamp) -> Changes:
    """The week lies on its new days."""
    move = replace(cycle.window_move(event.move), approved_by=stamp.by)
    moves = cycle.window_moves.set(event.move - 1, move)
    return {"window_moves": moves, "weeks": cycle.weeks.moved(move.week, move.window)}


def cancelled(cycle: Cycle, event: e.CycleCancelled, _: Stamp) -> Changes:
    """The month is given up."""
    return {"state": CycleState.CANCELLED, "end_reason": event.reason}
