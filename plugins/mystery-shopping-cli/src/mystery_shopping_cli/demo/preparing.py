"""Week I: reasons are collected, the five largest chosen, scenarios written, contacts planned."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import mystery_shopping as ms
from mystery_shopping_cli.demo.cast import HELP, TEAMS
from mystery_shopping_cli.demo.play import UNIT, Play
from mystery_shopping_cli.views.material import missing_kind_lines
from mystery_shopping_cli.wording import say

_WEEK_1 = ms.Text("Minggu ke-I", "Week I")
_OPENED = ms.Text("siklus {id} dibuka oleh {who}", "cycle {id} opened by {who}")
_SELECTED = ms.Text("bahan: {n} besar alasan kontak", "material: the {n} most frequent reasons")
_APPROVED = ms.Text(
    "{n} skenario disetujui, satu di antaranya direvisi", "{n} scenarios approved, one revised"
)
_PLANNED = ms.Text(
    "{n} kontak direncanakan: {days} hari, {spread} di tiap bagian hari × alasan",
    "{n} contacts planned: {days} days, {spread} in each day part × reason",
)
_ASSIGNED = ms.Text("ditugaskan: {loads}", "assigned: {loads}")
_HELPS = ms.Text("{who} membantu: {why}", "{who} helps: {why}")
_TITLES: dict[ms.Kind | None, ms.Text] = {
    ms.Kind.INFORMATION: ms.Text("Bertanya tentang {what}", "Asks about {what}"),
    ms.Kind.REQUEST: ms.Text("Meminta {what}", "Requests {what}"),
    ms.Kind.COMPLAINT_SOLVED: ms.Text("Mengeluhkan {what}", "Complains about {what}"),
    ms.Kind.COMPLAINT_ESCALATED: ms.Text("Komplain berulang: {what}", "Complains again: {what}"),
    None: ms.Text("Menghubungi tentang {what}", "Gets in touch about {what}"),
}
_BRIEF = ms.Text(
    "Pelanggan awam, belum membaca apa pun tentang {what}; bertanya sampai jelas.",
    "A customer who has read nothing about {what} and asks until it is clear.",
)
_SOLUTION = ms.Text(
    "Agent menggali kebutuhan, menjawab {what} sesuai ketentuan, dan menyebut kelanjutannya.",
    "The agent finds the need, answers on {what} as the rules say, and names what comes next.",
)
_REVISED = ms.Text("{brief} Sebutkan kota dan paket.", "{brief} Names a town and a package.")


def open_month(play: Play, *, period: ms.Period, ranking: ms.ReasonRanking) -> None:
    """Open the cycle and take its material from the ranking."""
    policy = play.program.policy
    assert policy is not None  # noqa: S101 - the demo opens its program with one
    first = policy.week_rule.weeks(period).week_1.first
    qca = play.cast.qca
    start = _clock_at(policy, first.isoformat(), "08:30")
    play.cycle_id = play.program.open_cycle(unit=UNIT, period=period, by=qca, at=start).id
    play.stage.scene(say(_WEEK_1), "W-10 5.1, 5.2")
    play.tell(start, _OPENED.fill(id=play.cycle_id, who=qca))
    play.order(ms.CollectReasons(ranking), by=qca, at=play.clock.at(first, "09:00"))
    at = play.clock.within(1, 0.2, clock="10:00")
    cycle = play.order(ms.SelectMaterial(), by=qca, at=at)
    assert cycle.material is not None  # noqa: S101 - it was just selected
    play.tell(at, _SELECTED.fill(n=len(cycle.material.codes)))
    play.stage.show(*missing_kind_lines(cycle.material))


def write_scenarios(play: Play) -> None:
    """Draft a scenario for each chosen reason, revise one, and approve them all."""
    cycle, clock, qca = play.cycle, play.clock, play.cast.qca
    codes = cycle.material.codes if cycle.material else ()
    texts = [_scenario(play, code) for code in codes]
    for place, text in enumerate(texts):
        at = clock.within(1, 0.2 + 0.1 * place, clock=f"{11 + place // 3}:{place % 3 * 15:02d}")
        play.order(ms.DraftScenario(text), by=qca, at=max(at, play.cycle.last_at or at))
    at = clock.within(1, 0.8, clock="15:00")
    text = ms.ScenarioText(
        title=texts[0].title,
        basis=texts[0].basis,
        source=texts[0].source,
        brief=say(_REVISED.fill(brief=texts[0].brief)),
        solution=texts[0].solution,
        skill=texts[0].skill,
    )
    play.order(ms.ReviseScenario(1, text), by=qca, at=at)
    at = clock.within(1, 0.8, clock="15:30")
    play.order(ms.ApproveScenarios(), by=qca, at=at)
    play.tell(at, _APPROVED.fill(n=len(texts)))


def plan_contacts(play: Play) -> None:
    """Plan at least as many contacts as the policy asks for and give each to a contacter."""
    at, qca = play.clock.within(1, 1, clock="10:00"), play.cast.qca
    cycle = play.cycle
    plan = ms.propose_plan(cycle, _contacters(play), teams=TEAMS, seed=play.seed)
    command = ms.PlanContacts(plan)  # type: ignore[arg-type,unused-ignore]
    play.order(command, by=qca, at=at)
    cells = Counter((row.day_part, row.scenario) for row in plan)
    days = len({row.on for row in plan})
    spread = "–".join(str(n) for n in sorted({min(cells.values()), max(cells.values())}))
    play.tell(at, _PLANNED.fill(n=len(plan), days=days, spread=spread))
    at = play.clock.within(1, 1, clock="11:00")
    play.order(ms.AssignContacts(), by=qca, at=at)
    loads = Counter(row.contacter.id for row in plan if row.contacter)
    words = ", ".join(f"{who} {n}" for who, n in sorted(loads.items()))
    play.tell(at, _ASSIGNED.fill(loads=words), _HELPS.fill(who=play.cast.helper, why=HELP))


def _contacters(play: Play) -> list[ms.Contacter]:
    cast, week = play.cast, list(play.cycle.weeks.week_2)
    leave = frozenset(week[4:]) if len(week) > 4 else frozenset()
    first, *others = cast.officers
    return [
        ms.Contacter(first, away_days=leave),
        *(ms.Contacter(person) for person in others),
        ms.Contacter(cast.helper, helper_reason=say(HELP)),
    ]


def _scenario(play: Play, code: str) -> ms.ScenarioText:
    ranking = play.cycle.ranking
    reason = next(row for row in ranking.reasons if row.code == code) if ranking else None
    what = (reason.title if reason else None) or code
    return ms.ScenarioText(
        title=say(_TITLES[reason.kind if reason else None].fill(what=what)),
        basis=ms.Basis.FREQUENT_PROBLEM,
        source=code,
        brief=say(_BRIEF.fill(what=what)),
        solution=say(_SOLUTION.fill(what=what)),
        skill=reason.skill if reason else None,
    )


def _clock_at(policy: ms.Policy, day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(policy.timezone))
