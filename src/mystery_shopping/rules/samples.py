"""Which contacts count: accepted, reached an agent, performed in the month, by the site's clock."""

from __future__ import annotations

from datetime import date, datetime

from mystery_shopping.model import Contact, ContactState, Cycle, OutsideWindow, Policy
from mystery_shopping.values import zone

PERFORMED_STATES = frozenset(ContactState) - {
    ContactState.PLANNED,
    ContactState.ASSIGNED,
    ContactState.VOIDED,
}


def slot_of(policy: Policy, at: datetime) -> tuple[date, str]:
    """Return the business date and the day part of an instant, on the site's wall clock.

    Source: W-10 5.2.1.3; A2, A3.
    """
    local = at.astimezone(zone(policy.timezone))
    part = policy.day_parts.at(local.time())
    return policy.day_parts.business_date(local), part.code


def today_of(policy: Policy, at: datetime) -> date:
    """Return the business date of an instant at the site."""
    return policy.day_parts.business_date(at.astimezone(zone(policy.timezone)))


def may_count(cycle: Cycle, contact: Contact) -> bool:
    """Return whether a performed contact is a sample once its form is accepted (A5)."""
    if contact.performed_at is None or contact.state is ContactState.VOIDED:
        return False
    day, _ = slot_of(cycle.policy, contact.performed_at)
    if cycle.policy.outside_window is OutsideWindow.COUNT_AND_FLAG:
        return day in cycle.period
    return day in cycle.weeks.week_2


def is_sample(cycle: Cycle, contact: Contact) -> bool:
    """Return whether the contact counts among the month's samples.

    Source: W-10 3, 5.2.1.2; A5.
    """
    return contact.state is ContactState.ACCEPTED and may_count(cycle, contact)


def samples(cycle: Cycle) -> tuple[Contact, ...]:
    """Return the samples of the month, by number."""
    return tuple(contact for contact in cycle.contacts if is_sample(cycle, contact))


def is_inside_week_2(cycle: Cycle, contact: Contact) -> bool:
    """Return whether the contact was performed inside week II."""
    return (
        contact.performed_at is not None
        and slot_of(cycle.policy, contact.performed_at)[0] in cycle.weeks.week_2
    )


def is_as_planned(cycle: Cycle, contact: Contact) -> bool:
    """Return whether the contact was performed on its planned day, in its planned day part.

    Source: W-10 5.3.1.
    """
    planned = (contact.plan.on, contact.plan.day_part)
    return (
        contact.performed_at is not None and slot_of(cycle.policy, contact.performed_at) == planned
    )
