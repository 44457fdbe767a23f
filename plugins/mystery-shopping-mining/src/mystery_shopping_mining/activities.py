"""Which activity of which lifecycle an event is, in the words of the program's tables."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from mystery_shopping.model import ContactState, CycleState, FollowUpState
from mystery_shopping.values import Role
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.commands import Command, Lifecycle
from mystery_shopping.workflow.tables import TABLES, Row


@attrs.frozen
class Birth:
    """How a cycle, contact or follow-up begins: no row of a table, for there is no state yet."""

    lifecycle: Lifecycle
    activity: str
    state: str
    who: frozenset[Role]
    clause: str


@attrs.frozen
class Step:
    """One activity in the life of the cycle (number 0), a contact or a follow-up."""

    lifecycle: Lifecycle
    number: int
    activity: str


_CYCLE, _CONTACT, _FOLLOW_UP = Lifecycle.CYCLE, Lifecycle.CONTACT, Lifecycle.FOLLOW_UP
_QCA = frozenset({Role.QCA})

OPENED = Birth(_CYCLE, "open_cycle", CycleState.OPENED, _QCA, "4.2")
PLANNED = Birth(_CONTACT, "plan_contacts.without_contacter", ContactState.PLANNED, _QCA, "5.2.1.2")
GIVEN = Birth(_CONTACT, "plan_contacts.with_contacter", ContactState.ASSIGNED, _QCA, "5.2.1.2")
CALLED_FOR = Birth(_FOLLOW_UP, "publish_report", FollowUpState.OPENED, _QCA, "5.5")
BIRTHS = (OPENED, PLANNED, GIVEN, CALLED_FOR)

# The command that an event answers; a test holds it complete.
_OF_CYCLE: dict[type[e.Event], type[Command]] = {
    e.ReasonsCollected: c.CollectReasons,
    e.NewProductsAdded: c.AddNewProducts,
    e.MaterialSelected: c.SelectMaterial,
    e.ScenarioDrafted: c.DraftScenario,
    e.ScenarioRevised: c.ReviseScenario,
    e.ScenariosApproved: c.ApproveScenarios,
    e.ContactsPlanned: c.PlanContacts,
    e.ContactsAssigned: c.AssignContacts,
    e.ExecutionStarted: c.StartExecution,
    e.ExecutionFinished: c.FinishExecution,
    e.CycleRecapitulated: c.Recapitulate,
    e.NonconformityNoted: c.NoteNonconformity,
    e.ReportPublished: c.PublishReport,
    e.NonconformitiesHandedOver: c.HandOverNonconformities,
    e.NonconformitiesPassedOn: c.PassOnNonconformities,
    e.DeviationRecorded: c.RecordDeviation,
    e.DeviationApproved: c.ApproveDeviation,
    e.WindowMoveRequested: c.MoveWindow,
    e.WindowMoved: c.ApproveWindowMove,
    e.CycleClosed: c.Close,
    e.CycleClosedWithDeviations: c.CloseWithDeviations,
    e.CycleCancelled: c.Cancel,
}
_OF_CONTACT: dict[type[e.Event], type[Command]] = {
    e.ContactReassigned: c.ReassignContact,
    e.AttemptLogged: c.LogAttempt,
    e.ContactPerformed: c.PerformContact,
    e.ContactEvaluated: c.EvaluateContact,
    e.FormSubmitted: c.SubmitForm,
    e.FormForwarded: c.ForwardForm,
    e.FormReturned: c.ReturnForm,
    e.FormAccepted: c.AcceptForm,
    e.ContactVoided: c.VoidContact,
}
_OF_FOLLOW_UP: dict[type[e.Event], type[Command]] = {
    e.FollowUpHandedOver: c.HandOverFollowUp,
    e.FollowUpPassedOn: c.PassOnFollowUp,
    e.FollowUpScheduled: c.ScheduleFollowUp,
    e.FollowUpDelivered: c.DeliverFollowUp,
    e.FollowUpVerified: c.VerifyFollowUp,
    e.FollowUpWaived: c.ApproveDeviation,
}
_COMMANDS = {**_OF_CYCLE, **_OF_CONTACT, **_OF_FOLLOW_UP}


def activity_of(row: Row) -> str:
    """Return the activity of a row: its trigger, and which of several rows it is.

    >>> [activity_of(row) for row in TABLES[Lifecycle.CONTACT] if row.trigger == "submit_form"]
    ['submit_form.goes_by_supervisor', 'submit_form.goes_straight']
    """
    return row.trigger if row.when is None else f"{row.trigger}.{row.when.__name__}"


def command_of(activity: str) -> str:
    """Return the command an activity is one kind of: what stands before the full stop."""
    return activity.partition(".")[0]


def command_behind(event: e.Event) -> str:
    """Return the trigger of the command that led to an event."""
    if isinstance(event, e.CycleOpened):
        return OPENED.activity
    if isinstance(event, e.FollowUpsOpened):
        return CALLED_FOR.activity
    return _COMMANDS[type(event)].trigger


def steps_of(event: e.Event) -> Iterator[Step]:
    """Yield what an event of a cycle is to each life it belongs to, the cycle's own first.

    Planning is one event and a step of the cycle and of every contact planned.
    """
    kind = type(event)
    if isinstance(event, e.CycleOpened):
        yield Step(_CYCLE, 0, OPENED.activity)
    elif kind in _OF_CYCLE:
        yield Step(_CYCLE, 0, _activity(_CYCLE, _OF_CYCLE[kind], _told(event)))
        yield from _of_many(event)
    elif isinstance(event, e.FollowUpsOpened):
        for follow_up in event.follow_ups:
            yield Step(_FOLLOW_UP, follow_up.number, CALLED_FOR.activity)
    elif kind in _OF_CONTACT:
        number: int = getattr(event, "contact")  # noqa: B009 - every event of this table has it
        yield Step(_CONTACT, number, _activity(_CONTACT, _OF_CONTACT[kind], _told(event)))
    else:
        number = getattr(event, "follow_up")  # noqa: B009 - likewise
        yield Step(_FOLLOW_UP, number, _activity(_FOLLOW_UP, _OF_FOLLOW_UP[kind], None))


def _of_many(event: e.Event) -> Iterator[Step]:
    if isinstance(event, e.ContactsPlanned):
        for number, plan in enumerate(event.contacts, event.first):
            yield Step(_CONTACT, number, (GIVEN if plan.contacter else PLANNED).activity)
    elif isinstance(event, e.ContactsAssigned):
        for row in event.assignments:
            yield Step(_CONTACT, row.contact, c.AssignContacts.trigger)


def _told(event: e.Event) -> str | None:
    """Return the state an event says it leads to, where rows of one trigger differ in it."""
    if isinstance(event, e.FormSubmitted):
        return event.to
    if isinstance(event, e.ContactsAssigned) and event.complete:
        return CycleState.ASSIGNED
    return None


def _names() -> dict[tuple[Lifecycle, str], dict[str | None, str]]:
    names: dict[tuple[Lifecycle, str], dict[str | None, str]] = {}
    for lifecycle, rows in TABLES.items():
        for row in rows:
            names.setdefault((lifecycle, row.trigger), {})[row.destination] = activity_of(row)
    return names


_NAMES = _names()


def _activity(lifecycle: Lifecycle, command: type[Command], told: str | None) -> str:
    names = _NAMES[lifecycle, command.trigger]
    return names[told] if len(names) > 1 else next(iter(names.values()))
