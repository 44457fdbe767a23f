"""Guards of plan and assignment: W-10 5.2.1.2, 5.2.1.3 and 5.2.2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mystery_shopping.errors import Text
from mystery_shopping.model import AgentPlanning, ContactState, PlannedContact
from mystery_shopping.rules.coverage import needed_per_day_part
from mystery_shopping.values import CONTACTERS, HELPERS, Person, Role
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards._guard import FINE, Gap, necessity, obligation

_WHO = ", ".join(sorted(CONTACTERS))


@necessity(
    "MS331",
    "5.2.1.2",
    Text(
        "tidak ada skenario {actual}; yang ada {required}",
        "there is no scenario {actual}; there is {required}",
    ),
    Text("pakai nomor {required}", "use a number of {required}"),
)
def scenario_unknown(s: Situation) -> Iterable[Gap]:
    """Refuse a contact on a scenario the cycle does not have."""
    count = len(s.cycle.scenarios)
    for path, plan in _planned(s):
        if not 1 <= plan.scenario <= count:
            yield Gap(f"1..{count}", plan.scenario, path=f"{path}scenario")


@necessity(
    "MS332",
    "5.2.1.3",
    Text(
        "tidak ada bagian hari {actual}; yang ada {required}",
        "there is no day part {actual}; there is {required}",
    ),
    Text("pakai salah satu dari {required}", "use one of {required}"),
)
def day_part_unknown(s: Situation) -> Iterable[Gap]:
    """Refuse a day part the policy's table does not have."""
    codes = s.cycle.policy.day_parts.codes
    for path, plan in _planned(s):
        if plan.day_part not in codes:
            yield Gap(", ".join(codes), plan.day_part, path=f"{path}day_part")


@obligation(
    "MS333",
    "5.2.1.3",
    Text(
        "tanggal {actual} di luar minggu ke-II {required}", "{actual} is outside week II {required}"
    ),
    Text(
        "pilih hari dalam {required}, atau minta pemindahan minggu",
        "choose a day within {required}, or have the window moved",
    ),
)
def planned_outside_week_2(s: Situation) -> Iterable[Gap]:
    """Refuse a planned day outside week II."""
    week = s.cycle.weeks.week_2
    for path, plan in _planned(s):
        if plan.on not in week:
            yield Gap(week, plan.on, path=f"{path}on")


@necessity(
    "MS334",
    "5.2.2",
    Text(
        "{actual} bukan contacter; yang boleh {required}",
        "{actual} is no contacter; these are: {required}",
    ),
    Text("tugaskan {required}", "assign {required}"),
)
def not_a_contacter(s: Situation) -> Iterable[Gap]:
    """Refuse contacts given to anybody but a QCO, supervisor or team leader."""
    for path, person, _, _ in _given(s):
        if person.role not in CONTACTERS:
            yield Gap(_WHO, person, path=f"{path}contacter")


@necessity(
    "MS335",
    "5.2.2",
    Text("{actual} membantu tanpa alasan", "{actual} helps without a reason"),
    Text("isi helper_reason", "give a helper_reason"),
)
def helper_without_reason(s: Situation) -> Iterable[Gap]:
    """Refuse a supervisor or team leader as contacter without the reason for the help."""
    for path, person, reason, _ in _given(s):
        if person.role in HELPERS and not (reason or "").strip():
            yield Gap("helper_reason", person, path=f"{path}helper_reason")


@necessity(
    "MS336",
    "5.2.2",
    Text("{actual} tidak boleh menguji timnya sendiri", "{actual} may not test the own team"),
    Text(
        "tugaskan orang lain, atau ubah own_team_allowed",
        "assign somebody else, or set own_team_allowed",
    ),
)
def own_team_planned(s: Situation) -> Iterable[Gap]:
    """Refuse a contact aimed at the team its team leader leads, unless the policy allows it."""
    if s.cycle.policy.own_team_allowed:
        return
    for path, person, _, team in _given(s):
        if person.role is Role.TL and team is not None and team == person.team:
            yield Gap(Text("tim lain", "another team"), person, path=f"{path}contacter")


@necessity(
    "MS337",
    "3",
    Text(
        "agent {actual} direncanakan; kebijakan mencatatnya sesudah kontak",
        "agent {actual} is planned; the policy records the agent afterwards",
    ),
    Text("kosongkan agent, atau ubah agent_planning", "leave agent out, or set agent_planning"),
)
def agent_planned(s: Situation) -> Iterable[Gap]:
    """Refuse a planned agent where the test is blind (A18)."""
    if s.cycle.policy.agent_planning is AgentPlanning.PLANNED:
        return
    for path, plan in _planned(s):
        if plan.agent is not None:
            yield Gap("-", plan.agent, path=f"{path}agent")


@necessity(
    "MS338",
    "5.2.2",
    Text("kontak tanpa contacter", "the contact has no contacter"),
    Text("isi contacter; penugasan sudah selesai", "give a contacter; assigning is over"),
)
def contacter_left_open(s: Situation) -> Iterable[Gap]:
    """Refuse further contacts without a contacter once assigning is over."""
    for path, plan in _planned(s):
        if plan.contacter is None:
            yield Gap(Text("contacter", "a contacter"), "-", path=f"{path}contacter")


@necessity(
    "MS339",
    "5.2.2",
    Text("kontak {actual} disebut dua kali", "contact {actual} is named twice"),
    Text("sebut setiap kontak sekali", "name every contact once"),
)
def assigned_twice(s: Situation) -> Iterable[Gap]:
    """Refuse the same contact twice in one command."""
    seen: set[int] = set()
    for place, row in enumerate(s.command.assignments):
        if row.contact in seen:
            yield Gap("1", row.contact, path=f"assignments[{place}].contact")
        seen.add(row.contact)


@obligation(
    "MS340",
    "5.2.1.2",
    Text(
        "baru {actual} kontak direncanakan, perlu {required}",
        "{actual} contacts are planned, {required} are needed",
    ),
    Text(
        "tambah kontak sampai {required}, atau minta deviasi 5.2.1.2",
        "plan up to {required}, or have a deviation from 5.2.1.2 approved",
    ),
)
def too_few_planned(s: Situation) -> Iterable[Gap]:
    """Refuse to end assigning with fewer contacts than the month needs."""
    least, count = s.cycle.policy.minimum_samples, _live_count(s)
    return FINE if count >= least else (Gap(f">= {least}", count),)


@obligation(
    "MS341",
    "5.2.1.3",
    Text("rencana di {actual} kurang dari {required}", "{actual} has less planned than {required}"),
    Text("rencanakan kontak di sana sampai {required}", "plan contacts there up to {required}"),
)
def day_part_unplanned(s: Situation) -> Iterable[Gap]:
    """Refuse to end assigning with a day part of week II left empty."""
    week, table = s.cycle.weeks.week_2, s.cycle.policy.day_parts
    planned = Counter(
        contact.plan.day_part
        for contact in s.cycle.contacts
        if contact.state is not ContactState.VOIDED and contact.plan.on in week
    )
    for code, least in needed_per_day_part(s.cycle).items():
        if planned[code] < least:
            yield Gap(f">= {least}", _part_count(table.named(code).title, planned[code]))


def _part_count(title: Text, count: int) -> Text:
    return Text(f"{title.id} ({count})", f"{title.en} ({count})")


def leaves_contacts_unassigned(s: Situation) -> bool:
    """Return whether contacts stay without a contacter after this assignment."""
    without = s.cycle.count(ContactState.PLANNED)
    return not s.cycle.contacts or without > len({row.contact for row in s.command.assignments})


def assigns_every_contact(s: Situation) -> bool:
    """Return whether every contact has a contacter after this assignment."""
    return not leaves_contacts_unassigned(s)


def _live_count(s: Situation) -> int:
    return len(s.cycle.contacts) - s.cycle.count(ContactState.VOIDED)


def _planned(s: Situation) -> Iterator[tuple[str, PlannedContact]]:
    contacts = getattr(s.command, "contacts", None)
    if contacts is not None:
        yield from ((f"contacts[{place}].", plan) for place, plan in enumerate(contacts))
    else:  # a contact of its own, reassigned
        plan = s.contact.plan
        on, part = s.command.on or plan.on, s.command.day_part or plan.day_part
        yield "", PlannedContact(plan.scenario, on, part, s.command.contacter, team=plan.team)


def _given(s: Situation) -> Iterator[tuple[str, Person, str | None, str | None]]:
    assignments = getattr(s.command, "assignments", None)
    if assignments is not None:
        for place, row in enumerate(assignments):
            team = s.cycle.contact(row.contact).plan.team
            yield f"assignments[{place}].", row.contacter, row.helper_reason, team
    elif s.command.trigger == "reassign_contact":
        yield "", s.command.contacter, s.command.helper_reason, s.contact.plan.team
    else:
        for path, plan in _planned(s):
            if plan.contacter is not None:
                yield path, plan.contacter, plan.helper_reason, plan.team
