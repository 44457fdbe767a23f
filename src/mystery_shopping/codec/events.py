"""Events as bytes: an explicit type name and a schema number each, and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from mystery_shopping.codec._converter import converter
from mystery_shopping.codec._writer import Writer, make_writer, rests_of
from mystery_shopping.codec.documents import read_document
from mystery_shopping.errors import InvalidValue, Text, UnknownEvent
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.events import disposal as d
from mystery_shopping.workflow.events import reminder as r

# A name stays for ever; a schema number grows with every change of the data, with an upcaster.
EVENT_TYPES: tuple[tuple[str, int, type[Event]], ...] = (
    ("cycle.opened", 2, e.CycleOpened),
    ("reasons.collected", 1, e.ReasonsCollected),
    ("new_products.added", 1, e.NewProductsAdded),
    ("material.selected", 1, e.MaterialSelected),
    ("scenario.drafted", 1, e.ScenarioDrafted),
    ("scenario.revised", 1, e.ScenarioRevised),
    ("scenarios.approved", 1, e.ScenariosApproved),
    ("contacts.planned", 1, e.ContactsPlanned),
    ("contacts.assigned", 1, e.ContactsAssigned),
    ("contact.reassigned", 1, e.ContactReassigned),
    ("execution.started", 1, e.ExecutionStarted),
    ("attempt.logged", 1, e.AttemptLogged),
    ("contact.performed", 1, e.ContactPerformed),
    ("contact.evaluated", 1, e.ContactEvaluated),
    ("form.submitted", 1, e.FormSubmitted),
    ("form.forwarded", 1, e.FormForwarded),
    ("form.returned", 1, e.FormReturned),
    ("form.accepted", 1, e.FormAccepted),
    ("contact.voided", 1, e.ContactVoided),
    ("execution.finished", 1, e.ExecutionFinished),
    ("cycle.recapitulated", 1, e.CycleRecapitulated),
    ("nonconformity.noted", 1, e.NonconformityNoted),
    ("report.published", 1, e.ReportPublished),
    ("follow_ups.opened", 1, e.FollowUpsOpened),
    ("nonconformities.handed_over", 1, e.NonconformitiesHandedOver),
    ("nonconformities.passed_on", 1, e.NonconformitiesPassedOn),
    ("follow_up.handed_over", 1, e.FollowUpHandedOver),
    ("follow_up.passed_on", 1, e.FollowUpPassedOn),
    ("follow_up.scheduled", 1, e.FollowUpScheduled),
    ("follow_up.delivered", 1, e.FollowUpDelivered),
    ("follow_up.verified", 1, e.FollowUpVerified),
    ("follow_up.waived", 1, e.FollowUpWaived),
    ("deviation.recorded", 1, e.DeviationRecorded),
    ("deviation.approved", 1, e.DeviationApproved),
    ("window.move_requested", 1, e.WindowMoveRequested),
    ("window.moved", 1, e.WindowMoved),
    ("cycle.closed", 1, e.CycleClosed),
    ("cycle.closed_with_deviations", 1, e.CycleClosedWithDeviations),
    ("cycle.cancelled", 1, e.CycleCancelled),
)

# What the stream of disposals holds: it outlives the cycles it speaks of.
DISPOSAL_TYPES: tuple[tuple[str, int, type[Event]], ...] = (
    ("hold.placed", 1, d.HoldPlaced),
    ("hold.released", 1, d.HoldReleased),
    ("cycle.disposed", 1, d.CycleDisposed),
)

# What the clock noted, in a stream for each unit.
REMINDER_TYPES: tuple[tuple[str, int, type[Event]], ...] = (("reminder.due", 1, r.ReminderDue),)

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


def _with_reminders(fields: dict[str, Any]) -> dict[str, Any]:
    """Add what a policy says of reminders, as it was before it could say otherwise."""
    said = {"cycle_due_day": 3, "warning_days": 2, "agents_named_in_notices": False}
    return {**fields, "policy": {**fields["policy"], **said}}


# (type, schema) -> the step to the next schema.
UPCASTERS: dict[tuple[str, int], Upcaster] = {("cycle.opened", 1): _with_reminders}

_TYPES = (*EVENT_TYPES, *DISPOSAL_TYPES, *REMINDER_TYPES)
_BY_CLASS = {kind: (name, schema) for name, schema, kind in _TYPES}
_BY_NAME = {name: (schema, kind) for name, schema, kind in _TYPES}


_WRITERS: dict[type[Event], tuple[Writer, tuple[str, ...]]] = {}


def _writer(kind: type[Event]) -> tuple[Writer, tuple[str, ...]]:
    if kind not in _WRITERS:
        _WRITERS[kind] = make_writer(kind, converter(detailed=False)), rests_of(kind)
    return _WRITERS[kind]


def encode(event: Event) -> tuple[str, int, bytes]:
    """Return an event's type name, schema number and bytes: ASCII JSON, keys in field order.

    Raises:
        InvalidValue: when a part of the event is not of its type.
    """
    kind = type(event)
    name, schema = _BY_CLASS[kind]
    try:
        return name, schema, _writer(kind)[0](event).encode("ascii")
    except (TypeError, ValueError, AttributeError) as error:
        required = Text("nilai dari jenisnya", "values of their types")
        raise InvalidValue(path=name, required=required, actual=str(error)) from error


def as_it_reads(event: Event, data: bytes) -> Event:
    """Return the event that its own bytes read as, so that what is kept is what is logged.

    Raises:
        InvalidInput: with every part that could not be read again.
    """
    kind = type(event)
    if all(getattr(event, name) in _EMPTY for name in _writer(kind)[1]):
        return event
    fields = json.loads(data)
    try:
        return converter(detailed=False).structure(fields, kind)
    except Exception:  # noqa: BLE001 - whatever it was, the slow reader says it with its path
        return read_document(fields, kind, what=_BY_CLASS[kind][0])


_EMPTY: tuple[Any, ...] = ((), None)


def decode(name: str, *, schema: int, data: bytes) -> Event:
    """Return the event of that type, schema and bytes, brought up to the present schema.

    Raises:
        UnknownEvent: for a type or a schema this version does not know.
    """
    known, kind = _BY_NAME.get(name, (None, None))
    if known is None or kind is None or schema > known:
        raise UnknownEvent(type=name, schema=schema, known=known)
    fields = json.loads(data)
    for step in range(schema, known):
        fields = UPCASTERS[name, step](fields)
    return converter(detailed=False).structure(fields, kind)


def to_plain(value: Any) -> dict[str, Any]:
    """Return an event's data, or those of any other value, as plain values that read back."""
    plain: dict[str, Any] = converter(detailed=False).unstructure(value)
    return plain
