"""Guards of execution: W-10 5.3.1 and 5.3.2."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mystery_shopping.errors import Text
from mystery_shopping.model import Contact, ContactState, Outcome, OutsideWindow
from mystery_shopping.rules import today_of
from mystery_shopping.rules.coverage import count_by_day_part, needed_per_day_part
from mystery_shopping.rules.samples import may_count
from mystery_shopping.values import Role
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards._guard import FINE, Gap, necessity, obligation
from mystery_shopping.workflow.guards.always import CLOCK_SKEW

_WAITING = (ContactState.PLANNED, ContactState.ASSIGNED)


@obligation(
    "MS351",
    "5.2.1.3",
    Text(
        "hari ini {actual}; minggu ke-II mulai {required}",
        "today is {actual}; week II begins {required}",
    ),
    Text(
        "mulai pada {required}, atau minta pemindahan minggu",
        "start on {required}, or have the window moved",
    ),
)
def week_2_not_begun(s: Situation) -> Iterable[Gap]:
    """Refuse to start before week II."""
    first = s.cycle.weeks.week_2.first
    return FINE if s.today >= first else (Gap(first, s.today, path="at"),)


@necessity(
    "MS352",
    "5.3.2",
    Text(
        "kontak ini tugas {required}, bukan {actual}", "the contact is {required}'s, not {actual}'s"
    ),
    Text("minta {required}, atau alihkan kontaknya", "ask {required}, or have it reassigned"),
)
def not_the_contacter(s: Situation) -> Iterable[Gap]:
    """Refuse anybody but the contacter the contact was given to."""
    contacter = s.contact.plan.contacter
    if contacter is not None and contacter.id == s.by.id:
        return FINE
    return (Gap(contacter.id if contacter else "-", s.by.id),)


@necessity(
    "MS353",
    "5.3.2",
    Text("hasil {actual} berarti kontak terlaksana", "the outcome {actual} performs the contact"),
    Text("pakai PerformContact dengan agent yang menjawab", "use PerformContact with the agent"),
)
def attempt_reached_an_agent(s: Situation) -> Iterable[Gap]:
    """Refuse a reached agent as a mere attempt."""
    if s.command.outcome is not Outcome.REACHED:
        return FINE
    return (Gap(Text("hasil lain", "another outcome"), Outcome.REACHED, path="outcome"),)


@necessity(
    "MS354",
    "5.3.2",
    Text("waktu {actual} masih di depan {required}", "{actual} is still ahead of {required}"),
    Text("isi waktu sebelum {required}", "give a time before {required}"),
)
def tried_in_the_future(s: Situation) -> Iterable[Gap]:
    """Refuse an attempt that has not happened yet."""
    name = "performed_at" if s.command.trigger == "perform_contact" else "tried_at"
    tried: datetime = getattr(s.command, name)
    if tried - s.at <= CLOCK_SKEW:
        return FINE
    return (Gap(s.at.isoformat(), tried.isoformat(), path=name),)


@necessity(
    "MS355",
    "5.2.1.2",
    Text("{actual} di luar bulan {required}", "{actual} is outside {required}"),
    Text(
        "batalkan kontak ini; rencanakan pada bulan yang benar",
        "void it; it belongs to its own month",
    ),
)
def performed_outside_the_month(s: Situation) -> Iterable[Gap]:
    """Refuse a contact of another month (A5)."""
    day = today_of(s.cycle.policy, s.command.performed_at)
    return FINE if day in s.cycle.period else (Gap(s.cycle.period, day, path="performed_at"),)


@obligation(
    "MS356",
    "5.2.1.3",
    Text("{actual} di luar minggu ke-II {required}", "{actual} is outside week II {required}"),
    Text(
        "batalkan, atau minta deviasi 5.2.1.3", "void it, or have a deviation from 5.2.1.3 approved"
    ),
)
def performed_outside_week_2(s: Situation) -> Iterable[Gap]:
    """Refuse a contact outside week II where the policy rejects such (A5)."""
    if s.cycle.policy.outside_window is not OutsideWindow.REJECT:
        return FINE
    day, week = today_of(s.cycle.policy, s.command.performed_at), s.cycle.weeks.week_2
    return FINE if day in week else (Gap(week, day, path="performed_at"),)


@necessity(
    "MS357",
    "3",
    Text("{actual} bukan agent", "{actual} is no agent"),
    Text("catat agent yang menjawab", "record the agent who answered"),
)
def not_an_agent(s: Situation) -> Iterable[Gap]:
    """Refuse anybody but an agent as the one who answered."""
    agent = s.command.agent
    return FINE if agent.role is Role.AGENT else (Gap(Role.AGENT, agent, path="agent"),)


@necessity(
    "MS358",
    "5.2.2",
    Text(
        "{actual} tidak boleh menguji agent timnya sendiri",
        "{actual} may not test an agent of the own team",
    ),
    Text(
        "batalkan dan rencanakan lagi, atau ubah own_team_allowed",
        "void and plan anew, or set own_team_allowed",
    ),
)
def own_team_reached(s: Situation) -> Iterable[Gap]:
    """Refuse a team leader's contact that was answered from the own team."""
    team = s.command.agent.team
    if s.by.role is not Role.TL or s.cycle.policy.own_team_allowed or team is None:
        return FINE
    own = s.contact.plan.contacter.team if s.contact.plan.contacter else s.by.team
    return (Gap(Text("tim lain", "another team"), s.by, path="agent"),) if team == own else FINE


@necessity(
    "MS361",
    "5.3.2",
    Text(
        "masih ada {actual} kontak yang belum dilaksanakan",
        "{actual} contacts are not performed yet",
    ),
    Text("laksanakan, atau batalkan dengan alasan", "perform them, or void them with a reason"),
)
def contacts_still_open(s: Situation) -> Iterable[Gap]:
    """Refuse to finish while a contact is neither performed nor voided."""
    waiting = s.cycle.count(*_WAITING)
    return (Gap("0", waiting),) if waiting else FINE


@obligation(
    "MS362",
    "5.2.1.2",
    Text(
        "baru {actual} kontak terlaksana, perlu {required}",
        "{actual} contacts are performed, {required} are needed",
    ),
    Text(
        "tambah kontak sampai {required}, atau minta deviasi 5.2.1.2",
        "add contacts up to {required}, or have a deviation from 5.2.1.2 approved",
    ),
)
def too_few_performed(s: Situation) -> Iterable[Gap]:
    """Refuse to finish with fewer contacts than the month needs."""
    least, count = s.cycle.policy.minimum_samples, len(_candidates(s))
    return FINE if count >= least else (Gap(f">= {least}", count),)


@obligation(
    "MS363",
    "5.2.1.3",
    Text(
        "{actual} kurang dari {required} di minggu ke-II",
        "{actual} is short of {required} in week II",
    ),
    Text(
        "laksanakan kontak di {actual}, atau minta deviasi 5.2.1.3",
        "perform contacts in {actual}, or have a deviation from 5.2.1.3 approved",
    ),
)
def day_part_empty(s: Situation) -> Iterable[Gap]:
    """Refuse to finish with a day part of week II left empty."""
    counts = count_by_day_part(s.cycle, _candidates(s))
    for code, least in needed_per_day_part(s.cycle).items():
        if counts[code] < least:
            yield Gap(f">= {least}", s.cycle.policy.day_parts.named(code).title)


def _candidates(s: Situation) -> list[Contact]:
    return [contact for contact in s.cycle.contacts if may_count(s.cycle, contact)]
