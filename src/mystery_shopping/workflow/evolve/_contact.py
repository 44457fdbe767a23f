"""How a cycle changes with what happens to one contact or one follow-up."""

from __future__ import annotations

from typing import Any

from mystery_shopping.model import (
    Attempt,
    Contact,
    ContactState,
    Cycle,
    Evaluation,
    FollowUpState,
    FormReturn,
    Outcome,
)
from mystery_shopping.values._replace import replace
from mystery_shopping.workflow import events as e
from mystery_shopping.workflow.events import Stamp

Changes = dict[str, Any]

_PLACES = {state: place for place, state in enumerate(ContactState)}


def put_contact(cycle: Cycle, contact: Contact, changed: Contact) -> Changes:
    """Return the cycle's contacts with one changed, the counts by state along with them."""
    contacts = cycle.contacts.set(contact.number - 1, changed)
    if changed.state is contact.state:
        return {"contacts": contacts}
    counts = list(cycle.contact_counts)
    counts[_PLACES[contact.state]] -= 1
    counts[_PLACES[changed.state]] += 1
    return {"contacts": contacts, "contact_counts": tuple(counts)}


def reassigned(cycle: Cycle, event: e.ContactReassigned, _: Stamp) -> Changes:
    """The plan of the contact has another contacter, day or day part."""
    contact = cycle.contact(event.contact)
    plan = replace(
        contact.plan,
        contacter=event.contacter,
        on=event.on,
        day_part=event.day_part,
        helper_reason=event.helper_reason,
    )
    return put_contact(cycle, contact, replace(contact, plan=plan))


def attempt_logged(cycle: Cycle, event: e.AttemptLogged, _: Stamp) -> Changes:
    """F-32 has one line more."""
    contact = cycle.contact(event.contact)
    line = Attempt(event.tried_at, event.outcome, event.note)
    return put_contact(cycle, contact, replace(contact, attempts=(*contact.attempts, line)))


def performed(cycle: Cycle, event: e.ContactPerformed, _: Stamp) -> Changes:
    """F-32 has its last line, and the agent is known."""
    contact = cycle.contact(event.contact)
    line = Attempt(event.performed_at, Outcome.REACHED, event.note)
    return put_contact(
        cycle,
        contact,
        replace(
            contact,
            state=ContactState.PERFORMED,
            attempts=(*contact.attempts, line),
            performed_at=event.performed_at,
            agent=event.agent,
        ),
    )


def evaluated(cycle: Cycle, event: e.ContactEvaluated, stamp: Stamp) -> Changes:
    """F-31 has a further version."""
    contact = cycle.contact(event.contact)
    version = len(contact.evaluations) + 1
    form = Evaluation(version, event.marks, event.skipped, event.findings, stamp.at)
    return put_contact(
        cycle,
        contact,
        replace(contact, state=ContactState.EVALUATED, evaluations=(*contact.evaluations, form)),
    )


def submitted(cycle: Cycle, event: e.FormSubmitted, stamp: Stamp) -> Changes:
    """The form is on its way."""
    straight = event.to is ContactState.WITH_ANALYST
    contact = cycle.contact(event.contact)
    return put_contact(
        cycle,
        contact,
        replace(
            contact,
            state=event.to,
            submitted_at=contact.submitted_at or stamp.at,
            received_at=stamp.at if straight else None,
            passed_supervisor=False,
        ),
    )


def forwarded(cycle: Cycle, event: e.FormForwarded, stamp: Stamp) -> Changes:
    """The form went by the supervisor and is with the QCA."""
    contact = cycle.contact(event.contact)
    return put_contact(
        cycle,
        contact,
        replace(
            contact, state=ContactState.WITH_ANALYST, received_at=stamp.at, passed_supervisor=True
        ),
    )


def returned(cycle: Cycle, event: e.FormReturned, stamp: Stamp) -> Changes:
    """The form is with the contacter again."""
    contact = cycle.contact(event.contact)
    return put_contact(
        cycle,
        contact,
        replace(
            contact,
            state=ContactState.RETURNED,
            returns=(*contact.returns, FormReturn(event.reasons, stamp.by, stamp.at)),
            received_at=None,
        ),
    )


def accepted(cycle: Cycle, event: e.FormAccepted, stamp: Stamp) -> Changes:
    """The form is the QCA's."""
    contact = cycle.contact(event.contact)
    return put_contact(
        cycle, contact, replace(contact, state=ContactState.ACCEPTED, accepted_at=stamp.at)
    )


def voided(cycle: Cycle, event: e.ContactVoided, _: Stamp) -> Changes:
    """The contact counts no more."""
    contact = cycle.contact(event.contact)
    return put_contact(
        cycle, contact, replace(contact, state=ContactState.VOIDED, void_reason=event.reason)
    )


def put_follow_up(cycle: Cycle, number: int, **changes: object) -> Changes:
    """Return the cycle's follow-ups with one changed."""
    changed = replace(cycle.follow_up(number), **changes)
    return {"follow_ups": cycle.follow_ups.set(number - 1, changed)}


def follow_up_handed_over(cycle: Cycle, event: e.FollowUpHandedOver, _: Stamp) -> Changes:
    """The supervisor has it."""
    return put_follow_up(cycle, event.follow_up, state=FollowUpState.WITH_SUPERVISOR)


def follow_up_passed_on(cycle: Cycle, event: e.FollowUpPassedOn, _: Stamp) -> Changes:
    """The team leader has it."""
    return put_follow_up(cycle, event.follow_up, state=FollowUpState.WITH_TEAM_LEADER)


def follow_up_scheduled(cycle: Cycle, event: e.FollowUpScheduled, _: Stamp) -> Changes:
    """Day and measure are set."""
    return put_follow_up(
        cycle,
        event.follow_up,
        state=FollowUpState.SCHEDULED,
        measure=event.measure,
        scheduled_for=event.on,
    )


def follow_up_delivered(cycle: Cycle, event: e.FollowUpDelivered, _: Stamp) -> Changes:
    """The agent was coached."""
    return put_follow_up(
        cycle,
        event.follow_up,
        state=FollowUpState.DELIVERED,
        delivered_on=event.on,
        note=event.note,
    )


def follow_up_verified(cycle: Cycle, event: e.FollowUpVerified, _: Stamp) -> Changes:
    """The effect was seen."""
    return put_follow_up(cycle, event.follow_up, state=FollowUpState.VERIFIED)


def follow_up_waived(cycle: Cycle, event: e.FollowUpWaived, _: Stamp) -> Changes:
    """A deviation stands in its place."""
    return put_follow_up(cycle, event.follow_up, state=FollowUpState.WAIVED)
