"""Contacts, their plan and their forms as grids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Column, Grid, Heading, Piece, Styled, line
from mystery_shopping_cli.views.words import day_words, time_words
from mystery_shopping_cli.wording import chosen, say

_PLAN = ms.Text("Rencana", "The plan")
_CONTACTS = ms.Text("Kontak", "Contacts")
_COUNT = ms.Text("{n} kontak", "{n} contacts")
_REASON = ms.Text("alasan", "reason")
_HEADS = ms.Text(
    "#,hari,bagian,contacter,status,dilaksanakan,agent,nilai 1",
    "#,day,part,contacter,state,performed,agent,ones",
)
_BASICS = ms.Text(
    "skenario,direncanakan,contacter,status,dilaksanakan,agent",
    "scenario,planned,contacter,state,performed,agent",
)
_ATTEMPTS = ms.Text("percobaan F-32", "F-32 attempts")
_VERSION = ms.Text("F-31 versi {n}", "F-31 version {n}")
_BACK = ms.Text("dikembalikan", "sent back")
_VOID = ms.Text("dibatalkan", "voided")


def plan_blocks(cycle: ms.Cycle) -> Iterator[Block]:
    """Return how the plan is spread: reasons against day parts, days, and contacters."""
    live = [c for c in cycle.contacts if c.state is not ms.ContactState.VOIDED]
    yield Heading(say(_PLAN), f"W-10 5.2.1.3 · {say(_COUNT.fill(n=len(live)))}")
    table = cycle.policy.day_parts
    cells = Counter((c.plan.scenario, c.plan.day_part) for c in live)
    titles = (Column(say(table.named(code).title), right=True) for code in table.codes)
    rows = (
        (row.text.source, *(str(cells[row.number, code]) for code in table.codes))
        for row in cycle.scenarios
    )
    yield Grid((Column(say(_REASON), wide=True), *titles), tuple(rows))
    days = Counter(c.plan.on for c in live)
    yield line(" · ".join(f"{day_words(day)}: {days[day]}" for day in sorted(days)), indent=2)
    loads = Counter(c.contacter.id for c in live if c.contacter)
    yield line(" · ".join(f"{who}: {n}" for who, n in sorted(loads.items())), indent=2)


def contact_grid(cycle: ms.Cycle) -> Iterator[Block]:
    """Return every contact in a line."""
    yield Heading(say(_CONTACTS), f"{cycle.id} · {len(cycle.contacts)}")
    heads = say(_HEADS).split(",")
    columns = (
        Column(heads[0], right=True),
        *(Column(head) for head in heads[1:-1]),
        Column(heads[-1], right=True),
    )
    yield Grid(columns, tuple(_row(cycle, contact) for contact in cycle.contacts))


def _row(cycle: ms.Cycle, contact: ms.Contact) -> tuple[Piece, ...]:
    when = (
        time_words(contact.performed_at, cycle.policy.timezone)[8:] if contact.performed_at else ""
    )
    return (
        str(contact.number),
        day_words(contact.plan.on)[4:],
        say(cycle.policy.day_parts.named(contact.plan.day_part).title),
        contact.contacter.id if contact.contacter else "–",
        _state(contact),
        when,
        contact.agent.id if contact.agent else "",
        _ones(cycle, contact),
    )


def _state(contact: ms.Contact) -> Styled:
    styles = {ms.ContactState.ACCEPTED: "good", ms.ContactState.VOIDED: "bad"}
    return Styled(say(contact.state.label), styles.get(contact.state, ""))


def _ones(cycle: ms.Cycle, contact: ms.Contact) -> str:
    if contact.form is None:
        return ""
    share = contact.form.share(cycle.scorecard.full_mask)
    return f"{share.ones}/{share.count}"


def contact_blocks(cycle: ms.Cycle, contact: ms.Contact) -> Iterator[Block]:
    """Return one contact whole: its plan, its attempts, every version of its form."""
    zone, plan = cycle.policy.timezone, contact.plan
    yield Heading(f"#{contact.number}", cycle.id)
    part = say(cycle.policy.day_parts.named(plan.day_part).title)
    facts = (
        cycle.scenario(plan.scenario).text.title,
        f"{day_words(plan.on)}, {part}",
        " · ".join(filter(None, (str(contact.contacter or "–"), plan.helper_reason))),
        say(contact.state.label),
        time_words(contact.performed_at, zone) if contact.performed_at else "–",
        str(contact.agent or "–"),
    )
    for title, words in zip(say(_BASICS).split(","), facts, strict=True):
        yield line(words, indent=2, label=Styled(f"{title:<13}", "muted"))
    if contact.void_reason:
        yield line(contact.void_reason, indent=2, label=Styled(f"{say(_VOID):<13}", "bad"))
    yield GAP
    yield Heading(say(_ATTEMPTS), f"{len(contact.attempts)}")
    for attempt in contact.attempts:
        words = " · ".join(filter(None, (attempt.outcome.replace("_", " "), attempt.note)))
        yield line(words, indent=2, label=time_words(attempt.at, zone))
    for form in contact.evaluations:
        yield GAP
        yield from _form_blocks(cycle, form)
    for back in contact.returns:
        for code, reason in back.reasons:
            yield line(f"{code}: {reason}", indent=2, label=Styled(say(_BACK), "warn"))


def _form_blocks(cycle: ms.Cycle, form: ms.Evaluation) -> Iterator[Block]:
    share = form.share(cycle.scorecard.full_mask)
    words = f"{time_words(form.at, cycle.policy.timezone)} · {share.ones}/{share.count}"
    yield Heading(say(_VERSION.fill(n=form.version)), f"{words} · {share.percent(chosen())}")
    for finding in form.findings:
        told = f"{finding.note} → {finding.solution}"
        yield line(told, indent=2, label=Styled(f"0 {finding.parameter}", "bad"))
