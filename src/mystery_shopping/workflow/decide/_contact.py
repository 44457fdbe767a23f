"""What follows from a command on one contact or one follow-up."""

from __future__ import annotations

from collections.abc import Callable

from mystery_shopping.model import ContactState, NotApplicable
from mystery_shopping.workflow import commands as c
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards.forms import goes_by_supervisor

Events = tuple[e.Event, ...]


def _reassign(s: Situation) -> Events:
    command, plan = s.command, s.contact.plan
    return (
        e.ContactReassigned(
            contact=command.contact,
            contacter=command.contacter,
            on=command.on or plan.on,
            day_part=command.day_part or plan.day_part,
            helper_reason=command.helper_reason,
            reason=command.reason,
        ),
    )


def _log_attempt(s: Situation) -> Events:
    command = s.command
    return (e.AttemptLogged(command.contact, command.outcome, command.tried_at, command.note),)


def _perform(s: Situation) -> Events:
    command = s.command
    return (e.ContactPerformed(command.contact, command.performed_at, command.agent, command.note),)


def _evaluate(s: Situation) -> Events:
    card, command = s.cycle.scorecard, s.command
    given = dict(command.marks)
    passes = s.cycle.policy.not_applicable is NotApplicable.PASS
    marks = skipped = 0
    for place, code in enumerate(card.codes):
        mark = given[code]
        if mark is None and not passes:
            skipped |= 1 << place
        elif mark is None or mark:
            marks |= 1 << place
    findings = tuple(sorted(command.findings, key=lambda row: card.place(row.parameter)))
    return (e.ContactEvaluated(command.contact, marks, skipped, findings),)


def _submit(s: Situation) -> Events:
    by_supervisor = goes_by_supervisor(s)
    to = ContactState.WITH_SUPERVISOR if by_supervisor else ContactState.WITH_ANALYST
    return (e.FormSubmitted(s.command.contact, to),)


CONTACT_DECISIONS: dict[type[c.Command], Callable[[Situation], Events]] = {
    c.ReassignContact: _reassign,
    c.LogAttempt: _log_attempt,
    c.PerformContact: _perform,
    c.EvaluateContact: _evaluate,
    c.SubmitForm: _submit,
    c.ForwardForm: lambda s: (e.FormForwarded(s.command.contact),),
    c.ReturnForm: lambda s: (e.FormReturned(s.command.contact, s.command.reasons),),
    c.AcceptForm: lambda s: (e.FormAccepted(s.command.contact),),
    c.VoidContact: lambda s: (e.ContactVoided(s.command.contact, s.command.reason),),
}

FOLLOW_UP_DECISIONS: dict[type[c.Command], Callable[[Situation], Events]] = {
    c.HandOverFollowUp: lambda s: (e.FollowUpHandedOver(s.command.follow_up),),
    c.PassOnFollowUp: lambda s: (e.FollowUpPassedOn(s.command.follow_up),),
    c.ScheduleFollowUp: lambda s: (
        e.FollowUpScheduled(s.command.follow_up, s.command.measure, s.command.on),
    ),
    c.DeliverFollowUp: lambda s: (
        e.FollowUpDelivered(s.command.follow_up, s.command.on, s.command.note),
    ),
    c.VerifyFollowUp: lambda s: (e.FollowUpVerified(s.command.follow_up, s.command.note),),
}
