"""What is said to whom: one row for each event somebody should hear of, with its clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from mystery_shopping.model import ContactState, Cycle, ReminderKind
from mystery_shopping.values import Role
from mystery_shopping.workflow import _telling as tell
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow._telling import Addressee, Told
from mystery_shopping.workflow.events import Event
from mystery_shopping.workflow.events.reminder import ReminderDue

__all__ = ["NOTICES", "Addressee", "Notice", "NoticeRow", "notices_of"]


@attrs.frozen
class NoticeRow:
    """One line of the table: the notice's code, its clause, the event, whom to tell and what."""

    code: str
    clause: str
    event: type[Event]
    tell: Callable[[Any, Any], Iterable[Told]]
    reminder: ReminderKind | None = None


@attrs.frozen
class Notice:
    """Something to tell somebody; `facts` are plain values for the wording to put in."""

    code: str
    clause: str
    to: Addressee
    facts: Mapping[str, object]


_QCA = (Addressee(role=Role.QCA),)
_SPV = (Addressee(role=Role.SPV),)
_APPROVERS = (Addressee(role=Role.SPV), Addressee(role=Role.MANAGER))
_READERS = (*_APPROVERS, Addressee(role=Role.TL))
_OWNERS = (Addressee(role=Role.QCA), Addressee(role=Role.MANAGER))


def _remind(
    kind: ReminderKind, clause: str, telling: Callable[[Any, Any], Iterable[Told]]
) -> NoticeRow:
    return NoticeRow(kind.value, clause, ReminderDue, telling, kind)


K = ReminderKind
NOTICES: tuple[NoticeRow, ...] = (
    _remind(K.NO_CYCLE, "4.2", tell.everybody(_OWNERS)),
    _remind(K.WEEK_1_WITHOUT_MATERIAL, "5.1.2", tell.everybody(_QCA)),
    NoticeRow("contacts_assigned", "5.2.2", e.ContactsPlanned, tell.planned),
    NoticeRow("contacts_assigned", "5.2.2", e.ContactsAssigned, tell.assigned),
    NoticeRow("contacts_assigned", "5.2.2", e.ContactReassigned, tell.reassigned),
    _remind(K.WINDOW_OPENS, "5.2.1.3", tell.contacters_and(_QCA)),
    _remind(K.DAY_PARTS_EMPTY, "5.2.1.3", tell.day_parts(_QCA)),
    NoticeRow("form_with_supervisor", "5.3.4", e.FormSubmitted, tell.submitted(
        ContactState.WITH_SUPERVISOR, _SPV)),
    NoticeRow("form_received", "5.3.4", e.FormSubmitted, tell.submitted(
        ContactState.WITH_ANALYST, _QCA)),
    NoticeRow("form_received", "5.3.4", e.FormForwarded, tell.form(_QCA)),
    NoticeRow("form_returned", "5.3.4", e.FormReturned, tell.returned),
    NoticeRow("all_forms_in", "5.3.4", e.FormAccepted, tell.all_in(_QCA)),
    NoticeRow("all_forms_in", "5.3.4", e.ContactVoided, tell.all_in(_QCA)),
    NoticeRow("all_forms_in", "5.3.4", e.ExecutionFinished, tell.all_in(_QCA)),
    _remind(K.HAND_IN_NEAR, "5.3.4", tell.contacters_and(_QCA)),
    _remind(K.HAND_IN_PASSED, "5.3.4", tell.contacters_and((*_QCA, *_SPV))),
    NoticeRow("report_published", "5.4.1", e.ReportPublished, tell.everybody(_READERS)),
    NoticeRow("follow_up_handed_over", "5.5", e.FollowUpHandedOver, tell.follow_up(*_SPV)),
    NoticeRow("follow_up_handed_over", "5.5", e.FollowUpPassedOn, tell.follow_up()),
    _remind(K.FOLLOW_UP_OVERDUE, "5.5", tell.overdue((*_SPV, *_QCA))),
    NoticeRow("nonconformities_handed_over", "5.6.2", e.NonconformitiesHandedOver,
              tell.everybody(_SPV)),
    NoticeRow("nonconformities_handed_over", "5.6.2", e.NonconformitiesPassedOn,
              tell.everybody((Addressee(role=Role.TL),))),
    NoticeRow("deviation_waiting", "4.1", e.DeviationRecorded, tell.deviation(_APPROVERS)),
    NoticeRow("window_move_waiting", "5.2.1.3", e.WindowMoveRequested, tell.move(_APPROVERS)),
    _remind(K.RETENTION_DUE, "6", tell.everybody(_QCA)),
)  # fmt: skip

_BY_EVENT: dict[type[Event], tuple[NoticeRow, ...]] = {
    row.event: tuple(other for other in NOTICES if other.event is row.event) for row in NOTICES
}


def _kind_of(event: Event) -> ReminderKind | None:
    return event.deadline.kind if isinstance(event, ReminderDue) else None


def notices_of(event: Event, cycle: Cycle | None) -> tuple[Notice, ...]:
    """Return who is told what of an event; `cycle` is the cycle right after it.

    A reminder of a month without a cycle, or of one disposed of, comes with `None`.
    """
    return tuple(
        Notice(row.code, row.clause, told.to, told.facts)
        for row in _BY_EVENT.get(type(event), ())
        if row.reminder is None or row.reminder is _kind_of(event)
        for told in row.tell(event, cycle)
    )
