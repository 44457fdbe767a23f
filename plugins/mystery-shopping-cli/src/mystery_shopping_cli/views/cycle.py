"""A cycle in short, its reasons, scenarios and report, and the policy pinned into it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Heading, Styled, line
from mystery_shopping_cli.views.material import choice_lines, ranking_blocks
from mystery_shopping_cli.views.words import span_words, time_words
from mystery_shopping_cli.wording import say

_T = ms.Text
_FACTS = _T(
    "tahap,minggu ke-I,minggu ke-II,bahan,skenario,kontak,tindak lanjut,deviasi,kebijakan,kejadian",
    "state,week I,week II,material,scenarios,contacts,follow-ups,deviations,policy,events",
)
_STEPS = _T("Langkah", "Steps")
_SCENARIOS = _T("Skenario", "Scenarios")
_PLAYS = _T("peran", "brief")
_RIGHT = _T("solusi", "solution")
_REPORT = _T("Laporan", "The report")
_NONE = _T("belum ada", "not there yet")
_POLICY = _T("Kebijakan", "The policy")


def cycle_blocks(cycle: ms.Cycle) -> Iterator[Block]:
    """Return how far a cycle is, and every step that was taken."""
    zone = cycle.policy.timezone
    yield Heading(say(cycle.period.title), cycle.id)
    states = ((state, cycle.count(state)) for state in ms.ContactState)
    facts = (
        say(cycle.state.label),
        span_words(cycle.weeks.week_1),
        span_words(cycle.weeks.week_2),
        ", ".join(cycle.material.codes) if cycle.material else "–",
        str(len(cycle.scenarios)),
        " · ".join(f"{say(state.label)} {count}" for state, count in states if count) or "–",
        str(len(cycle.follow_ups)),
        str(len(cycle.deviations)),
        f"{cycle.policy.name} v{cycle.policy.version}, {zone}",
        str(cycle.version),
    )
    for title, words in zip(say(_FACTS).split(","), facts, strict=True):
        yield line(words, indent=2, label=Styled(f"{title:<13}", "muted"))
    yield GAP
    yield Heading(say(_STEPS), f"{len(cycle.steps)}")
    for step in cycle.steps:
        words = f"{step.name.replace('_', ' ')} · {step.by}"
        yield line(words, indent=2, label=Styled(time_words(step.at, zone), "muted"))


def reason_blocks(cycle: ms.Cycle) -> Iterator[Block]:
    """Return the ranking and how its file was read."""
    if cycle.ranking is None:
        yield line(say(_NONE))
        return
    yield from ranking_blocks(cycle.ranking, places=len(cycle.ranking.reasons))
    yield from choice_lines(cycle.ranking)


def scenario_blocks(cycle: ms.Cycle) -> Iterator[Block]:
    """Return every scenario with its basis, brief and right solution."""
    yield Heading(say(_SCENARIOS), f"W-10 5.2.1.1 · {len(cycle.scenarios)}")
    for row in cycle.scenarios:
        text = row.text
        basis = f"  {say(text.basis.label)}: {text.source} · rev. {row.revision}"
        yield line(
            Styled(f"{row.number}. {text.title}", "strong"), Styled(basis, "muted"), indent=2
        )
        yield line(text.brief, indent=5, label=Styled(f"{say(_PLAYS):<8}", "muted"))
        yield line(text.solution, indent=5, label=Styled(f"{say(_RIGHT):<8}", "muted"))


def report_blocks(cycle: ms.Cycle) -> Iterator[Block]:
    """Return the analysis and the advice on each KPI."""
    yield Heading(say(_REPORT), f"W-10 5.4 · {cycle.id}")
    if cycle.report is None:
        yield line(say(_NONE), indent=2)
        return
    if cycle.report.summary:
        yield line(cycle.report.summary, indent=2)
    for row in cycle.report.recommendations:
        yield line(Styled(f"{row.kpi.clause} {say(row.kpi.label)}", "strong"), indent=2)
        yield line(row.analysis, indent=4)
        yield line(row.advice, indent=4, label="→")


def policy_blocks(policy: ms.Policy) -> Iterator[Block]:
    """Return every choice of the policy that is pinned into the cycle."""
    yield Heading(say(_POLICY), f"{policy.name} v{policy.version}")
    for field in attrs.fields(type(policy)):
        words = _words(getattr(policy, field.name))
        yield line(words, indent=2, label=Styled(f"{field.name:<20}", "muted"))


def _words(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, ms.DayPartTable):
        return ", ".join(map(str, value.parts)) + f", {value.business_day_start:%H:%M}"
    if attrs.has(type(value)):
        return f"{type(value).__name__} {_words(ms.plain(value))}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(item)}" for name, item in value.items())
    if isinstance(value, (tuple, list, frozenset)):
        pairs = all(isinstance(item, tuple) for item in value)
        return ", ".join(" → ".join(map(str, row)) if pairs else str(row) for row in value)
    return str(value)
